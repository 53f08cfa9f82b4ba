//! How a file comes: announced, piece by piece, checked, kept.
//!
//! Each step is a transaction of its own and can be repeated. What was said to be received is on
//! disk, so an upload that breaks off goes on from there, also after a power cut.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use furgo_ground::{Error, Result};
use furgo_shared::{
    files::{FileDigest, FileType},
    id::UserId,
    problem::ErrorCode,
};
use sha2::{Digest as _, Sha256};

use super::{
    Blob, Content, GARBAGE, GONE, Garbage, PIECE_BYTES, PIECES, STAGING, Staging, change_use,
    condemn, find_in, missing, piece_key, pieces_of, put, read_staging_key, references,
    staging_key, sweep, used,
};
use crate::{
    Database, check::scan_range, engine::KeyRange, engine::Order, engine::Overlay, engine::View,
    error::Result as StorageResult, record::decode, record::encode,
};

/// Files without a record that one person may have here or on their way at the same time.
pub const UPLOADS_MAX: usize = 20;
/// Their bytes.
pub const UPLOAD_BYTES_MAX: u64 = 100 << 20;
/// Files on their way of one person, also of those that a record waits for: a phone that was lost
/// must not stop its driver's next one, and no phone may take all the room of the fleet.
pub const AWAITED_MAX: usize = 100;
/// Their bytes.
pub const AWAITED_BYTES_MAX: u64 = 500 << 20;

/// How far a file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is here.
    Complete,
    /// So many of its bytes are.
    Received { content: Content, bytes: u64, length: u64 },
}

/// How far a person's upload has come; `None` when there is none. Of a file that only others have
/// brought nothing is said.
///
/// # Errors
/// When it cannot be read.
pub fn standing(
    view: &dyn View,
    owner: UserId,
    sha256: FileDigest,
) -> StorageResult<Option<Standing>> {
    if find_in(view, sha256)?.is_some_and(|blob| blob.brought_by.contains(&owner)) {
        return Ok(Some(Standing::Complete));
    }
    Ok(find_staging(view, owner, sha256)?.as_ref().map(of_upload))
}

fn of_upload(staging: &Staging) -> Standing {
    let Staging { content, length, received, .. } = *staging;
    Standing::Received { content, bytes: received, length }
}

/// Announces a file of `length` bytes, or goes on with it. All files may take `bytes_max` together.
/// Who has not brought a file before sends all of it, also when it is here: saying a SHA-256 is not
/// having the file.
///
/// # Errors
/// `FileDiffers` for another length than the file has that is here; `TooManyUploads`, `FilesFull`.
pub async fn begin(
    db: &Database,
    owner: UserId,
    sha256: FileDigest,
    length: u64,
    bytes_max: u64,
) -> Result<Standing> {
    let now = db.clock().now();
    db.maintain(move |data| announce(data, (owner, sha256), length, bytes_max, now)).await?
}

fn announce(
    data: &mut Overlay<'_>,
    (owner, sha256): (UserId, FileDigest),
    length: u64,
    bytes_max: u64,
    now: DateTime<Utc>,
) -> StorageResult<Result<Standing>> {
    let is_brought = |blob: &Blob| blob.brought_by.contains(&owner);
    if let Some(blob) = find_in(data, sha256)?.filter(is_brought) {
        if blob.length != length {
            return Ok(Err(Error::Code(ErrorCode::FileDiffers)));
        }
        // What is said to be here must not go a moment later.
        if let Some(whose) = blob.loose
            && let Some(row) = find_staging(data, whose, sha256)?
        {
            let row = Staging { touched_at: now, ..row };
            data.put(STAGING, staging_key(whose, sha256), encode(&row)?);
        }
        return Ok(Ok(Standing::Complete));
    }
    if let Some(old) = find_staging(data, owner, sha256)? {
        if old.length == length {
            return Ok(Ok(of_upload(&old)));
        }
        discard(data, owner, sha256, &old)?;
    }
    let (all, nameless) = on_their_way(data, owner)?;
    let is_named = references::are_there(data, sha256)?;
    if all.is_beyond(length, AWAITED_MAX, AWAITED_BYTES_MAX)
        || (!is_named && nameless.is_beyond(length, UPLOADS_MAX, UPLOAD_BYTES_MAX))
    {
        return Ok(Err(Error::Code(ErrorCode::TooManyUploads)));
    }
    let now_used = used(data)?;
    // Only what has come takes room: an announcement alone must not shut others out.
    if now_used.taken().saturating_add(length) > bytes_max {
        return Ok(Err(Error::Code(ErrorCode::FilesFull)));
    }
    let content = Content(now_used.last_content + 1);
    let new = Staging { content, length, received: 0, touched_at: now };
    data.put(STAGING, staging_key(owner, sha256), encode(&new)?);
    change_use(data, |used| used.last_content = content.0)?;
    Ok(Ok(of_upload(&new)))
}

