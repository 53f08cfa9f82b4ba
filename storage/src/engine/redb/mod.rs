//! The engine over one redb file.
//!
//! Only `&[u8]` types reach redb: decoding stays fallible and no type name is baked into the
//! file. After an I/O error redb refuses everything that is not in its cache until the file is
//! opened anew, so the handle can be replaced without anybody above noticing.

mod held;
mod views;

use std::{
    panic::AssertUnwindSafe,
    sync::{Mutex, PoisonError, RwLock, RwLockReadGuard},
};

use redb::{
    Builder, Database, Durability, ReadTransaction, ReadableDatabase, StorageBackend,
    WriteTransaction,
};

pub(crate) use self::held::Held;
use self::views::{ReadView, copy_space, definition, run_all, write_all};
use super::{Command, Engine, Health, Result, Room, Space, StorageError, View};

/// Pages kept in memory. A Pi has little; the working set of a small fleet is smaller still, and
/// what falls out is mostly in the system's own cache.
const CACHE_BYTES: usize = 32 << 20;
/// A copy is written and read once, from its beginning to its end.
const COPY_CACHE_BYTES: usize = 8 << 20;

/// How a commit reaches the disk. `docs/storage.md` has the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommitMode {
    /// Two flushes, and enough is saved with them that a crashed file opens at once.
    #[default]
    QuickRepair,
    /// Two flushes; after a crash the whole file is walked.
    TwoPhase,
    /// One flush and checksums; after a crash the whole file is walked.
    OnePhase,
    /// No flush: loses acknowledged writes. Only to prove that the crash tests would notice.
    NotDurable,
}

/// Where the bytes of an engine lie, for whoever has to open them again.
pub trait Home: std::fmt::Debug + Send + Sync {
    /// Opens the database anew after the old handle was closed.
    ///
    /// # Errors
    /// When it cannot be opened.
    fn reopen(&self) -> Result<Database>;

    /// How much room there is for more; `None` where nothing limits it.
    fn room(&self) -> Option<Room> {
        None
    }

    /// Whether it makes sense to write: enough room, and the file is where it was.
    ///
    /// # Errors
    /// [`StorageError::Full`] below the floor, [`StorageError::Engine`] when the file has gone.
    fn check(&self) -> Result<()>;
}

/// One redb database.
#[derive(Debug)]
pub struct RedbEngine {
    spaces: Vec<Space>,
    mode: CommitMode,
    /// `None` while it is closed.
    handle: RwLock<Option<Database>>,
    /// The first fault since the file was opened; redb refuses every write after it.
    failure: Mutex<Option<String>>,
    /// Dropped after the handle: it may hold the lock on the folder.
    home: Option<Box<dyn Home>>,
}

/// How Furgo configures redb for a copy that nobody works with.
pub fn copy_builder() -> Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(COPY_CACHE_BYTES);
    builder
}

/// How Furgo configures redb.
pub fn builder() -> Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE_BYTES);
    builder
}

impl RedbEngine {
    /// Opens or creates the database in `backend` and makes sure that every space exists.
    ///
    /// # Errors
    /// When the backend fails or holds something else.
    pub fn open(backend: impl StorageBackend, spaces: &[Space]) -> Result<Self> {
        let database = builder().create_with_backend(backend).map_err(fault)?;
        Self::with_spaces(database, spaces)
    }

    /// Over a database that is already open.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn with_spaces(database: Database, spaces: &[Space]) -> Result<Self> {
        Self::configured(database, spaces, CommitMode::default(), None)
    }

    /// Over a database that is already open, committing in this mode, and with a home to be
    /// opened from again.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn configured(
        database: Database,
        spaces: &[Space],
        mode: CommitMode,
        home: Option<Box<dyn Home>>,
    ) -> Result<Self> {
        let handle = RwLock::new(Some(database));
        let engine =
            Self { spaces: spaces.to_vec(), mode, handle, failure: Mutex::default(), home };
        engine.make_spaces()?;
        Ok(engine)
    }

    /// A missing table fails on read, so all are made at once.
    fn make_spaces(&self) -> Result<()> {
        let handle = self.handle();
        let database = handle.as_ref().ok_or(StorageError::Closed)?;
        let view = snapshot(database)?;
        if self.spaces.iter().all(|space| view.open_table(definition(*space)).is_ok()) {
            return Ok(());
        }
        let transaction = begin(database, self.mode)?;
        for space in &self.spaces {
            transaction.open_table(definition(*space)).map_err(fault)?;
        }
        transaction.commit().map_err(fault)
    }

    fn handle(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.handle.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn try_commit(&self, commands: &mut [Box<dyn Command>]) -> Result<Vec<Result<()>>> {
        let handle = self.handle();
        let database = handle.as_ref().ok_or(StorageError::Closed)?;
        // Begun first: nobody else commits between what the commands read and what they write.
        let transaction = begin(database, self.mode)?;
        let (outcomes, writes) = run_all(&ReadView::new(snapshot(database)?), commands)?;
        if writes.is_empty() {
            // Refusals and repeated requests cost no flush.
            transaction.abort().map_err(fault)?;
        } else {
            write_all(&transaction, &writes)?;
            transaction.commit().map_err(fault)?;
        }
        Ok(outcomes)
    }

    /// Copies all that a view has of this engine's spaces, in one transaction: what it writes over
    /// and over is used again at once, so the file has no gaps, and pages leave memory as they are
    /// filled.
    ///
    /// # Errors
    /// When the view cannot be read or the file not be written.
    pub fn fill(&self, view: &dyn View) -> Result<()> {
        let handle = self.handle();
        let database = handle.as_ref().ok_or(StorageError::Closed)?;
        let transaction = begin(database, self.mode)?;
        for space in &self.spaces {
            copy_space(&transaction, *space, view)?;
        }
        transaction.commit().map_err(fault)
    }

    fn fail(&self, detail: &str) {
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.get_or_insert_with(|| detail.to_owned());
    }
}

