//! Composite keys whose byte order is the order of their parts, and what reads the parts back.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use uuid::Uuid;

use super::error::{Result, StorageError};

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

    /// A day as a bound, see [`super::Span::between`]; none is no bound.
    pub fn day_bound(day: Option<NaiveDate>) -> Self {
        day.map_or_else(Self::new, |day| Self::new().day(day))
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

/// Reads the parts of a key back, from left to right, as [`Key`] wrote them.
#[derive(Clone, Debug)]
pub struct KeyReader<'k>(&'k [u8]);

impl<'k> KeyReader<'k> {
    /// Before the first part.
    pub fn new(bytes: &'k [u8]) -> Self {
        Self(bytes)
    }

    /// What was not read yet.
    pub fn rest(&self) -> &'k [u8] {
        self.0
    }

    /// See [`Key::id`].
    ///
    /// # Errors
    /// Here and below: `Damaged` when no such part stands here.
    pub fn id(&mut self) -> Result<Uuid> {
        self.take().map(Uuid::from_bytes)
    }

    /// See [`Key::byte`].
    pub fn byte(&mut self) -> Result<u8> {
        self.take().map(|[byte]| byte)
    }

    /// See [`Key::number`].
    pub fn number(&mut self) -> Result<u64> {
        self.take().map(u64::from_be_bytes)
    }

    /// See [`Key::signed`].
    pub fn signed(&mut self) -> Result<i64> {
        Ok((self.number()? ^ (1 << 63)).cast_signed())
    }

    /// See [`Key::text`]; without the NULs that the text may have had.
    pub fn text(&mut self) -> Result<&'k str> {
        let length = self.0.iter().position(|byte| *byte == 0).ok_or_else(Self::damaged)?;
        let (text, rest) = self.0.split_at_checked(length).ok_or_else(Self::damaged)?;
        self.0 = rest.get(1..).unwrap_or_default();
        std::str::from_utf8(text).map_err(|_not_utf_8| Self::damaged())
    }

    /// See [`Key::day`].
    pub fn day(&mut self) -> Result<NaiveDate> {
        let days = i32::try_from(self.signed()?).ok();
        days.and_then(NaiveDate::from_num_days_from_ce_opt).ok_or_else(Self::damaged)
    }

    /// See [`Key::instant`].
    pub fn instant(&mut self) -> Result<DateTime<Utc>> {
        DateTime::from_timestamp_micros(self.signed()?).ok_or_else(Self::damaged)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (part, rest) = self.0.split_first_chunk::<N>().ok_or_else(Self::damaged)?;
        self.0 = rest;
        Ok(*part)
    }

    pub(super) fn damaged() -> StorageError {
        StorageError::Damaged { space: "key", detail: "no such part".to_owned() }
    }
}
