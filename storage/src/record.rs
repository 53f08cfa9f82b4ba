//! What every record has: an id, a version, its index rows, its share of the sums, and
//! who may see it.

use chrono::{DateTime, Utc};
use furgo_shared::access::Role;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{
    blobs::Attached,
    engine::Space,
    error::{Result, StorageError},
    index::IndexEntries,
    reads::Reads,
    sight::Sight,
    summary::Summaries,
    trash::Deleted,
};

/// Kept with every record by storage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// Counts the writes of this record, from 1.
    pub version: u64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Fingerprint of the request that created it, to know a repeated one from another.
    #[serde(default)]
    pub origin: Option<String>,
    /// Sequence number of its last change; none of a record that was last written before schema 4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
    /// There while the record is in the trash, see [`super::trash`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Deleted>,
    /// It is demo data, see [`super::marked`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

impl Meta {
    /// Of a record that is about to be written for the first time.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            version: 0,
            created_at: now,
            updated_at: now,
            origin: None,
            sequence: None,
            deleted: None,
            demo: false,
        }
    }
}

/// Something that is kept, with its version and times in the field `meta`. Bytes are
/// self-describing: a field added with `#[serde(default)]` needs no migration.
pub trait Record: Serialize + DeserializeOwned + Clone + 'static {
    /// Where records of this kind lie, by id.
    const TABLE: Space;
    /// The spaces of its indexes.
    const INDEXES: &'static [Space];

    /// The space of its catalogue, if it has one.
    const CATALOGUE: Option<Space> = None;

    /// Its id.
    fn id(&self) -> Uuid;
    /// Version and times.
    fn meta(&self) -> &Meta;
    /// Version and times, to be written by storage alone.
    fn meta_mut(&mut self) -> &mut Meta;
    /// Its rows in the indexes.
    fn index(&self, entries: &mut IndexEntries);
    /// Its share of the sums by day and by month.
    fn summarise(&self, _: &mut Summaries) {}
    /// The files that belong to it, here or not.
    fn files(&self) -> &[Attached] {
        &[]
    }
    /// Who may see it.
    fn sight(&self) -> Sight;
    /// For a person's account: the role in which the person with its id sees things now.
    fn standing(&self) -> Option<Role> {
        None
    }
    /// Whether it exists, as far as the viewer of `tx` is concerned.
    fn visible_to<T: Reads>(&self, tx: &T) -> furgo_ground::Result<bool> {
        Ok(self.sight().shows_to(tx.viewer(), &|space, key| tx.bytes(space, key))?)
    }
}

/// First byte of a stored record: the encoding, should it ever change.
pub(super) const ENCODING_JSON: u8 = 1;

/// To bytes.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    let mut bytes = vec![ENCODING_JSON];
    serde_json::to_writer(&mut bytes, value).map_err(|error| damaged(&error))?;
    Ok(bytes)
}

/// From bytes.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    match bytes.split_first() {
        Some((&ENCODING_JSON, json)) => {
            serde_json::from_slice(json).map_err(|error| damaged(&error))
        }
        _ => Err(damaged(&"unknown encoding")),
    }
}

/// The version and times of a stored record of any kind.
pub(super) fn meta_of(bytes: &[u8]) -> Result<Meta> {
    #[derive(Deserialize)]
    struct Kept {
        meta: Meta,
    }
    Ok(decode::<Kept>(bytes)?.meta)
}

fn damaged(detail: &impl ToString) -> StorageError {
    StorageError::Damaged { space: "record", detail: detail.to_string() }
}
