//! What can be done with jobs.

use chrono::{DateTime, Utc};
use furgo_shared::{access::ManageSettings, id::JobId};

use super::{JobRecord, Task, store};
use crate::{
    error::Result,
    storage::{Reads, WriteTx},
};

/// Has something done as soon as this write is on disk.
pub fn enqueue<P>(tx: &mut WriteTx<'_, P>, task: Task) -> Result<JobRecord> {
    let (id, now) = (tx.new_id().into(), tx.steady());
    enqueue_as(tx, id, task, now)
}

/// The same under this id, with a turn of its own: what is due earlier is done earlier.
pub fn enqueue_as<P>(
    tx: &mut WriteTx<'_, P>,
    id: JobId,
    task: Task,
    due_at: DateTime<Utc>,
) -> Result<JobRecord> {
    tx.put(JobRecord::new(id, task, due_at, tx.now()))
}

/// A job is done.
pub fn finish<P>(tx: &mut WriteTx<'_, P>, id: JobId) -> Result<()> {
    match tx.find_unseen::<JobRecord>(id)? {
        Some(job) => tx.delete(&job),
        None => Ok(()),
    }
}

/// Lets a job run as soon as possible, also one that was paused or gave up.
pub fn retry(
    tx: &mut WriteTx<'_, ManageSettings>,
    id: JobId,
    if_match: Option<u64>,
) -> Result<JobRecord> {
    let mut job = store::require(tx, id)?;
    tx.require_version(&job, if_match)?;
    job.is_paused = false;
    job.due_at = Some(tx.steady());
    tx.put(job)
}

/// Lets a job wait until it is retried. What runs meanwhile runs to its end.
pub fn pause(
    tx: &mut WriteTx<'_, ManageSettings>,
    id: JobId,
    if_match: Option<u64>,
) -> Result<JobRecord> {
    let mut job = store::require(tx, id)?;
    tx.require_version(&job, if_match)?;
    job.is_paused = true;
    tx.put_changed(job)
}
