//! Copies of the data, while writing goes on, and the way back.
//!
//! A copy is one moment's data, written to a file of its own, opened again and compared with
//! itself before it gets its name. A restored file begins a new history (its epoch changes), so
//! that clients which saw later changes notice.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::{
    Database,
    check::{Report, check},
    engine::{CommitMode, Engine, RedbEngine, apply},
    error::StorageError,
    file::{self, FILE_NAME, OpenError, OpenOptions, unfinished},
    migrations::{MIGRATIONS, version_after},
    schema::Schema,
    stamp,
};

/// Why there is no copy, or why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{} cannot be written ({detail}); name a folder with room and write access", .path.display())]
    NotWritten { path: PathBuf, detail: String },
    #[error(
        "the data do not agree and were not copied; `furgo check --repair` puts right what \
         follows from the records: {0}"
    )]
    Inconsistent(Report),
    #[error("{} is no backup that can be restored: its data do not agree; {report}", .path.display())]
    BadBackup { path: PathBuf, report: Report },
    #[error("{} is there and is no backup, so it is left as it is; name another file", .path.display())]
    NoBackup { path: PathBuf },
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    File(#[from] OpenError),
}

impl BackupError {
    fn not_written(path: &Path, error: &dyn std::fmt::Display) -> Self {
        Self::NotWritten { path: path.to_owned(), detail: error.to_string() }
    }
}

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub bytes: u64,
    /// Sequence number of the last change that is in it.
    pub last_change: u64,
    /// What the check of the copy found: nothing wrong.
    pub report: Report,
}

/// Writes a consistent copy to `path`, in place of an older backup. Blocks; writes go on.
///
/// # Errors
/// When something else lies there, or the copy cannot be written or is not good; then nothing has
/// the name `path` that had not before.
pub fn backup_to(db: &Database, path: &Path) -> Result<Backup, BackupError> {
    if fs::symlink_metadata(path).is_ok() && !file::is_data_file(path) {
        return Err(BackupError::NoBackup { path: path.to_owned() });
    }
    let new = begun(path);
    let made = make_copy(&**db.engine(), db.schema(), &new).and_then(|backup| {
        file::put_in_place(&new, path).map_err(|error| BackupError::not_written(path, &error))?;
        Ok(backup)
    });
    if made.is_err() {
        remove_quietly(&new);
    }
    made
}

/// A consistent copy as an open file without a name, to be streamed: it is gone when it is
/// closed, whatever happens. Blocks; writes go on. `dir` needs room for it.
///
/// # Errors
/// As [`backup_to`].
pub fn backup_to_stream(db: &Database, dir: &Path) -> Result<(File, Backup), BackupError> {
    let path = dir.join(format!("furgo-backup-{}.tmp", stamp::random_id()));
    let opened = make_copy(&**db.engine(), db.schema(), &path).and_then(|backup| {
        let file = File::open(&path).map_err(|error| BackupError::not_written(&path, &error))?;
        Ok((file, backup))
    });
    remove_quietly(&path);
    opened
}

/// Puts a backup in the place of the data in `dir`, which is made if it is missing. The old file
/// stays beside it; its path is returned if there was one.
///
/// # Errors
/// When the folder is in use, or the backup cannot be read, is damaged, newer or inconsistent.
/// The data are as before then.
pub fn restore(dir: &Path, backup: &Path, schema: &Schema) -> Result<Option<PathBuf>, BackupError> {
    let _lock = file::Lock::take(dir)?;
    let path = dir.join(FILE_NAME);
    let new = unfinished(&path);
    file::private::copy(backup, &new).map_err(|error| OpenError::io(backup, &error))?;
    let restored = verify_copy(&new, backup, schema).and_then(|()| {
        let old = keep_old(&path).map_err(|error| BackupError::not_written(&path, &error))?;
        file::put_in_place(&new, &path).map_err(|error| BackupError::not_written(&path, &error))?;
        Ok(old)
    });
    if restored.is_err() {
        remove_quietly(&new);
    }
    restored
}

/// What a data file took before and takes now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compacted {
    pub before_bytes: u64,
    pub after_bytes: u64,
}

