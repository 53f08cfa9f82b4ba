//! A device as stored. How far the server is in what it sent is kept apart, in
//! [`crate::storage::clients`]: that outlives the device.

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{
    access::Role,
    id::{ClientId, SessionId, UserId},
    sync::DeviceView,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    error::Result,
    features::staff,
    storage::{IndexEntries, Meta, Reads, Record, Sight, clients, engine::Space},
};

/// Contacts closer together than this are not noted: each note is a write.
const NOTE_EVERY: TimeDelta = TimeDelta::minutes(5);
/// A clock that is off by another half a minute is worth a note at once.
const SKEW_NOTED_MS: i64 = 30_000;

/// A device.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeviceRecord {
    pub id: ClientId,
    pub user: UserId,
    /// In words, such as `Firefox on Linux`.
    pub name: String,
    /// By which it was signed in when it was seen last.
    pub session: SessionId,
    /// To within five minutes.
    pub seen_at: Timestamp,
    /// How far its clock was ahead.
    #[serde(default)]
    pub skew_ms: Option<i64>,
    #[serde(default)]
    pub heals: u32,
    /// Since when it may not come any more.
    #[serde(default)]
    pub revoked_at: Option<Timestamp>,
    pub meta: Meta,
}

impl DeviceRecord {
    /// Whether what is known of its last contact still stands.
    pub fn is_noted(&self, contact: &Contact, now: DateTime<Utc>) -> bool {
        let is_near = |skew_ms: i64| {
            self.skew_ms.is_some_and(|known| known.abs_diff(skew_ms) < SKEW_NOTED_MS.unsigned_abs())
        };
        self.session == contact.session
            && now - self.seen_at < NOTE_EVERY
            && contact.skew_ms.is_none_or(is_near)
    }

    /// As its owner or an admin sees it, from the device that `session` belongs to.
    pub fn to_view(&self, tx: &impl Reads, session: Option<SessionId>) -> Result<DeviceView> {
        Ok(DeviceView {
            id: self.id,
            user_id: self.user,
            user_name: staff::name_of(tx, self.user)?,
            name: self.name.clone(),
            registered_at: self.meta.created_at,
            seen_at: self.seen_at,
            last_seq: clients::find(tx, self.id)?.map_or(0, |client| client.last_seq),
            skew_ms: self.skew_ms,
            heals: self.heals,
            is_current: session == Some(self.session),
        })
    }
}

/// A device that has something to say.
#[derive(Clone, Debug)]
pub struct Contact {
    pub client: ClientId,
    pub user: UserId,
    pub session: SessionId,
    /// As the browser calls itself.
    pub name: String,
    /// How far its clock is ahead, if it told the time.
    pub skew_ms: Option<i64>,
}

impl Record for DeviceRecord {
    const TABLE: Space = store::DEVICES;
    const INDEXES: &'static [Space] = &[store::BY_USER.space, store::BY_SEEN.space];

    fn id(&self) -> Uuid {
        self.id.into()
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        store::index(self, entries);
    }

    fn sight(&self) -> Sight {
        Sight::of(&[Role::Admin]).or_person(self.user)
    }
}
