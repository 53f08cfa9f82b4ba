//! How sessions and links are found.

use std::ops::ControlFlow;

use furgo_shared::id::UserId;
use uuid::Uuid;

use super::{LinkRecord, SessionRecord, record::Proof};
use crate::{
    error::Result,
    hex::fingerprint,
    storage::{
        Index, IndexEntries, Key, Reads, Record, Unique,
        engine::{Order, Space},
    },
};

/// Table: sessions
/// Key:   session
/// Value: JSON of a session
pub const SESSIONS: Space = Space("sessions");
/// Table: sessions.by_user
/// Key:   user ‖ created_at ‖ session
/// Value: ()
pub const SESSIONS_BY_USER: Index<SessionRecord> = Index::new("sessions.by_user");
/// Table: sessions.by_key
/// Key:   SHA-256 of the cookie's key   # the key itself is nowhere but in the cookie
/// Value: session
pub const SESSIONS_BY_KEY: Unique<SessionRecord> = Unique::new("sessions.by_key", "session");
/// Table: links
/// Key:   link
/// Value: JSON of a link
pub const LINKS: Space = Space("links");
/// Table: links.by_user
/// Key:   user ‖ link
/// Value: ()
pub const LINKS_BY_USER: Index<LinkRecord> = Index::new("links.by_user");
/// Table: links.by_token
/// Key:   SHA-256 of the token
/// Value: link
pub const LINKS_BY_TOKEN: Unique<LinkRecord> = Unique::new("links.by_token", "token");

/// Sessions that one person may have; the oldest make way.
pub const SESSIONS_MAX: usize = 50;

pub(super) fn index_session(session: &SessionRecord, entries: &mut IndexEntries) {
    entries.add(
        SESSIONS_BY_USER,
        session.id,
        Key::new().id(session.user),
        Key::new().instant(session.meta.created_at),
    );
    if let Proof::Cookie { key_hash: Some(hash) } = &session.proof {
        entries.add_unique(SESSIONS_BY_KEY, Key::new().text(hash));
    }
}

pub(super) fn index_link(link: &LinkRecord, entries: &mut IndexEntries) {
    entries.add(LINKS_BY_USER, link.id, Key::new().id(link.user), Key::new());
    entries.add_unique(LINKS_BY_TOKEN, Key::new().text(&link.token_hash));
}

/// The session that the cookie with this key hash belongs to.
pub fn find_by_key(tx: &impl Reads, key_hash: &str) -> Result<Option<SessionRecord>> {
    tx.find_by(SESSIONS_BY_KEY, Key::new().text(key_hash))
}

/// All sessions of a person that the viewer may see, newest first; dead ones may be among them.
pub fn of_user(tx: &impl Reads, user: UserId) -> Result<Vec<SessionRecord>> {
    tx.collect(SESSIONS_BY_USER, &Key::new().id(user), Order::Descending, SESSIONS_MAX + 1)
}

/// Ids of all sessions of a person, whoever asks.
pub fn ids_of_user(tx: &impl Reads, user: UserId) -> Result<Vec<Uuid>> {
    all_ids(tx, SESSIONS_BY_USER, user)
}

/// The link with this token.
pub fn find_link(tx: &impl Reads, token: &str) -> Result<Option<LinkRecord>> {
    tx.find_by(LINKS_BY_TOKEN, Key::new().text(&fingerprint(token.as_bytes())))
}

/// Ids of all links of a person, whoever asks.
pub fn link_ids_of_user(tx: &impl Reads, user: UserId) -> Result<Vec<Uuid>> {
    all_ids(tx, LINKS_BY_USER, user)
}

fn all_ids<R: Record>(tx: &impl Reads, index: Index<R>, user: UserId) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    tx.visit_ids(index, &Key::new().id(user), Order::Ascending, &mut |id| {
        ids.push(id);
        ControlFlow::Continue(())
    })?;
    Ok(ids)
}
