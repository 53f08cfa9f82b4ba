//! How exceptions are found.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use furgo_shared::id::UserId;
use uuid::Uuid;

use super::{Entry, ExceptionRecord};
use crate::{
    error::Result,
    storage::{
        Index, IndexEntries, Key, Reads, WriteTx,
        engine::{Order, Space},
    },
};

/// Table: exceptions
/// Key:   exception
/// Value: JSON of an exception
pub const EXCEPTIONS: Space = Space("exceptions");
/// Table: exceptions.by_state
/// Key:   open or settled ‖ since ‖ exception   # the count of the open ones is what needs attention
/// Value: ()
pub const BY_STATE: Index<ExceptionRecord> = Index::new("exceptions.by_state");
/// Table: exceptions.by_driver
/// Key:   driver ‖ open or settled ‖ since ‖ exception
/// Value: ()
pub const BY_DRIVER: Index<ExceptionRecord> = Index::new("exceptions.by_driver");
/// Table: exceptions.by_subject
/// Key:   package, route or entry ‖ created_at ‖ exception   # each stands in up to four groups
/// Value: ()
pub const BY_SUBJECT: Index<ExceptionRecord> = Index::new("exceptions.by_subject");

pub(super) fn index(exception: &ExceptionRecord, entries: &mut IndexEntries) {
    let sort = Key::new().instant(exception.since());
    let is_resolved = exception.resolved.is_some();
    entries.add(BY_STATE, exception.id, of_state(is_resolved), sort.clone());
    if let Some(driver) = exception.driver_id {
        entries.add(BY_DRIVER, exception.id, of_driver(driver, is_resolved), sort);
    }
    let about = exception.about;
    let mut subjects: Vec<Uuid> = [
        about.package_id.map(Uuid::from),
        about.route_id.map(Uuid::from),
        about.other_route_id.map(Uuid::from),
        about.entry.map(|entry| entry.id),
    ]
    .into_iter()
    .flatten()
    .collect();
    // A route may be told and in the way of itself.
    subjects.sort_unstable();
    subjects.dedup();
    for subject in subjects {
        let sort = Key::new().instant(exception.meta.created_at);
        entries.add(BY_SUBJECT, exception.id, Key::new().id(subject), sort);
    }
}

/// The group of those that are open, or settled. Part of the file's format.
pub fn of_state(is_resolved: bool) -> Key {
    Key::new().byte(u8::from(is_resolved))
}

/// The same of one driver.
pub fn of_driver(driver: UserId, is_resolved: bool) -> Key {
    Key::new().id(driver).then(&of_state(is_resolved))
}

/// Ids of those about a package, a route or an entry, whoever asks.
pub fn about(tx: &impl Reads, subject: impl Into<Uuid>) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    tx.visit_ids(BY_SUBJECT, &Key::new().id(subject), Order::Ascending, &mut |id| {
        ids.push(id);
        ControlFlow::Continue(())
    })?;
    Ok(ids)
}

/// An entry was laid before the office, whatever it says of it.
pub fn has_entry(tx: &impl Reads, entry: Entry) -> Result<bool> {
    for id in about(tx, entry.id)? {
        let exception = tx.find_unseen::<ExceptionRecord>(id)?;
        if exception.is_some_and(|exception| exception.about.entry == Some(entry)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The oldest of those that were settled before, whoever asks.
pub fn settled_before(
    tx: &impl Reads,
    before: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<ExceptionRecord>> {
    let mut old = tx.collect(BY_STATE, &of_state(true), Order::Ascending, limit)?;
    old.retain(|exception: &ExceptionRecord| exception.since() < before);
    Ok(old)
}

/// What they are about is erased, and they with it.
pub fn forget<P>(tx: &mut WriteTx<'_, P>, subject: impl Into<Uuid>) -> Result<()> {
    for id in about(tx, subject)? {
        if let Some(exception) = tx.find_unseen::<ExceptionRecord>(id)? {
            tx.delete(&exception)?;
        }
    }
    Ok(())
}
