//! Answers that were given once and are given again, byte for byte, when a write is repeated
//! with its Idempotency-Key. Stored in the transaction of the effect itself.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long an answer is remembered.
pub const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// Marks a write that may be repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The Idempotency-Key, if the request has one.
    pub key: Option<String>,
    /// Fingerprint of method, path, version condition and body.
    pub fingerprint: String,
    /// Status of success.
    pub success: u16,
}

impl Once {
    /// A write that nobody can repeat: from the command line, from a job.
    pub fn never() -> Self {
        Self { key: None, fingerprint: String::new(), success: 200 }
    }

    /// The same write, forgotten at once: for requests and answers that hold secrets, of which
    /// nothing may be kept.
    pub fn forgotten(self) -> Self {
        Self { key: None, fingerprint: String::new(), success: self.success }
    }
}

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
