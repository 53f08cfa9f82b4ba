//! What was deleted is not kept for ever.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use furgo_shared::trash::TRASH_KEPT;

use super::kinds::Kind;
use crate::{
    auth::{Permit, System},
    error::Result,
    storage::{Database, Reads, WriteTx, outcome::Once, trash},
};

/// Records that one transaction deletes at most; a package takes its mails along.
const SLICE: usize = 50;

/// So long after its start the program deletes nothing for good. Until then a machine that has no
/// clock of its own has been told the time.
const SETTLES_IN: Duration = Duration::from_secs(3600);

/// What was deleted before then is kept no longer. Of a clock that somebody has set forward, and of
/// a program that was started by a clock that was ahead, the earlier time counts.
pub fn kept_since(tx: &impl Reads) -> DateTime<Utc> {
    tx.now().min(tx.steady()) - TRASH_KEPT
}

/// Deletes for good what has been in the trash long enough, in slices. Returns how many records.
///
/// # Errors
/// When storage fails; what was deleted until then stays deleted.
pub async fn purge(db: &Database) -> Result<u64> {
    if db.clock().uptime() < SETTLES_IN {
        return Ok(0);
    }
    let (mut purged, mut before) = (0, Vec::new());
    loop {
        let started = Instant::now();
        let old = db.read(&Permit::<System>::for_job(), |tx| {
            trash::older_than(tx, kept_since(tx), SLICE)
        })?;
        // What stays is of a kind that there is no more.
        if old.is_empty() || old == before {
            return Ok(purged);
        }
        purged += u64::try_from(old.len()).unwrap_or(0);
        before.clone_from(&old);
        let purge = move |tx: &mut WriteTx<'_, System>| {
            old.iter().try_for_each(|trashed| match Kind::of_table(&trashed.table) {
                Some(kind) => (kind.purge)(tx, trashed.id),
                None => Ok(()),
            })
        };
        db.write(Permit::<System>::for_job(), Once::by_job("empty_trash"), purge).await?;
        tokio::time::sleep(started.elapsed() * 3).await;
    }
}
