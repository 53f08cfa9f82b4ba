//! The data file: created, opened, locked, and refused without being touched.
//!
//! A file is looked at before anything is written to it: what redb writes while opening is held
//! back until format and version are known to be right. A new file gets its name only when it is
//! complete and on disk, and an existing folder never starts empty by mistake.

mod create;
mod error;
mod home;
mod leftovers;
mod look;
pub mod private;

use std::{fs, path::Path, sync::Arc};

pub use self::create::durable_copy;
pub use self::error::OpenError;
pub use self::leftovers::free_name;
pub(super) use self::{
    create::{create_at, create_empty, put_in_place, reopen_plainly, unfinished},
    home::Lock,
    look::is_data_file,
};
use furgo_ground::Clock;

use self::{
    home::FileHome,
    look::{Accepted, accept},
};
use super::{
    Database,
    engine::{CommitMode, RedbEngine},
    migrations::{MIGRATIONS, Migration, migrate, version_after},
    schema::Schema,
};

/// The data file's name in its folder.
pub const FILE_NAME: &str = "furgo.redb";

/// Files up to this size are read whole and verified at every start: 512 MB take two seconds
/// here and much longer from an SD card. `furgo check` verifies files of any size.
const VERIFIED_BYTES_MAX: u64 = 128 << 20;

/// How to open a data file.
#[derive(Clone, Copy, Debug)]
pub struct OpenOptions {
    pub commit: CommitMode,
    /// What leads from older files to today's.
    pub migrations: &'static [Migration],
    /// Files up to this many bytes are verified whole.
    pub verified_bytes_max: u64,
}

impl Default for OpenOptions {
    fn default() -> Self {
        let commit = CommitMode::default();
        Self { commit, migrations: MIGRATIONS, verified_bytes_max: VERIFIED_BYTES_MAX }
    }
}

/// Opens the data file in a folder, and creates both if they are missing.
///
/// # Errors
/// One sentence on what is wrong and what to do; an existing file is left as it was.
pub fn open(dir: &Path, schema: Schema, clock: Clock) -> Result<Database, OpenError> {
    let engine = open_engine(dir, &schema, &OpenOptions::default())?;
    Database::new(Arc::new(engine), schema, clock).map_err(|error| OpenError::io(dir, &error))
}

/// Opens the data file without a writer: to check it, to restore it, or with other options.
///
/// # Errors
/// As [`open`].
pub fn open_engine(
    dir: &Path,
    schema: &Schema,
    options: &OpenOptions,
) -> Result<RedbEngine, OpenError> {
    let lock = Lock::take(dir)?;
    leftovers::sweep(dir);
    let path = dir.join(FILE_NAME);
    require_private(dir)?;
    if !is_there(&path)? {
        // Only a furgo with data leaves a copy behind: the file is missing by accident then.
        if let Some(leftover) = leftovers::copies(dir).pop() {
            return Err(OpenError::Missing { path, leftover });
        }
        create_at(&path, schema, version_after(options.migrations))?;
    }
    open_locked(&path, lock, schema, options)
}

fn open_locked(
    path: &Path,
    lock: Lock,
    schema: &Schema,
    options: &OpenOptions,
) -> Result<RedbEngine, OpenError> {
    let accepted = accept(path, version_after(options.migrations), options.verified_bytes_max)?;
    let from = accepted.version;
    if from < version_after(options.migrations) {
        let copy = path
            .with_file_name(format!("furgo-before-v{}.redb", version_after(options.migrations)));
        durable_copy(path, &copy).map_err(|error| OpenError::io(&copy, &error))?;
    }
    let Accepted { database, backend, .. } = accepted;
    backend.release().map_err(|error| OpenError::io(path, &error))?;
    let home = FileHome::new(path, lock).map_err(|error| OpenError::io(path, &error))?;
    let engine =
        RedbEngine::configured(database, &schema.spaces(), options.commit, Some(Box::new(home)));
    let engine = engine.map_err(|error| OpenError::damaged(path, &error))?;
    migrate(&engine, schema, options.migrations, from)
        .map_err(|error| OpenError::damaged(path, &error))?;
    Ok(engine)
}

/// Opens a file that nobody else knows of, without migrating it. Also returns its schema version.
pub(super) fn open_unlocked(
    path: &Path,
    schema: &Schema,
    options: &OpenOptions,
) -> Result<(RedbEngine, u64), OpenError> {
    let Accepted { database, backend, version } =
        accept(path, version_after(options.migrations), options.verified_bytes_max)?;
    backend.release().map_err(|error| OpenError::io(path, &error))?;
    let engine = RedbEngine::configured(database, &schema.spaces(), options.commit, None);
    Ok((engine.map_err(|error| OpenError::damaged(path, &error))?, version))
}

fn is_there(path: &Path) -> Result<bool, OpenError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(OpenError::io(path, &error)),
    }
}

/// `Exposed` unless the data file and its copies are their owner's alone.
fn require_private(dir: &Path) -> Result<(), OpenError> {
    let files = std::iter::once(dir.join(FILE_NAME)).chain(leftovers::copies(dir));
    let files = files.filter(|path| path.is_file());
    match private::exposed(files) {
        exposed if exposed.is_empty() => Ok(()),
        paths => Err(OpenError::Exposed { paths }),
    }
}
