//! What somebody deleted and may bring back. The record stays where it lies, under its id, and says
//! in its meta that it is deleted; it is left out of everything else: it is not found, its unique
//! keys are free, it has no rows but those in the trash, and it adds to no sum.
//!
//! [`super::WriteTx::trash`] puts a record there, `restore` takes it out again, `delete` ends it.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use furgo_ground::Result;
use furgo_shared::id::UserId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    engine::{KeyRange, Order, Space},
    index::{IndexEntries, count_key},
    key::{Key, KeyReader},
    marked,
    reads::{Reads, number},
    record::Record,
    schema::COUNTS,
    summary::Summaries,
};

/// Table: trash
/// Key:   whoever deleted it, or nil ‖ deleted_at ‖ table ‖ record   # each stands in the group of all, and in one's own
/// Value: ()
pub const TRASH: Space = Space("trash");

/// When a record was put into the trash, and by whom; the program itself is nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deleted {
    pub at: DateTime<Utc>,
    pub by: Option<UserId>,
}

/// A record in the trash, by the name of its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trashed {
    pub table: String,
    pub id: Uuid,
}

/// The group of what one person deleted, or of everything.
fn group(by: Option<UserId>) -> Key {
    Key::new().id(by.map_or(Uuid::nil(), Uuid::from))
}

/// What follows from a record alone: rows and sums; of one in the trash, its rows there; and
/// of one that is marked, the row that says so.
pub(super) fn follows<R: Record>(record: &R) -> (IndexEntries, Summaries) {
    let (mut entries, mut summaries) = (IndexEntries::default(), Summaries::default());
    marked::index(record, &mut entries);
    let Some(deleted) = record.meta().deleted else {
        record.index(&mut entries);
        record.summarise(&mut summaries);
        return (entries, summaries);
    };
    for group in [Some(group(None)), deleted.by.map(|by| group(Some(by)))].into_iter().flatten() {
        let place = Key::new().instant(deleted.at).text(R::TABLE.0);
        let row = group.clone().then(&place).id(record.id());
        entries.rows.insert((TRASH, row.into_bytes()), group.into_bytes());
    }
    (entries, summaries)
}

/// Visits what is in the trash, of one person or of everybody, in the order of deletion.
///
/// # Errors
/// When storage fails.
pub fn each(
    tx: &impl Reads,
    by: Option<UserId>,
    order: Order,
    visit: impl FnMut(Trashed) -> Result<ControlFlow<()>>,
) -> Result<()> {
    each_in(tx, &KeyRange::prefix(group(by).as_bytes()), order, visit)
}

/// What was deleted before a time, the oldest first, at most so many.
///
/// # Errors
/// When storage fails.
pub fn older_than(tx: &impl Reads, until: DateTime<Utc>, limit: usize) -> Result<Vec<Trashed>> {
    let (start, end) = (group(None), group(None).instant(until));
    let range = KeyRange { start: start.into_bytes(), end: Some(end.into_bytes()) };
    let mut old = Vec::new();
    each_in(tx, &range, Order::Ascending, |trashed| {
        old.push(trashed);
        Ok(if old.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(old)
}

/// How much is in the trash, of one person or of everybody.
///
/// # Errors
/// When storage fails.
pub fn count(tx: &impl Reads, by: Option<UserId>) -> Result<u64> {
    let bytes = tx.bytes(COUNTS, &count_key(TRASH, group(by).as_bytes()))?;
    Ok(bytes.map(|bytes| number(COUNTS, &bytes)).transpose()?.unwrap_or(0))
}

fn each_in(
    tx: &impl Reads,
    range: &KeyRange,
    order: Order,
    mut visit: impl FnMut(Trashed) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let mut failure = None;
    tx.visit(TRASH, range, order, &mut |row, _| {
        read(row).and_then(&mut visit).unwrap_or_else(|error| {
            failure = Some(error);
            ControlFlow::Break(())
        })
    })?;
    failure.map_or(Ok(()), Err)
}

fn read(row: &[u8]) -> Result<Trashed> {
    let mut row = KeyReader::new(row);
    row.id()?;
    row.instant()?;
    Ok(Trashed { table: row.text()?.to_owned(), id: row.id()? })
}
