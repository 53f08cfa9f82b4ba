//! What a phone keeps and sends, without a browser: its outbox, its copy of the day, and how both
//! stay true whatever happens to the connection, the phone or the server.
//!
//! Nothing here waits, stores or asks the time. [`Phone`] is read from the phone's store, takes one
//! thing that happened (something was entered, an answer came), and says what is to be written, all
//! of it in the one transaction that it was read in: [`Write`]. So two windows never tread on each
//! other, and what was not written has not happened. [`Phone::next`] says what to ask the server.

#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing,
        clippy::wildcard_enum_match_arm
    )
)]

mod answers;
mod copy;
mod entry;
mod meta;
mod next;
mod outbox;
mod pause;
pub mod reads;
mod write;

pub use copy::{Copy, Entity};
pub use entry::{Entry, State};
pub use meta::{Meta, Pause};
pub use next::{NewClient, Next};
pub use pause::pause_ms;
pub use write::Write;

/// A phone as its store has it, without the copy and the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Phone {
    pub meta: Meta,
    /// What waits, what was refused and not put away yet, and what the copy does not show yet; in
    /// the order of their making.
    pub entries: Vec<Entry>,
}

impl Phone {
    /// What nobody has, and answers that nobody has read: whoever leaves leaves them behind.
    pub fn left_behind(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_waiting() || entry.is_unread()).count()
    }

    /// Read from the store; entries may come in any order.
    pub fn new(meta: Meta, mut entries: Vec<Entry>) -> Self {
        entries.sort_by_key(|entry| (entry.client_id != meta.client_id, entry.seq, entry.id));
        Self { meta, entries }
    }
}

#[cfg(test)]
mod tests;
