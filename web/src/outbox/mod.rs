//! Every write of the app goes through here: appended, sent in order, tried again with the same key
//! until somebody takes or refuses it, and its outcome handed to whoever appended it. What is done on
//! the way is a [`furgo_shared::field::FieldCommand`] in a lane of its own, with what came of it; the
//! office's forms are requests in another, files go in a third. It lives in memory; a store that survives a reload can take
//! its place without touching pages.

mod provider;
mod queue;
mod write;

pub use provider::{Outbox, OutboxProvider, Revision, SettledSoFar, use_outbox};
pub use queue::Outgoing;
pub use write::{FieldWrite, Sending, Write, use_field_write, use_write};
