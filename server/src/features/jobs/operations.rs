//! What can be done with jobs.

use furgo_shared::{access::ManageSettings, id::JobId};

use super::{JobRecord, Task, store};
use crate::{
    error::Result,
    storage::{Reads, WriteTx},
};

/// Has something done as soon as this write is on disk.
pub fn enqueue<P>(tx: &mut WriteTx<'_, P>, task: Task) -> Result<JobRecord> {
    let job = JobRecord::new(tx.new_id().into(), task, tx.steady(), tx.now());
    tx.put(job)
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
