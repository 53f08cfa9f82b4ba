//! What the program does by itself with files.

use chrono::TimeDelta;

use crate::{
    auth::{Permit, System},
    error::Result,
    features::settings,
    storage::{
        Database, Reads as _,
        blobs::sweep::{self, Swept},
    },
};

/// Sweeps what nobody refers to, and what is older than files are kept.
///
/// # Errors
/// When storage fails.
pub async fn sweep(db: &Database) -> Result<Swept> {
    let kept_since = db.read(&Permit::<System>::for_job(), |tx| {
        let kept_days = settings::store::current(tx)?.settings.files.kept_days;
        Ok(kept_days.map(|days| tx.now() - TimeDelta::days(days.into())))
    })?;
    Ok(sweep::sweep(db, kept_since).await?)
}
