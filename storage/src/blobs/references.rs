//! Which records name a file. Kept in step by every write of a record, like the rows of an index,
//! so a file stays as long as a record names it, and no longer.

use std::{collections::BTreeSet, ops::ControlFlow};

use chrono::{DateTime, Utc};
use furgo_ground::{Result, Viewer};
use furgo_shared::files::FileDigest;
use uuid::Uuid;

use super::{
    Attached, Blob, GONE, NOBODY, REFERENCES, STAGING, Staging, drop_blob, find, find_in, put,
    read_staging_key, staging::discard, staging_key,
};
use crate::{
    Reads, Record, check::scan, engine::KeyRange, engine::Order, engine::Overlay, engine::Space,
    engine::View, error::Result as StorageResult, reads::damaged, record::decode, record::encode,
    record::meta_of, schema::RecordKind,
};

/// The row that says that a record names a file.
pub(crate) fn row(sha256: FileDigest, record: Uuid, table: Space) -> Vec<u8> {
    [sha256.0.as_slice(), record.as_bytes(), table.0.as_bytes()].concat()
}

/// The parts of a row: file, record, table.
pub(super) fn parts(row: &[u8]) -> StorageResult<(FileDigest, Uuid, &[u8])> {
    let parts = row.split_first_chunk::<32>().and_then(|(sha256, rest)| {
        let (record, table) = rest.split_first_chunk::<16>()?;
        Some((FileDigest(*sha256), Uuid::from_bytes(*record), table))
    });
    parts.ok_or_else(|| damaged(REFERENCES))
}

