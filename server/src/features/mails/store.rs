//! How mails are found.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use furgo_shared::mail::MailState;
use uuid::Uuid;

use super::{Addressee, MailRecord};
use crate::{
    error::Result,
    storage::{
        Index, IndexEntries, Key, Reads,
        engine::{Order, Space},
    },
};

/// Table: mails
/// Key:   mail
/// Value: JSON of a mail
pub const MAILS: Space = Space("mails");
/// Table: mails.by_state
/// Key:   state ‖ created_at ‖ mail
/// Value: ()
pub const BY_STATE: Index<MailRecord> = Index::new("mails.by_state");
/// Table: mails.by_addressee
/// Key:   person or package ‖ created_at ‖ mail
/// Value: ()
pub const BY_ADDRESSEE: Index<MailRecord> = Index::new("mails.by_addressee");
/// Table: mails.by_age
/// Key:   created_at ‖ mail
/// Value: ()
pub const BY_AGE: Index<MailRecord> = Index::new("mails.by_age");

/// More mails than one person or package is sent in a year.
const OF_ONE_MAX: usize = 100;

fn of_state(state: MailState) -> Key {
    Key::new().byte(match state {
        MailState::Waiting => 1,
        MailState::Sent => 2,
        MailState::Refused => 3,
        MailState::Dropped => 4,
    })
}

fn of(to: Addressee) -> Key {
    match to {
        Addressee::Person { user } => Key::new().id(user),
        Addressee::Recipient { package } => Key::new().id(package),
    }
}

pub(super) fn index(mail: &MailRecord, entries: &mut IndexEntries) {
    let created = Key::new().instant(mail.meta.created_at);
    entries.add(BY_STATE, mail.id, of_state(mail.state), created.clone());
    entries.add(BY_ADDRESSEE, mail.id, of(mail.to), created.clone());
    entries.add(BY_AGE, mail.id, Key::new(), created);
}

/// How many wait to be sent.
pub fn waiting(tx: &impl Reads) -> Result<u64> {
    tx.count(BY_STATE, &of_state(MailState::Waiting))
}

/// The last mails to somebody, newest first.
pub fn to(tx: &impl Reads, to: Addressee) -> Result<Vec<MailRecord>> {
    tx.collect(BY_ADDRESSEE, &of(to), Order::Descending, OF_ONE_MAX)
}

/// Ids of all mails to somebody, whoever asks.
pub fn ids_to(tx: &impl Reads, to: Addressee) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    tx.visit_ids(BY_ADDRESSEE, &of(to), Order::Ascending, &mut |id| {
        ids.push(id);
        ControlFlow::Continue(())
    })?;
    Ok(ids)
}

/// The oldest mails from before a time that wait no longer, at most so many.
pub fn older_than(tx: &impl Reads, before: DateTime<Utc>, limit: usize) -> Result<Vec<MailRecord>> {
    let mut found = Vec::new();
    tx.for_each(BY_AGE, &Key::new(), Order::Ascending, |mail: MailRecord| {
        let is_old = mail.meta.created_at < before;
        if is_old && mail.state != MailState::Waiting {
            found.push(mail);
        }
        let is_enough = found.len() >= limit || !is_old;
        Ok(if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(found)
}
