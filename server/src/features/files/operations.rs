//! A record's files, and what all of them take.

use furgo_shared::{
    access::ManageSettings,
    files::{AddFile, FileState, FileView, FilesUseView},
};

use crate::{
    auth::Permit,
    error::Result,
    features::{settings, tidy},
    storage::{
        Database, Reads, WriteTx,
        blobs::{self, Attached},
    },
};

/// The files that a request names; those that the record had before stay as they were, but for the
/// name.
pub fn attach<P>(
    tx: &WriteTx<'_, P>,
    named: Vec<AddFile>,
    before: &[Attached],
) -> Result<Vec<Attached>> {
    let attach = |file: AddFile| {
        let name = tidy::line(&file.name);
        if let Some(known) = before.iter().find(|known| known.sha256 == file.sha256) {
            return Ok(Attached { name, ..known.clone() });
        }
        Ok(Attached {
            sha256: file.sha256,
            length: file.length,
            kind: file.kind,
            name,
            added_at: tx.now(),
            by: tx.viewer().user_id(),
            was_seen: blobs::references::seen(tx, &tx.schema().records, file.sha256)?.is_some(),
        })
    };
    named.into_iter().map(attach).collect()
}

/// As whoever sees the record sees them. Of a file that is here it is said what it is, and not what
/// whoever named it took it for.
pub fn to_views(tx: &impl Reads, files: &[Attached]) -> Result<Vec<FileView>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let to_view = |file: &Attached| {
        let blob = blobs::find(tx, file.sha256)?.filter(|blob| file.shows(blob, tx.viewer()));
        let gone_at = blobs::gone_at(tx, file.sha256)?;
        let state = match &blob {
            Some(_) => FileState::Arrived,
            None if gone_at.is_some_and(|at| at >= file.added_at) => FileState::Forgotten,
            None => FileState::of_absent(file.added_at, tx.now()),
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
