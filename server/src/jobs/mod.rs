//! What the server does by itself while it runs.
//!
//! Each kind of job has one worker, so none ever runs twice at the same time: one process holds the
//! data folder, and a worker begins nothing before it has ended the last. A job that fails or
//! panics is tried again later and later; that, and what admins said, is written down
//! ([`crate::features::jobs`]), so it outlives the process. A job may be repeated at any time: what
//! it did already it finds done.

mod recurring;
mod worker;
mod workers;

use std::{convert::Infallible, future::poll_fn, task::Poll};

use furgo_shared::jobs::JobKind;

pub use self::{
    recurring::RECURRING,
    worker::{Turn, Worker},
    workers::{Standing, Workers},
};
use crate::app::App;

/// Everything that is done again and again, without end.
pub async fn run(app: &App) -> Infallible {
    let mut workers: Vec<_> =
        RECURRING.iter().map(|worker| Box::pin(worker::keep(app, worker))).collect();
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
