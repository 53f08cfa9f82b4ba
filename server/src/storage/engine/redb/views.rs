//! What is read from redb: snapshots, and the transaction under way.

use std::{
    cell::RefCell,
    ops::{Bound, ControlFlow},
    rc::Rc,
    sync::Arc,
};

use redb::{
    ReadOnlyTable, ReadTransaction, ReadableTable, Table, TableDefinition, WriteTransaction,
};

use super::{super::run_caught, fault};
use crate::storage::{
    StorageError,
    engine::{Command, KeyRange, Order, Result, Space, View, Visit},
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

type OpenTable<'t> = Rc<RefCell<Table<'t, Bytes, Bytes>>>;

/// The transaction under way: reads see what earlier commands of the batch wrote.
pub(super) struct WriteView<'t> {
    transaction: &'t WriteTransaction,
    /// A table may be open only once in a write transaction, so it stays open for the batch.
    tables: RefCell<Vec<(Space, OpenTable<'t>)>>,
}

impl<'t> WriteView<'t> {
    pub(super) fn new(transaction: &'t WriteTransaction) -> Self {
        Self { transaction, tables: RefCell::default() }
    }

    /// Runs one command and writes what it says; whether it wrote anything stands in `wrote`.
    /// The outer error is the engine's.
    pub(super) fn run(
        &self,
        command: &mut Box<dyn Command>,
        wrote: &mut bool,
    ) -> Result<Result<()>> {
        let writes = match run_caught(command, self) {
            Ok(Some(writes)) => writes,
            Ok(None) => return Ok(Ok(())),
            Err(error @ StorageError::Engine(_)) => return Err(error),
            Err(error) => return Ok(Err(error)),
        };
        for (space, key, value) in writes.iter() {
            *wrote = true;
            let table = self.table(space)?;
            let mut table = table.borrow_mut();
            match value {
                Some(value) => table.insert(key, value).map_err(fault)?,
                None => table.remove(key).map_err(fault)?,
            };
        }
        Ok(Ok(()))
    }

    fn table(&self, space: Space) -> Result<OpenTable<'t>> {
        if let Some((_, table)) = self.tables.borrow().iter().find(|(open, _)| *open == space) {
            return Ok(Rc::clone(table));
        }
        let table = self.transaction.open_table(definition(space)).map_err(fault)?;
        let table = Rc::new(RefCell::new(table));
        self.tables.borrow_mut().push((space, Rc::clone(&table)));
        Ok(table)
    }
}

impl View for WriteView<'_> {
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>> {
        get(&*self.table(space)?.borrow(), key)
    }

    fn scan(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        scan(&*self.table(space)?.borrow(), range, order, visit)
    }
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
