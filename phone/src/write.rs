//! What is to be written into the phone's store, all of one answer in one transaction.

use furgo_shared::sync::EntityKind;
use uuid::Uuid;

use crate::{Entity, Entry, Meta};

/// One of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    Meta(Box<Meta>),
    /// Into the outbox, under its id.
    Entry(Box<Entry>),
    /// Out of the outbox.
    EntryGone(Uuid),
    /// Into the journal, under its id: what the server has, kept for a while.
    Journal(Box<Entry>),
    JournalGone(Uuid),
    /// Into the copy.
    Entity(EntityKind, Uuid, Entity),
    EntityGone(EntityKind, Uuid),
    /// All of the copy.
    CopyGone,
}
