//! Whether a file is one of ours, whole, and of a version that we know. Nothing is written.

use std::{
    fs::{self, File},
    io::{ErrorKind, Read as _},
    panic::AssertUnwindSafe,
    path::Path,
};

use redb::{Database, DatabaseError, backends::FileBackend};

use super::OpenError;
use crate::{
    engine::redb::Held, engine::redb::builder, engine::redb::read_once,
    error::Result as StorageResult, stamp,
};

/// First bytes of every redb file.
const MAGIC: &[u8] = b"redb\x1A\x0A\xA9\x0D\x0A";

/// A file that may be used, as soon as what opening wrote is released.
#[derive(Debug)]
pub(super) struct Accepted {
    pub(super) database: Database,
    pub(super) backend: Held<FileBackend>,
    /// Of the schema.
    pub(super) version: u64,
}

/// Looks at a file.
pub(super) fn accept(
    path: &Path,
    known: u64,
    verified_bytes_max: u64,
) -> Result<Accepted, OpenError> {
    let metadata = fs::metadata(path).map_err(|error| OpenError::io(path, &error))?;
    if !metadata.is_file() {
        return Err(OpenError::NotAFile { path: path.to_owned() });
    }
    if metadata.len() == 0 {
        return Err(OpenError::Empty { path: path.to_owned() });
    }
    let file = File::options()
        .read(true)
        .write(true)
        .open(path)
        .map_err(|error| OpenError::io(path, &error))?;
    require_magic(path, &file)?;
    let backend = Held::new(FileBackend::new(file).map_err(|error| OpenError::io(path, &error))?);
    let database = open_held(path, backend.clone(), metadata.len() <= verified_bytes_max)?;
    let version = caught(|| read_once(&database, stamp::schema_version));
    match version.map_err(|detail| OpenError::damaged(path, &detail))? {
        None => Err(OpenError::Foreign { path: path.to_owned() }),
        Some(found) if found > known => {
            Err(OpenError::Newer { path: path.to_owned(), found, known })
        }
        Some(version) => Ok(Accepted { database, backend, version }),
    }
}

/// Whether a file is one of ours, of whatever version; it is only read.
pub(crate) fn is_data_file(path: &Path) -> bool {
    accept(path, u64::MAX, 0).is_ok()
}

fn require_magic(path: &Path, mut file: &File) -> Result<(), OpenError> {
    let mut start = [0; MAGIC.len()];
    match file.read_exact(&mut start) {
        Ok(()) if start == MAGIC => Ok(()),
        Ok(()) => Err(OpenError::Foreign { path: path.to_owned() }),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            Err(OpenError::Foreign { path: path.to_owned() })
        }
        Err(error) => Err(OpenError::io(path, &error)),
    }
}

fn open_held(path: &Path, backend: Held<FileBackend>, verify: bool) -> Result<Database, OpenError> {
    let mut builder = builder();
    builder.set_check_integrity_on_open(verify);
    // redb checks what it reads, but a damaged page can still make it panic.
    let opened =
        std::panic::catch_unwind(AssertUnwindSafe(|| builder.create_with_backend(backend)));
    match opened {
        Ok(Ok(database)) => Ok(database),
        Ok(Err(DatabaseError::DatabaseAlreadyOpen)) => {
            let dir = path.parent().unwrap_or(path).to_owned();
            Err(OpenError::Locked { dir, process: None })
        }
        Ok(Err(error)) => Err(OpenError::damaged(path, &error)),
        Err(_panic) => Err(OpenError::damaged(path, &"its pages make no sense")),
    }
}

fn caught<T>(read: impl FnOnce() -> StorageResult<T>) -> Result<T, String> {
    match std::panic::catch_unwind(AssertUnwindSafe(read)) {
        Ok(answer) => answer.map_err(|error| error.to_string()),
        Err(_panic) => Err("its pages make no sense".to_owned()),
    }
}
