//! Every write of the app goes through here: appended, sent in order, tried again with the same key
//! until somebody answers, and its outcome handed to whoever appended it. It lives in memory; a store
//! that survives a reload can take its place without touching pages.

mod provider;
mod queue;
mod write;

pub use provider::{Outbox, OutboxProvider, Revision, use_outbox};
pub use queue::{Command, Queue};
pub use write::{Write, use_write};
