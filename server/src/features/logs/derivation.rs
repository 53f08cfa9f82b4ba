//! The rule of days, for whoever checks or repairs the whole file: what happened belongs to the
//! fleet's day by the time zone that the fleet had then.

use uuid::Uuid;

use super::{LogRecord, store};
use crate::{
    auth::System,
    error::Result,
    features::settings,
    storage::{
        ReadTx, Reads, WriteTx,
        derivation::{Derivation, Differs},
    },
};

/// The day of a row follows from when it happened.
pub const DERIVATION: Derivation = Derivation { of: store::LOGS, compare, renew, follow: None };

/// The row with its right day, if it has another one.
fn mended(tx: &impl Reads, id: Uuid) -> Result<Option<LogRecord>> {
    let Some(row) = tx.find_unseen::<LogRecord>(id)? else { return Ok(None) };
    let day = settings::store::current(tx)?.day_of(row.occurred_at);
    Ok((row.day != day).then_some(LogRecord { day, ..row }))
}

fn compare(tx: &ReadTx<'_, System>, id: Uuid, differs: &mut Differs<'_>) -> Result<()> {
    if let Some(row) = mended(tx, id)? {
        differs(store::LOGS, format!("that of package {} is of {}", row.tracking_code, row.day));
    }
    Ok(())
}

fn renew(tx: &mut WriteTx<'_, System>, id: Uuid) -> Result<()> {
    match mended(tx, id)? {
        Some(row) => tx.put(row).map(drop),
        None => Ok(()),
    }
}
