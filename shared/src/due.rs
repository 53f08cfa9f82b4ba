//! Due work: maintenance, documents and recurring expenses, by day, by distance or by both.
//!
//! Civil days of the fleet's time zone; what "today" is, the caller says. Every item is judged by
//! its own plan alone. Deliberately absent: storage, and telling anybody.

mod recurrence;

#[cfg(test)]
mod recurrence_tests;
#[cfg(test)]
mod tests;

use chrono::Days;
use serde::{Deserialize, Serialize};

use crate::time::Day;

pub use recurrence::{Basis, Recurrence, add_months, next};

/// How long before its day an item is due soon, unless its plan says otherwise.
pub const LEAD_DAYS: u32 = 30;
/// How far before its odometer reading an item is due soon, unless its plan says otherwise; metres.
pub const LEAD_M: i64 = 1_000_000;
/// So few days left are urgent.
const URGENT_DAYS: i64 = 7;
/// So few metres left are urgent.
const URGENT_M: i64 = 100_000;

/// How an item stands, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DueState"))]
#[serde(rename_all = "snake_case")]
pub enum State {
    Overdue,
    /// On this very day or at this very reading.
    Due,
    /// Within its lead.
    Soon,
    Scheduled,
    /// Planned by distance only, and the odometer is not known.
    Unknown,
}

impl State {
    /// Every state, the most urgent first.
    pub const ALL: [Self; 5] =
        [Self::Overdue, Self::Due, Self::Soon, Self::Scheduled, Self::Unknown];
}

/// How urgent an item of a list is, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    Overdue,
    /// At most 7 days or 100 km.
    Urgent,
    /// At most 30 days or 1000 km.
    Soon,
    Scheduled,
}

impl Urgency {
    /// Every urgency, the most urgent first.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Urgent, Self::Soon, Self::Scheduled];
}

/// When an item is due: whichever comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub date: Option<Day>,
    /// Metres.
    pub odometer_m: Option<i64>,
    /// Without one it is [`LEAD_DAYS`].
    pub lead_days: Option<u32>,
    /// Metres; without one it is [`LEAD_M`].
    pub lead_m: Option<i64>,
    /// The day of the month, 1 to 31, that fixed dates fall on in months that have it: with 31,
    /// what comes after 28 February is 31 March. Without one it is the date's own.
    #[serde(default)]
    pub anchor_day: Option<u32>,
}

/// How a plan stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessment {
    pub state: State,
    /// Negative when overdue; `None` when no day is planned.
    pub days_left: Option<i64>,
    /// Metres, negative when overdue; `None` when no reading is planned or the odometer is unknown.
    pub m_left: Option<i64>,
}

/// How a plan stands today, with the odometer in metres if it is known.
pub fn assess(plan: &Plan, today: Day, odometer_m: Option<i64>) -> Assessment {
    let days_left = plan.date.map(|date| date.signed_duration_since(today).num_days());
    let m_left = plan.odometer_m.zip(odometer_m).map(|(due, now)| due.saturating_sub(now));
    let by_date = days_left.map(|left| state(left, i64::from(plan.lead_days.unwrap_or(LEAD_DAYS))));
    let by_odometer = m_left.map(|left| state(left, plan.lead_m.unwrap_or(LEAD_M)));
    let state = by_date.into_iter().chain(by_odometer).min().unwrap_or(State::Unknown);
    Assessment { state, days_left, m_left }
}

fn state(left: i64, lead: i64) -> State {
    match left {
        ..0 => State::Overdue,
        0 => State::Due,
        _ if left <= lead => State::Soon,
        _ => State::Scheduled,
    }
}

/// The day on which a plan is probably due: its own, or the one on which its reading is reached
/// at so many metres per day, whichever is earlier. `None` if neither is known. A reading that is
/// reached already gives today.
pub fn forecast(
    plan: &Plan,
    today: Day,
    odometer_m: Option<i64>,
    m_per_day: Option<i64>,
) -> Option<Day> {
    let m_left = plan.odometer_m.zip(odometer_m).map(|(due, now)| due.saturating_sub(now));
    let reached = m_left.and_then(|left| {
        let days_left = if left <= 0 { 0 } else { days_to_drive(left, m_per_day?)? };
        today.checked_add_days(Days::new(days_left))
    });
    plan.date.into_iter().chain(reached).min()
}

/// Whole days, rounded up; `None` for a vehicle that stands still.
fn days_to_drive(distance_m: i64, m_per_day: i64) -> Option<u64> {
    let (distance_m, m_per_day) = (u64::try_from(distance_m).ok()?, u64::try_from(m_per_day).ok()?);
    (m_per_day > 0).then(|| distance_m.div_ceil(m_per_day))
}

/// How urgent something is with so many days or metres left, whichever is worse.
pub fn urgency(days_left: Option<i64>, m_left: Option<i64>) -> Urgency {
    let of = |left: i64, urgent: i64, soon: i64| match left {
        ..0 => Urgency::Overdue,
        _ if left <= urgent => Urgency::Urgent,
        _ if left <= soon => Urgency::Soon,
        _ => Urgency::Scheduled,
    };
    let by_days = days_left.map(|left| of(left, URGENT_DAYS, i64::from(LEAD_DAYS)));
    let by_m = m_left.map(|left| of(left, URGENT_M, LEAD_M));
    by_days.into_iter().chain(by_m).min().unwrap_or(Urgency::Scheduled)
}
