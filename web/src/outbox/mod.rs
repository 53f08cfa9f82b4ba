//! Every write of the app goes through here: appended, sent in order, tried again with the same key
//! until somebody takes or refuses it, and its outcome handed to whoever appended it. What is done on
//! the way is a [`furgo_shared::field::FieldCommand`] in a lane of its own, with what came of it; the
//! office's forms are requests in another, files go in a third. These live in memory;
//! what whoever drives does on the way lives in the store of their phone, [`crate::offline`].

mod provider;
mod queue;
mod write;

pub use crate::offline::Outgoing;
pub use provider::{Outbox, OutboxProvider, Revision, SettledSoFar, use_outbox};
pub use write::{Sending, Write, use_field_write, use_once_kept, use_write};
