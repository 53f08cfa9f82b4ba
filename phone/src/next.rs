//! What to ask the server next.

use furgo_shared::{
    id::ClientId,
    sync::{AskDigest, AskSnapshot, PUSH_BYTES_MAX, Pull, Push},
    time::Timestamp,
};

use crate::{Entry, Phone};

/// One of it, the most urgent.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    Push(Push),
    Snapshot(AskSnapshot),
    Pull(Pull),
    Digest(AskDigest),
    /// Nothing to ask yet: [`Phone::bring_back`] first, with the journal.
    BringBack,
    /// Nothing to ask yet: [`Phone::fork`] first, with a new id.
    Fork,
    /// All is said, or nobody may ask.
    Nothing,
}

/// An id that no phone has had before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewClient(pub ClientId);

/// Room in a push for what is around the mutations.
const FRAME_BYTES: usize = 1000;

impl Phone {
    /// See [`Next`]. `poked`: something may have changed on the server since the last pull.
    /// `unproven`: the copy has not been compared since it last changed.
    pub fn next(&self, now: Timestamp, poked: bool, unproven: bool) -> Next {
        let client_id = self.meta.client_id;
        if self.meta.pause.is_some() {
            return Next::Nothing;
        }
        if self.meta.is_forked {
            return Next::Fork;
        }
        if self.meta.is_behind {
            return Next::BringBack;
        }
        let waiting = self.waiting();
        if !waiting.is_empty() {
            let mutations = self.batch(&waiting).iter().map(|entry| entry.mutation()).collect();
            let first = waiting.first().map_or(self.meta.next_seq, |entry| entry.seq);
            let oldest_seq = self.meta.oldest_seq.min(first);
            let user_id = Some(self.meta.user_id);
            return Next::Push(Push { client_id, user_id, sent_at: now, oldest_seq, mutations });
        }
        if self.meta.sends_only {
            return Next::Nothing;
        }
        let user_id = Some(self.meta.user_id);
        match &self.meta.cursor {
            None => Next::Snapshot(AskSnapshot { client_id, user_id, heals: self.meta.heals }),
            Some(cursor) if poked => {
                Next::Pull(Pull { client_id, user_id, cursor: cursor.clone(), limit: None })
            }
            Some(_) if unproven => Next::Digest(AskDigest { client_id, user_id }),
            Some(_) => Next::Nothing,
        }
    }

    /// What the server has not said anything about, in order.
    pub fn waiting(&self) -> Vec<&Entry> {
        self.entries.iter().filter(|entry| entry.is_waiting()).collect()
    }

    fn batch<'w>(&self, waiting: &'w [&Entry]) -> Vec<&'w Entry> {
        let mut room = usize::try_from(PUSH_BYTES_MAX).unwrap_or(usize::MAX) - FRAME_BYTES;
        let mut batch = Vec::new();
        for entry in waiting.iter().take(self.meta.push_max.max(1)) {
            // Plain values always encode.
            let bytes = serde_json::to_string(&entry.mutation()).map_or(0, |text| text.len() + 1);
            if bytes > room && !batch.is_empty() {
                break;
            }
            room = room.saturating_sub(bytes);
            batch.push(*entry);
        }
        batch
    }
}
