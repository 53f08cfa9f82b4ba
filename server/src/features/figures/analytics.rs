//! A vehicle month by month.

use furgo_shared::{
    fuel::Energy,
    stats::{AnalyticsView, AskAnalytics},
    time::Day,
};

use super::{
    period::{MONTHS_MAX, Stretch},
    totals::Figures,
};
use crate::{
    error::Result,
    features::{settings, vehicles},
    storage::{Month, Reads},
};

/// Months that are listed when the question names neither a number nor a beginning.
const MONTHS: i32 = 12;

/// Whole months, empty ones included.
pub fn of_vehicle(tx: &impl Reads, alias: &str, ask: &AskAnalytics) -> Result<AnalyticsView> {
    let vehicle = vehicles::store::require(tx, alias)?;
    let today = settings::store::today(tx)?;
    let energy = Energy::of(vehicle.fuel);
    let items = match months(ask, today) {
        Some(stretch) => Figures::of_months(tx, &vehicle, stretch)?
            .into_iter()
            .map(|(month, figures)| figures.row(month, Some(energy)))
            .collect(),
        None => Vec::new(),
    };
    Ok(AnalyticsView { vehicle_id: vehicle.id, vehicle: vehicle.alias, items })
}

/// Up to the month of `to` or the current one: from that of `from` on, or as many as were asked
/// for, whichever is shorter.
fn months(ask: &AskAnalytics, today: Day) -> Option<Stretch> {
    let last = Month::of(ask.to.unwrap_or(today));
    let count = match (ask.months, ask.from) {
        (Some(months), _) => i32::try_from(months).unwrap_or(MONTHS_MAX),
        (None, Some(_)) => MONTHS_MAX,
        (None, None) => MONTHS,
    };
    let counted = last.plus(1 - count.clamp(1, MONTHS_MAX));
    let first = ask.from.map_or(counted, |from| Month::of(from).max(counted));
    Stretch::new(first.first_day(), last.last_day())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    #[test]
    fn months_are_whole_and_at_most_thirty_six() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let today = day("2026-11-22");
        for (months_asked, from, to, expected) in [
            (None, None, None, Some(("2025-12-01", "2026-11-30"))),
            (Some(1), None, None, Some(("2026-11-01", "2026-11-30"))),
            (Some(36), None, Some("2024-02-29"), Some(("2021-03-01", "2024-02-29"))),
            (None, Some("2026-09-17"), None, Some(("2026-09-01", "2026-11-30"))),
            (None, Some("2020-01-01"), None, Some(("2023-12-01", "2026-11-30"))),
            (None, Some("2026-01-31"), Some("2026-02-01"), Some(("2026-01-01", "2026-02-28"))),
            (Some(2), Some("2020-01-01"), None, Some(("2026-10-01", "2026-11-30"))),
            (None, Some("2027-01-01"), None, None),
        ] {
            let ask = AskAnalytics { months: months_asked, from: from.map(day), to: to.map(day) };
            let expected = expected.and_then(|(from, to)| Stretch::new(day(from), day(to)));
            assert_eq!(months(&ask, today), expected, "{ask:?}");
        }
    }
}
