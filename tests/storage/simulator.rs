//! Storage that loses power: what was not flushed is kept or lost sector by sector.

use std::{
    io,
    sync::{Arc, Mutex},
};

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use redb::StorageBackend;

/// Disks write sectors of this size whole or not at all.
const SECTOR: usize = 512;

#[derive(Debug)]
struct State {
    /// What a flush has made safe.
    durable: Vec<u8>,
    /// What the running program sees.
    seen: Vec<u8>,
    /// What happened since the last flush, in order.
    unsynced: Vec<Operation>,
    /// Operations until the power goes; `None`: it stays.
    left: Option<u64>,
    /// Flushes do nothing, as on a card that says it is done too early.
    lies: bool,
}

#[derive(Debug)]
enum Operation {
    Write { offset: usize, data: Vec<u8> },
    SetLen(usize),
}

/// A disk. Clones are the same disk.
#[derive(Clone, Debug)]
pub struct Disk(Arc<Mutex<State>>);

impl Disk {
    /// With this content, all of it safe.
    pub fn holding(content: Vec<u8>) -> Self {
        let state = State {
            durable: content.clone(),
            seen: content,
            unsynced: Vec::new(),
            left: None,
            lies: false,
        };
        Self(Arc::new(Mutex::new(state)))
    }

    /// From now on flushes do nothing.
    pub fn lie(&self) {
        self.0.lock().unwrap().lies = true;
    }

    /// Cuts the power before the n-th operation from now.
    pub fn cut_after(&self, operations: u64) {
        self.0.lock().unwrap().left = Some(operations);
    }

    /// Whether the power is gone.
    pub fn is_dead(&self) -> bool {
        self.0.lock().unwrap().left == Some(0)
    }

    /// What is found when the power comes back: everything flushed, and of the rest any sectors.
    pub fn after_power_cut(&self, seed: u64) -> Vec<u8> {
        let state = self.0.lock().unwrap();
        let mut random = StdRng::seed_from_u64(seed);
        let mut content = state.durable.clone();
        // Between "everything arrived" and "nothing did".
        let kept: f64 = random.random();
        for operation in &state.unsynced {
            match operation {
                Operation::SetLen(len) if random.random_bool(kept) => content.resize(*len, 0),
                Operation::SetLen(_) => {}
                Operation::Write { offset, data } => {
                    keep_some_sectors(&mut content, *offset, data, kept, &mut random);
                }
            }
        }
        content
    }

    fn operate<T>(&self, run: impl FnOnce(&mut State) -> T) -> io::Result<T> {
        let mut state = self.0.lock().unwrap();
        match &mut state.left {
            Some(0) => return Err(io::Error::other("no power")),
            Some(left) => *left -= 1,
            None => {}
        }
        if state.left == Some(0) {
            return Err(io::Error::other("no power"));
        }
        Ok(run(&mut state))
    }
}

fn keep_some_sectors(
    content: &mut Vec<u8>,
    offset: usize,
    data: &[u8],
    kept: f64,
    random: &mut impl rand::Rng,
) {
    let mut start = 0;
    while start < data.len() {
        let end = data.len().min(start + SECTOR - (offset + start) % SECTOR);
        if random.random_bool(kept) {
            if content.len() < offset + end {
                content.resize(offset + end, 0);
            }
            content[offset + start..offset + end].copy_from_slice(&data[start..end]);
        }
        start = end;
    }
}

fn place(number: u64) -> usize {
    usize::try_from(number).unwrap()
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.operate(|state| u64::try_from(state.seen.len()).unwrap())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.operate(|state| {
            let source = state.seen.get(place(offset)..place(offset) + out.len());
            source
                .map(|source| out.copy_from_slice(source))
                .ok_or(io::ErrorKind::UnexpectedEof.into())
        })?
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.operate(|state| {
            state.seen.resize(place(len), 0);
            state.unsynced.push(Operation::SetLen(place(len)));
        })
    }

    fn sync_data(&self) -> io::Result<()> {
        self.operate(|state| {
            if state.lies {
                return;
            }
            for operation in state.unsynced.drain(..) {
                match operation {
                    Operation::SetLen(len) => state.durable.resize(len, 0),
                    Operation::Write { offset, data } => {
                        if state.durable.len() < offset + data.len() {
                            state.durable.resize(offset + data.len(), 0);
                        }
                        state.durable[offset..offset + data.len()].copy_from_slice(&data);
                    }
                }
            }
        })
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.operate(|state| {
            let end = place(offset) + data.len();
            if state.seen.len() < end {
                state.seen.resize(end, 0);
            }
            state.seen[place(offset)..end].copy_from_slice(data);
            state.unsynced.push(Operation::Write { offset: place(offset), data: data.to_vec() });
        })
    }
}
