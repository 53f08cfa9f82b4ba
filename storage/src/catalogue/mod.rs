//! What lists filter by, order by and search in, packed closely: any question about a million
//! records is answered by reading some tens of megabytes, never the records.
//!
//! Every record of a kind with a catalogue has an [`Entry`]: facts and a title of a fixed width, and
//! words. In the catalogue's space lie, behind a byte that says which:
//!
//! | | Key | Value |
//! |---|---|---|
//! | state | | how far it is built |
//! | waiting | id | nothing: a new record, which has no number yet |
//! | number | id | its number |
//! | block | number / 340 | id and facts of each number; zeros where there is none |
//! | titles | number / 340 | title of each number |
//! | words | way ‖ two letters ‖ number / 1020 | for each word: which numbers have it |
//!
//! A new record only waits; when 1,020 wait, they get their numbers, their slots and their words
//! at once, which costs a fraction of a dozen rows for each of them. Whoever asks reads the
//! waiting ones themselves. From then on `put` and `delete` keep the slot and the words.
//!
//! Records of a file that had no catalogue are numbered in the same way, the newest first, in
//! pieces behind the start. Until then they are in none of the above and older than the state says.

mod build;
mod check;
mod keep;
mod postings;
mod sheet;
mod state;
mod words;

use std::marker::PhantomData;

use furgo_ground::Result;
use uuid::Uuid;

pub use self::{
    build::{build, build_piece},
    sheet::Slot,
    words::{Query, Words, fold},
};
pub(super) use self::{
    check::{agrees, reset},
    keep::keep,
};
use super::{
    engine::{KeyRange, Order, Space, View, Visit},
    error::Result as StorageResult,
    index::IndexEntries,
    reads::Reads,
    record::Record,
};

/// Records that get their numbers together: a multiple of a block.
const SEGMENT: u32 = 3 * BLOCK;
/// Numbers of a block. With facts of 32 bytes and ids, or with titles of 48, that fills 16 KiB, which
/// the engine reads at once.
const BLOCK: u32 = 340;

const STATE: u8 = 0;
const WAITING: u8 = 1;
const NUMBER: u8 = 2;
const BLOCKS: u8 = 3;
const WORDS: u8 = 4;
const TITLES: u8 = 5;

/// What a catalogue holds of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What lists filter by. As many bytes for every record of the catalogue.
    pub facts: Vec<u8>,
    /// A text that lists are ordered by. As many bytes for every record of the catalogue.
    pub title: Vec<u8>,
    pub words: Words,
}

/// The catalogue of records `R`.
#[derive(Debug)]
pub struct Catalogue<R> {
    pub space: Space,
    record: PhantomData<fn() -> R>,
}

impl<R> Clone for Catalogue<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Catalogue<R> {}

impl<R> Catalogue<R> {
    /// `noun.catalogue`.
    pub const fn new(name: &'static str) -> Self {
        Self { space: Space(name), record: PhantomData }
    }
}

impl<R: Record> Catalogue<R> {
    /// Whether all records are in it. While an older file is being catalogued, its oldest are not.
    pub fn is_complete(self, tx: &impl Reads) -> Result<bool> {
        Ok(state::State::read(&Through(tx), self.space)?.older_than.is_none())
    }

    /// Visits what the catalogue says of every record that the query finds, whether or not the
    /// viewer may see it, more or less in the order of creation or backwards. Records that are not
    /// in the catalogue yet are left out, see [`Self::is_complete`].
    pub fn visit(
        self,
        tx: &impl Reads,
        query: Option<&Query>,
        order: Order,
        mut each: impl FnMut(&Slot<'_>) -> Result<()>,
    ) -> Result<()> {
        let view = Through(tx);
        let found = query.map(|query| postings::search(&view, self.space, query)).transpose()?;
        if order == Order::Descending {
            self.visit_waiting(tx, query, &mut each)?;
        }
        sheet::visit(&view, self.space, found.as_ref(), order, &mut each)?;
        if order == Order::Ascending {
            self.visit_waiting(tx, query, &mut each)?;
        }
        Ok(())
    }

    /// Those without a number are the newest.
    fn visit_waiting(
        self,
        tx: &impl Reads,
        query: Option<&Query>,
        each: &mut sheet::Visit<'_>,
    ) -> Result<()> {
        for id in waiting(&Through(tx), self.space, usize::MAX)? {
            let Some(entry) = tx.find_unseen::<R>(id)?.and_then(|record| entry_of(&record)) else {
                continue;
            };
            if query.is_none_or(|query| query.finds(&entry.words)) {
                each(&Slot::waiting(id, &entry))?;
            }
        }
        Ok(())
    }
}

/// What the catalogue holds of a record.
pub fn entry_of<R: Record>(record: &R) -> Option<Entry> {
    let mut entries = IndexEntries::default();
    record.index(&mut entries);
    entries.catalogue.map(|(_, entry)| entry)
}

/// The first ids that wait, at most `limit`.
fn waiting(view: &dyn View, space: Space, limit: usize) -> StorageResult<Vec<Uuid>> {
    let mut ids = Vec::new();
    view.scan(space, &KeyRange::prefix(&[WAITING]), Order::Ascending, &mut |key, _| {
        ids.extend(key.get(1..).and_then(|id| Uuid::from_slice(id).ok()));
        super::reads::break_if(ids.len() >= limit)
    })?;
    Ok(ids)
}

fn key(kind: u8, rest: &[u8]) -> Vec<u8> {
    let mut key = vec![kind];
    key.extend_from_slice(rest);
    key
}

fn damaged(space: Space, detail: &str) -> super::StorageError {
    super::StorageError::Damaged { space: space.0, detail: detail.to_owned() }
}

/// The number of a record that has one.
fn number_of(view: &dyn View, space: Space, id: Uuid) -> StorageResult<Option<u32>> {
    let bytes = view.get(space, &key(NUMBER, id.as_bytes()))?;
    bytes
        .map(|bytes| bytes.as_slice().try_into().map(u32::from_be_bytes))
        .transpose()
        .map_err(|_length| damaged(space, "a number of another length"))
}

/// What a transaction reads, as a view.
struct Through<'t, T>(&'t T);

impl<T: Reads> View for Through<'_, T> {
    fn get(&self, space: Space, key: &[u8]) -> StorageResult<Option<Vec<u8>>> {
        self.0.bytes(space, key)
    }

    fn scan(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> StorageResult<()> {
        self.0.visit(space, range, order, visit)
    }
}
