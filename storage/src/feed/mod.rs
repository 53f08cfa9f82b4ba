//! Tells whoever listens what was committed, in commit order, and nobody of a record that they may
//! not see.
//!
//! Who may know is decided inside the write, where both are at hand: the record as it was and as it
//! becomes, and all that decides its visibility then. It is told once the commit is on disk. The
//! writer never waits for a listener: news lie in a ring, and who reads too slowly loses the oldest
//! and hears so.

mod audience;
mod listener;
mod telling;

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use furgo_ground::{Person, Result};
use tokio::sync::broadcast;
use uuid::Uuid;

use self::audience::{Audience, Roll};
pub use self::{
    audience::{LISTENERS_MAX, LISTENERS_OF_OFFICE},
    listener::{Heard, Listener, News},
    telling::Telling,
};
use super::{
    blobs::{BLOBS, references},
    change_log::Change,
    engine::{KeyRange, Overlay},
    schema::{CHANGES, Schema},
};

/// News that wait for the slowest listener; some tens of kilobytes.
const NEWS_MAX: usize = 1_024;
/// A write of more records than this (an import) is told as "you have missed something".
pub const RECORDS_MAX: usize = 256;

/// What is told of one write.
#[derive(Clone, Copy, Debug)]
pub(super) enum Told {
    /// One record, to those who may know.
    Record { noun: &'static str, id: Uuid, audience: Audience, as_of: u64 },
    /// More than is told one by one, or what nobody could judge.
    Much,
}

/// See the module.
#[derive(Debug)]
pub struct Feed {
    kinds: HashMap<&'static str, Telling>,
    roll: Mutex<Arc<Roll>>,
    told: broadcast::Sender<Told>,
}

impl Feed {
    /// Of the kinds of records that the schema tells of.
    pub(super) fn new(schema: &Schema) -> Self {
        let (told, _nobody_listens_yet) = broadcast::channel(NEWS_MAX);
        let kinds = schema.telling.iter().map(|kind| (kind.noun(), *kind)).collect();
        Self { kinds, roll: Mutex::default(), told }
    }

    /// Somebody listens from now on; `None` when too many do already.
    pub fn listen(self: &Arc<Self>, person: Person) -> Option<Listener> {
        let mut roll = self.roll();
        let (slot, since) = Arc::make_mut(&mut roll).enter(person)?;
        let told = self.told.subscribe();
        drop(roll);
        Some(Listener::new(Arc::clone(self), person, slot, since, told))
    }

    /// How many listen.
    pub fn listeners(&self) -> usize {
        self.roll().people().count()
    }

    fn leave(&self, person: Person, slot: usize) {
        Arc::make_mut(&mut self.roll()).leave(person, slot);
    }

    fn roll(&self) -> MutexGuard<'_, Arc<Roll>> {
        self.roll.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is to be told of a write that is about to be committed.
    pub(super) fn judge(&self, data: &Overlay<'_>) -> Vec<Told> {
        let roll = Arc::clone(&self.roll());
        if roll.is_empty() {
            // For whoever comes between now and the commit.
            return vec![Told::Much];
        }
        let judged = self.changes(data).and_then(|changes| match changes.len() {
            0..=RECORDS_MAX => {
                changes.iter().map(|change| self.judge_one(change, data, &roll)).collect()
            }
            _ => Ok(vec![Told::Much]),
        });
        judged.unwrap_or_else(|error| {
            // The write stands all the same, and no id is told.
            tracing::warn!(%error, "could not judge who may know of a write");
            vec![Told::Much]
        })
    }

    /// What a write changes of what is told, each record once.
    fn changes(&self, data: &Overlay<'_>) -> Result<Vec<(&Telling, Uuid)>> {
        let (mut found, mut known) = (Vec::new(), HashSet::new());
        let (_, writes) = data.parts();
        for (_, bytes) in writes.range(CHANGES, &KeyRange::all()) {
            let Some(change) = bytes.map(Change::from_bytes).transpose()? else { continue };
            if let Some(kind) = self.kinds.get(change.table.as_str())
                && known.insert((kind.noun(), change.id))
            {
                found.push((kind, change.id));
            }
        }
        // A file that has come, or that is gone, changes no record, and all that show it.
        for (sha256, _) in writes.range(BLOBS, &KeyRange::all()) {
            for (table, id) in references::naming(data, sha256)? {
                if let Some(kind) = self.kinds.get(table.as_str())
                    && known.insert((kind.noun(), id))
                {
                    found.push((kind, id));
                }
            }
        }
        Ok(found)
    }

    fn judge_one(
        &self,
        (kind, id): &(&Telling, Uuid),
        data: &Overlay<'_>,
        roll: &Roll,
    ) -> Result<Told> {
        let (before, _) = data.parts();
        let saw = kind.seen_by(*id, before, roll)?;
        let sees = kind.seen_by(*id, data, roll)?;
        let (noun, as_of) = (kind.noun(), roll.as_of());
        Ok(Told::Record { noun, id: *id, audience: saw.with(sees), as_of })
    }

    /// Tells what was judged, now that it is committed. Never waits.
    pub(super) fn tell(&self, judged: Vec<Told>) {
        for told in judged {
            // Refused only while nobody listens.
            drop(self.told.send(told));
        }
    }
}
