//! What can be done with jobs.

use furgo_shared::{access::ManageSettings, id::JobId};

use super::{JobRecord, store};
use crate::{
    error::Result,
    storage::{Reads, WriteTx},
};

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
