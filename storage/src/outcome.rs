//! Answers that were given once and are given again, byte for byte, when a write is repeated
//! with its Idempotency-Key. Stored in the transaction of the effect itself.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use furgo_ground::Once;

/// How long an answer is remembered.
pub const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// The answer that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub fingerprint: String,
    pub status: u16,
    pub body: String,
    pub etag: Option<u64>,
    pub recorded_at: DateTime<Utc>,
    /// The records that the body shows: when one is erased, so is the answer.
    #[serde(default)]
    pub shows: Vec<Shown>,
}

/// A record that an answer shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The record's table.
    pub table: String,
    pub id: Uuid,
}

/// The ids of what a body shows: of the one thing that it is, or of the items of a list.
pub fn ids_in(body: &str) -> Vec<Uuid> {
    let Ok(body) = serde_json::from_str::<serde_json::Value>(body) else { return Vec::new() };
    let items = body.get("items").and_then(serde_json::Value::as_array);
    let things = std::iter::once(&body).chain(items.into_iter().flatten());
    things.filter_map(|thing| thing.get("id")?.as_str()?.parse().ok()).collect()
}
