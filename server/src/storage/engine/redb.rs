//! The engine over one redb file.
//!
//! Every commit is two-phase with quick repair: after a crash the file opens at once, and bytes
//! chosen by a client cannot forge a valid commit slot. Only `&[u8]` types reach redb: decoding
//! stays fallible and no type name is baked into the file.

use std::{
    cell::RefCell,
    collections::HashMap,
    ops::{Bound, ControlFlow},
    sync::{Mutex, PoisonError},
};

use redb::{Database, ReadOnlyTable, ReadTransaction, ReadableDatabase, ReadableTable, StorageBackend, Table, TableDefinition, WriteTransaction};

use super::{Command, Engine, Health, KeyRange, Order, Result, Space, StorageError, View, Visit, run_caught};

type Definition = TableDefinition<'static, &'static [u8], &'static [u8]>;

/// Pages kept in memory. A Pi has little; the working set of a small fleet is smaller still.
const CACHE_BYTES: usize = 64 << 20;

/// One redb database.
#[derive(Debug)]
pub struct RedbEngine {
    spaces: Vec<Space>,
    database: Database,
    /// The first I/O error; from then on redb refuses every write.
    failure: Mutex<Option<String>>,
}

impl RedbEngine {
    /// Opens or creates the database in `backend` and makes sure that every space exists.
    pub fn open(backend: impl StorageBackend, spaces: &[Space]) -> Result<Self> {
        let database = Database::builder().set_cache_size(CACHE_BYTES).create_with_backend(backend).map_err(fault)?;
        Self::with_spaces(database, spaces)
    }

    /// Over a database that is already open.
    pub fn with_spaces(database: Database, spaces: &[Space]) -> Result<Self> {
        let engine = Self { spaces: spaces.to_vec(), database, failure: Mutex::default() };
        if engine.has_all_spaces()? {
            return Ok(engine);
        }
        // A missing table fails on read, so all are made at once.
        let transaction = engine.begin()?;
        for space in spaces {
            transaction.open_table(definition(*space)).map_err(fault)?;
        }
        transaction.commit().map_err(fault)?;
        Ok(engine)
    }

    /// Closes the file and says whether that went well.
    pub fn close(self) -> Result<()> {
        self.database.close().map_err(fault)
    }

    fn has_all_spaces(&self) -> Result<bool> {
        let view = self.database.begin_read().map_err(fault)?;
        Ok(self.spaces.iter().all(|space| view.open_table(definition(*space)).is_ok()))
    }

    fn begin(&self) -> Result<WriteTransaction> {
        let mut transaction = self.database.begin_write().map_err(fault)?;
        transaction.set_quick_repair(true);
        Ok(transaction)
    }

    fn try_commit(&self, commands: &mut [Box<dyn Command>]) -> Result<Vec<Result<()>>> {
        let transaction = self.begin()?;
        let outcomes = {
            let view = WriteView { transaction: &transaction, tables: RefCell::default() };
            commands.iter_mut().map(|command| view.run(command)).collect::<Result<Vec<_>>>()?
        };
        transaction.commit().map_err(fault)?;
        Ok(outcomes)
    }
}

impl Engine for RedbEngine {
    fn view(&self) -> Result<Box<dyn View + '_>> {
        let transaction = self.database.begin_read().map_err(fault)?;
        Ok(Box::new(ReadView { transaction, tables: RefCell::default() }))
    }

    fn commit(&self, commands: &mut [Box<dyn Command>]) -> Result<Vec<Result<()>>> {
        let outcomes = self.try_commit(commands);
        if let Err(error) = &outcomes {
            let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
            failure.get_or_insert_with(|| error.to_string());
        }
        outcomes
    }

    fn health(&self) -> Health {
        match &*self.failure.lock().unwrap_or_else(PoisonError::into_inner) {
            None => Health::Good,
            Some(failure) => Health::Failed(failure.clone()),
        }
    }

    fn copy_to(&self, target: &dyn Engine) -> Result<()> {
        super::copy_everything(&self.spaces, self.view()?.as_ref(), target)
    }
}

fn definition(space: Space) -> Definition {
    TableDefinition::new(space.0)
}

fn fault(error: impl Into<redb::Error>) -> StorageError {
    StorageError::Engine(error.into().to_string())
}

/// A snapshot; a table is opened when it is first needed.
struct ReadView {
    transaction: ReadTransaction,
    tables: RefCell<HashMap<Space, ReadOnlyTable<&'static [u8], &'static [u8]>>>,
}

impl ReadView {
    fn with<T>(&self, space: Space, use_it: impl FnOnce(&ReadOnlyTable<&'static [u8], &'static [u8]>) -> Result<T>) -> Result<T> {
        if let Some(table) = self.tables.borrow().get(&space) {
            return use_it(table);
        }
        let table = self.transaction.open_table(definition(space)).map_err(fault)?;
        let answer = use_it(&table);
        self.tables.borrow_mut().insert(space, table);
        answer
    }
}

impl View for ReadView {
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.with(space, |table| get(table, key))
    }

    fn scan(&self, space: Space, range: &KeyRange, order: Order, visit: &mut Visit<'_>) -> Result<()> {
        self.with(space, |table| scan(table, range, order, visit))
    }
}

/// The transaction under way: reads see what earlier commands of the batch wrote.
struct WriteView<'t> {
    transaction: &'t WriteTransaction,
    /// A table may be open only once in a write transaction, so it stays open for the batch.
    tables: RefCell<HashMap<Space, Table<'t, &'static [u8], &'static [u8]>>>,
}

impl<'t> WriteView<'t> {
    /// Runs one command and writes what it says. The outer error is the engine's.
    fn run(&self, command: &mut Box<dyn Command>) -> Result<Result<()>> {
        let writes = match run_caught(command, self) {
            Ok(Some(writes)) => writes,
            Ok(None) => return Ok(Ok(())),
            Err(error @ StorageError::Engine(_)) => return Err(error),
            Err(error) => return Ok(Err(error)),
        };
        for (space, key, value) in writes.iter() {
            self.with(space, |table| {
                match value {
                    Some(value) => table.insert(key, value).map_err(fault)?,
                    None => table.remove(key).map_err(fault)?,
                };
                Ok(())
            })?;
        }
        Ok(Ok(()))
    }

    fn with<T>(&self, space: Space, use_it: impl FnOnce(&mut Table<'t, &'static [u8], &'static [u8]>) -> Result<T>) -> Result<T> {
        let mut table = match self.tables.borrow_mut().remove(&space) {
            Some(table) => table,
            None => self.transaction.open_table(definition(space)).map_err(fault)?,
        };
        let answer = use_it(&mut table);
        self.tables.borrow_mut().insert(space, table);
        answer
    }
}

impl View for WriteView<'_> {
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.with(space, |table| get(table, key))
    }

    fn scan(&self, space: Space, range: &KeyRange, order: Order, visit: &mut Visit<'_>) -> Result<()> {
        self.with(space, |table| scan(table, range, order, visit))
    }
}

fn get(table: &impl ReadableTable<&'static [u8], &'static [u8]>, key: &[u8]) -> Result<Option<Vec<u8>>> {
    Ok(table.get(key).map_err(fault)?.map(|value| value.value().to_vec()))
}

fn scan(table: &impl ReadableTable<&'static [u8], &'static [u8]>, range: &KeyRange, order: Order, visit: &mut Visit<'_>) -> Result<()> {
    let end = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    let mut rows = table.range::<&[u8]>((Bound::Included(range.start.as_slice()), end)).map_err(fault)?;
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
