//! What was deleted is not kept for ever.

use std::time::Instant;

use furgo_shared::trash::TRASH_KEPT;

use super::kinds::Kind;
use crate::{
    auth::{Permit, System},
    error::Result,
    storage::{Database, WriteTx, outcome::Once, trash},
};

/// Records that one transaction deletes at most; a package takes its mails along.
const SLICE: usize = 50;

/// Deletes for good what has been in the trash long enough, in slices. Returns how many records.
///
/// # Errors
/// When storage fails; what was deleted until then stays deleted.
pub async fn purge(db: &Database) -> Result<u64> {
    let (until, mut purged, mut before) = (db.clock().now() - TRASH_KEPT, 0, Vec::new());
    loop {
        let started = Instant::now();
        let old =
            db.read(&Permit::<System>::for_job(), |tx| trash::older_than(tx, until, SLICE))?;
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
