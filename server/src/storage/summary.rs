//! Monthly sums, kept up to date by every write, so that statistics cost months, not records.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use super::key::Key;

/// What is summed. The number is part of the file's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Measure {
    /// Metres driven on completed routes.
    DistanceM = 1,
    /// Packages delivered.
    Delivered = 2,
    /// Routes completed.
    RoutesCompleted = 3,
}

/// The whole fleet as a subject of sums.
pub const FLEET: Uuid = Uuid::nil();

/// A month of the fleet's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(u32);

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        // Years are positive here: validation keeps dates within a few centuries.
        Self(u32::try_from(day.year()).unwrap_or(0) * 12 + day.month0())
    }
}

/// One record's share of the sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summaries(BTreeMap<Vec<u8>, i64>);

impl Summaries {
    /// Adds to the sums of a subject (a vehicle, or [`FLEET`]).
    pub fn add(&mut self, subject: impl Into<Uuid>, month: Month, measure: Measure, amount: i64) {
        let sum = self.0.entry(summary_key(subject, month, measure)).or_default();
        *sum = sum.saturating_add(amount);
    }

    /// Every sum that the record touches.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Vec<u8>, i64)> {
        self.0.iter().map(|(key, amount)| (key, *amount))
    }

    /// What has to be added to the sums when `old` becomes `self`.
    pub(super) fn since(mut self, old: &Self) -> Self {
        for (key, amount) in &old.0 {
            let sum = self.0.entry(key.clone()).or_default();
            *sum = sum.saturating_sub(*amount);
        }
        self.0.retain(|_, amount| *amount != 0);
        self
    }
}

/// The key of one sum.
pub(super) fn summary_key(subject: impl Into<Uuid>, month: Month, measure: Measure) -> Vec<u8> {
    Key::new().id(subject).number(u64::from(month.0)).byte(measure as u8).into_bytes()
}
