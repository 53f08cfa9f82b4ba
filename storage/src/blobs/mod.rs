//! Files, in the same data file as the records that refer to them.
//!
//! A file is named by the SHA-256 of its bytes and lies in pieces. It comes into *staging* piece by
//! piece ([`staging`]), is checked, and is kept from then on as long as a record refers to it
//! ([`references`]). A record may name a file that has not come: it is awaited. One that nobody
//! names is *loose*: it has just come and its record is on the way, or its last record was deleted
//! a moment ago and may be put back. What stays loose or unfinished for a day is swept
//! ([`sweep`]), and nothing that a record names ever is.

pub mod check;
pub mod references;
pub mod staging;
pub mod sweep;

use std::fmt;

use chrono::{DateTime, Utc};
use furgo_ground::Viewer;
use furgo_shared::{
    files::{FileDigest, FileType},
    id::UserId,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    engine::{KeyRange, Overlay, Space, View},
    error::{Result, StorageError},
    reads::{Reads, damaged, number},
    record::{decode, encode},
    schema::FILE,
};

/// Table: blobs
/// Key:   sha256   # files that are complete
/// Value: JSON of a blob
pub const BLOBS: Space = Space("blobs");
/// Table: blobs.pieces
/// Key:   content ‖ number
/// Value: up to 32,000 bytes
pub const PIECES: Space = Space("blobs.pieces");
/// Table: blobs.staging
/// Key:   owner ‖ sha256   # what nobody refers to: not complete, or loose
/// Value: JSON of a staging
pub const STAGING: Space = Space("blobs.staging");
/// Table: blobs.references
/// Key:   sha256 ‖ record ‖ table   # which records name a file, here or not
/// Value: ()
pub const REFERENCES: Space = Space("blobs.references");
/// Table: blobs.garbage
/// Key:   content   # pieces to be deleted, a few at a time
/// Value: JSON of garbage
pub const GARBAGE: Space = Space("blobs.garbage");
/// Table: blobs.gone
/// Key:   sha256   # files that a record names, and that were here longer than files are kept
/// Value: JSON of the time at which one went
pub const GONE: Space = Space("blobs.gone");

/// All of them.
pub(super) const SPACES: [Space; 6] = [BLOBS, PIECES, STAGING, REFERENCES, GARBAGE, GONE];

/// Bytes of a piece. redb rounds a value up to a power of two of its pages: with its key and the
/// page's head this one just fits into 32 KiB.
pub const PIECE_BYTES: usize = 32_000;

/// Whose a loose file is that lost its last record: nobody's.
const NOBODY: UserId = UserId(Uuid::nil());

/// Key of [`Use`].
const USE: &[u8] = b"blobs";

/// Under which the pieces of one upload lie: numbers that are never given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Content(u64);

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Content {
    fn key(self) -> Vec<u8> {
        self.0.to_be_bytes().to_vec()
    }

    fn of_key(space: Space, key: &[u8]) -> Result<Self> {
        number(space, key).map(Self)
    }
}

/// A file that is complete and was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    /// Under which its pieces lie.
    pub content: Content,
    pub length: u64,
    pub kind: FileType,
    /// When it was complete, or a record last came to name it.
    pub kept_at: DateTime<Utc>,
    /// Who has sent all of it, and so had it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brought_by: Vec<UserId>,
    /// While no record names it: under whose name it lies in staging.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loose: Option<UserId>,
}

/// A file on its way, or a loose one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staging {
    pub content: Content,
    /// Of all that is to come.
    pub length: u64,
    /// Bytes that have: whole pieces until the last one.
    pub received: u64,
    /// When something last came, or when it became loose.
    pub touched_at: DateTime<Utc>,
}

/// Pieces that are to be deleted. Until they are, they take room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Garbage {
    bytes: u64,
    /// Whose upload it was, if it never was a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<UserId>,
}

/// A record's file, here or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    pub sha256: FileDigest,
    /// Bytes, as whoever named it said.
    pub length: u64,
    #[serde(rename = "type")]
    pub kind: FileType,
    pub name: String,
    pub added_at: DateTime<Utc>,
    /// Who named it. Saying the SHA-256 of a file is not having it: the record shows it once they
    /// have brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// They could see it already when they named it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub was_seen: bool,
}

impl Attached {
    /// Whether the record shows this file to the viewer, who sees the record.
    pub fn shows(&self, blob: &Blob, viewer: &Viewer) -> bool {
        let has_brought =
            |who: Option<UserId>| who.is_some_and(|who| blob.brought_by.contains(&who));
        self.was_seen || has_brought(self.by) || has_brought(viewer.user_id())
    }
}

/// What files take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// Complete files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Bytes of those on their way that have come.
    pub staged_bytes: u64,
    /// Bytes that are to be deleted, and take room until they are.
    #[serde(default)]
    pub garbage_bytes: u64,
    /// The last number that an upload was given.
    pub last_content: u64,
}

