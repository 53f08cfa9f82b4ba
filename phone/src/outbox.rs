//! What people do with the outbox.

use furgo_shared::{
    field::FieldCommand,
    sync::{DISCARDED, JOURNAL_DAYS, Mutation, Said},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{Entry, NewClient, Pause, Phone, State, Write};

impl Phone {
    /// Something was entered.
    pub fn append(&mut self, id: Uuid, command: FieldCommand, now: Timestamp) -> Vec<Write> {
        let seq = self.meta.next_seq;
        let mutation = Mutation::of(seq, id, now, &Said::Command(command));
        let entry = Entry::new(self.meta.client_id, mutation);
        self.meta.next_seq += 1;
        self.entries.push(entry.clone());
        vec![self.meta_now(), Write::Entry(Box::new(entry))]
    }

    /// Somebody threw away what waits. It keeps its place, so that the count has no gap.
    pub fn discard(&mut self, id: Uuid) -> Vec<Write> {
        let entry = self.entries.iter_mut().find(|entry| entry.id == id && entry.is_waiting());
        let Some(entry) = entry else { return Vec::new() };
        (entry.kind, entry.args) = (DISCARDED.to_owned(), serde_json::Value::Null);
        vec![Write::Entry(Box::new(entry.clone()))]
    }

    /// Its author has read why it was refused.
    pub fn put_away(&mut self, id: Uuid) -> Vec<Write> {
        let refused = |entry: &Entry| matches!(entry.state, State::Refused { .. });
        self.retire(|entry| entry.id == id && refused(entry))
    }

    /// The same person is there again.
    pub fn resume(&mut self) -> Vec<Write> {
        if self.meta.pause != Some(Pause::SignedOut) {
            return Vec::new();
        }
        self.meta.pause = None;
        vec![self.meta_now()]
    }

    /// Counts anew under another id, because a copy of this phone counts with the old one. What
    /// waits keeps its own ids, so the server knows what the other one has brought already.
    pub fn fork(&mut self, NewClient(client_id): NewClient) -> Vec<Write> {
        let settled = self.retire(|entry| matches!(entry.state, State::Taken { .. }));
        let mut next_seq = 1;
        for entry in self.entries.iter_mut().filter(|entry| entry.is_waiting()) {
            (entry.client_id, entry.seq) = (client_id, next_seq);
            next_seq += 1;
        }
        let meta = &mut self.meta;
        (meta.client_id, meta.next_seq) = (client_id, next_seq);
        (meta.last_seq, meta.oldest_seq) = (0, 1);
        (meta.is_forked, meta.behind_from, meta.cursor) = (false, None, None);
        let entries = self.entries.iter().map(|entry| Write::Entry(Box::new(entry.clone())));
        settled.into_iter().chain(entries).chain([self.meta_now()]).collect()
    }

    /// An older backup was restored: what the server lacks waits again, in its old place.
    pub fn bring_back(&mut self, journal: Vec<Entry>) -> Vec<Write> {
        let Some(from) = self.meta.behind_from.take() else { return Vec::new() };
        let client_id = self.meta.client_id;
        let is_lost = |entry: &Entry| entry.client_id == client_id && entry.seq >= from;
        let mut writes = Vec::new();
        for entry in journal.into_iter().filter(is_lost) {
            writes.push(Write::JournalGone(entry.id));
            self.entries.push(entry);
        }
        for entry in self.entries.iter_mut().filter(|entry| is_lost(entry)) {
            entry.state = State::Waiting;
            writes.push(Write::Entry(Box::new(entry.clone())));
        }
        *self = Self::new(self.meta.clone(), std::mem::take(&mut self.entries));
        (self.meta.last_seq, self.meta.cursor) = (from - 1, None);
        writes.push(self.meta_now());
        writes
    }

    /// Forgets what the server has had for long.
    pub fn prune(&mut self, journal: &[Entry], now: Timestamp) -> Vec<Write> {
        let oldest = now - chrono::TimeDelta::days(JOURNAL_DAYS);
        let is_old = |entry: &&Entry| entry.settled_at().is_some_and(|at| at < oldest);
        let mut writes = Vec::new();
        for entry in journal.iter().filter(is_old) {
            if entry.client_id == self.meta.client_id {
                self.meta.oldest_seq = self.meta.oldest_seq.max(entry.seq + 1);
            }
            writes.push(Write::JournalGone(entry.id));
        }
        if !writes.is_empty() {
            writes.push(self.meta_now());
        }
        writes
    }

    /// Moves entries into the journal.
    pub(crate) fn retire(&mut self, goes: impl Fn(&Entry) -> bool) -> Vec<Write> {
        let (gone, kept) = std::mem::take(&mut self.entries).into_iter().partition(|e| goes(e));
        self.entries = kept;
        let gone: Vec<Entry> = gone;
        let moved = |entry: Entry| [Write::EntryGone(entry.id), Write::Journal(Box::new(entry))];
        gone.into_iter().flat_map(moved).collect()
    }

    pub(crate) fn meta_now(&self) -> Write {
        Write::Meta(Box::new(self.meta.clone()))
    }
}
