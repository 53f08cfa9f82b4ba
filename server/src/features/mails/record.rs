//! A mail to one person: to whom, why, and what became of it. What it says is made when it is sent,
//! of what is true then; nothing of it is kept.

use chrono::{DateTime, Utc};
use furgo_shared::{
    access::Role,
    id::{MailId, PackageId, UserId},
    mail::{MailState, MailView},
    packages::{PackageStatus, StepReason},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::storage::{IndexEntries, Meta, Record, Sight, engine::Space};

/// Longest error that is kept, in characters.
const ERROR_CHARS_MAX: usize = 300;

/// To whom. The address is looked up when it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Addressee {
    /// Somebody who has an account.
    Person { user: UserId },
    /// Whom a package is for.
    Recipient { package: PackageId },
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Occasion {
    /// Choose the first password.
    Invitation,
    /// Choose another password.
    Reset,
    /// Somebody signed in from a device that is new to the account.
    NewDevice { device: String, at: DateTime<Utc> },
    /// The password was changed.
    PasswordChanged { at: DateTime<Utc> },
    /// What is due, on Mondays.
    WeeklyDigest { overdue: u64, due: u64, soon: u64 },
    /// A package came to this status; pending means that it was entered.
    Step { status: PackageStatus, reason: Option<StepReason> },
}

impl Occasion {
    /// Whether the mail has a link, so that it has to wait until it is known where links lead.
    pub fn has_link(&self) -> bool {
        match self {
            Self::Invitation | Self::Reset | Self::WeeklyDigest { .. } | Self::Step { .. } => true,
            Self::NewDevice { .. } | Self::PasswordChanged { .. } => false,
        }
    }

    /// Whether it tells somebody what others may have done with their account.
    pub fn is_warning(&self) -> bool {
        matches!(self, Self::NewDevice { .. } | Self::PasswordChanged { .. })
    }
}

/// A mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailRecord {
    pub id: MailId,
    pub to: Addressee,
    pub occasion: Occasion,
    pub state: MailState,
    /// When it came to that; none while it waits.
    pub settled_at: Option<DateTime<Utc>>,
    /// What the mail server said when it did not take it.
    pub error: Option<String>,
    /// Its link was made once already, so it is not made again after it was used.
    #[serde(default)]
    pub is_linked: bool,
    /// When it was last handed to a mail server, or was about to be.
    #[serde(default)]
    pub tried_at: Option<DateTime<Utc>>,
    /// Its turn came while its package was in the trash: it is dropped until that comes back.
    #[serde(default)]
    pub is_put_aside: bool,
    pub meta: Meta,
}

impl MailRecord {
    /// As the office sees what a recipient is told; `None` of another mail.
    pub fn to_view(&self) -> Option<MailView> {
        let Occasion::Step { status, .. } = self.occasion else { return None };
        Some(MailView {
            id: self.id,
            status,
            state: self.state,
            queued_at: self.meta.created_at,
            settled_at: self.settled_at,
            error: self.error.clone(),
        })
    }

    /// It is not sent as long as its package is in the trash.
    pub fn put_aside(&mut self, now: DateTime<Utc>) {
        self.settle(MailState::Dropped, None, now);
        self.is_put_aside = true;
    }

    /// It has come to its end, for now at least.
    pub fn settle(&mut self, state: MailState, error: Option<&str>, now: DateTime<Utc>) {
        self.state = state;
        self.settled_at = Some(now);
        self.error = error.map(|error| error.chars().take(ERROR_CHARS_MAX).collect());
    }
}

impl Record for MailRecord {
    const TABLE: Space = store::MAILS;
    const INDEXES: &'static [Space] =
        &[store::BY_STATE.space, store::BY_ADDRESSEE.space, store::BY_AGE.space];

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
        match self.to {
            Addressee::Person { .. } => Sight::of(&[Role::Admin]),
            Addressee::Recipient { .. } => Sight::office(),
        }
    }
}
