//! Files that get their name only when they are complete and on disk.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use redb::{Database, backends::FileBackend};

use super::{OpenError, private};
use crate::{
    engine::CommitMode, engine::Engine, engine::RedbEngine, engine::apply,
    engine::redb::copy_builder, schema::Schema, stamp,
};

/// The name under which a file is made.
pub(crate) fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

/// Makes an empty data file: created, filled, closed and on disk before it gets its name.
pub(crate) fn create_at(path: &Path, schema: &Schema, version: u64) -> Result<(), OpenError> {
    let new = unfinished(path);
    let io = |error: &dyn std::fmt::Display| OpenError::io(&new, error);
    let database = create_empty(&new).map_err(|error| io(&error))?;
    let engine = RedbEngine::configured(database, &schema.spaces(), CommitMode::default(), None);
    let engine = engine.map_err(|error| io(&error))?;
    let stamped = apply(&engine, move |data| {
        stamp::set_schema_version(data, version);
        stamp::begin_epoch(data);
        Ok(())
    });
    stamped.and_then(|()| engine.close()).map_err(|error| io(&error))?;
    put_in_place(&new, path).map_err(|error| io(&error))
}

/// A database in a file that nothing is left of, should there be an old one.
pub(crate) fn create_empty(path: &Path) -> io::Result<Database> {
    let backend = FileBackend::new(private::create(path)?).map_err(io::Error::other)?;
    copy_builder().create_with_backend(backend).map_err(io::Error::other)
}

/// The database in a file that was made here and never crashed.
pub(crate) fn reopen_plainly(path: &Path) -> io::Result<Database> {
    copy_builder().open(path).map_err(io::Error::other)
}

/// Copies a file; the copy gets its name when it is on disk.
pub fn durable_copy(from: &Path, to: &Path) -> io::Result<()> {
    let new = unfinished(to);
    private::copy(from, &new)?;
    put_in_place(&new, to)
}

/// Flushes a finished file and gives it its name, in place of whatever has it.
pub(crate) fn put_in_place(new: &Path, path: &Path) -> io::Result<()> {
    File::open(new)?.sync_all()?;
    fs::rename(new, path)?;
    sync_folder(path)
}

/// Flushes the folder that a file lies in: a new name is durable only then.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
        Some(dir) => File::open(dir)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}
