//! Due work in words: what, when, and when by estimate.

use furgo_shared::{due::State, due_work::DueView, units::Km};
use yew::AttrValue;

use crate::{
    features::histories::words,
    format,
    i18n::{text, text_with},
    session::Measures,
};

/// What is to be done or paid.
pub fn title(item: &DueView) -> AttrValue {
    let kind = item.kind.map(words::maintenance_kind);
    kind.or(item.category.map(words::expense_category)).unwrap_or_default()
}

/// The planned day and the planned reading, each with how far away it is.
pub fn when(item: &DueView, measures: Measures) -> Vec<AttrValue> {
    let by_day = item.due_date.map(|day| {
        let day = format::day(day).to_string();
        match item.days_left.map(left) {
            Some(left) => text_with("due-at", [("at", day.into()), ("left", (&*left).into())]),
            None => day.into(),
        }
    });
    let by_odometer = item.due_odometer_km.map(|km| {
        let at = format::distance(km, measures.units).to_string();
        match item.km_left.map(|left| distance_left(left, measures)) {
            Some(left) => text_with("due-at", [("at", at.into()), ("left", (&*left).into())]),
            None => at.into(),
        }
    });
    by_day.into_iter().chain(by_odometer).collect()
}

fn left(days: i64) -> AttrValue {
    match days {
        0 => text("due-today"),
        1.. => text_with("due-in-days", [("count", days.unsigned_abs().into())]),
        _ => text_with("due-days-over", [("count", days.unsigned_abs().into())]),
    }
}

fn distance_left(left: Km, measures: Measures) -> AttrValue {
    let amount = |km: Km| format::distance(km, measures.units).to_string();
    if left == Km::ZERO {
        text("due-distance-now")
    } else if left > Km::ZERO {
        text_with("due-distance-left", [("distance", amount(left).into())])
    } else {
        let over = amount(Km::from_units(left.units().saturating_neg()));
        text_with("due-distance-over", [("distance", over.into())])
    }
}

/// When it will be due at the vehicle's pace; nothing for what is due by its date alone, or is
/// overdue anyway.
pub fn forecast(item: &DueView, measures: Measures) -> Option<AttrValue> {
    item.due_odometer_km?;
    if matches!(item.state, State::Overdue | State::Due) {
        return None;
    }
    let (day, pace) = (item.forecast_date?, item.km_per_day?);
    let pace = format::decimal(pace / measures.units.distance.km(), 0);
    let unit = format::distance_unit(measures.units.distance);
    Some(text_with(
        "due-forecast",
        [
            ("day", format::day(day).to_string().into()),
            ("pace", format!("{pace}\u{202f}{unit}").into()),
        ],
    ))
}

#[cfg(test)]
pub(crate) mod tests {
    use furgo_shared::{
        due::Urgency,
        due_work::DueSource,
        id::VehicleId,
        maintenance::MaintenanceKind,
        measures::{DistanceUnit, Units},
        money::Money,
        text::Locale,
    };
    use uuid::Uuid;

    use super::*;

    /// An oil change that is far away.
    pub(crate) fn oil() -> DueView {
        DueView {
            source: DueSource::Maintenance,
            id: Uuid::nil(),
            vehicle_id: VehicleId(Uuid::nil()),
            vehicle: "van-1".to_owned(),
            kind: Some(MaintenanceKind::Oil),
            category: None,
            description: "5W30".to_owned(),
            amount: Money::whole(90),
            due_date: "2026-12-01".parse().ok(),
            due_odometer_km: Some(Km::whole(50_000)),
            days_left: Some(9),
            km_left: Some(Km::whole(800)),
            forecast_date: "2026-11-30".parse().ok(),
            km_per_day: Some(63.2),
            state: State::Soon,
            urgency: Urgency::Soon,
            version: 1,
        }
    }

    fn british() -> Measures {
        let units = Units { distance: DistanceUnit::Mi, ..Units::default() };
        Measures { units, ..Measures::default() }
    }

    #[test]
    fn both_plans_say_how_far_away_they_are() {
        crate::i18n::set_locale(Locale::En);
        let metric = Measures::default();
        assert_eq!(title(&oil()), "Oil change");
        assert_eq!(
            when(&oil(), metric),
            ["1\u{a0}Dec 2026, in 9 days", "50,000\u{202f}km, 800\u{202f}km left"]
        );
        let late = DueView { days_left: Some(-1), km_left: Some(Km::whole(-20)), ..oil() };
        assert_eq!(
            when(&late, metric),
            ["1\u{a0}Dec 2026, 1 day overdue", "50,000\u{202f}km, 20\u{202f}km over"]
        );
        let now = DueView { days_left: Some(0), due_odometer_km: None, ..oil() };
        assert_eq!(when(&now, metric), ["1\u{a0}Dec 2026, today"]);
    }

    #[test]
    fn an_estimate_says_so_and_on_what_it_rests() {
        crate::i18n::set_locale(Locale::En);
        assert_eq!(
            forecast(&oil(), Measures::default()).as_deref(),
            Some("Estimate: 30\u{a0}Nov 2026, at 63\u{202f}km a day")
        );
        assert_eq!(
            forecast(&oil(), british()).as_deref(),
            Some("Estimate: 30\u{a0}Nov 2026, at 39\u{202f}mi a day")
        );
        assert_eq!(forecast(&DueView { state: State::Overdue, ..oil() }, british()), None);
        assert_eq!(forecast(&DueView { due_odometer_km: None, ..oil() }, british()), None);
    }
}
