//! What is read from redb, in snapshots, and how a batch is run and written.

use std::{
    cell::RefCell,
    ops::{Bound, ControlFlow},
    sync::Arc,
};

use redb::{ReadOnlyTable, ReadTransaction, ReadableTable, TableDefinition, WriteTransaction};

use super::{super::run_caught, fault};
use crate::{
    StorageError, engine::Command, engine::KeyRange, engine::Order, engine::Overlay,
    engine::Result, engine::Space, engine::View, engine::Visit, engine::WriteSet,
};

type Bytes = &'static [u8];
type SnapshotTable = Arc<ReadOnlyTable<Bytes, Bytes>>;

/// Of a space.
pub(super) fn definition(space: Space) -> TableDefinition<'static, Bytes, Bytes> {
    TableDefinition::new(space.0)
}

/// A snapshot; a table is opened when it is first needed.
pub(super) struct ReadView {
    transaction: ReadTransaction,
    /// A request touches a handful of tables: a search from the front beats hashing.
    tables: RefCell<Vec<(Space, SnapshotTable)>>,
    missing_is_empty: bool,
}

impl ReadView {
    pub(super) fn new(transaction: ReadTransaction) -> Self {
        Self { transaction, tables: RefCell::default(), missing_is_empty: false }
    }

    /// Of a file that may be anything.
    pub(super) fn tolerant(transaction: ReadTransaction) -> Self {
        Self { transaction, tables: RefCell::default(), missing_is_empty: true }
    }

    fn is_missing(&self, space: Space) -> bool {
        self.missing_is_empty && self.transaction.open_table(definition(space)).is_err()
    }

    /// Nothing stays borrowed while a visitor runs, because visitors read other spaces.
    fn table(&self, space: Space) -> Result<SnapshotTable> {
        if let Some((_, table)) = self.tables.borrow().iter().find(|(open, _)| *open == space) {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(self.transaction.open_table(definition(space)).map_err(fault)?);
        self.tables.borrow_mut().push((space, Arc::clone(&table)));
        Ok(table)
    }
}

impl View for ReadView {
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>> {
        if self.is_missing(space) {
            return Ok(None);
        }
        get(&*self.table(space)?, key)
    }

    fn scan(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        if self.is_missing(space) {
            return Ok(());
        }
        scan(&*self.table(space)?, range, order, visit)
    }
}

/// Runs the commands in order, each on top of what the ones before it want written; nothing is
/// written yet. The outer error is the engine's.
pub(super) fn run_all(
    snapshot: &ReadView,
    commands: &mut [Box<dyn Command>],
) -> Result<(Vec<Result<()>>, WriteSet)> {
    let mut data = Overlay::new(snapshot);
    let mut outcomes = Vec::with_capacity(commands.len());
    for command in commands {
        outcomes.push(match run_caught(command, &data) {
            Ok(Some(writes)) => {
                data.absorb(writes);
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(error @ StorageError::Engine(_)) => return Err(error),
            Err(error) => Err(error),
        });
    }
    Ok((outcomes, data.into_writes()))
}

/// Writes a set, space by space and in the order of its keys: neighbours are found in one page,
/// and a number that every command of a batch counted up is written once.
pub(super) fn write_all(transaction: &WriteTransaction, writes: &WriteSet) -> Result<()> {
    for (space, keys) in writes.spaces() {
        let mut table = transaction.open_table(definition(space)).map_err(fault)?;
        for (key, value) in keys {
            match value {
                Some(value) => table.insert(key, value).map_err(fault)?,
                None => table.remove(key).map_err(fault)?,
            };
        }
    }
    Ok(())
}

/// Copies what a view has of a space, row by row.
pub(super) fn copy_space(
    transaction: &WriteTransaction,
    space: Space,
    view: &dyn View,
) -> Result<()> {
    let mut table = transaction.open_table(definition(space)).map_err(fault)?;
    let mut copied = Ok(());
    view.scan(space, &KeyRange::all(), Order::Ascending, &mut |key, value| {
        copied = table.insert(key, value).map(drop).map_err(fault);
        if copied.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    copied
}

fn get(table: &impl ReadableTable<Bytes, Bytes>, key: &[u8]) -> Result<Option<Vec<u8>>> {
    Ok(table.get(key).map_err(fault)?.map(|value| value.value().to_vec()))
}

fn scan(
    table: &impl ReadableTable<Bytes, Bytes>,
    range: &KeyRange,
    order: Order,
    visit: &mut Visit<'_>,
) -> Result<()> {
    if range.end.as_ref().is_some_and(|end| *end < range.start) {
        return Ok(());
    }
    let end = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    let mut rows =
        table.range::<&[u8]>((Bound::Included(range.start.as_slice()), end)).map_err(fault)?;
    let mut next = || match order {
        Order::Ascending => rows.next(),
        Order::Descending => rows.next_back(),
    };
    while let Some(row) = next() {
        let (key, value) = row.map_err(fault)?;
        if let ControlFlow::Break(()) = visit(key.value(), value.value()) {
            break;
        }
    }
    Ok(())
}
