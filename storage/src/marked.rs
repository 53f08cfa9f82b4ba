//! Records that are marked as demo data: found by their table, whether they are there or in the
//! trash, to be taken away again.

use std::ops::ControlFlow;

use furgo_ground::Result;
use uuid::Uuid;

use super::{
    engine::{KeyRange, Order, Space},
    index::{IndexEntries, count_key},
    key::{Key, KeyReader},
    reads::{Reads, number},
    record::Record,
    schema::COUNTS,
};

/// Table: demo
/// Key:   table ‖ record
/// Value: ()
pub const DEMO: Space = Space("demo");

/// Its row, if it is marked.
pub(super) fn index<R: Record>(record: &R, entries: &mut IndexEntries) {
    if record.meta().demo {
        let row = Key::new().text(R::TABLE.0).id(record.id());
        entries.rows.insert((DEMO, row.into_bytes()), Vec::new());
    }
}

/// Marked records of a table, the newest first, at most so many.
///
/// # Errors
/// When storage fails.
pub fn of_table(tx: &impl Reads, table: Space, limit: usize) -> Result<Vec<Uuid>> {
    let (mut ids, mut failure) = (Vec::new(), None);
    let range = KeyRange::prefix(Key::new().text(table.0).as_bytes());
    tx.visit(DEMO, &range, Order::Descending, &mut |row, _| {
        let mut row = KeyReader::new(row);
        match row.text().and_then(|_table| row.id()) {
            Ok(id) => ids.push(id),
            Err(error) => failure = Some(error),
        }
        match ids.len() < limit && failure.is_none() {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    failure.map_or(Ok(ids), |error| Err(error.into()))
}

/// How many records are marked.
///
/// # Errors
/// When storage fails.
pub fn count(tx: &impl Reads) -> Result<u64> {
    let bytes = tx.bytes(COUNTS, &count_key(DEMO, &[]))?;
    Ok(bytes.map(|bytes| number(COUNTS, &bytes)).transpose()?.unwrap_or(0))
}
