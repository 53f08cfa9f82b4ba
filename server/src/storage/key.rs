//! Composite keys whose byte order is the order of their parts.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use uuid::Uuid;

/// A key under construction. Parts compare like their values, from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Vec<u8>);

impl Key {
    /// No parts: the key of "everything".
    pub fn new() -> Self {
        Self::default()
    }

    /// An id, in the order of creation (UUIDv7).
    pub fn id(mut self, id: impl Into<Uuid>) -> Self {
        self.0.extend_from_slice(id.into().as_bytes());
        self
    }

    /// A small closed set: a status, a kind, a flag.
    pub fn byte(mut self, byte: u8) -> Self {
        self.0.push(byte);
        self
    }

    /// An unsigned number.
    pub fn number(mut self, number: u64) -> Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// A signed number.
    pub fn signed(self, number: i64) -> Self {
        // Flipping the sign bit makes negative numbers sort before positive ones.
        self.number(number.cast_unsigned() ^ (1 << 63))
    }

    /// A text; NUL ends it, so that `ab` sorts before `abc`.
    pub fn text(mut self, text: &str) -> Self {
        self.0.extend(text.bytes().filter(|byte| *byte != 0));
        self.0.push(0);
        self
    }

    /// A civil day.
    pub fn day(self, day: NaiveDate) -> Self {
        self.signed(i64::from(day.num_days_from_ce()))
    }

    /// An instant, to the microsecond.
    pub fn instant(self, instant: DateTime<Utc>) -> Self {
        self.signed(instant.timestamp_micros())
    }

    /// Other parts behind these.
    pub fn then(mut self, other: &Key) -> Self {
        self.0.extend_from_slice(&other.0);
        self
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, owned.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
