//! Sessions and links as stored.

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{
    access::Role,
    auth::SessionView,
    id::{ClientId, SessionId, UserId},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    auth::cookies::{DEVICE_SESSION_MAX, SESSION_MAX},
    storage::{IndexEntries, Meta, Record, Sight, engine::Space},
};

/// A browser that does nothing for this long is signed out.
pub const SESSION_IDLE: TimeDelta = TimeDelta::hours(12);
/// The same on a device that keeps a copy of its person's day: whoever drives is not to lose a
/// weekend's work to a sign-in.
const DEVICE_SESSION_IDLE: TimeDelta = TimeDelta::days(14);
/// How long a refresh token waits for its use.
pub const REFRESH_LIFETIME: TimeDelta = TimeDelta::days(7);
/// No client that refreshes stays signed in for longer.
pub const FAMILY_MAX: TimeDelta = TimeDelta::days(90);
/// Last uses closer together than this are not noted: each note is a write.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(5);

/// How the client proves that the session is its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Proof {
    /// A cookie; the SHA-256 of its key once it is tied to one.
    Cookie { key_hash: Option<String> },
    /// Tokens; only the refresh token of the newest generation is good.
    Tokens { generation: u64, renewed_at: DateTime<Utc> },
}

/// A sign-in on one device. Ending it deletes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SessionRecord {
    pub id: SessionId,
    pub user: UserId,
    pub device: String,
    pub proof: Proof,
    /// To within five minutes.
    pub last_used_at: DateTime<Utc>,
    /// The device that keeps a copy by it, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    /// The device was sent away: whoever comes by it is told so, and nothing else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_revoked: bool,
    pub meta: Meta,
}

impl SessionRecord {
    /// It was not ended, and is neither idle for too long nor too old.
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        !self.is_revoked && self.is_in_time(now, true)
    }

    /// Neither idle for too long nor too old. On a device that keeps a copy, whoever drives has
    /// longer.
    pub fn is_in_time(&self, now: DateTime<Utc>, drives: bool) -> bool {
        let age = now - self.meta.created_at;
        let (idle, max) = match drives && self.client.is_some() {
            true => (DEVICE_SESSION_IDLE, DEVICE_SESSION_MAX),
            false => (SESSION_IDLE, SESSION_MAX),
        };
        match &self.proof {
            Proof::Cookie { .. } => now - self.last_used_at < idle && age < max,
            Proof::Tokens { renewed_at, .. } => {
                now - *renewed_at < REFRESH_LIFETIME && age < FAMILY_MAX
            }
        }
    }

    /// The noted last use is too long ago to stand.
    pub fn wants_touch(&self, now: DateTime<Utc>) -> bool {
        now - self.last_used_at >= TOUCH_EVERY
    }

    /// As its owner sees it, from the session `current`.
    pub fn to_view(&self, current: Option<SessionId>) -> SessionView {
        SessionView {
            id: self.id,
            device: self.device.clone(),
            created_at: self.meta.created_at,
            last_used_at: self.last_used_at,
            is_current: current == Some(self.id),
        }
    }
}

impl Record for SessionRecord {
    const TABLE: Space = store::SESSIONS;
    const INDEXES: &'static [Space] =
        &[store::SESSIONS_BY_USER.space, store::SESSIONS_BY_KEY.space];

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
        store::index_session(self, entries);
    }

    fn sight(&self) -> Sight {
        Sight::nobody().or_person(self.user)
    }
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Choose the first password.
    Activate,
    /// Choose another one.
    Reset,
}

impl LinkPurpose {
    /// How long such a link lives.
    pub fn lifetime(self) -> TimeDelta {
        match self {
            Self::Activate => TimeDelta::days(7),
            Self::Reset => TimeDelta::minutes(30),
        }
    }

    /// The app's screen that the link opens.
    pub fn screen(self) -> &'static str {
        match self {
            Self::Activate => "/activate",
            Self::Reset => "/reset-password",
        }
    }
}

/// A link that somebody was given. Its use deletes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkRecord {
    pub id: Uuid,
    pub user: UserId,
    pub purpose: LinkPurpose,
    /// SHA-256 of the token.
    pub token_hash: String,
    pub expires_at: DateTime<Utc>,
    pub meta: Meta,
}

impl Record for LinkRecord {
    const TABLE: Space = store::LINKS;
    const INDEXES: &'static [Space] = &[store::LINKS_BY_USER.space, store::LINKS_BY_TOKEN.space];

    fn id(&self) -> Uuid {
        self.id
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        store::index_link(self, entries);
    }

    /// Nobody's: signing in alone knows links.
    fn sight(&self) -> Sight {
        Sight::of(&[Role::Admin])
    }
}
