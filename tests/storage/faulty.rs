//! Storage in memory whose n-th operation fails.

use std::{
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
};

use furgo::storage::{
    StorageError,
    engine::redb::{Home, builder},
    error::Result,
};
use redb::{Database, StorageBackend};

/// Which operations count and fail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fails {
    Any,
    Flushes,
    Writes,
}

#[derive(Debug)]
struct State {
    content: Mutex<Vec<u8>>,
    fails: Fails,
    /// Operations until one fails; negative: none does.
    left: AtomicI64,
    failures: AtomicU64,
    /// How often the data were opened anew.
    opened: AtomicU64,
    has_room: AtomicBool,
    /// A failure means that the disk is full.
    fills: AtomicBool,
}

/// A disk with a fault. Clones are the same disk.
#[derive(Clone, Debug)]
pub struct FaultyDisk(Arc<State>);

impl FaultyDisk {
    pub fn new(fails: Fails) -> Self {
        Self(Arc::new(State {
            content: Mutex::default(),
            fails,
            left: AtomicI64::new(-1),
            failures: AtomicU64::new(0),
            opened: AtomicU64::new(0),
            has_room: AtomicBool::new(true),
            fills: AtomicBool::new(false),
        }))
    }

    /// The n-th operation from now fails, from 1; later ones work again.
    pub fn fail_at(&self, operation: i64) {
        self.0.left.store(operation, Ordering::SeqCst);
    }

    /// As [`Self::fail_at`], and then the disk is full until there is room again.
    pub fn fill_at(&self, operation: i64) {
        self.0.fills.store(true, Ordering::SeqCst);
        self.fail_at(operation);
    }

    pub fn make_room(&self, has_room: bool) {
        self.0.has_room.store(has_room, Ordering::SeqCst);
    }

    pub fn failures(&self) -> u64 {
        self.0.failures.load(Ordering::SeqCst)
    }

    pub fn opened(&self) -> u64 {
        self.0.opened.load(Ordering::SeqCst)
    }

    fn operate<T>(
        &self,
        kind: Fails,
        run: impl FnOnce(&mut Vec<u8>) -> io::Result<T>,
    ) -> io::Result<T> {
        let counts = self.0.fails == Fails::Any || self.0.fails == kind;
        if counts && self.0.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.failures.fetch_add(1, Ordering::SeqCst);
            if self.0.fills.load(Ordering::SeqCst) {
                self.make_room(false);
            }
            return Err(io::Error::other("input/output error"));
        }
        run(&mut self.0.content.lock().unwrap())
    }
}

fn place(number: u64) -> usize {
    usize::try_from(number).unwrap()
}

impl StorageBackend for FaultyDisk {
    fn len(&self) -> io::Result<u64> {
        self.operate(Fails::Any, |content| Ok(u64::try_from(content.len()).unwrap()))
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.operate(Fails::Any, |content| {
            let source = content.get(place(offset)..place(offset) + out.len());
            source
                .map(|source| out.copy_from_slice(source))
                .ok_or(io::ErrorKind::UnexpectedEof.into())
        })
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.operate(Fails::Any, |content| {
            content.resize(place(len), 0);
            Ok(())
        })
    }

    fn sync_data(&self) -> io::Result<()> {
        self.operate(Fails::Flushes, |_| Ok(()))
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.operate(Fails::Writes, |content| {
            let end = place(offset) + data.len();
            if content.len() < end {
                content.resize(end, 0);
            }
            content[place(offset)..end].copy_from_slice(data);
            Ok(())
        })
    }
}

/// From where a faulty disk is opened again.
#[derive(Debug)]
pub struct FaultyHome(pub FaultyDisk);

impl Home for FaultyHome {
    fn reopen(&self) -> Result<Database> {
        self.0.0.opened.fetch_add(1, Ordering::SeqCst);
        let opened = builder().create_with_backend(self.0.clone());
        opened.map_err(|error| StorageError::Engine(error.to_string()))
    }

    fn check(&self) -> Result<()> {
        match self.0.0.has_room.load(Ordering::SeqCst) {
            true => Ok(()),
            false => Err(StorageError::Full { free_bytes: 0, floor_bytes: 1 }),
        }
    }
}
