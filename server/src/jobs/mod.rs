//! What the server does by itself while it runs.
//!
//! Each kind of job has one worker, so none ever runs twice at the same time: one process holds the
//! data folder, and a worker begins nothing before it has ended the last. A job that fails or
//! panics is tried again later and later; that, and what admins said, is written down
//! ([`crate::features::jobs`]), so it outlives the process. A job may be repeated at any time: what
//! it did already it finds done.

mod queue;
mod recurring;
mod worker;
mod workers;

use std::{
    convert::Infallible,
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
    time::Duration,
};

use furgo_shared::jobs::JobKind;

pub use self::{
    queue::{Errand, Outcome, QUEUE_MAX, Queue},
    recurring::RECURRING,
    worker::{Turn, Worker},
    workers::{Standing, Workers},
};
use crate::{
    app::App,
    error::Result,
    features::{demo_data, mails::sending},
};

/// The workers of jobs that are done once. Whoever forgot their password does not wait behind a slow
/// mail server before it is looked for their account.
pub const QUEUES: &[Queue] = &[
    Queue { name: "accounts", may_run: |_| Ok(vec![JobKind::FindAccount]), run: sending::run },
    Queue { name: "mail", may_run: sending::may_run, run: sending::run },
    Queue {
        name: "demo data",
        may_run: |_| Ok(vec![JobKind::FillDemo, JobKind::RemoveDemo]),
        run: demo_data::run,
    },
];

/// Everything that is done again and again, without end.
pub async fn run(app: &App) -> Infallible {
    let mut workers: Vec<Pin<Box<dyn Future<Output = Infallible> + '_>>> = Vec::new();
    RECURRING.iter().for_each(|worker| workers.push(Box::pin(worker::keep(app, worker))));
    QUEUES.iter().for_each(|queue| workers.push(Box::pin(queue::keep(app, queue))));
    poll_fn(|context| {
        for worker in &mut workers {
            if let Poll::Ready(never) = worker.as_mut().poll(context) {
                return Poll::Ready(never);
            }
        }
        Poll::Pending
    })
    .await
}

/// Lets one worker look once, as if the server had just been started: for whoever does not let
/// [`run`] go on by itself.
pub async fn look_once(app: &App, kind: JobKind) {
    if let Some(worker) = RECURRING.iter().find(|worker| worker.kind == kind) {
        let mut next = app.clock.steady();
        worker::step(app, worker, &mut next).await;
    }
}

/// Does all jobs of the queues that are due now, and those that they have done: for whoever does
/// not let [`run`] go on by itself.
///
/// # Errors
/// When storage fails.
pub async fn work_off(app: &App) -> Result<()> {
    for queue in QUEUES {
        let mut rest = queue::Rest::default();
        while queue::step(app, queue, &mut rest).await? == Duration::ZERO {}
    }
    Ok(())
}
