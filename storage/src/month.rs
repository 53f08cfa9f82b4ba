//! Months of the fleet's calendar.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};

/// A month of the fleet's calendar: `year * 12 + month`, January being 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        // A year has six digits at most, and a month is less than twelve.
        Self(day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0))
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        let month = u32::try_from(self.0.rem_euclid(12)).unwrap_or(0) + 1;
        NaiveDate::from_ymd_opt(self.0.div_euclid(12), month, 1).unwrap_or(NaiveDate::MAX)
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        let next = self.first_day().checked_add_months(Months::new(1));
        // The calendar ends with a whole month.
        next.and_then(|day| day.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// How many days it has.
    pub fn days(self) -> i64 {
        (self.last_day() - self.first_day()).num_days() + 1
    }

    /// The month after it.
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The month that many months later (or earlier), within the calendar.
    pub fn plus(self, months: i32) -> Self {
        let (first, last) = (Self::of(NaiveDate::MIN), Self::of(NaiveDate::MAX));
        Self(self.0.saturating_add(months)).clamp(first, last)
    }

    /// All months from this one to `last`, both included; none if `last` is earlier.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }

    /// What orders it in a key.
    pub(super) fn number(self) -> i64 {
        self.0.into()
    }

    /// From what orders it in a key.
    pub(super) fn from_number(number: i64) -> Option<Self> {
        i32::try_from(number).ok().map(Self)
    }
}

impl fmt::Display for Month {
    /// `YYYY-MM`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first_day().format("%Y-%m"))
    }
}
