//! What seems odd about a reading while it is typed. Nothing here forbids: the server decides.

use furgo_shared::{readings::HintsView, time::Day, units::Km};
use yew::AttrValue;

use crate::{
    format,
    i18n::{text, text_with},
    session::Measures,
};

/// A day's journey out of the ordinary is no error: this much is allowed on top.
const ALLOWANCE_KM: f64 = 300.0;
/// How often the expected distance must be exceeded: as in the inbox of findings.
const FACTOR: f64 = 5.0;

/// Why a reading seems odd.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doubt {
    /// Lower than this one, which is older.
    Below(Km, Day),
    /// Higher than this one, which is newer.
    Above(Km, Day),
    /// Further than the vehicle's days let expect: driven since the last reading.
    Jump(Km),
}

/// What is odd about a reading on a day, if anything.
pub fn odometer_doubt(hints: &HintsView, day: Day, odometer: Km) -> Option<Doubt> {
    if let Some(before) = hints.before.as_ref().filter(|before| odometer < before.odometer_km) {
        return Some(Doubt::Below(before.odometer_km, before.date));
    }
    if let Some(after) = hints.after.as_ref().filter(|after| odometer > after.odometer_km) {
        return Some(Doubt::Above(after.odometer_km, after.date));
    }
    let before = hints.before.as_ref()?;
    let days = day.signed_duration_since(before.date).num_days().max(1);
    let driven = odometer.checked_sub(before.odometer_km)?;
    let days: f64 = u32::try_from(days).unwrap_or(u32::MAX).into();
    let limit = ALLOWANCE_KM + FACTOR * hints.km_per_day? * days;
    (driven.to_f64() > limit).then_some(Doubt::Jump(driven))
}

impl Doubt {
    /// As a sentence.
    pub fn sentence(self, measures: Measures) -> AttrValue {
        let reading = |km: Km| format::distance(km, measures.units).to_string();
        match self {
            Self::Below(km, day) => text_with(
                "entry-below",
                [("reading", reading(km).into()), ("day", format::day(day).to_string().into())],
            ),
            Self::Above(km, day) => text_with(
                "entry-above",
                [("reading", reading(km).into()), ("day", format::day(day).to_string().into())],
            ),
            Self::Jump(driven) => text_with("entry-jump", [("distance", reading(driven).into())]),
        }
    }
}

/// "Last: 118,240 km, 3 days ago".
pub fn last_reading(hints: &HintsView, today: Day, measures: Measures) -> Option<AttrValue> {
    let before = hints.before.as_ref()?;
    let days = today.signed_duration_since(before.date).num_days();
    let when = match days {
        0 => text("entry-today"),
        1 => text("entry-yesterday"),
        2..=60 => {
            text_with("age-days", [("count", u64::try_from(days).unwrap_or_default().into())])
        }
        _ => format::day(before.date),
    };
    let reading = format::distance(before.odometer_km, measures.units).to_string();
    Some(text_with(
        "entry-last-reading",
        [("reading", reading.into()), ("when", when.to_string().into())],
    ))
}

#[cfg(test)]
mod tests {
    use furgo_shared::{id::VehicleId, odometer::Source, readings::TimelineView, text::Locale};
    use uuid::Uuid;

    use super::*;
    use crate::i18n;

    fn day(text: &str) -> Day {
        text.parse().expect("a day of the calendar")
    }

    fn reading(date: &str, km: i64) -> Option<TimelineView> {
        Some(TimelineView {
            record_id: Uuid::nil(),
            source: Source::Refuel,
            date: day(date),
            odometer_km: Km::whole(km),
            in_conflict: false,
        })
    }

    fn hints() -> HintsView {
        HintsView {
            vehicle_id: VehicleId(Uuid::nil()),
            vehicle: "van-1".to_owned(),
            before: reading("2026-03-01", 118_240),
            after: reading("2026-03-20", 119_000),
            km_per_day: Some(40.0),
            estimated_km: None,
            fuels: Vec::new(),
            last_station: None,
        }
    }

    #[test]
    fn a_reading_between_its_neighbours_is_not_doubted() {
        let open = HintsView { after: None, ..hints() };
        let unknown = HintsView { km_per_day: None, ..open.clone() };
        let nothing = HintsView { before: None, ..open.clone() };
        for (hints, km, expected) in [
            (&hints(), 118_500, None),
            (&hints(), 118_239, Some(Doubt::Below(Km::whole(118_240), day("2026-03-01")))),
            (&hints(), 119_001, Some(Doubt::Above(Km::whole(119_000), day("2026-03-20")))),
            // 300 km and five times the 80 km of two days are 700 km.
            (&open, 118_940, None),
            (&open, 118_941, Some(Doubt::Jump(Km::whole(701)))),
            (&unknown, 500_000, None),
            (&nothing, 500_000, None),
        ] {
            assert_eq!(odometer_doubt(hints, day("2026-03-03"), Km::whole(km)), expected, "{km}");
        }
    }

    #[test]
    fn the_last_reading_is_said_with_its_age() {
        i18n::set_locale(Locale::En);
        for (today, said) in [
            ("2026-03-01", "Last: 118,240\u{202f}km, today"),
            ("2026-03-02", "Last: 118,240\u{202f}km, yesterday"),
            ("2026-03-04", "Last: 118,240\u{202f}km, 3 days ago"),
            ("2026-09-01", "Last: 118,240\u{202f}km, 1\u{a0}Mar 2026"),
        ] {
            let sentence = last_reading(&hints(), day(today), Measures::default());
            assert_eq!(sentence.as_deref(), Some(said));
        }
    }
}
