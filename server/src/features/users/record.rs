//! A person as stored.

use chrono::{DateTime, Utc};
use furgo_shared::{
    access::Role,
    id::UserId,
    measures::Units,
    text::Locale,
    time::Timestamp,
    users::{DriverView, UserView},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    auth::PasswordHash,
    storage::{IndexEntries, Meta, Record, Sight, engine::Space},
};

/// Whether the person may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// The activation link has not been used yet; there is no password.
    Invited,
    Active,
    /// An admin closed the account. No link opens it again.
    Deactivated,
}

/// Where the addresses of demo people are: nowhere (RFC 2606).
pub const DEMO_HOST: &str = "@demo.invalid";

/// A person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UserRecord {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Never of a viewer; of a driver it says that they would go on driving in the office.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub also_drives: bool,
    /// When a person who drove before ceased to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drove_until: Option<Timestamp>,
    pub state: AccountState,
    pub locale: Locale,
    #[serde(default)]
    pub units: Option<Units>,
    pub password: Option<PasswordHash>,
    /// When it was last chosen; not known of passwords from before schema 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_changed_at: Option<DateTime<Utc>>,
    pub meta: Meta,
}

impl UserRecord {
    /// May sign in.
    pub fn is_active(&self) -> bool {
        self.state == AccountState::Active
    }

    /// Drives, by role or besides; can be given work while active.
    pub fn drives(&self) -> bool {
        self.role.drives(self.also_drives)
    }

    /// Notes whether somebody who drove, or did not, has ceased to or begun.
    pub fn note_driving(&mut self, drove: bool, now: DateTime<Utc>) {
        match (drove, self.drives()) {
            (true, false) => self.drove_until = Some(now),
            (false, true) => self.drove_until = None,
            (true, true) | (false, false) => {}
        }
    }

    /// Chooses another password.
    pub fn set_password(&mut self, password: PasswordHash, at: Option<DateTime<Utc>>) {
        self.password = Some(password);
        self.password_changed_at = at;
        // Whoever can sign in is nobody of the demo's any more.
        self.meta.demo = false;
    }

    /// As an admin or the person sees it.
    pub fn to_view(&self) -> UserView {
        UserView {
            id: self.id,
            name: self.name.clone(),
            email: self.email.clone(),
            role: self.role,
            also_drives: self.also_drives,
            is_active: self.is_active(),
            is_activated: self.password.is_some(),
            locale: self.locale,
            units: self.units,
            created_at: self.meta.created_at,
            updated_at: self.meta.updated_at,
            version: self.meta.version,
        }
    }

    /// As somebody to give work to.
    pub fn to_driver_view(&self) -> DriverView {
        DriverView { id: self.id, name: self.name.clone(), is_activated: self.password.is_some() }
    }
}

impl Record for UserRecord {
    const TABLE: Space = store::USERS;
    const INDEXES: &'static [Space] = &[
        store::BY_NAME.space,
        store::BY_CREATION.space,
        store::BY_STANDING.space,
        store::BY_DRIVING.space,
        store::BY_EMAIL.space,
    ];

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

    /// The office gives people work, so it sees them; others see themselves.
    fn sight(&self) -> Sight {
        Sight::office().or_person(self.id)
    }

    fn standing(&self) -> Option<Role> {
        self.is_active().then_some(self.role)
    }
}
