//! The seam: an ordered key-value engine. Everything above it works the same on any engine.
//!
//! A command reads a view and returns a write set; it never holds an engine handle. So a refused
//! command leaves nothing behind, even in the middle of a shared commit.

mod apply;
mod memory;
mod overlay;
pub mod redb;

use std::{
    collections::BTreeMap,
    ops::{Bound, ControlFlow},
    panic::AssertUnwindSafe,
};

pub use self::{
    apply::apply,
    memory::MemoryEngine,
    overlay::Overlay,
    redb::{CommitMode, RedbEngine},
};
use super::{
    Key,
    error::{Result, StorageError},
};

/// A named keyspace (a table of the file).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Space(pub &'static str);

/// Keys from `start` (included) to `end` (excluded; `None`: to the last).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRange {
    pub start: Vec<u8>,
    pub end: Option<Vec<u8>>,
}

impl KeyRange {
    /// Every key of the space.
    pub fn all() -> Self {
        Self { start: Vec::new(), end: None }
    }

    /// All keys that begin with `prefix`.
    pub fn prefix(prefix: &[u8]) -> Self {
        Self { start: prefix.to_vec(), end: successor(prefix) }
    }

    /// All keys that begin with `group` and go on with something from `lower` to `upper`. Both are
    /// beginnings and included; an empty one is no bound.
    pub fn between(group: &Key, lower: &Key, upper: &Key) -> Self {
        let start = group.clone().then(lower).into_bytes();
        Self { start, end: successor(group.clone().then(upper).as_bytes()) }
    }

    /// Whether a key lies in the range.
    pub fn contains(&self, key: &[u8]) -> bool {
        key >= self.start.as_slice() && self.end.as_deref().is_none_or(|end| key < end)
    }
}

/// The first key that does not begin with `prefix`; `None` if there is none.
fn successor(prefix: &[u8]) -> Option<Vec<u8>> {
    let kept = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut next = prefix.get(..=kept)?.to_vec();
    *next.last_mut()? += 1;
    Some(next)
}

/// In which direction to scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

impl Order {
    /// The other direction.
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// Sees one key and value; breaks off when it has enough.
pub type Visit<'a> = dyn FnMut(&[u8], &[u8]) -> ControlFlow<()> + 'a;

/// A consistent picture of the data.
pub trait View {
    /// The value of a key.
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>>;

    /// Visits the range in order until the visitor breaks off.
    fn scan(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()>;
}

impl<V: View + ?Sized> View for &V {
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>> {
        (**self).get(space, key)
    }

    fn scan(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        (**self).scan(space, range, order, visit)
    }
}

/// What a command wants written: the last word for each key, `None` deletes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteSet(BTreeMap<Space, BTreeMap<Vec<u8>, Option<Vec<u8>>>>);

impl WriteSet {
    /// Writes a key.
    pub fn put(&mut self, space: Space, key: Vec<u8>, value: Vec<u8>) {
        self.0.entry(space).or_default().insert(key, Some(value));
    }

    /// Deletes a key.
    pub fn delete(&mut self, space: Space, key: Vec<u8>) {
        self.0.entry(space).or_default().insert(key, None);
    }

    /// Adds what another set says; it has the last word.
    pub fn absorb(&mut self, later: Self) {
        for (space, keys) in later.0 {
            self.0.entry(space).or_default().extend(keys);
        }
    }

    /// What this set says of a key: nothing (`None`), deleted (`Some(None)`), or its value.
    pub fn get(&self, space: Space, key: &[u8]) -> Option<Option<&[u8]>> {
        self.0.get(&space)?.get(key).map(Option::as_deref)
    }

    /// What this set says of a range, in order.
    pub fn range<'a>(
        &'a self,
        space: Space,
        range: &'a KeyRange,
    ) -> impl DoubleEndedIterator<Item = (&'a [u8], Option<&'a [u8]>)> {
        let end = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        // `BTreeMap::range` panics on a range that ends before it starts.
        let empty = range.end.as_ref().is_some_and(|end| *end < range.start);
        let keys = self.0.get(&space).filter(|_| !empty);
        keys.into_iter()
            .flat_map(move |keys| {
                keys.range::<[u8], _>((Bound::Included(range.start.as_slice()), end))
            })
            .map(|(key, value)| (key.as_slice(), value.as_deref()))
    }

    /// Nothing is written.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(BTreeMap::is_empty)
    }

