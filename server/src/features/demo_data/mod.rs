//! Demo data in a real installation: brought by a job, marked, and taken away by another one, but for
//! what something of one's own hangs on.
//!
//! **Invariant:** demo people have no password, no administration and no address that exists, and
//! nothing is mailed because of demo data.

pub mod endpoints;
mod filling;
mod kinds;
mod marks;
pub mod operations;
mod removing;

pub use endpoints::mount;

use std::time::Instant;

use crate::{
    app::App,
    auth::{Permit, System},
    error::Result,
    features::jobs::{self, JobRecord, Task},
    jobs::{Errand, Outcome},
    storage::{WriteTx, outcome::Once},
};

/// Records that one transaction writes at most: each may move its vehicle's timeline.
const SLICE: usize = 20;

/// Does a job of demo data.
pub fn run(app: &App, job: JobRecord) -> Errand<'_> {
    Box::pin(async move {
        match job.task {
            Task::FillDemo => filling::fill(app).await?,
            Task::RemoveDemo => removing::remove_all(app).await?,
            // Another queue's.
            Task::Recurring { .. } | Task::SendMail { .. } | Task::FindAccount { .. } => {}
        }
        write(app, move |tx| jobs::operations::finish(tx, job.id)).await?;
        Ok(Outcome::Done)
    })
}

/// Writes a slice, and leaves as much time to others.
async fn write(
    app: &App,
    write: impl FnOnce(&mut WriteTx<'_, System>) -> Result<()> + Send + 'static,
) -> Result<()> {
    let started = Instant::now();
    app.db.write(Permit::<System>::for_job(), Once::by_job("demo_data"), write).await?;
    tokio::time::sleep(started.elapsed()).await;
    Ok(())
}
