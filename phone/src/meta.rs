//! What a phone knows of itself and of the server.

use furgo_shared::{
    id::{ClientId, UserId},
    sync::MUTATIONS_MAX,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Hours that a copy may be shown after the last contact, until the server has said how many.
const OFFLINE_UNTIL_H: u32 = 72;

/// Why nothing is sent for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// The session has ended; the same person has to sign in.
    SignedOut,
    /// Somebody took this device off the account.
    Revoked,
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    pub client_id: ClientId,
    pub user_id: UserId,
    /// For the next entry.
    pub next_seq: u64,
    /// The last number that the server is known to have taken.
    pub last_seq: u64,
    /// The lowest number that is still kept here.
    pub oldest_seq: u64,
    /// Which history the copy belongs to.
    pub epoch: Option<Uuid>,
    /// None before the first snapshot.
    pub cursor: Option<String>,
    /// How far the copy reaches in the server's log.
    pub as_of: u64,
    /// When the copy was last found to be as the server has it, by the phone's clock.
    pub copied_at: Option<Timestamp>,
    pub offline_until_h: u32,
    pub pause: Option<Pause>,
    /// The server may lack what it had: an older backup was restored. All that the journal has is brought
    /// again, because another phone with this one's id may have taken its numbers meanwhile.
    #[serde(default)]
    pub is_behind: bool,
    /// Another phone counts with this one's id: a new id is needed.
    pub is_forked: bool,
    /// The copy and the server differed: the next snapshot heals that.
    pub heals: bool,
    /// The person does not drive any more: what waits is sent, and nothing else is asked.
    #[serde(default)]
    pub sends_only: bool,
    /// Mutations that go into one push; less after one was too large.
    pub push_max: usize,
}

impl Meta {
    /// Of a phone on which this person signs in for the first time.
    pub fn new(client_id: ClientId, user_id: UserId) -> Self {
        Self {
            client_id,
            user_id,
            next_seq: 1,
            last_seq: 0,
            oldest_seq: 1,
            epoch: None,
            cursor: None,
            as_of: 0,
            copied_at: None,
            offline_until_h: OFFLINE_UNTIL_H,
            pause: None,
            is_behind: false,
            is_forked: false,
            heals: false,
            sends_only: false,
            push_max: MUTATIONS_MAX,
        }
    }

    /// Whether the copy may still be shown.
    pub fn may_show(&self, now: Timestamp) -> bool {
        let hours = chrono::TimeDelta::hours(self.offline_until_h.into());
        // A clock that was set back proves nothing: what is shown then was allowed before.
        self.copied_at.is_some_and(|at| now - at <= hours)
    }
}
