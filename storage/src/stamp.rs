//! What the file says of itself: which schema it follows, and which history it continues.

use uuid::Uuid;

use super::{
    engine::{Overlay, View},
    error::Result,
    reads::{Reads, damaged, number},
    schema::FILE,
};

/// Key of the change log's last sequence number.
const SEQUENCE: &[u8] = b"sequence";
/// Key of the oldest sequence number that is still in the change log.
const OLDEST_CHANGE: &[u8] = b"oldest_change";
const SCHEMA: &[u8] = b"schema";
const EPOCH: &[u8] = b"epoch";

/// The schema version that the data follow; `None` when nothing says so.
///
/// # Errors
/// When it cannot be read.
pub fn schema_version(view: &dyn View) -> Result<Option<u64>> {
    view.get(FILE, SCHEMA)?.map(|bytes| number(FILE, &bytes)).transpose()
}

/// Where the change log stands, as a transaction sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// See [`epoch`]; nil where nothing says so.
    pub epoch: Uuid,
    /// See [`oldest_change`].
    pub oldest: u64,
    /// See [`last_change`].
    pub last: u64,
}

/// Where the change log stands.
///
/// # Errors
/// When it cannot be read.
pub fn standing(tx: &impl Reads) -> Result<Standing> {
    let said = |key| tx.bytes(FILE, key)?.map(|bytes| number(FILE, &bytes)).transpose();
    let epoch = tx.bytes(FILE, EPOCH)?.map(|bytes| Uuid::from_slice(&bytes)).transpose();
    Ok(Standing {
        epoch: epoch.map_err(|_length| damaged(FILE))?.unwrap_or_default(),
        oldest: said(OLDEST_CHANGE)?.unwrap_or(1),
        last: said(SEQUENCE)?.unwrap_or(0),
    })
}

/// Which history the data continue. A restored backup begins a new one: clients that have seen
/// later changes have to fetch everything again.
///
/// # Errors
/// When it cannot be read.
pub fn epoch(view: &dyn View) -> Result<Option<Uuid>> {
    let bytes = view.get(FILE, EPOCH)?;
    bytes.map(|bytes| Uuid::from_slice(&bytes).map_err(|_length| damaged(FILE))).transpose()
}

/// Sequence number of the last change; 0 before the first.
///
/// # Errors
/// When it cannot be read.
pub fn last_change(view: &dyn View) -> Result<u64> {
    Ok(view.get(FILE, SEQUENCE)?.map(|bytes| number(FILE, &bytes)).transpose()?.unwrap_or(0))
}

/// Sequence number of the oldest change from which on all are kept: whoever has seen less has to
/// fetch everything again. Before it, only the last change of each record is kept.
///
/// # Errors
/// When it cannot be read.
pub fn oldest_change(view: &dyn View) -> Result<u64> {
    Ok(view.get(FILE, OLDEST_CHANGE)?.map(|bytes| number(FILE, &bytes)).transpose()?.unwrap_or(1))
}

pub(super) fn set_last_change(data: &mut Overlay<'_>, sequence: u64) {
    data.put(FILE, SEQUENCE.to_vec(), sequence.to_be_bytes().to_vec());
}

pub(super) fn set_oldest_change(data: &mut Overlay<'_>, sequence: u64) {
    data.put(FILE, OLDEST_CHANGE.to_vec(), sequence.to_be_bytes().to_vec());
}

pub(super) fn set_schema_version(data: &mut Overlay<'_>, version: u64) {
    data.put(FILE, SCHEMA.to_vec(), version.to_be_bytes().to_vec());
}

pub(super) fn begin_epoch(data: &mut Overlay<'_>) {
    data.put(FILE, EPOCH.to_vec(), random_id().as_bytes().to_vec());
}

/// An id that says nothing of when it was made.
pub(super) fn random_id() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}
