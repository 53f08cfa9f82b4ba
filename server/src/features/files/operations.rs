//! A record's files, and what all of them take.

use furgo_shared::{
    access::ManageSettings,
    files::{AddFile, FileState, FileView, FilesUseView},
    time::Timestamp,
};

use crate::{
    auth::Permit,
    error::Result,
    features::{settings, tidy},
    storage::{
        Database, Reads,
        blobs::{self, Attached},
    },
};

/// The files that a request names; those that the record had before keep the time at which they
/// were named.
pub fn attach(named: Vec<AddFile>, before: &[Attached], now: Timestamp) -> Vec<Attached> {
    let attach = |file: AddFile| {
        let known = before.iter().find(|known| known.sha256 == file.sha256);
        Attached {
            sha256: file.sha256,
            length: file.length,
            kind: file.kind,
            name: tidy::line(&file.name),
            added_at: known.map_or(now, |known| known.added_at),
        }
    };
    named.into_iter().map(attach).collect()
}

/// As whoever sees the record sees them. Of a file that is here it is said what it is, and not what
/// whoever named it took it for.
pub fn to_views(tx: &impl Reads, files: &[Attached]) -> Result<Vec<FileView>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let kept_days = settings::store::current(tx)?.settings.files.kept_days;
    let to_view = |file: &Attached| {
        let blob = blobs::find(tx, file.sha256)?;
        let state = match &blob {
            Some(_) => FileState::Arrived,
            None => FileState::of_absent(file.added_at, tx.now(), kept_days),
        };
        let (length, kind) = blob.map_or((file.length, file.kind), |blob| (blob.length, blob.kind));
        Ok(FileView { sha256: file.sha256, length, kind, name: file.name.clone(), state })
    };
    files.iter().map(to_view).collect()
}

/// What files take, and may take.
///
/// # Errors
/// When it cannot be read.
pub fn used(db: &Database, permit: &Permit<ManageSettings>) -> Result<FilesUseView> {
    let rules = db.read(permit, |tx| Ok(settings::store::current(tx)?.settings.files))?;
    let used = blobs::used(&*db.engine().view()?)?;
    Ok(FilesUseView {
        files: used.files,
        bytes: used.bytes,
        awaited_bytes: used.staged_bytes,
        bytes_max: rules.bytes_max(),
        free_bytes: db.engine().room().map(|room| room.free_bytes),
    })
}
