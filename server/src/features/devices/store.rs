//! How devices are found.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use furgo_shared::id::UserId;
use uuid::Uuid;

use super::DeviceRecord;
use crate::{
    error::Result,
    storage::{
        Index, IndexEntries, Key, Reads, Span,
        engine::{Order, Space},
    },
};

/// Table: devices
/// Key:   client
/// Value: JSON of a device
pub const DEVICES: Space = Space("devices");
/// Table: devices.by_user
/// Key:   user ‖ whether it was sent away ‖ created_at ‖ client
/// Value: ()
pub const BY_USER: Index<DeviceRecord> = Index::new("devices.by_user");
/// Table: devices.by_seen
/// Key:   seen_at ‖ client   # to forget those that were not seen for the longest time
/// Value: ()
pub const BY_SEEN: Index<DeviceRecord> = Index::new("devices.by_seen");

/// Devices that one person may have; revoked ones do not count.
pub const DEVICES_MAX: usize = 50;

pub(super) fn index(device: &DeviceRecord, entries: &mut IndexEntries) {
    let group = of_user(device.user, device.revoked_at.is_some());
    entries.add(BY_USER, device.id, group, Key::new().instant(device.meta.created_at));
    entries.add(BY_SEEN, device.id, Key::new(), Key::new().instant(device.seen_at));
}

fn of_user(user: UserId, is_revoked: bool) -> Key {
    Key::new().id(user).byte(u8::from(is_revoked))
}

/// How many devices a person has, whoever asks.
pub fn count(tx: &impl Reads, user: UserId) -> Result<u64> {
    tx.count(BY_USER, &of_user(user, false))
}

/// A person's devices that the viewer may see, the newest first.
pub fn list(tx: &impl Reads, user: UserId) -> Result<Vec<DeviceRecord>> {
    tx.collect(BY_USER, &of_user(user, false), Order::Descending, DEVICES_MAX)
}

/// Ids of all devices of a person, also of those that were sent away, whoever asks.
pub fn ids_of_user(tx: &impl Reads, user: UserId) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    tx.visit_ids(BY_USER, &Key::new().id(user), Order::Ascending, &mut |id| {
        ids.push(id);
        ControlFlow::Continue(())
    })?;
    Ok(ids)
}

/// At most so many devices that were not seen since, the longest first.
pub fn unseen_since(tx: &impl Reads, since: DateTime<Utc>, limit: usize) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    let span = Span::of([Key::new()], Order::Ascending);
    tx.rows(BY_SEEN, &span, |mut sort, id| {
        if sort.instant()? >= since || ids.len() >= limit {
            return Ok(ControlFlow::Break(()));
        }
        ids.push(id);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(ids)
}
