//! A backend that touches nothing until it is released.
//!
//! Merely opening a redb file writes to it. A file that turns out to be damaged, foreign or newer
//! must be left as it is, so what redb writes while the file is looked at is kept in memory, and
//! carried out, in the same order and with the same flushes, once the file is accepted.

use std::{
    io,
    ops::Bound,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use redb::{BackendError, StorageBackend};

type LockResult<T> = Result<T, BackendError>;

/// Holds back what is written to `B`. Clones share one state.
#[derive(Debug)]
pub(crate) struct Held<B>(Arc<State<B>>);

#[derive(Debug)]
struct State<B> {
    inner: B,
    /// Spares every later call the lock.
    released: AtomicBool,
    operations: RwLock<Vec<Operation>>,
}

#[derive(Debug)]
enum Operation {
    Write { offset: u64, data: Vec<u8> },
    SetLen(u64),
    Sync,
}

impl<B> Clone for Held<B> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<B: StorageBackend> Held<B> {
    /// Over a backend, which is only read for now.
    pub(crate) fn new(inner: B) -> Self {
        let state =
            State { inner, released: AtomicBool::new(false), operations: RwLock::default() };
        Self(Arc::new(state))
    }

    /// Carries out what was held back; from now on everything goes straight through.
    pub(crate) fn release(&self) -> io::Result<()> {
        let mut operations = self.0.operations.write().unwrap_or_else(PoisonError::into_inner);
        for operation in operations.drain(..) {
            match operation {
                Operation::Write { offset, data } => self.0.inner.write(offset, &data)?,
                Operation::SetLen(len) => self.0.inner.set_len(len)?,
                Operation::Sync => self.0.inner.sync_data()?,
            }
        }
        self.0.released.store(true, Ordering::Release);
        Ok(())
    }

    fn is_released(&self) -> bool {
        self.0.released.load(Ordering::Acquire)
    }

    fn hold(&self, operation: Operation) -> io::Result<()> {
        self.0.operations.write().unwrap_or_else(PoisonError::into_inner).push(operation);
        Ok(())
    }

    fn with_operations<T>(&self, read: impl FnOnce(&[Operation]) -> T) -> T {
        read(&self.0.operations.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn end_of(offset: u64, data: &[u8]) -> u64 {
    offset.saturating_add(u64::try_from(data.len()).unwrap_or(u64::MAX))
}

/// Copies the part of `data`, which lies at `at`, that `out`, which begins at `start`, covers.
fn lay_over(out: &mut [u8], start: u64, at: u64, data: &[u8]) {
    let place = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
    let (into, from) = (place(at.saturating_sub(start)), place(start.saturating_sub(at)));
    if let (Some(out), Some(data)) = (out.get_mut(into..), data.get(from..)) {
        out.iter_mut().zip(data).for_each(|(out, byte)| *out = *byte);
    }
}

impl<B: StorageBackend> StorageBackend for Held<B> {
    fn len(&self) -> io::Result<u64> {
        let stored = self.0.inner.len()?;
        Ok(self.with_operations(|operations| {
            operations.iter().fold(stored, |len, operation| match operation {
                Operation::Write { offset, data } => len.max(end_of(*offset, data)),
                Operation::SetLen(len) => *len,
                Operation::Sync => len,
            })
        }))
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        if self.is_released() {
            return self.0.inner.read(offset, out);
        }
        let len = self.len()?;
        if end_of(offset, out) > len {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let stored = self.0.inner.len()?.saturating_sub(offset);
        let (below, beyond) =
            out.split_at_mut(out.len().min(usize::try_from(stored).unwrap_or(usize::MAX)));
        if !below.is_empty() {
            self.0.inner.read(offset, below)?;
        }
        beyond.fill(0);
        self.with_operations(|operations| {
            for operation in operations {
                match operation {
                    Operation::Write { offset: at, data } => lay_over(out, offset, *at, data),
                    // What is cut off and grown again is zero.
                    Operation::SetLen(len) => {
                        let kept =
                            usize::try_from(len.saturating_sub(offset)).unwrap_or(usize::MAX);
                        if let Some(cut) = out.get_mut(kept..) {
                            cut.fill(0);
                        }
                    }
                    Operation::Sync => {}
                }
            }
        });
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        match self.is_released() {
            true => self.0.inner.set_len(len),
            false => self.hold(Operation::SetLen(len)),
        }
    }

    fn sync_data(&self) -> io::Result<()> {
        match self.is_released() {
            true => self.0.inner.sync_data(),
            false => self.hold(Operation::Sync),
        }
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        match self.is_released() {
            true => self.0.inner.write(offset, data),
            false => self.hold(Operation::Write { offset, data: data.to_vec() }),
        }
    }

    fn close(&self) -> io::Result<()> {
        self.0.inner.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> LockResult<bool> {
        self.0.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> LockResult<bool> {
        self.0.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> LockResult<()> {
        self.0.inner.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> LockResult<()> {
        self.0.inner.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> LockResult<()> {
        self.0.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> LockResult<bool> {
        self.0.inner.query_lock_range(start, end)
    }
}
