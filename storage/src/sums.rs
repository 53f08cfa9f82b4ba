//! Sums as they are read, over any days: whole months from the months' sums, what is left over at
//! either end from the days'. So a question costs a row for each measure of each month in between
//! and of at most sixty days, however many records there are.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    engine::KeyRange,
    error::Result,
    key::{Key, KeyReader},
    month::Month,
    summary::{Measure, days_of, months_of},
};

/// Sums of one subject over one stretch of time, by measure. What is absent is 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums(BTreeMap<(u8, u8), i64>);

impl Sums {
    /// One sum.
    pub fn get(&self, measure: Measure) -> i64 {
        self.0.get(&measure.code_and_part()).copied().unwrap_or(0)
    }

    /// All sums of a measure that has parts: `sums.parts(Measure::FuelCost)`.
    pub fn parts(&self, of: fn(u8) -> Measure) -> impl Iterator<Item = (u8, i64)> {
        let range = of(u8::MIN).code_and_part()..=of(u8::MAX).code_and_part();
        self.0.range(range).map(|((_, part), sum)| (*part, *sum))
    }

    /// The parts of a measure together.
    pub fn total(&self, of: fn(u8) -> Measure) -> i64 {
        self.parts(of).fold(0, |total, (_, sum)| total.saturating_add(sum))
    }

    /// Nothing was summed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds other sums: of another subject, of other days.
    pub fn add_all(&mut self, other: &Self) {
        for (measure, amount) in &other.0 {
            self.add(*measure, *amount);
        }
    }

    fn add(&mut self, measure: (u8, u8), amount: i64) {
        let sum = self.0.entry(measure).or_default();
        *sum = sum.saturating_add(amount);
        if *sum == 0 {
            self.0.remove(&measure);
        }
    }

    /// Adds a row: the measure stands behind the period.
    pub(super) fn add_row(&mut self, mut behind: KeyReader<'_>, amount: i64) -> Result<()> {
        let measure = (behind.byte()?, behind.byte()?);
        self.add(measure, amount);
        Ok(())
    }
}

/// The month that a row is about, and what stands behind it.
pub(super) fn month_of(row: &[u8]) -> Result<(Month, KeyReader<'_>)> {
    let mut reader = KeyReader::new(row);
    reader.id()?;
    reader.byte()?;
    let month = Month::from_number(reader.signed()?).ok_or_else(KeyReader::damaged)?;
    Ok((month, reader))
}

/// The day that a row is about.
pub(super) fn day_of(row: &[u8]) -> Result<NaiveDate> {
    let mut reader = KeyReader::new(row);
    reader.id()?;
    reader.byte()?;
    reader.day()
}

/// The rows of all days.
pub(super) fn all_days_range(subject: Uuid) -> KeyRange {
    KeyRange::prefix(days_of(subject).as_bytes())
}

/// What stands behind the period of a row, whatever period that is.
pub(super) fn behind_period(row: &[u8]) -> Result<KeyReader<'_>> {
    let mut reader = KeyReader::new(row);
    reader.id()?;
    reader.byte()?;
    reader.number()?;
    Ok(reader)
}

/// The rows of the months from `first` to `last`.
pub(super) fn months_range(subject: Uuid, first: Month, last: Month) -> KeyRange {
    let sort = |month: Month| Key::new().signed(month.number());
    KeyRange::between(&months_of(subject), &sort(first), &sort(last))
}

fn days_range(subject: Uuid, from: NaiveDate, to: NaiveDate) -> KeyRange {
    KeyRange::between(&days_of(subject), &Key::new().day(from), &Key::new().day(to))
}

/// The rows that together are the days from `from` to `to`: whole months, and the days beside.
pub(super) fn ranges(subject: Uuid, from: NaiveDate, to: NaiveDate) -> Vec<KeyRange> {
    if from > to {
        return Vec::new();
    }
    let (first, last) = (Month::of(from), Month::of(to));
    let begins_whole = from == first.first_day();
    let ends_whole = to == last.last_day();
    let first_whole = if begins_whole { first } else { first.next() };
    let last_whole = if ends_whole { last } else { last.plus(-1) };
    if first_whole > last_whole {
        return vec![days_range(subject, from, to)];
    }
    let mut ranges = vec![months_range(subject, first_whole, last_whole)];
    if !begins_whole {
        ranges.push(days_range(subject, from, first.last_day()));
    }
    if !ends_whole {
        ranges.push(days_range(subject, last.first_day(), to));
    }
    ranges
}