    /// All writes, by space and key.
    pub fn iter(&self) -> impl Iterator<Item = (Space, &[u8], Option<&[u8]>)> {
        self.spaces().flat_map(|(space, keys)| keys.map(move |(key, value)| (space, key, value)))
    }

    /// All writes of each space, by key.
    pub fn spaces(
        &self,
    ) -> impl Iterator<Item = (Space, impl Iterator<Item = (&[u8], Option<&[u8]>)>)> {
        self.0.iter().map(|(space, keys)| {
            (*space, keys.iter().map(|(key, value)| (key.as_slice(), value.as_deref())))
        })
    }
}

/// One change, decided inside the writer.
pub trait Command: Send {
    /// Reads, decides, and says what to write; `None` when the rules refused.
    fn run(&mut self, view: &dyn View) -> Result<Option<WriteSet>>;

    /// Hears, once, whether what it wrote is on disk. Only now may anyone be answered.
    fn finish(self: Box<Self>, outcome: Result<()>);
}

/// Whether the engine works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// Reads and writes.
    Good,
    /// An I/O error happened; nothing is written until the file is opened anew.
    Failed(String),
}

/// The room that a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Free on its disk, beyond what is kept free.
    pub free_bytes: u64,
    /// Its length.
    pub file_bytes: u64,
    /// What of it the disk has given so far.
    pub held_bytes: u64,
}

impl Room {
    /// Whether so many bytes more can be written. The file grows by doubling, and not every file
    /// system gives the new half only as it is written.
    pub fn has(self, bytes: u64) -> bool {
        // Written once, and once more before the old pages are given back.
        let written = bytes.saturating_mul(2);
        let doubles = self.held_bytes.saturating_add(written) > self.file_bytes;
        self.free_bytes >= if doubles { written.max(self.file_bytes) } else { written }
    }
}

/// An ordered key-value engine.
pub trait Engine: Send + Sync {
    /// A consistent picture of what is committed.
    ///
    /// # Errors
    /// When the data cannot be read.
    fn view(&self) -> Result<Box<dyn View + '_>>;

    /// Runs the commands in order, each seeing what the ones before it wrote, and makes all of
    /// it durable at once. On an error nothing of the batch is durable. A command whose `run`
    /// fails is left out; its error stands in its place of the answer. When no command wrote
    /// anything, nothing is made durable.
    ///
    /// # Errors
    /// When the data cannot be read or written; the engine is latched then, see [`Health`].
    fn commit(&self, commands: &mut [Box<dyn Command>]) -> Result<Vec<Result<()>>>;

    /// Whether it works.
    fn health(&self) -> Health;

    /// Whether it makes sense to write now; asked before every batch.
    ///
    /// # Errors
    /// [`StorageError::Full`] while there is too little room, [`StorageError::Engine`] when what
    /// is written would be lost.
    fn check_home(&self) -> Result<()> {
        Ok(())
    }

    /// How much room there is for more; `None` where nothing limits it.
    fn room(&self) -> Option<Room> {
        None
    }

    /// Opens the same data anew after a fault. Snapshots taken before may stop answering.
    ///
    /// # Errors
    /// When that is not possible; then nothing can be read or written any more.
    fn reopen(&self) -> Result<()> {
        Err(StorageError::Closed)
    }

    /// Lets go of the data; afterwards everything answers [`StorageError::Closed`].
    ///
    /// # Errors
    /// When the last bytes could not be written. What was committed is on disk all the same.
    fn close(&self) -> Result<()> {
        Ok(())
    }
}

impl std::fmt::Debug for dyn Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Engine({:?})", self.health())
    }
}

/// Runs one command; a panic in it is its own fault and nobody else's.
fn run_caught(command: &mut Box<dyn Command>, view: &dyn View) -> Result<Option<WriteSet>> {
    // Unwind safety: a command that panicked is only ever told so and dropped.
    std::panic::catch_unwind(AssertUnwindSafe(|| command.run(view)))
        .unwrap_or(Err(StorageError::Panicked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_to_double_needs_room_for_that() {
        let room = |free, held| Room { free_bytes: free, file_bytes: 1_000, held_bytes: held };
        assert!(room(200, 500).has(100), "there is room within the file");
        assert!(!room(199, 500).has(100));
        assert!(!room(999, 900).has(100), "it doubles");
        assert!(room(1_000, 900).has(100));
    }
}