impl Engine for RedbEngine {
    fn view(&self) -> Result<Box<dyn View + '_>> {
        let handle = self.handle();
        let database = handle.as_ref().ok_or(StorageError::Closed)?;
        Ok(Box::new(ReadView::new(snapshot(database)?)))
    }

    fn commit(&self, commands: &mut [Box<dyn Command>]) -> Result<Vec<Result<()>>> {
        // Unwind safety: after a panic inside redb the handle is only ever closed.
        let outcomes = std::panic::catch_unwind(AssertUnwindSafe(|| self.try_commit(commands)))
            .unwrap_or_else(|_panic| Err(StorageError::Engine("the engine panicked".to_owned())));
        if let Err(error) = &outcomes {
            self.fail(&error.to_string());
        }
        outcomes
    }

    fn health(&self) -> Health {
        match &*self.failure.lock().unwrap_or_else(PoisonError::into_inner) {
            None => Health::Good,
            Some(failure) => Health::Failed(failure.clone()),
        }
    }

    fn check_home(&self) -> Result<()> {
        self.home.as_ref().map_or(Ok(()), |home| home.check())
    }

    fn room(&self) -> Option<Room> {
        self.home.as_ref()?.room()
    }

    fn reopen(&self) -> Result<()> {
        let home = self.home.as_ref().ok_or(StorageError::Closed)?;
        let mut handle = self.handle.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(broken) = handle.take() {
            // It says again what is known already; only its locks matter.
            if let Err(error) = close(broken) {
                tracing::debug!(%error, "the failed handle was closed");
            }
        }
        *handle = Some(home.reopen()?);
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }

    fn close(&self) -> Result<()> {
        let handle = self.handle.write().unwrap_or_else(PoisonError::into_inner).take();
        handle.map_or(Ok(()), close)
    }
}

/// Reads from a database that has no engine yet. A missing space reads as empty.
pub(crate) fn read_once<T>(
    database: &Database,
    read: impl FnOnce(&dyn View) -> Result<T>,
) -> Result<T> {
    read(&ReadView::tolerant(snapshot(database)?))
}

#[allow(clippy::disallowed_methods, reason = "the one permitted place for transactions")]
fn snapshot(database: &Database) -> Result<ReadTransaction> {
    database.begin_read().map_err(fault)
}

fn close(database: Database) -> Result<()> {
    // Unwind safety: the handle is gone either way.
    std::panic::catch_unwind(AssertUnwindSafe(|| database.close().map_err(fault))).unwrap_or_else(
        |_panic| Err(StorageError::Engine("the engine panicked while closing".to_owned())),
    )
}

#[allow(clippy::disallowed_methods, reason = "the one permitted place for transactions")]
fn begin(database: &Database, mode: CommitMode) -> Result<WriteTransaction> {
    let mut transaction = database.begin_write().map_err(fault)?;
    match mode {
        CommitMode::QuickRepair => transaction.set_quick_repair(true),
        CommitMode::TwoPhase => transaction.set_two_phase_commit(true),
        CommitMode::OnePhase => {}
        CommitMode::NotDurable => {
            transaction
                .set_durability(Durability::None)
                .map_err(|error| fault(redb::Error::from(error)))?;
        }
    }
    Ok(transaction)
}

pub(crate) fn fault(error: impl Into<redb::Error>) -> StorageError {
    StorageError::Engine(error.into().to_string())
}
