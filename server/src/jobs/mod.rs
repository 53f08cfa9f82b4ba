//! What the server does by itself while it runs.
//!
//! Each kind of job has one worker, so none ever runs twice at the same time: one process holds the
//! data folder, and a worker begins nothing before it has ended the last. A job that fails or
//! panics is tried again later and later; that, and what admins said, is written down ([`record`]),
//! so it outlives the process. A job may be repeated at any time: what it did already it finds done.
//! What there is to do the nouns say ([`Chores`]); nothing here knows them.

mod queue;
pub mod record;
pub mod store;
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
    record::{JobRecord, Task},
    worker::{Turn, Worker},
    workers::{Chores, Standing, Workers},
};
use crate::{app::App, error::Result};

/// Everything that is done again and again, without end.
pub async fn run(app: &App) -> Infallible {
    let mut workers: Vec<Pin<Box<dyn Future<Output = Infallible> + '_>>> = Vec::new();
    let Chores { recurring, queues } = app.workers.chores;
    recurring.iter().for_each(|worker| workers.push(Box::pin(worker::keep(app, worker))));
    queues.iter().for_each(|queue| workers.push(Box::pin(queue::keep(app, queue))));
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
    if let Some(worker) = app.workers.chores.recurring.iter().find(|worker| worker.kind == kind) {
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
    for queue in app.workers.chores.queues {
        let mut rest = queue::Rest::default();
        while queue::step(app, queue, &mut rest).await? == Duration::ZERO {}
    }
    Ok(())
}
