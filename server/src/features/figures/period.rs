//! Which days a figure is about.

use furgo_shared::{figures, stats::Period, time::Day};

use crate::{
    error::Result,
    features::vehicles::VehicleRecord,
    storage::{Month, Reads},
};

/// The most months that one answer lists.
pub const MONTHS_MAX: i32 = 36;

/// Days from one to another, both included; never the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: Day,
    pub to: Day,
}

impl Stretch {
    /// `None` when there is no day in it.
    pub fn new(from: Day, to: Day) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// A whole month.
    pub fn of_month(month: Month) -> Self {
        Self { from: month.first_day(), to: month.last_day() }
    }

    /// Its months, the newest [`MONTHS_MAX`] of them, each cut to the stretch.
    pub fn months(self) -> impl Iterator<Item = (Month, Self)> {
        let last = Month::of(self.to);
        let first = Month::of(self.from).max(last.plus(1 - MONTHS_MAX));
        first.through(last).map(move |month| {
            let (from, to) = (self.from.max(month.first_day()), self.to.min(month.last_day()));
            (month, Self { from, to })
        })
    }

    /// The days of a month that are in it, and how many the month has.
    pub fn share_of(self, month: Month) -> (i64, i64) {
        let (from, to) = (self.from.max(month.first_day()), self.to.min(month.last_day()));
        (((to - from).num_days() + 1).max(0), month.days())
    }
}

/// What a period means for a vehicle: open, it begins on the first day with data, or with the
/// purchase when there are none, and ends today. `None` when there is nothing to begin with, or no
/// day in it. Not with an earlier purchase: what was lost before the first kilometre on record
/// would be divided by the kilometres after it.
pub fn stretch(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    period: Period,
    today: Day,
) -> Result<Option<Stretch>> {
    let from = match period.from {
        Some(from) => Some(from),
        None => tx.first_day(vehicle.id)?.or(vehicle.purchase_date),
    };
    Ok(from.and_then(|from| Stretch::new(from, period.to.unwrap_or(today))))
}

/// The same period a year earlier, if it has a beginning and an end.
pub fn year_before(period: Period) -> Option<Period> {
    let (from, to) = (period.from?, period.to?);
    Some(Period { from: Some(figures::year_before(from)), to: Some(figures::year_before(to)) })
}
