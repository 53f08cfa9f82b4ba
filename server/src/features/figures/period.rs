//! Which days a figure is about.

use chrono::Datelike;
use furgo_shared::{figures, stats::Period, time::Day};

use crate::{
    error::Result,
    features::{
        odometer::{Walk, replacements},
        settings,
        vehicles::VehicleRecord,
    },
    storage::{Month, Reads, engine::Order},
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

    /// The days of a month that are in it, as days of the month; `None` when all of them are, or
    /// none is.
    pub fn part_of(self, month: Month) -> Option<(u32, u32)> {
        let (from, to) = (self.from.max(month.first_day()), self.to.min(month.last_day()));
        let is_whole = from == month.first_day() && to == month.last_day();
        (from <= to && !is_whole).then(|| (from.day(), to.day()))
    }
}

/// What a period means for a vehicle: open, it begins on the first day on record and ends today.
/// `None` when there is nothing to begin with, or no day in it. Not with an earlier purchase: what
/// was lost before the first kilometre on record would be divided by the kilometres after it.
pub fn stretch(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    period: Period,
    today: Day,
) -> Result<Option<Stretch>> {
    let from = match period.from {
        Some(from) => Some(from),
        None => first_day(tx, vehicle)?,
    };
    Ok(from.and_then(|from| Stretch::new(from, period.to.unwrap_or(today))))
}

/// The first day on record: that of the first entry or reading, or the one on which the vehicle
/// itself was entered, whichever is earlier. So another entry makes a period longer and never
/// shorter. A vehicle without a purchase, an entry and a reading has none.
fn first_day(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<Option<Day>> {
    let first = first_entry(tx, vehicle)?;
    if first.is_none() && vehicle.purchase_date.is_none() {
        return Ok(None);
    }
    let entered = settings::store::current(tx)?.day_of(vehicle.meta.created_at);
    Ok(first.into_iter().chain([entered]).min())
}

/// The day of the first entry or reading of a vehicle.
pub fn first_entry(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<Option<Day>> {
    let reading = Walk::new(vehicle.id, None, None, Order::Ascending).next(tx)?;
    let replacements = replacements(tx, vehicle.id)?;
    let days = [
        tx.first_day(vehicle.id)?,
        reading.map(|reading| reading.day),
        replacements.first().map(|replacement| replacement.day),
    ];
    Ok(days.into_iter().flatten().min())
}

/// The twelve months up to and including a day.
pub fn last_year(today: Day) -> Period {
    Period { from: today.succ_opt().map(figures::year_before), to: Some(today) }
}

/// The same period a year earlier, if it has a beginning and an end.
pub fn year_before(period: Period) -> Option<Period> {
    let (from, to) = (period.from?, period.to?);
    Some(Period { from: Some(figures::year_before(from)), to: Some(figures::year_before(to)) })
}
