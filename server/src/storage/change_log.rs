//! What changed, in commit order: what synchronisation reads.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One write of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The record's table.
    pub table: String,
    pub id: Uuid,
    /// The record's version after the write.
    pub version: u64,
    pub kind: ChangeKind,
}

/// What happened to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Put,
    Delete,
}
