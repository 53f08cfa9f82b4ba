//! The folder of a data file: its lock, its room, and whether the file is still there.

use std::{
    fs::{self, File, TryLockError},
    io::{ErrorKind, Read as _, Seek as _, Write as _},
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use redb::{Database, backends::FileBackend};

use super::{OpenError, private};
use crate::{
    engine::Room, engine::redb::Home, engine::redb::builder, engine::redb::fault, error::Result,
    error::StorageError,
};

/// The lock's name in the folder. The file stays when the lock is gone: removing it would let
/// two processes lock two files of the same name.
const LOCK_NAME: &str = "furgo.lock";

/// Below this much room nothing is written any more. redb has to be able to finish a commit, and
/// people have to be able to log in and clean up.
const FREE_BYTES_MIN: u64 = 64 << 20;

/// A folder that is this process's alone, until it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Makes the folder if it is missing, and locks it.
    pub(crate) fn take(dir: &Path) -> std::result::Result<Self, OpenError> {
        let not_writable = |error: std::io::Error| OpenError::NotWritable {
            dir: dir.to_owned(),
            detail: error.to_string(),
        };
        if dir.exists() && !dir.is_dir() {
            return Err(OpenError::NotAFolder { dir: dir.to_owned() });
        }
        private::make_folder(dir).map_err(not_writable)?;
        let exposed = private::exposed([dir.to_owned()]);
        if !exposed.is_empty() {
            return Err(OpenError::Exposed { paths: exposed });
        }
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false).mode(0o600);
        let file = options.open(dir.join(LOCK_NAME));
        let mut file = file.map_err(not_writable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut process = String::new();
                let read = file.read_to_string(&mut process);
                let process = read.ok().and_then(|_len| process.trim().parse().ok());
                return Err(OpenError::Locked { dir: dir.to_owned(), process });
            }
            Err(TryLockError::Error(error)) => return Err(not_writable(error)),
        }
        // Only a hint for whoever finds the folder locked.
        let noted = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        noted.map_err(not_writable)?;
        Ok(Self { _file: file })
    }
}

/// Where an open data file lies.
#[derive(Debug)]
pub(super) struct FileHome {
    path: PathBuf,
    inode: u64,
    /// Held as long as the engine lives.
    _lock: Lock,
}

impl FileHome {
    pub(super) fn new(path: &Path, lock: Lock) -> std::io::Result<Self> {
        Ok(Self { path: path.to_owned(), inode: fs::metadata(path)?.ino(), _lock: lock })
    }
}

impl Home for FileHome {
    fn reopen(&self) -> Result<Database> {
        self.check()?;
        let file = File::options().read(true).write(true).open(&self.path).map_err(engine_error)?;
        let backend = FileBackend::new(file).map_err(fault)?;
        builder().create_with_backend(backend).map_err(fault)
    }

    fn room(&self) -> Option<Room> {
        let (file, free_bytes) = (fs::metadata(&self.path).ok()?, free_bytes(&self.path).ok()?);
        Some(Room {
            free_bytes: free_bytes.saturating_sub(FREE_BYTES_MIN),
            file_bytes: file.len(),
            // POSIX counts in units of 512 bytes.
            held_bytes: file.blocks().saturating_mul(512),
        })
    }

    fn check(&self) -> Result<()> {
        // What is written to a file without a name is gone with the process.
        match fs::metadata(&self.path) {
            Ok(metadata) if metadata.ino() == self.inode && metadata.len() > 0 => {}
            Ok(_) => {
                return Err(StorageError::Engine(
                    "another file lies where the data file was".to_owned(),
                ));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(StorageError::Engine("the data file was moved or deleted".to_owned()));
            }
            Err(error) => return Err(engine_error(error)),
        }
        require_room(&self.path, FREE_BYTES_MIN)
    }
}

/// `Full` if less than the floor is free where the file lies.
fn require_room(path: &Path, floor_bytes: u64) -> Result<()> {
    let free_bytes = free_bytes(path)?;
    match free_bytes < floor_bytes {
        true => Err(StorageError::Full { free_bytes, floor_bytes }),
        false => Ok(()),
    }
}

fn free_bytes(path: &Path) -> Result<u64> {
    let disk = rustix::fs::statvfs(path).map_err(|error| engine_error(error.into()))?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[allow(clippy::needless_pass_by_value, reason = "it ends a chain of `map_err`")]
fn engine_error(error: std::io::Error) -> StorageError {
    StorageError::Engine(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_stops_before_the_disk_is_full() {
        let dir = std::env::temp_dir();
        assert_eq!(require_room(&dir, 0), Ok(()));
        let refused = require_room(&dir, u64::MAX);
        assert!(
            matches!(refused, Err(StorageError::Full { floor_bytes: u64::MAX, .. })),
            "{refused:?}"
        );
    }
}
