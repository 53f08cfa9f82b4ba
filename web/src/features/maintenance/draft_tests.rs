//! What is typed into the form of maintenance becomes a request, or findings beside fields.

use furgo_shared::{id::VehicleId, maintenance::StoredMaintenance, text::Locale, time::Timestamp};
use uuid::Uuid;

use super::*;
use crate::{
    features::entries::test_vehicle::{AMERICAN, METRIC, day, vehicle},
    format::set_locale,
    i18n,
};

fn stored() -> MaintenanceView {
    MaintenanceView {
        stored: StoredMaintenance {
            id: MaintenanceId(Uuid::from_u128(9)),
            vehicle_id: VehicleId(Uuid::from_u128(1)),
            date: day("2025-03-10"),
            kind: MaintenanceKind::Oil,
            description: "Oil and filter".to_owned(),
            cost: Money::whole(120),
            odometer_km: Km::whole(100_000),
            provider: Some("Garage Oria".to_owned()),
            next_date: Some(day("2026-03-10")),
            next_odometer_km: Some(Km::whole(120_000)),
            every_months: Some(12),
            every_days: None,
            every_km: Some(Km::whole(20_000)),
            recurrence_basis: Basis::Floating,
            lead_days: None,
            lead_km: Some(Km::whole(500)),
            notes: Some("5W30".to_owned()),
            confirmed: false,
            typed_odometer: None,
            recorded_by: None,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            version: 2,
            forced_by_id: None,
        },
        files: Vec::new(),
        vehicle: "van-1".to_owned(),
        is_planned: true,
        forced_by: None,
    }
}

#[test]
fn an_untouched_form_changes_nothing_in_any_unit() {
    set_locale(Locale::En);
    for measures in [METRIC, AMERICAN] {
        let patch = Draft::of(&stored(), measures).patch(&stored(), &vehicle(1), measures);
        assert_eq!(patch, Ok(PatchMaintenance::default()));
    }
}

#[test]
fn work_whose_turn_it_was_plans_the_next_time() {
    for (basis, date, odometer, next) in [
        (Basis::Floating, "2026-04-02", "121000", ("2027-04-02", 141_000)),
        (Basis::Fixed, "2026-04-02", "121000", ("2027-03-10", 140_000)),
        (Basis::Fixed, "2026-02-20", "119000", ("2027-03-10", 140_000)),
    ] {
        let draft = Draft {
            basis,
            odometer: odometer.to_owned(),
            ..Draft::done(&stored(), day(date), METRIC)
        };
        assert_eq!((draft.description.as_str(), draft.notes.as_str()), ("Oil and filter", ""));
        let request = draft.request(stored().id, &vehicle(1), METRIC).expect("fine");
        let planned = (request.next_date, request.next_odometer_km);
        assert_eq!(planned, (Some(day(next.0)), Some(Km::whole(next.1))), "{basis:?} {date}");
        assert_eq!((request.every_months, request.lead_km), (Some(12), Some(Km::whole(500))));
    }
}

#[test]
fn what_is_typed_goes_before_the_recurrence() {
    let draft = Draft {
        odometer: "1000".to_owned(),
        every: "6".to_owned(),
        next_date: "2027-01-01".to_owned(),
        kind: Some(MaintenanceKind::Oil),
        ..Draft::new(day("2026-03-01"))
    };
    let request = draft.request(stored().id, &vehicle(1), METRIC).expect("fine");
    assert_eq!((request.next_date, request.next_odometer_km), (Some(day("2027-01-01")), None));
}

#[test]
fn weeks_and_days_are_sent_as_days_and_shown_as_they_were_meant() {
    for (unit, typed, days, next) in [
        (EveryUnit::Weeks, "2", Some(14), "2026-03-15"),
        (EveryUnit::Days, "10", Some(10), "2026-03-11"),
        (EveryUnit::Months, "1", None, "2026-04-01"),
    ] {
        let draft = Draft {
            kind: Some(MaintenanceKind::Oil),
            odometer: "1000".to_owned(),
            every: typed.to_owned(),
            every_unit: unit,
            ..Draft::new(day("2026-03-01"))
        };
        let request = draft.request(stored().id, &vehicle(1), METRIC).expect("fine");
        assert_eq!((request.every_days, request.next_date), (days, Some(day(next))));
        let view = MaintenanceView {
            stored: StoredMaintenance {
                every_months: request.every_months,
                every_days: request.every_days,
                ..stored().stored
            },
            ..stored()
        };
        let shown = Draft::of(&view, METRIC);
        assert_eq!((shown.every.as_str(), shown.every_unit), (typed, unit));
    }
    let nothing = Draft {
        kind: Some(MaintenanceKind::Oil),
        odometer: "1000".to_owned(),
        every: "0".to_owned(),
        every_unit: EveryUnit::Weeks,
        ..Draft::new(day("2026-03-01"))
    };
    let refused = nothing.request(stored().id, &vehicle(1), METRIC).expect_err("no weeks");
    assert_eq!(refused.of("every_days"), Some(FieldCode::OutOfRange));
}

#[test]
fn little_has_to_be_typed() {
    i18n::set_locale(Locale::En);
    let draft = Draft {
        odometer: "1000".to_owned(),
        kind: Some(MaintenanceKind::Oil),
        ..Draft::new(day("2026-03-01"))
    };
    let request = draft.request(stored().id, &vehicle(1), METRIC).expect("fine");
    assert_eq!((request.description.as_str(), request.cost), ("Oil change", Money::ZERO));
    assert_eq!((request.next_date, request.every_km), (None, None));
    let nothing = Draft::new(day("2026-03-01")).request(stored().id, &vehicle(1), METRIC);
    assert_eq!(nothing.expect_err("no reading").of("odometer_km"), Some(FieldCode::Required));
}

#[test]
fn a_plan_can_be_taken_off() {
    let draft = Draft {
        every: String::new(),
        every_distance: String::new(),
        next_date: String::new(),
        next_odometer: String::new(),
        ..Draft::of(&stored(), METRIC)
    };
    let patch = draft.patch(&stored(), &vehicle(1), METRIC).expect("fine");
    assert_eq!((patch.next_date, patch.next_odometer_km), (Change::Set(None), Change::Set(None)));
    assert_eq!((patch.every_months, patch.every_km), (Change::Set(None), Change::Set(None)));
}
