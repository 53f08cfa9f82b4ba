//! What comes after an item is done: fixed to its due dates, or counted from the day it was done.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Plan;
use crate::time::Day;

/// How often an item comes back: after months or days, after metres, or whichever comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    /// Zero counts as none.
    pub months: Option<u32>,
    /// Instead of months; zero counts as none.
    pub days: Option<u32>,
    /// Metres; zero counts as none.
    pub m: Option<i64>,
}

/// What the next time is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RecurrenceBasis"))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// From when it was due: insurance, tax, inspections by law.
    Fixed,
    /// From when it was done: oil, tyres.
    Floating,
}

impl Basis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Fixed, Self::Floating];
}

/// The plan that follows one that was done on a day, at a reading in metres if it is known.
///
/// Fixed, it goes on from what was due by whole periods, at least one, until it is after the day
/// (and the reading) at which it was done; floating, one period after these. What does not come
/// back, or lies beyond the calendar, is not planned. Leads are kept.
///
/// A fixed plan hands its anchor day on, so that from 31 January it goes over 28 February to
/// 31 March: who stores the plan stores the anchor.
pub fn next(
    plan: &Plan,
    recurrence: &Recurrence,
    basis: Basis,
    done_on: Day,
    done_at_m: Option<i64>,
) -> Plan {
    let months = recurrence.months.filter(|months| *months > 0);
    let days = recurrence.days.filter(|days| *days > 0);
    let period_m = recurrence.m.filter(|period_m| *period_m > 0);
    // What was not planned by a day (or a reading) has none to go on from.
    let due = plan.date.filter(|_| basis == Basis::Fixed);
    let due_m = plan.odometer_m.filter(|_| basis == Basis::Fixed);
    let anchor_day = match due {
        Some(due) => plan.anchor_day.unwrap_or(due.day()),
        None => done_on.day(),
    };
    let date = match (months, days, due) {
        (Some(months), _, Some(due)) => fixed_date(due, months, anchor_day, done_on),
        (Some(months), _, None) => add_months(done_on, months, anchor_day),
        (None, Some(days), Some(due)) => fixed_day(due, days, done_on),
        (None, Some(days), None) => done_on.checked_add_days(Days::new(days.into())),
        (None, None, _) => None,
    };
    let odometer_m = period_m.and_then(|period_m| match due_m {
        Some(due_m) => fixed_reading(due_m, period_m, done_at_m),
        None => done_at_m.and_then(|done_at_m| done_at_m.checked_add(period_m)),
    });
    // Days have no day of the month to come back to.
    let anchor_day = date.filter(|_| months.is_some()).map(|_| anchor_day);
    Plan { date, odometer_m, anchor_day, ..*plan }
}

fn fixed_date(due: Day, months: u32, anchor_day: u32, done_on: Day) -> Option<Day> {
    let passed = u32::try_from(month_number(done_on) - month_number(due)).unwrap_or_default();
    // One period less than have passed, for the month's last days; then at most two steps remain.
    let periods = (passed / months).max(1);
    (periods..)
        .take(2)
        .map_while(|periods| add_months(due, months.checked_mul(periods)?, anchor_day))
        .find(|date| *date > done_on)
}

fn fixed_day(due: Day, days: u32, done_on: Day) -> Option<Day> {
    let late = u64::try_from(done_on.signed_duration_since(due).num_days()).unwrap_or_default();
    let periods = late / u64::from(days) + 1;
    due.checked_add_days(Days::new(periods.checked_mul(days.into())?))
}

fn fixed_reading(due_m: i64, period_m: i64, done_at_m: Option<i64>) -> Option<i64> {
    let late_m = done_at_m.map_or(0, |done_at_m| done_at_m.saturating_sub(due_m).max(0));
    let periods = late_m / period_m + 1;
    period_m.checked_mul(periods).and_then(|ahead_m| due_m.checked_add(ahead_m))
}

/// A day some months later, on the anchor's day of the month or on the last of a shorter month:
/// with an anchor of 31, 31 January, 28 February, 31 March. `None` beyond the calendar.
pub fn add_months(day: Day, months: u32, anchor_day: u32) -> Option<Day> {
    let month = month_number(day).checked_add(i64::from(months))?;
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u32::try_from(month.rem_euclid(12) + 1).ok()?;
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    first.with_day(anchor_day.clamp(1, u32::from(first.num_days_in_month())))
}

/// Months since the year 0.
fn month_number(day: Day) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}
