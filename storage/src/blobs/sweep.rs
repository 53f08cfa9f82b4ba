//! Sweeping: what nobody refers to for a day, what is older than files are kept, and the pieces of
//! what was dropped, a few at a time.

use std::ops::ControlFlow;

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{
    files::{AWAITED_DAYS, FileDigest},
    id::UserId,
};

use super::{
    BLOBS, Blob, Content, GARBAGE, GONE, Garbage, PIECES, STAGING, Staging, change_use, digest_in,
    drop_blob, find_in, pieces_of, read_staging_key, references,
    staging::{discard, find_staging},
};
use crate::{
    Database, engine::KeyRange, engine::Order, engine::Overlay, engine::Space, engine::View,
    error::Result, record::decode, record::encode, retention::first_keys, retention::in_slices,
};

/// How long an upload waits to be gone on with, and a loose file for its record.
pub const ABANDONED_AFTER: TimeDelta = TimeDelta::hours(24);
/// Pieces that one transaction deletes at most.
const SLICE_PIECES: usize = 100;
/// Files that one transaction drops at most.
const SLICE_FILES: usize = 100;

/// What was swept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Uploads that nobody went on with, and files that no record named.
    pub abandoned: u64,
    /// Files that were here longer than they are kept.
    pub forgotten: u64,
    /// Pieces of what was dropped.
    pub pieces: u64,
}

/// Sweeps. Files that were complete before `kept_since` are dropped, if there is such a time.
///
/// # Errors
/// When storage fails; what was swept until then stays so.
pub async fn sweep(db: &Database, kept_since: Option<DateTime<Utc>>) -> Result<Swept> {
    let now = db.clock().now();
    let before = now - ABANDONED_AFTER;
    let abandoned = abandoned(&*db.engine().view()?, before)?;
    let mut swept = Swept::default();
    for some in abandoned.chunks(SLICE_FILES) {
        let some = some.to_vec();
        swept.abandoned += db.maintain(move |data| drop_abandoned(data, &some, before)).await?;
    }
    if let Some(since) = kept_since {
        let old = older_than(&*db.engine().view()?, since)?;
        for some in old.chunks(SLICE_FILES) {
            let some = some.to_vec();
            swept.forgotten += db.maintain(move |data| drop_old(data, &some, since, now)).await?;
        }
    }
    swept.pieces = clear(db).await?;
    Ok(swept)
}

/// Deletes the pieces of what was dropped; how many there were.
pub(super) async fn clear(db: &Database) -> Result<u64> {
    in_slices(db, delete_pieces).await
}

/// Rows of staging that nothing has touched since. Looked for outside of the writing thread, and
/// looked at again inside.
fn abandoned(view: &dyn View, before: DateTime<Utc>) -> Result<Vec<(UserId, FileDigest)>> {
    let mut found = Vec::new();
    each(view, STAGING, |key, row| {
        if decode::<Staging>(row)?.touched_at < before {
            found.push(read_staging_key(key)?);
        }
        Ok(())
    })?;
    Ok(found)
}

fn drop_abandoned(
    data: &mut Overlay<'_>,
    found: &[(UserId, FileDigest)],
    before: DateTime<Utc>,
) -> Result<u64> {
    let awaited = before - TimeDelta::days(AWAITED_DAYS);
    let mut dropped = 0;
    for (owner, sha256) in found {
        let staging = find_staging(data, *owner, *sha256)?;
        let Some(staging) = staging.filter(|staging| staging.touched_at < before) else { continue };
        match find_in(data, *sha256)? {
            Some(blob) if blob.content == staging.content => drop_blob(data, *sha256, &blob)?,
            // Somebody else's came first.
            Some(_) => discard(data, *owner, *sha256, &staging)?,
            // A record waits for it.
            None if staging.touched_at >= awaited && references::are_there(data, *sha256)? => {
                continue;
            }
            None => discard(data, *owner, *sha256, &staging)?,
        }
        dropped += 1;
    }
    Ok(dropped)
}

fn older_than(view: &dyn View, since: DateTime<Utc>) -> Result<Vec<FileDigest>> {
    let mut found = Vec::new();
    each(view, BLOBS, |key, row| {
        if decode::<Blob>(row)?.kept_at < since {
            found.push(digest_in(BLOBS, key)?);
        }
        Ok(())
    })?;
    Ok(found)
}

fn drop_old(
    data: &mut Overlay<'_>,
    found: &[FileDigest],
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let mut dropped = 0;
    for sha256 in found {
        if let Some(blob) = find_in(data, *sha256)?.filter(|blob| blob.kept_at < since) {
            drop_blob(data, *sha256, &blob)?;
            // Its records say so, and not that it never came.
            if references::are_there(data, *sha256)? {
                data.put(GONE, sha256.0.to_vec(), encode(&now)?);
            }
            dropped += 1;
        }
    }
    Ok(dropped)
}

/// `None` when there is nothing left to delete.
fn delete_pieces(data: &mut Overlay<'_>) -> Result<Option<usize>> {
    let Some(content) = first_keys(data, GARBAGE, &KeyRange::all(), 1)?.pop() else {
        return Ok(None);
    };
    let id = Content::of_key(GARBAGE, &content)?;
    let pieces = first_keys(data, PIECES, &pieces_of(id), SLICE_PIECES)?;
    if pieces.len() < SLICE_PIECES {
        let garbage =
            data.get(GARBAGE, &content)?.map(|row| decode::<Garbage>(&row)).transpose()?;
        let bytes = garbage.map_or(0, |garbage| garbage.bytes);
        change_use(data, |used| used.garbage_bytes = used.garbage_bytes.saturating_sub(bytes))?;
        data.delete(GARBAGE, content);
    }
    let count = pieces.len();
    pieces.into_iter().for_each(|key| data.delete(PIECES, key));
    Ok(Some(count))
}

fn each(
    view: &dyn View,
    space: Space,
    mut visit: impl FnMut(&[u8], &[u8]) -> Result<()>,
) -> Result<()> {
    let mut failure = None;
    view.scan(space, &KeyRange::all(), Order::Ascending, &mut |key, row| match visit(key, row) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failure.map_or(Ok(()), Err)
}
