//! A phone's store, which survives being killed, and can be lost as a whole.

use std::collections::BTreeMap;

use furgo_phone::{Copy, Entity, Entry, Meta, Phone, Write};
use furgo_shared::sync::EntityKind;
use uuid::Uuid;

#[derive(Clone, Default)]
pub struct Disk {
    meta: Option<Meta>,
    outbox: BTreeMap<Uuid, Entry>,
    journal: BTreeMap<Uuid, Entry>,
    pub copy: BTreeMap<(EntityKind, Uuid), Entity>,
    /// The highest version of each entity in the history of the copy, and which that is.
    seen: BTreeMap<(EntityKind, Uuid), u64>,
    epoch: Option<Uuid>,
}

impl Disk {
    pub fn phone(&self, fresh: &Meta) -> Phone {
        let meta = self.meta.clone().unwrap_or_else(|| fresh.clone());
        Phone::new(meta, self.outbox.values().cloned().collect())
    }

    pub fn journal(&self) -> Vec<Entry> {
        self.journal.values().cloned().collect()
    }

    /// Everything that was entered here and is still known.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.outbox.values().chain(self.journal.values())
    }

    /// All of it or nothing, as a database does.
    pub fn commit(&mut self, writes: Vec<Write>) {
        let is_anew = writes.contains(&Write::CopyGone);
        for write in writes {
            match write {
                Write::Meta(meta) => self.meta = Some(*meta),
                Write::Entry(entry) => drop(self.outbox.insert(entry.id, *entry)),
                Write::EntryGone(id) => drop(self.outbox.remove(&id)),
                Write::Journal(entry) => drop(self.journal.insert(entry.id, *entry)),
                Write::JournalGone(id) => drop(self.journal.remove(&id)),
                Write::Entity(kind, id, entity) => drop(self.copy.insert((kind, id), entity)),
                Write::EntityGone(kind, id) => drop(self.copy.remove(&(kind, id))),
                Write::CopyGone => self.copy.clear(),
            }
        }
        let epoch = self.meta.as_ref().and_then(|meta| meta.epoch);
        if is_anew && self.epoch != epoch {
            self.epoch = epoch;
            self.seen.clear();
        }
        for (key, entity) in &self.copy {
            let highest = self.seen.entry(*key).or_default();
            assert!(entity.v >= *highest, "{key:?} goes back from {highest} to {}", entity.v);
            *highest = entity.v;
        }
    }

    pub fn as_copy(&self) -> Copy {
        let mut copy = Copy::default();
        for ((kind, id), entity) in &self.copy {
            copy.put(*kind, *id, entity.clone());
        }
        copy
    }
}
