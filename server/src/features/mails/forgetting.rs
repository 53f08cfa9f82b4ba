//! Mails, and jobs that gave up or are paused, are not kept for ever.

use std::time::Instant;

use chrono::TimeDelta;
use furgo_shared::jobs::JobKind;

use super::{sending, store};
use crate::{
    auth::{Permit, System},
    error::Result,
    features::jobs,
    storage::{Database, Record, WriteTx, outcome::Once},
};

/// How long it is kept what became of a mail, as long as changes are.
const KEPT: TimeDelta = TimeDelta::days(400);
/// How long a job that gave up or is paused waits for somebody to look at it.
const GIVEN_UP_KEPT: TimeDelta = TimeDelta::days(30);
/// Records that one transaction deletes at most.
const SLICE: usize = 100;

/// Forgets what is old, in slices. Returns how many mails and jobs.
///
/// # Errors
/// When storage fails; what was forgotten until then stays forgotten.
pub async fn forget(db: &Database) -> Result<u64> {
    let (now, mut forgotten) = (db.clock().now(), 0);
    loop {
        let old =
            db.read(&Permit::<System>::for_job(), |tx| store::older_than(tx, now - KEPT, SLICE))?;
        if old.is_empty() {
            break;
        }
        forgotten += delete(db, old, |_, _| Ok(())).await?;
    }
    for kind in [
        JobKind::SendMail,
        JobKind::SendLink,
        JobKind::FindAccount,
        JobKind::FillDemo,
        JobKind::RemoveDemo,
    ] {
        let old = db.read(&Permit::<System>::for_job(), |tx| {
            jobs::store::given_up(tx, kind, now - GIVEN_UP_KEPT, SLICE)
        })?;
        forgotten += delete(db, old, |tx, job| sending::give_up_for_good(tx, &job.task)).await?;
    }
    Ok(forgotten)
}

/// Deletes records, each after what has to come with it.
async fn delete<R: Record + Send>(
    db: &Database,
    old: Vec<R>,
    before: impl Fn(&mut WriteTx<'_, System>, &R) -> Result<()> + Send + 'static,
) -> Result<u64> {
    if old.is_empty() {
        return Ok(0);
    }
    let (count, started) = (u64::try_from(old.len()).unwrap_or(0), Instant::now());
    let delete = move |tx: &mut WriteTx<'_, System>| {
        old.iter().try_for_each(|old| {
            before(tx, old)?;
            tx.delete(old)
        })
    };
    db.write(Permit::<System>::for_job(), Once::by_job("forget_mails"), delete).await?;
    tokio::time::sleep(started.elapsed() * 3).await;
    Ok(count)
}
