//! The file of roads in the data folder. It may be imported anew while the server runs, so whoever
//! is about to plan looks whether it is still the same one: one question to the file system. A
//! new one is read then and there, never by a thread that answers requests or writes.
//!
//! A file that cannot be used is a warning, once, and routes go by straight lines until another
//! takes its place. While a new file is read, the old roads stay in use and in memory.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use furgo_roads::{Roads, VehicleKind, file_name};

use super::Ways;

/// Every route is a van's.
const KIND: VehicleKind = VehicleKind::Van;

/// What tells one file from another in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    inode: u64,
    bytes: u64,
    modified_s: i64,
    modified_ns: i64,
}

/// What has been read.
#[derive(Debug, Default)]
struct Read {
    /// The file that it was read from; `None` when there is none.
    from: Option<Seen>,
    ways: Ways,
}

/// The roads of an installation.
#[derive(Debug, Default)]
pub struct RoadsFile {
    /// `None` for an installation without a folder.
    folder: Option<PathBuf>,
    read: RwLock<Read>,
    /// Held while a file is being read, so that it is read once.
    reading: Mutex<()>,
}

impl RoadsFile {
    /// Of a data folder. Nothing is read yet.
    pub fn of_folder(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()), ..Self::default() }
    }

    /// The ways as read so far. Never waits for the disk.
    pub fn ways(&self) -> Ways {
        self.read.read().unwrap_or_else(PoisonError::into_inner).ways.clone()
    }

    /// The ways of the file as it is now, which takes as long as reading it does when it is new.
    pub fn current(&self) -> Ways {
        let Some(folder) = &self.folder else { return Ways::StraightLine };
        if self.is_read(seen(folder)) {
            return self.ways();
        }
        let _only_one = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at before it is read: a file that replaces it meanwhile is noticed next time.
        let now = seen(folder);
        if self.is_read(now) {
            return self.ways();
        }
        let ways = now.map_or_else(Ways::default, |_| read(folder));
        let mut read = self.read.write().unwrap_or_else(PoisonError::into_inner);
        *read = Read { from: now, ways: ways.clone() };
        ways
    }

    fn is_read(&self, seen: Option<Seen>) -> bool {
        self.read.read().unwrap_or_else(PoisonError::into_inner).from == seen
    }
}

fn seen(folder: &Path) -> Option<Seen> {
    let metadata = fs::metadata(folder.join(file_name(KIND))).ok()?;
    Some(Seen {
        inode: metadata.ino(),
        bytes: metadata.len(),
        modified_s: metadata.mtime(),
        modified_ns: metadata.mtime_nsec(),
    })
}

fn read(folder: &Path) -> Ways {
    match Roads::load(folder, KIND) {
        Ok(roads) => {
            tracing::info!("routes are planned by the roads of {}", roads.facts().source.extract);
            Ways::Roads(Arc::new(roads))
        }
        Err(error) => {
            tracing::warn!("routes are planned by straight lines: {error}");
            Ways::StraightLine
        }
    }
}