/// Files of one person, and their bytes as they were announced.
#[derive(Clone, Copy, Debug, Default)]
struct Load {
    files: usize,
    bytes: u64,
}

impl Load {
    fn add(&mut self, bytes: u64) {
        self.files += 1;
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Whether one more would be too much.
    fn is_beyond(self, length: u64, files_max: usize, bytes_max: u64) -> bool {
        self.files >= files_max || self.bytes.saturating_add(length) > bytes_max
    }
}

/// What a person has on the way: all, and what of it no record names. What was refused counts too
/// until its bytes are deleted.
fn on_their_way(view: &dyn View, owner: UserId) -> StorageResult<(Load, Load)> {
    let (mut all, mut nameless) = (Load::default(), Load::default());
    scan_range(view, STAGING, &KeyRange::prefix(owner.0.as_bytes()), |key, row| {
        let length = decode::<Staging>(row)?.length;
        all.add(length);
        if !references::are_there(view, read_staging_key(key)?.1)? {
            nameless.add(length);
        }
        Ok(())
    })?;
    scan_range(view, GARBAGE, &KeyRange::all(), |_, row| {
        let garbage: Garbage = decode(row)?;
        if garbage.owner == Some(owner) {
            all.add(garbage.bytes);
            nameless.add(garbage.bytes);
        }
        Ok(())
    })?;
    Ok((all, nameless))
}

/// Adds bytes behind the `from` that are there: whole pieces, but for the last one of the file.
/// Returns how many bytes are there now.
///
/// # Errors
/// `UploadGap` when another number of bytes is there; `FileNotAllowed` by how the file begins;
/// `FilesFull` when files may not take so many more.
pub async fn append(
    db: &Database,
    owner: UserId,
    sha256: FileDigest,
    from: u64,
    bytes: Vec<u8>,
    bytes_max: u64,
) -> Result<u64> {
    let now = db.clock().now();
    let add =
        move |data: &mut Overlay<'_>| add(data, (owner, sha256), (from, &bytes), bytes_max, now);
    let added = db.maintain(add).await?;
    if matches!(added, Err(Error::Code(ErrorCode::FileNotAllowed))) {
        sweep::clear(db).await?;
    }
    added
}

fn add(
    data: &mut Overlay<'_>,
    (owner, sha256): (UserId, FileDigest),
    (from, bytes): (u64, &[u8]),
    bytes_max: u64,
    now: DateTime<Utc>,
) -> StorageResult<Result<u64>> {
    let staging = find_staging(data, owner, sha256)?;
    let is_next = |staging: &Staging| {
        let end = from.saturating_add(size(bytes));
        staging.received == from
            && end <= staging.length
            && (end == staging.length || bytes.len().is_multiple_of(PIECE_BYTES))
    };
    let Some(mut staging) = staging.filter(is_next) else {
        return Ok(Err(Error::Code(ErrorCode::UploadGap)));
    };
    if from == 0 && FileType::of_bytes(bytes).is_none() {
        discard(data, owner, sha256, &staging)?;
        return Ok(Err(Error::Code(ErrorCode::FileNotAllowed)));
    }
    if used(data)?.taken().saturating_add(size(bytes)) > bytes_max {
        return Ok(Err(Error::Code(ErrorCode::FilesFull)));
    }
    for (number, piece) in (from / size(&[0; PIECE_BYTES])..).zip(bytes.chunks(PIECE_BYTES)) {
        data.put(PIECES, piece_key(staging.content, number), piece.to_vec());
    }
    staging.received = from.saturating_add(size(bytes));
    staging.touched_at = now;
    data.put(STAGING, staging_key(owner, sha256), encode(&staging)?);
    change_use(data, |used| used.staged_bytes = used.staged_bytes.saturating_add(size(bytes)))?;
    Ok(Ok(staging.received))
}

/// The SHA-256 of a content, and what it is by how it begins. Reads it piece by piece.
///
/// # Errors
/// When it cannot be read, or a piece is missing.
pub fn look_through(
    view: &dyn View,
    content: Content,
    length: u64,
) -> StorageResult<(FileDigest, Option<FileType>)> {
    let (mut digest, mut seen, mut kind) = (Sha256::new(), 0_u64, None);
    view.scan(PIECES, &pieces_of(content), Order::Ascending, &mut |_, piece| {
        if seen == 0 {
            kind = FileType::of_bytes(piece);
        }
        digest.update(piece);
        seen = seen.saturating_add(size(piece));
        ControlFlow::Continue(())
    })?;
    match seen == length {
        true => Ok((FileDigest(digest.finalize().into()), kind)),
        false => Err(missing(content)),
    }
}

/// Keeps a file of which all has come, once it is what its name says; else it is dropped. Blocks
/// while the file is read.
///
/// # Errors
/// `FileDiffers`, `FileNotAllowed`; `UploadGap` when what had come is not there any more.
pub async fn seal(
    db: &Database,
    owner: UserId,
    sha256: FileDigest,
    content: Content,
) -> Result<()> {
    let staging = find_staging(&*db.engine().view()?, owner, sha256)?;
    let Some(staging) = staging.filter(|staging| staging.content == content) else {
        return require_here(&*db.engine().view()?, owner, sha256);
    };
    let engine = std::sync::Arc::clone(db.engine());
    let length = staging.length;
    let (found, kind) =
        db.reading().run(move || Ok(look_through(&*engine.view()?, content, length)?)).await?;
    let refused = match kind {
        None => Some(ErrorCode::FileNotAllowed),
        Some(_) if found != sha256 => Some(ErrorCode::FileDiffers),
        Some(_) => None,
    };
    let now = db.clock().now();
    let settled = db.maintain(move |data| {
        let is_it = |staging: &Staging| staging.content == content;
        let Some(staging) = find_staging(data, owner, sha256)?.filter(is_it) else {
            return Ok(require_here(data, owner, sha256));
        };
        match kind.filter(|_| refused.is_none()) {
            Some(kind) => settle(data, (owner, sha256), &staging, kind, now),
            None => discard(data, owner, sha256, &staging),
        }
        .map(Ok)
    });
    settled.await??;
    let Some(code) = refused else { return Ok(()) };
    // Nobody waits for the next sweep with what was refused: it takes room.
    sweep::clear(db).await?;
    Err(Error::Code(code))
}

/// An upload that is gone was settled by another request of the same person, or swept.
fn require_here(view: &dyn View, owner: UserId, sha256: FileDigest) -> Result<()> {
    match standing(view, owner, sha256)? {
        Some(Standing::Complete) => Ok(()),
        _ => Err(Error::Code(ErrorCode::UploadGap)),
    }
}

fn settle(
    data: &mut Overlay<'_>,
    (owner, sha256): (UserId, FileDigest),
    staging: &Staging,
    kind: FileType,
    now: DateTime<Utc>,
) -> StorageResult<()> {
    match find_in(data, sha256)? {
        // It is this one, and loose.
        Some(blob) if blob.content == staging.content => return Ok(()),
        // Somebody else sent the same.
        Some(mut blob) => {
            if !blob.brought_by.contains(&owner) {
                blob.brought_by.push(owner);
                put(data, sha256, &blob)?;
            }
            return discard(data, owner, sha256, staging);
        }
        None => {}
    }
    let is_named = references::are_there(data, sha256)?;
    let (content, length) = (staging.content, staging.length);
    let loose = (!is_named).then_some(owner);
    let brought_by = vec![owner];
    put(data, sha256, &Blob { content, length, kind, kept_at: now, brought_by, loose })?;
    data.delete(GONE, sha256.0.to_vec());
    if is_named {
        data.delete(STAGING, staging_key(owner, sha256));
    }
    change_use(data, |used| {
        used.files = used.files.saturating_add(1);
        used.bytes = used.bytes.saturating_add(length);
        used.staged_bytes = used.staged_bytes.saturating_sub(length);
    })
}

/// Drops an upload that is not complete.
pub(super) fn discard(
    data: &mut Overlay<'_>,
    owner: UserId,
    sha256: FileDigest,
    staging: &Staging,
) -> StorageResult<()> {
    data.delete(STAGING, staging_key(owner, sha256));
    change_use(data, |used| {
        used.staged_bytes = used.staged_bytes.saturating_sub(staging.received);
    })?;
    condemn(data, staging.content, Garbage { bytes: staging.received, owner: Some(owner) })
}

pub(super) fn find_staging(
    view: &dyn View,
    owner: UserId,
    sha256: FileDigest,
) -> StorageResult<Option<Staging>> {
    view.get(STAGING, &staging_key(owner, sha256))?.map(|bytes| decode(&bytes)).transpose()
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