/// The records that name a file, by table.
pub(crate) fn naming(view: &dyn View, sha256: &[u8]) -> StorageResult<Vec<(String, Uuid)>> {
    let (mut found, mut failure) = (Vec::new(), None);
    view.scan(REFERENCES, &KeyRange::prefix(sha256), Order::Ascending, &mut |row, _| match parts(
        row,
    ) {
        Ok((_, record, table)) => {
            found.push((String::from_utf8_lossy(table).into_owned(), record));
            ControlFlow::Continue(())
        }
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failure.map_or(Ok(found), Err)
}

/// Whether any record names a file.
pub(super) fn are_there(view: &dyn View, sha256: FileDigest) -> StorageResult<bool> {
    let mut found = false;
    view.scan(REFERENCES, &KeyRange::prefix(&sha256.0), Order::Ascending, &mut |_, _| {
        found = true;
        ControlFlow::Break(())
    })?;
    Ok(found)
}

/// Keeps the rows in step with a record that was `old` and becomes `new`, and the files with them.
pub(crate) fn keep<R: Record>(
    data: &mut Overlay<'_>,
    old: Option<&R>,
    new: Option<&R>,
    by: &Viewer,
    now: DateTime<Utc>,
) -> StorageResult<()> {
    let named = |record: Option<&R>| -> BTreeSet<FileDigest> {
        record.iter().flat_map(|record| record.files()).map(|file| file.sha256).collect()
    };
    let (before, after) = (named(old), named(new));
    let id = new.or(old).map(Record::id).unwrap_or_default();
    for sha256 in after.difference(&before) {
        data.put(REFERENCES, row(*sha256, id, R::TABLE), Vec::new());
        hold(data, *sha256, now)?;
    }
    for sha256 in before.difference(&after) {
        data.delete(REFERENCES, row(*sha256, id, R::TABLE));
        if !are_there(data, *sha256)? {
            // What is erased for good goes at once, and with it what has come of it.
            let is_at_once = new.is_none() || matches!(by, Viewer::System);
            let_go(data, *sha256, is_at_once, now)?;
        }
    }
    Ok(())
}

/// A file that a record names is loose no more, and is kept as long as one that comes now.
fn hold(data: &mut Overlay<'_>, sha256: FileDigest, now: DateTime<Utc>) -> StorageResult<()> {
    let Some(mut blob) = find_in(data, sha256)? else { return Ok(()) };
    if let Some(owner) = blob.loose.take() {
        data.delete(STAGING, staging_key(owner, sha256));
    }
    blob.kept_at = now;
    put(data, sha256, &blob)
}

/// A file that no record names any more. Whoever takes it off a record may put it back, so it waits
/// for a day; what is erased with its record goes at once.
fn let_go(
    data: &mut Overlay<'_>,
    sha256: FileDigest,
    is_at_once: bool,
    now: DateTime<Utc>,
) -> StorageResult<()> {
    data.delete(GONE, sha256.0.to_vec());
    if is_at_once {
        drop_uploads(data, sha256)?;
    }
    let Some(mut blob) = find_in(data, sha256)? else { return Ok(()) };
    if is_at_once {
        return drop_blob(data, sha256, &blob);
    }
    blob.loose = Some(NOBODY);
    let Blob { content, length, .. } = blob;
    let staging = Staging { content, length, received: length, touched_at: now };
    data.put(STAGING, staging_key(NOBODY, sha256), encode(&staging)?);
    put(data, sha256, &blob)
}

/// Drops what anybody has sent of a file so far.
fn drop_uploads(data: &mut Overlay<'_>, sha256: FileDigest) -> StorageResult<()> {
    let mut found = Vec::new();
    scan(data, STAGING, |key, row| {
        let (owner, of) = read_staging_key(key)?;
        if of == sha256 {
            found.push((owner, decode(row)?));
        }
        Ok(())
    })?;
    found.iter().try_for_each(|(owner, staging)| discard(data, *owner, sha256, staging))
}

/// A file that the viewer may see, and how a record that they see calls it; `None` when they see no
/// record that names it, or it is not here.
///
/// # Errors
/// When it cannot be read.
pub fn seen(
    tx: &impl Reads,
    kinds: &[RecordKind],
    sha256: FileDigest,
) -> Result<Option<(Blob, Attached)>> {
    let Some(blob) = find(tx, sha256)? else { return Ok(None) };
    let (mut seen, mut failure) = (None, None);
    let range = KeyRange::prefix(&sha256.0);
    tx.visit(REFERENCES, &range, Order::Ascending, &mut |row, _| {
        match named_by(tx, kinds, row) {
            Ok(Some(found)) if found.shows(&blob, tx.viewer()) => seen = Some(found),
            Ok(_) => return ControlFlow::Continue(()),
            Err(error) => failure = Some(error),
        }
        ControlFlow::Break(())
    })?;
    match failure {
        Some(error) => Err(error.into()),
        None => Ok(seen.map(|attached| (blob, attached))),
    }
}

/// Every file that a record names and that is not here, nor ever was as far as is known, with the
/// record and its table.
///
/// # Errors
/// When it cannot be read.
pub fn absent(tx: &impl Reads) -> Result<Vec<(FileDigest, Uuid, String)>> {
    let (mut named, mut failure) = (Vec::new(), None);
    tx.visit(REFERENCES, &KeyRange::all(), Order::Ascending, &mut |row, _| match parts(row) {
        Ok((sha256, record, table)) => {
            named.push((sha256, record, String::from_utf8_lossy(table).into_owned()));
            ControlFlow::Continue(())
        }
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    })?;
    if let Some(error) = failure {
        return Err(error.into());
    }
    let mut absent = Vec::new();
    for (sha256, record, table) in named {
        let was_here = tx.bytes(GONE, &sha256.0)?.is_some();
        if !was_here && find(tx, sha256)?.is_none() {
            absent.push((sha256, record, table));
        }
    }
    Ok(absent)
}

/// How the record of a row calls the file, if the viewer may see the record.
fn named_by(tx: &impl Reads, kinds: &[RecordKind], row: &[u8]) -> StorageResult<Option<Attached>> {
    let (sha256, id, table) = parts(row)?;
    let kind = kinds.iter().find(|kind| kind.table.0.as_bytes() == table);
    let Some(kind) = kind else { return Ok(None) };
    let Some(record) = tx.bytes(kind.table, id.as_bytes())? else { return Ok(None) };
    // What lies in the trash shows nothing.
    if meta_of(&record)?.deleted.is_some() {
        return Ok(None);
    }
    let named = (kind.files)(&record)?;
    match named.sight.shows_to(tx.viewer(), &|space, key| tx.bytes(space, key))? {
        true => Ok(named.files.into_iter().find(|file| file.sha256 == sha256)),
        false => Ok(None),
    }
}
