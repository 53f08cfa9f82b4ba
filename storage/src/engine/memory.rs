//! The engine in memory: the oracle that the file engine is compared with.

use std::{
    collections::BTreeMap,
    ops::{Bound, ControlFlow},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use super::{
    Command, Engine, Health, KeyRange, Order, Result, Space, View, Visit, WriteSet, run_caught,
};

/// Spaces are shared between snapshots until one of them is written.
type Contents = BTreeMap<Space, Arc<BTreeMap<Vec<u8>, Vec<u8>>>>;

/// Keeps everything in sorted maps; nothing survives it.
#[derive(Debug, Default)]
pub struct MemoryEngine {
    contents: RwLock<Contents>,
    /// One writer at a time, as with a file.
    writing: Mutex<()>,
}

fn apply(contents: &mut Contents, writes: &WriteSet) {
    for (space, key, value) in writes.iter() {
        let keys = Arc::make_mut(contents.entry(space).or_default());
        match value {
            Some(value) => keys.insert(key.to_vec(), value.to_vec()),
            None => keys.remove(key),
        };
    }
}

impl View for Contents {
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>> {
        Ok(BTreeMap::get(self, &space).and_then(|keys| keys.get(key)).cloned())
    }

    fn scan(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        let Some(keys) = BTreeMap::get(self, &space) else { return Ok(()) };
        if range.end.as_ref().is_some_and(|end| *end < range.start) {
            return Ok(());
        }
        let end = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let mut rows = keys.range::<[u8], _>((Bound::Included(range.start.as_slice()), end));
        let mut next = || match order {
            Order::Ascending => rows.next(),
            Order::Descending => rows.next_back(),
        };
        while let Some((key, value)) = next() {
            if let ControlFlow::Break(()) = visit(key, value) {
                break;
            }
        }
        Ok(())
    }
}

/// A picture of its own: later commits do not show in it.
struct Snapshot(Contents);

impl View for Snapshot {
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>> {
        View::get(&self.0, space, key)
    }

    fn scan(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        self.0.scan(space, range, order, visit)
    }
}

impl MemoryEngine {
    /// What it holds now, apart from it.
    pub fn copied(&self) -> Self {
        let contents = self.contents.read().unwrap_or_else(PoisonError::into_inner).clone();
        Self { contents: RwLock::new(contents), writing: Mutex::default() }
    }
}

impl Engine for MemoryEngine {
    fn view(&self) -> Result<Box<dyn View + '_>> {
        Ok(Box::new(Snapshot(self.contents.read().unwrap_or_else(PoisonError::into_inner).clone())))
    }

    fn commit(&self, commands: &mut [Box<dyn Command>]) -> Result<Vec<Result<()>>> {
        let _one_writer = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut contents = self.contents.read().unwrap_or_else(PoisonError::into_inner).clone();
        let outcomes = commands
            .iter_mut()
            .map(|command| {
                if let Some(writes) = run_caught(command, &contents)? {
                    apply(&mut contents, &writes);
                }
                Ok(())
            })
            .collect();
        *self.contents.write().unwrap_or_else(PoisonError::into_inner) = contents;
        Ok(outcomes)
    }

    fn health(&self) -> Health {
        Health::Good
    }
}
