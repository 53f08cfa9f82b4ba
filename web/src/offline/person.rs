//! Who was signed in last, so that a start without a connection knows whose day to show.

use furgo_shared::id::UserId;
use serde::{Deserialize, Serialize};

use super::{engine, store};
use crate::platform::{
    clock,
    database::StoreError,
    storage::{self, Preference},
};

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
    everybody().into_iter().filter(|sealed| sealed.waiting > 0).collect()
}

/// With those of whom nothing is known to be left.
fn everybody() -> Vec<Sealed> {
    let text = storage::read(Preference::Sealed);
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Somebody signs out. What they leave behind is counted anew by [`tidy_up`].
pub fn seal(left: Sealed) {
    let mut all = everybody();
    all.retain(|other| other.user != left.user);
    all.push(left);
    note(all);
}

/// Somebody is back, and what they left is theirs again.
pub fn unseal(user: UserId) {
    note(everybody().into_iter().filter(|other| other.user != user).collect());
    note_forgetting(&others_to_forget(user));
}

fn note(all: Vec<Sealed>) {
    // Plain values always encode.
    let text =
        Some(all).filter(|all| !all.is_empty()).and_then(|all| serde_json::to_string(&all).ok());
    storage::write(Preference::Sealed, text.as_deref());
}

/// How many entries waited on this phone when it was last looked at, in another store than they are.
pub fn witnessed(user: UserId) -> usize {
    number(Preference::Waiting(user))
}

/// So many wait now.
pub fn witness(user: UserId, waiting: usize) {
    note_number(Preference::Waiting(user), waiting);
}

/// How many entries lived in a page alone when it was last looked at.
pub fn unkept(user: UserId) -> usize {
    number(Preference::Unkept(user))
}

/// So many live in this page alone.
pub fn note_unkept(user: UserId, waiting: usize) {
    note_number(Preference::Unkept(user), waiting);
}

fn number(of: Preference) -> usize {
    storage::read(of).and_then(|text| text.parse().ok()).unwrap_or_default()
}

fn note_number(of: Preference, number_now: usize) {
    if number(of) != number_now {
        let text = (number_now > 0).then(|| number_now.to_string());
        storage::write(of, text.as_deref());
    }
}

/// Whether something of somebody may still be on this phone.
pub fn has_left_something(user: UserId) -> bool {
    witnessed(user) > 0 || sealed().iter().any(|sealed| sealed.user == user)
}

/// This phone is to forget somebody, all but what they left: see [`tidy_up`].
pub fn forget_later(user: UserId) {
    let mut all = others_to_forget(user);
    all.push(user);
    note_forgetting(&all);
}

/// Forgets those who are gone. A browser that refuses is asked again at the next start.
pub async fn tidy_up() {
    for user in to_forget() {
        let is_here = || engine::current().is_some_and(|phone| phone.user == user);
        let forget = async {
            let left = store::forget_day(user).await?;
            if left == 0 && !is_here() {
                store::delete(user).await?;
            }
            Ok::<_, StoreError>(left)
        };
        if is_here() {
            continue;
        }
        match clock::within(FORGET_MS, forget).await {
            Some(Ok(0)) if !is_here() => unseal(user),
            Some(Ok(left)) if !is_here() => {
                note_forgetting(&others_to_forget(user));
                count(user, left);
            }
            Some(Ok(_) | Err(_)) | None => {}
        }
    }
}

/// How long a browser may take to forget somebody.
const FORGET_MS: u32 = 4_000;

fn count(user: UserId, waiting: usize) {
    let counted = |sealed: Sealed| match sealed.user == user {
        true => Sealed { waiting, ..sealed },
        false => sealed,
    };
    note(everybody().into_iter().map(counted).collect());
}

fn others_to_forget(user: UserId) -> Vec<UserId> {
    to_forget().into_iter().filter(|other| *other != user).collect()
}

fn to_forget() -> Vec<UserId> {
    let text = storage::read(Preference::Forgetting);
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn note_forgetting(all: &[UserId]) {
    let text = Some(all).filter(|all| !all.is_empty());
    // Plain values always encode.
    let text = text.and_then(|all| serde_json::to_string(all).ok());
    storage::write(Preference::Forgetting, text.as_deref());
}