/// Writes the data in `dir` anew without the room that they no longer need, and puts that file in
/// the old one's place if it is smaller. Until then the old file is untouched, and nobody ever
/// finds anything but one of the two: also after a power cut. `dir` needs room for both.
///
/// # Errors
/// When the folder is in use, or the data cannot be read, or do not agree, or not be written.
pub fn compact(dir: &Path, schema: &Schema) -> Result<Compacted, BackupError> {
    let path = dir.join(FILE_NAME);
    // It holds the lock on the folder until the end.
    let engine = file::open_engine(dir, schema, &OpenOptions::default())?;
    let new = unfinished(&path);
    let made = make_copy(&engine, schema, &new).and_then(|copy| {
        engine.close()?;
        let not_written = |error: io::Error| BackupError::not_written(&path, &error);
        let before_bytes = fs::metadata(&path).map_err(not_written)?.len();
        match copy.bytes < before_bytes {
            true => file::put_in_place(&new, &path).map_err(not_written)?,
            false => remove_quietly(&new),
        }
        Ok(Compacted { before_bytes, after_bytes: copy.bytes.min(before_bytes) })
    });
    if made.is_err() {
        remove_quietly(&new);
    }
    made
}

fn make_copy(engine: &dyn Engine, schema: &Schema, path: &Path) -> Result<Backup, BackupError> {
    let not_written = |error: &dyn std::fmt::Display| BackupError::not_written(path, error);
    let mut database = file::create_empty(path).map_err(|error| not_written(&error))?;
    let spaces = schema.spaces();
    let copy = RedbEngine::configured(database, &spaces, CommitMode::OnePhase, None)?;
    copy.fill(&*engine.view()?)?;
    copy.close()?;
    // The file has grown by doubling, and a few of its last pages are in use.
    database = file::reopen_plainly(path).map_err(|error| not_written(&error))?;
    database.compact().map_err(|error| not_written(&error))?;
    let copy = RedbEngine::configured(database, &spaces, CommitMode::OnePhase, None)?;
    let (report, last_change) = {
        let view = copy.view()?;
        (check(&*view, schema)?, stamp::last_change(&*view)?)
    };
    copy.close()?;
    if !report.is_good() {
        return Err(BackupError::Inconsistent(report));
    }
    let file = File::open(path).map_err(|error| not_written(&error))?;
    file.sync_all().map_err(|error| not_written(&error))?;
    let bytes = file.metadata().map_err(|error| not_written(&error))?.len();
    Ok(Backup { bytes, last_change, report })
}

/// Checks the copy of a backup and begins its new history.
fn verify_copy(new: &Path, backup: &Path, schema: &Schema) -> Result<(), BackupError> {
    let options = OpenOptions { verified_bytes_max: u64::MAX, ..OpenOptions::default() };
    let (engine, version) =
        file::open_unlocked(new, schema, &options).map_err(|error| error.about(backup))?;
    // An older schema is migrated when the server starts; only today's can be compared.
    if version == version_after(MIGRATIONS) {
        let report = check(&*engine.view()?, schema)?;
        if !report.is_good() {
            return Err(BackupError::BadBackup { path: backup.to_owned(), report });
        }
    }
    begin_history(&engine)?;
    Ok(engine.close()?)
}

/// Begins a new history in data that were put back: clients that have seen later changes notice.
pub fn begin_history(engine: &impl Engine) -> Result<(), StorageError> {
    apply(engine, |data| {
        stamp::begin_epoch(data);
        Ok(())
    })
}

/// Gives the data file a second name, under which it stays when it is replaced. There is no
/// moment without a data file: a start in between would make an empty one.
fn keep_old(path: &Path) -> io::Result<Option<PathBuf>> {
    if !path.exists() {
        return Ok(None);
    }
    loop {
        let folder = path.parent().unwrap_or(Path::new("."));
        let old = file::free_name(folder, "furgo-before-restore");
        match fs::hard_link(path, &old) {
            Ok(()) => return Ok(Some(old)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            // Some file systems know no second names.
            Err(_) => return file::durable_copy(path, &old).map(|()| Some(old)),
        }
    }
}

/// The name of a backup that is not complete. It lies in somebody's folder, where nobody else has
/// a file of such a name; what a killed process left there is replaced next time.
fn begun(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".furgo-unfinished");
    path.with_file_name(name)
}

fn remove_quietly(path: &Path) {
    if let Err(error) = fs::remove_file(path)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(path = %path.display(), %error, "an unfinished copy could not be removed");
    }
}
