//! The last change of anything that hangs on a record, such as a vehicle's refuels and routes: whoever
//! keeps what follows from all of them knows by one number whether it still holds.

use std::collections::BTreeSet;

use furgo_ground::Result;
use uuid::Uuid;

use super::{
    engine::{Overlay, Space, View as _},
    error::Result as StorageResult,
    key::Key,
    reads::{Reads, number},
    record::Record,
    stamp,
};

/// Table: touched
/// Key:   table ‖ id
/// Value: sequence number of a change in the log
pub const TOUCHED: Space = Space("touched");

/// Sequence number of the last change of a record or of what hangs on it, see
/// [`super::WriteTx::changed`]. It never goes back; 0 of a record that was last written before
/// schema 4, as long as nothing happens to it.
///
/// # Errors
/// When storage fails.
pub fn last_change<R: Record>(tx: &impl Reads, record: &R) -> Result<u64> {
    let bytes = tx.bytes(TOUCHED, &key(R::TABLE, record.id()))?;
    let touched = bytes.map(|bytes| number(TOUCHED, &bytes)).transpose()?.unwrap_or(0);
    Ok(record.meta().sequence.unwrap_or(0).max(touched))
}

/// What a write touches.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched(BTreeSet<(Space, Uuid)>);

impl Touched {
    /// One record more.
    pub fn insert(&mut self, table: Space, id: Uuid) {
        self.0.insert((table, id));
    }

    /// Notes the last change of a write that is done with. One that changed nothing touched nothing.
    pub fn note(&self, data: &mut Overlay<'_>) -> StorageResult<()> {
        let (before, last) = (stamp::last_change(data.parts().0)?, stamp::last_change(data)?);
        for (table, id) in self.0.iter().filter(|_| before < last) {
            if data.get(*table, id.as_bytes())?.is_some() {
                data.put(TOUCHED, key(*table, *id), last.to_be_bytes().to_vec());
            }
        }
        Ok(())
    }
}

/// Forgets a record that is no more.
pub(super) fn forget(data: &mut Overlay<'_>, table: Space, id: Uuid) -> StorageResult<()> {
    let key = key(table, id);
    if data.get(TOUCHED, &key)?.is_some() {
        data.delete(TOUCHED, key);
    }
    Ok(())
}

fn key(table: Space, id: Uuid) -> Vec<u8> {
    Key::new().text(table.0).id(id).into_bytes()
}