impl Use {
    /// Bytes that take room, whatever they are.
    pub fn taken(&self) -> u64 {
        self.bytes.saturating_add(self.staged_bytes).saturating_add(self.garbage_bytes)
    }
}

/// What files take now.
///
/// # Errors
/// When it cannot be read.
pub fn used(view: &dyn View) -> Result<Use> {
    Ok(view.get(FILE, USE)?.map(|bytes| decode(&bytes)).transpose()?.unwrap_or_default())
}

/// An older file has none, and one without files is as one that never had any.
fn set_used(data: &mut Overlay<'_>, used: Use) -> Result<()> {
    match used == Use::default() {
        true => data.delete(FILE, USE.to_vec()),
        false => data.put(FILE, USE.to_vec(), encode(&used)?),
    }
    Ok(())
}

fn change_use(data: &mut Overlay<'_>, change: impl FnOnce(&mut Use)) -> Result<()> {
    let mut now = used(data)?;
    change(&mut now);
    set_used(data, now)
}

/// The file, if it is complete.
///
/// # Errors
/// When it cannot be read.
pub fn find(tx: &impl Reads, sha256: FileDigest) -> Result<Option<Blob>> {
    tx.bytes(BLOBS, &sha256.0)?.map(|bytes| decode(&bytes)).transpose()
}

fn find_in(view: &dyn View, sha256: FileDigest) -> Result<Option<Blob>> {
    view.get(BLOBS, &sha256.0)?.map(|bytes| decode(&bytes)).transpose()
}

fn put(data: &mut Overlay<'_>, sha256: FileDigest, blob: &Blob) -> Result<()> {
    data.put(BLOBS, sha256.0.to_vec(), encode(blob)?);
    Ok(())
}

/// Drops a file: it is gone at once, and its pieces a little later.
fn drop_blob(data: &mut Overlay<'_>, sha256: FileDigest, blob: &Blob) -> Result<()> {
    data.delete(BLOBS, sha256.0.to_vec());
    if let Some(owner) = blob.loose {
        data.delete(STAGING, staging_key(owner, sha256));
    }
    change_use(data, |used| {
        used.files = used.files.saturating_sub(1);
        used.bytes = used.bytes.saturating_sub(blob.length);
    })?;
    condemn(data, blob.content, Garbage { bytes: blob.length, owner: None })
}

/// These pieces, if there are any, are to be deleted.
fn condemn(data: &mut Overlay<'_>, content: Content, garbage: Garbage) -> Result<()> {
    if garbage.bytes == 0 {
        return Ok(());
    }
    data.put(GARBAGE, content.key(), encode(&garbage)?);
    change_use(data, |used| {
        used.garbage_bytes = used.garbage_bytes.saturating_add(garbage.bytes);
    })
}

/// When a file went because files are kept no longer, if it did.
///
/// # Errors
/// When it cannot be read.
pub fn gone_at(tx: &impl Reads, sha256: FileDigest) -> Result<Option<DateTime<Utc>>> {
    tx.bytes(GONE, &sha256.0)?.map(|bytes| decode(&bytes)).transpose()
}

/// The bytes of a piece from a place in it on.
///
/// # Errors
/// When it cannot be read, or is not there any more.
pub fn read(view: &dyn View, content: Content, from: u64) -> Result<Vec<u8>> {
    let size = u64::try_from(PIECE_BYTES).unwrap_or(u64::MAX);
    let piece = view.get(PIECES, &piece_key(content, from / size))?;
    let mut piece = piece.ok_or_else(|| missing(content))?;
    let skipped = usize::try_from(from % size).unwrap_or(usize::MAX).min(piece.len());
    piece.drain(..skipped);
    Ok(piece)
}

fn missing(content: Content) -> StorageError {
    StorageError::Damaged { space: PIECES.0, detail: format!("a piece of {content} is missing") }
}

fn pieces_of(content: Content) -> KeyRange {
    KeyRange::prefix(&content.key())
}

fn piece_key(content: Content, number: u64) -> Vec<u8> {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    [content.key().as_slice(), &number.to_be_bytes()].concat()
}

fn staging_key(owner: UserId, sha256: FileDigest) -> Vec<u8> {
    [owner.0.as_bytes().as_slice(), &sha256.0].concat()
}

/// Whose, and which file.
fn read_staging_key(key: &[u8]) -> Result<(UserId, FileDigest)> {
    let parts = key.split_first_chunk::<16>().and_then(|(owner, sha256)| {
        Some((UserId(Uuid::from_bytes(*owner)), FileDigest(sha256.try_into().ok()?)))
    });
    parts.ok_or_else(|| damaged(STAGING))
}

fn digest_in(space: Space, key: &[u8]) -> Result<FileDigest> {
    key.try_into().map(FileDigest).map_err(|_length| damaged(space))
}
