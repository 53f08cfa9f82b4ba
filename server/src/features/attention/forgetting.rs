//! What was settled long ago is not kept for ever.

use std::time::Instant;

use chrono::TimeDelta;

use crate::{
    auth::{Permit, System},
    error::Result,
    features::exceptions::store,
    storage::{Database, WriteTx, outcome::Once},
};

/// As long as changes are kept.
const KEPT: TimeDelta = TimeDelta::days(400);
/// Records that one transaction deletes at most.
const SLICE: usize = 100;

/// Forgets exceptions that were settled long ago, in slices. Returns how many.
///
/// # Errors
/// When storage fails; what was forgotten until then stays forgotten.
pub async fn forget(db: &Database) -> Result<u64> {
    let (now, mut forgotten) = (db.clock().now(), 0);
    loop {
        let old = db.read(&Permit::<System>::for_job(), |tx| {
            store::settled_before(tx, now - KEPT, SLICE)
        })?;
        if old.is_empty() {
            return Ok(forgotten);
        }
        forgotten += u64::try_from(old.len()).unwrap_or(0);
        let started = Instant::now();
        let delete = move |tx: &mut WriteTx<'_, System>| {
            old.iter().try_for_each(|exception| tx.delete(exception))
        };
        db.write(Permit::<System>::for_job(), Once::by_job("forget_notices"), delete).await?;
        tokio::time::sleep(started.elapsed() * 3).await;
    }
}
