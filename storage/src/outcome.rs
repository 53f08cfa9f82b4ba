//! Answers that were given once and are given again, byte for byte, when a write is repeated
//! with its Idempotency-Key. Stored in the transaction of the effect itself.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use furgo_ground::Once;

use super::{
    error::Result,
    reads::damaged,
    record::{decode, encode},
    schema::OUTCOMES,
};

/// How long an answer is remembered.
pub const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// What an outcome begins with: what is known of the answer as JSON behind its length, then the answer's
/// own bytes. Those of earlier versions are JSON as a whole, which begins otherwise.
const WITH_BYTES: u8 = 2;

/// The answer that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub fingerprint: String,
    pub status: u16,
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "text")]
    pub body: Vec<u8>,
    pub etag: Option<u64>,
    pub recorded_at: DateTime<Utc>,
    /// The records that the body shows: when one is erased, so is the answer.
    #[serde(default)]
    pub shows: Vec<Shown>,
}

impl Outcome {
    /// As it is stored: the answer once, and as it was sent.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let head = encode(&Self { body: Vec::new(), ..self.clone() })?;
        let length = u32::try_from(head.len()).unwrap_or(u32::MAX).to_be_bytes();
        Ok([&[WITH_BYTES], &length[..], &head, &self.body].concat())
    }

    /// What was stored, by this version or an earlier one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let Some((&WITH_BYTES, rest)) = bytes.split_first() else { return decode(bytes) };
        let parts = rest.split_first_chunk::<4>().and_then(|(length, rest)| {
            rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
        });
        let (head, body) = parts.ok_or_else(|| damaged(OUTCOMES))?;
        Ok(Self { body: body.to_vec(), ..decode(head)? })
    }
}

/// Bodies of earlier versions: a text inside the JSON.
mod text {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    pub fn serialize<S: Serializer>(body: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        String::from_utf8_lossy(body).serialize(serializer)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        String::deserialize(deserializer).map(String::into_bytes)
    }
}

/// A record that an answer shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The record's table.
    pub table: String,
    pub id: Uuid,
}

/// The ids of what a body shows: of the one thing that it is, or of the items of a list.
pub fn ids_in(body: &[u8]) -> Vec<Uuid> {
    let Ok(body) = serde_json::from_slice::<serde_json::Value>(body) else { return Vec::new() };
    let items = body.get("items").and_then(serde_json::Value::as_array);
    let things = std::iter::once(&body).chain(items.into_iter().flatten());
    things.filter_map(|thing| thing.get("id")?.as_str()?.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;
    use crate::record::ENCODING_JSON;

    #[test]
    fn an_answer_is_kept_once_and_older_ones_are_understood() {
        let outcome = Outcome {
            fingerprint: "f".to_owned(),
            status: 201,
            body: br#"{"id":"7","name":"A \"B\""}"#.to_vec(),
            etag: Some(3),
            recorded_at: DateTime::UNIX_EPOCH,
            shows: Vec::new(),
        };
        let bytes = outcome.to_bytes().unwrap();
        assert!(bytes.ends_with(&outcome.body));
        assert_eq!(Outcome::from_bytes(&bytes).unwrap(), outcome);
        // As every version before wrote it.
        let old = br#"{"fingerprint":"f","status":201,"body":"{\"id\":\"7\",\"name\":\"A \\\"B\\\"\"}","etag":3,"recorded_at":"1970-01-01T00:00:00Z"}"#;
        let old = [&[ENCODING_JSON], &old[..]].concat();
        assert_eq!(Outcome::from_bytes(&old).unwrap(), outcome);
        for cut in 0..bytes.len() - outcome.body.len() {
            assert!(Outcome::from_bytes(&bytes[..cut]).is_err());
        }
    }
}
