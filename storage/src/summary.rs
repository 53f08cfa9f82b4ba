//! Sums by month and by day, kept up to date by every write, so that statistics cost months and
//! not records.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::key::Key;
pub use super::{month::Month, sums::Sums};

/// What is summed, and of which part: a fuel, a kind, a category, as the feature numbers them.
/// Money is in thousandths of the fleet's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Metres driven on completed routes.
    DistanceM,
    /// Packages delivered.
    Delivered,
    /// Routes completed.
    RoutesCompleted,
    /// Those of them whose distance is known.
    RoutesMeasured,
    /// Money paid for a fuel.
    FuelCost(u8),
    /// Thousandths of a fuel's unit that were bought.
    FuelQuantity(u8),
    /// Refuels with a fuel.
    Refuels(u8),
    /// Money paid for maintenance of a kind.
    MaintenanceCost(u8),
    /// Maintenance of a kind, counted.
    Maintenance(u8),
    /// Money paid for expenses of a category.
    ExpenseAmount(u8),
    /// Expenses of a category, counted.
    Expenses(u8),
    /// Metres between refuels whose economy is known.
    EconomyDistanceM(u8),
    /// Thousandths of a fuel's unit that were used on those metres.
    EconomyQuantity(u8),
    /// Money of expenses in the months that they are for; on no day.
    SpreadExpenseAmount,
    /// What of it is for single days.
    DatedExpenseAmount,
}

impl Measure {
    /// Code and part, as they stand in a key: part of the file's format.
    pub(super) fn code_and_part(self) -> (u8, u8) {
        match self {
            Self::DistanceM => (1, 0),
            Self::Delivered => (2, 0),
            Self::RoutesCompleted => (3, 0),
            Self::FuelCost(part) => (4, part),
            Self::FuelQuantity(part) => (5, part),
            Self::Refuels(part) => (6, part),
            Self::MaintenanceCost(part) => (7, part),
            Self::Maintenance(part) => (8, part),
            Self::ExpenseAmount(part) => (9, part),
            Self::Expenses(part) => (10, part),
            Self::EconomyDistanceM(part) => (11, part),
            Self::EconomyQuantity(part) => (12, part),
            Self::SpreadExpenseAmount => (13, 0),
            Self::DatedExpenseAmount => (14, 0),
            Self::RoutesMeasured => (15, 0),
        }
    }
}

/// The whole fleet as a subject of sums.
pub const FLEET: Uuid = Uuid::nil();

/// One record's share of the sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summaries(BTreeMap<Vec<u8>, i64>);

impl Summaries {
    /// Adds to what a subject (a vehicle, a driver, or [`FLEET`]) has on a day and in its month.
    pub fn add(&mut self, subject: impl Into<Uuid>, day: NaiveDate, measure: Measure, amount: i64) {
        let subject = subject.into();
        self.add_to(day_key(subject, day, measure), amount);
        self.add_month(subject, Month::of(day), measure, amount);
    }

    /// Adds to what a subject has in a month, but on none of its days.
    pub fn add_month(
        &mut self,
        subject: impl Into<Uuid>,
        month: Month,
        measure: Measure,
        amount: i64,
    ) {
        self.add_to(month_key(subject, month, measure), amount);
    }

    fn add_to(&mut self, key: Vec<u8>, amount: i64) {
        let sum = self.0.entry(key).or_default();
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

/// What a period is: the byte before it in a key, part of the file's format.
const MONTH: u8 = 1;
const DAY: u8 = 2;

/// The beginning of the keys of a subject's months.
pub(super) fn months_of(subject: Uuid) -> Key {
    Key::new().id(subject).byte(MONTH)
}

/// The beginning of the keys of a subject's days.
pub(super) fn days_of(subject: Uuid) -> Key {
    Key::new().id(subject).byte(DAY)
}

/// The key of a month's sum.
pub(super) fn month_key(subject: impl Into<Uuid>, month: Month, measure: Measure) -> Vec<u8> {
    measured(months_of(subject.into()).signed(month.number()), measure)
}

/// The key of a day's sum.
fn day_key(subject: Uuid, day: NaiveDate, measure: Measure) -> Vec<u8> {
    measured(days_of(subject).day(day), measure)
}

fn measured(period: Key, measure: Measure) -> Vec<u8> {
    let (code, part) = measure.code_and_part();
    period.byte(code).byte(part).into_bytes()
}
