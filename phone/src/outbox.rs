//! What people do with the outbox.

use std::collections::BTreeSet;

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
        if self.meta.pause == Some(Pause::Revoked) {
            // Nobody counts its numbers any more.
            self.entries.retain(|entry| entry.id != id);
            return vec![Write::EntryGone(id)];
        }
        let entry = self.entries.iter_mut().find(|entry| entry.id == id && entry.is_waiting());
        let Some(entry) = entry else { return Vec::new() };
        let kind = std::mem::replace(&mut entry.kind, DISCARDED.to_owned());
        entry.was.get_or_insert((kind, std::mem::take(&mut entry.args)));
        vec![Write::Entry(Box::new(entry.clone()))]
    }

    /// Its author has read why it was refused, or that the server had it already.
    pub fn put_away(&mut self, id: Uuid) -> Vec<Write> {
        self.retire(|entry| entry.id == id && entry.is_unread())
    }

    /// The same person is there again. A device that was taken off the account is a new one, once
    /// nothing waits on it: what it had is not taken from it, only looked at and carried away.
    pub fn resume(&mut self, id: NewClient) -> Vec<Write> {
        match self.meta.pause {
            Some(Pause::SignedOut) => {
                self.meta.pause = None;
                vec![self.meta_now()]
            }
            Some(Pause::Revoked) if self.waiting().is_empty() => {
                self.meta.pause = None;
                self.renumber(id)
            }
            Some(Pause::Revoked) | None => Vec::new(),
        }
    }

    /// The person does not drive any more, or does again.
    pub fn send_only(&mut self, is_so: bool) -> Vec<Write> {
        if self.meta.sends_only == is_so {
            return Vec::new();
        }
        self.meta.sends_only = is_so;
        let day = if is_so { self.forget() } else { Vec::new() };
        day.into_iter().chain([self.meta_now()]).collect()
    }

    /// The page begins: what may not be shown any more goes, and so does what the server has had for
    /// long.
    pub fn begin(&mut self, journal: &[Entry], now: Timestamp) -> Vec<Write> {
        let mut writes = self.prune(journal, now);
        if self.meta.copied_at.is_some() && !self.meta.may_show(now) {
            writes.extend(self.forget());
        }
        writes
    }

    /// Counts anew under another id, because a copy of this phone counts with the old one. What
    /// waits keeps its own ids, so the server knows what the other one has brought already.
    pub fn fork(&mut self, id: NewClient) -> Vec<Write> {
        // Another window may have done it already.
        if self.meta.is_forked { self.renumber(id) } else { Vec::new() }
    }

    fn renumber(&mut self, NewClient(client_id): NewClient) -> Vec<Write> {
        let settled = self.retire(|entry| matches!(entry.state, State::Taken { .. }));
        let mut next_seq = 1;
        for entry in self.entries.iter_mut().filter(|entry| entry.is_waiting()) {
            (entry.client_id, entry.seq) = (client_id, next_seq);
            next_seq += 1;
        }
        let meta = &mut self.meta;
        (meta.client_id, meta.next_seq) = (client_id, next_seq);
        (meta.last_seq, meta.oldest_seq) = (0, 1);
        (meta.is_forked, meta.cursor) = (false, None);
        let entries = self.entries.iter().map(|entry| Write::Entry(Box::new(entry.clone())));
        settled.into_iter().chain(entries).chain([self.meta_now()]).collect()
    }

    /// An older backup was restored: all that the journal has waits again, in its old place. What was
    /// counted under an earlier id of this phone waits behind it. Whatever the server has of it all, it
    /// knows by its own id.
    pub fn bring_back(&mut self, mut journal: Vec<Entry>) -> Vec<Write> {
        if !std::mem::take(&mut self.meta.is_behind) {
            return Vec::new();
        }
        let client_id = self.meta.client_id;
        let is_ours = |entry: &Entry| entry.client_id == client_id;
        let mut writes = Vec::new();
        journal.sort_by_key(|entry| (entry.occurred_at, entry.seq));
        for mut entry in journal {
            if !is_ours(&entry) && entry.kind != DISCARDED {
                (entry.client_id, entry.seq) = (client_id, self.meta.next_seq);
                self.meta.next_seq += 1;
            }
            if is_ours(&entry) {
                if matches!(entry.state, State::Refused { .. }) {
                    // Its author has read why. It keeps its place, and is not asked for again.
                    (entry.kind, entry.args) = (DISCARDED.to_owned(), serde_json::Value::Null);
                }
                writes.push(Write::JournalGone(entry.id));
                self.entries.push(entry);
            }
        }
        for entry in self.entries.iter_mut().filter(|entry| is_ours(entry)) {
            entry.state = State::Waiting;
            writes.push(Write::Entry(Box::new(entry.clone())));
        }
        let kept = self.entries.iter().filter(|entry| is_ours(entry)).map(|entry| entry.seq);
        // Of what lies before, nobody has anything any more.
        self.meta.oldest_seq = kept.min().unwrap_or(self.meta.next_seq);
        writes.extend(self.fill_holes(self.meta.oldest_seq));
        self.meta.cursor = None;
        writes.push(self.meta_now());
        writes
    }

    /// Puts something that was thrown away in each place that nothing has, from this number on.
    pub(crate) fn fill_holes(&mut self, from: u64) -> Vec<Write> {
        let client_id = self.meta.client_id;
        let of_ours = |entry: &&Entry| entry.client_id == client_id;
        let taken: BTreeSet<u64> =
            self.entries.iter().filter(of_ours).map(|entry| entry.seq).collect();
        let last = taken.last().copied().unwrap_or(0);
        let occurred_at = self.entries.iter().filter(of_ours).map(|entry| entry.occurred_at).min();
        let mut writes = Vec::new();
        for seq in (from..last).filter(|seq| !taken.contains(seq)) {
            // The same whichever window fills it in, and nobody else's.
            let id = Uuid::from_u128(client_id.as_u128() ^ u128::from(seq));
            let occurred_at = occurred_at.unwrap_or_default();
            let mutation = Mutation::of(seq, id, occurred_at, &Said::Discarded);
            let entry = Entry::new(client_id, mutation);
            writes.push(Write::Entry(Box::new(entry.clone())));
            self.entries.push(entry);
        }
        *self = Self::new(self.meta.clone(), std::mem::take(&mut self.entries));
        writes
    }

    /// Forgets what the server has had for long.
    pub(crate) fn prune(&mut self, journal: &[Entry], now: Timestamp) -> Vec<Write> {
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
