//! Who was signed in last, so that a start without a connection knows whose day to show.

use furgo_shared::id::UserId;
use serde::{Deserialize, Serialize};

use crate::platform::storage::{self, Preference};

/// The person whose copy a start shows.
pub fn remembered() -> Option<UserId> {
    storage::read(Preference::Person)?.parse().ok()
}

/// Somebody who drives is there, or nobody any more.
pub fn remember(person: Option<UserId>) {
    storage::write(Preference::Person, person.map(|person| person.to_string()).as_deref());
}

/// What somebody has left on this phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    pub user: UserId,
    pub name: String,
    pub waiting: usize,
}

/// All of it, so that whoever looks at the phone knows of it.
pub fn sealed() -> Vec<Sealed> {
    let text = storage::read(Preference::Sealed);
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Somebody signs out and leaves something behind.
pub fn seal(left: Sealed) {
    let mut all = sealed();
    all.retain(|other| other.user != left.user);
    all.push(left);
    note(all);
}

/// Somebody is back, and what they left is theirs again.
pub fn unseal(user: UserId) {
    note(sealed().into_iter().filter(|other| other.user != user).collect());
}

fn note(all: Vec<Sealed>) {
    // Plain values always encode.
    let text =
        Some(all).filter(|all| !all.is_empty()).and_then(|all| serde_json::to_string(&all).ok());
    storage::write(Preference::Sealed, text.as_deref());
}

/// How many entries waited on this phone when it was last looked at, in another store than they are.
pub fn witnessed(user: UserId) -> usize {
    let text = storage::read(Preference::Waiting(user));
    text.and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// So many wait now.
pub fn witness(user: UserId, waiting: usize) {
    if witnessed(user) != waiting {
        let text = Some(waiting).filter(|waiting| *waiting > 0).map(|waiting| waiting.to_string());
        storage::write(Preference::Waiting(user), text.as_deref());
    }
}
