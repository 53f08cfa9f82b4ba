//! Taking in a file as its bytes come.

use std::time::Duration;

use actix_web::rt::time::timeout;
use furgo_shared::{
    access::RecordOnVehicles,
    files::{FileDigest, UploadView},
    id::UserId,
    problem::ErrorCode,
};

use tokio::sync::Semaphore;

use crate::{
    auth::Permit,
    error::{Error, Result},
    features::settings,
    http::Upload,
    storage::{
        Database, StorageError,
        blobs::{
            PIECE_BYTES, references,
            staging::{self, Standing},
        },
    },
};

/// Bytes that one commit takes, and that an upload has in memory. Fewer would mean more flushes,
/// more would let others wait for longer.
const BATCH_BYTES: usize = 4 * PIECE_BYTES;

/// Batches of all uploads that are on their way to the disk at the same time: so many are in memory
/// twice, and so many may stand before somebody else's write.
static AT_ONCE: Semaphore = Semaphore::const_new(16);
/// How long a batch waits for its turn. What has come by then stays.
const PATIENCE: Duration = Duration::from_secs(10);

/// How far a person's upload has come.
///
/// # Errors
/// `NotFound` when there is none.
pub fn standing(
    db: &Database,
    permit: &Permit<RecordOnVehicles>,
    sha256: FileDigest,
) -> Result<UploadView> {
    if is_seen(db, permit, sha256)? {
        return Ok(complete(sha256));
    }
    let standing = staging::standing(&*db.engine().view()?, owner(permit)?, sha256)?;
    // How long it is to be, only whoever sends it has to know: what is complete says so itself.
    match standing.ok_or(Error::Code(ErrorCode::NotFound))? {
        Standing::Complete => Ok(complete(sha256)),
        Standing::Received { bytes, length, .. } => Ok(incomplete(sha256, bytes, length)),
    }
}

/// Takes the bytes that a request brings, as far as they are new. What has come stays, whatever
/// happens to the rest.
///
/// # Errors
/// `UploadGap` for bytes that do not follow, `FileNotAllowed`, `FileDiffers`, `FilesFull`,
/// `TooManyUploads`; `Unavailable` while the disk has too little room.
pub async fn receive(mut upload: Upload<RecordOnVehicles>) -> Result<UploadView> {
    let sha256: FileDigest =
        upload.arg("sha256").parse().map_err(|_malformed| Error::Code(ErrorCode::NotFound))?;
    let (db, owner) = (std::sync::Arc::clone(&upload.app.db), owner(&upload.permit)?);
    let rules = db.read(&upload.permit, |tx| Ok(settings::store::current(tx)?.settings.files))?;
    let total = upload.part.total;
    if is_seen(&db, &upload.permit, sha256)? {
        return taken_already(&mut upload, sha256).await;
    }
    require_room(&db, total.saturating_sub(upload.part.first))?;
    let begun = staging::begin(&db, owner, sha256, total, rules.bytes_max()).await?;
    let Standing::Received { content, bytes: received, .. } = begun else {
        return taken_already(&mut upload, sha256).await;
    };
    let skipped = received.checked_sub(upload.part.first);
    let skipped = skipped.ok_or(Error::Code(ErrorCode::UploadGap))?;
    let bytes_max = rules.bytes_max();
    let mut taking =
        Taking { db: &db, owner, sha256, received, total, bytes_max, held: Vec::new() };
    taking.all(&mut upload, skipped).await?;
    if taking.received < total {
        return Ok(incomplete(sha256, taking.received, total));
    }
    staging::seal(&db, owner, sha256, content).await?;
    Ok(complete(sha256))
}

/// Whether the sender sees a record that shows the file: then it is no secret that it is here.
fn is_seen(db: &Database, permit: &Permit<RecordOnVehicles>, sha256: FileDigest) -> Result<bool> {
    let kinds = &db.schema().records;
    Ok(db.read(permit, |tx| references::seen(tx, kinds, sha256))?.is_some())
}

/// Reads to the end, or the client would take the answer for a connection that broke.
async fn taken_already(
    upload: &mut Upload<RecordOnVehicles>,
    sha256: FileDigest,
) -> Result<UploadView> {
    while upload.bytes.next().await?.is_some() {}
    Ok(complete(sha256))
}

/// The bytes of one upload on their way to the disk.
struct Taking<'d> {
    db: &'d Database,
    owner: UserId,
    sha256: FileDigest,
    /// On disk.
    received: u64,
    total: u64,
    /// Which all files may take together.
    bytes_max: u64,
    /// Not on disk yet.
    held: Vec<u8>,
}

impl Taking<'_> {
    async fn all(&mut self, upload: &mut Upload<RecordOnVehicles>, mut skipped: u64) -> Result<()> {
        loop {
            match upload.bytes.next().await {
                Ok(Some(bytes)) => {
                    let known = usize::try_from(skipped).unwrap_or(usize::MAX).min(bytes.len());
                    skipped -= u64::try_from(known).unwrap_or(0);
                    self.held.extend_from_slice(bytes.get(known..).unwrap_or_default());
                    while self.held.len() >= BATCH_BYTES {
                        self.keep(BATCH_BYTES).await?;
                    }
                }
                Ok(None) => return self.keep_rest().await,
                Err(broken) => {
                    self.keep_rest().await?;
                    return Err(broken);
                }
            }
        }
    }

    /// Whole pieces, and the last one when it is there.
    async fn keep_rest(&mut self) -> Result<()> {
        let held = u64::try_from(self.held.len()).unwrap_or(u64::MAX);
        let is_last = self.received.saturating_add(held) == self.total;
        let part = if is_last { 0 } else { self.held.len() % PIECE_BYTES };
        match self.held.len() - part {
            0 => Ok(()),
            whole => self.keep(whole).await,
        }
    }

    async fn keep(&mut self, bytes: usize) -> Result<()> {
        let rest = self.held.split_off(bytes);
        let bytes = std::mem::replace(&mut self.held, rest);
        let Self { db, owner, sha256, received, bytes_max, .. } = *self;
        let turn = timeout(PATIENCE, AT_ONCE.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(Error::Code(ErrorCode::Unavailable)) };
        self.received = staging::append(db, owner, sha256, received, bytes, bytes_max).await?;
        Ok(())
    }
}

fn owner(permit: &Permit<RecordOnVehicles>) -> Result<UserId> {
    permit.viewer().user_id().ok_or(Error::Code(ErrorCode::NotSignedIn))
}

/// Small writes go on where a file has no room any more.
fn require_room(db: &Database, bytes: u64) -> Result<()> {
    match db.engine().room() {
        Some(room) if !room.has(bytes) => Err(Error::Storage(StorageError::Full {
            free_bytes: room.free_bytes,
            floor_bytes: bytes,
        })),
        _ => Ok(()),
    }
}

fn complete(sha256: FileDigest) -> UploadView {
    UploadView { sha256, received: None, is_complete: true }
}

/// The last byte is always wanted: with it the file is checked.
fn incomplete(sha256: FileDigest, received: u64, length: u64) -> UploadView {
    let received = Some(received.min(length.saturating_sub(1)));
    UploadView { sha256, received, is_complete: false }
}
