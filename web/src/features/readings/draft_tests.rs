//! What is typed into the form of a reading becomes a request, or findings beside fields.

use furgo_shared::{id::VehicleId, readings::StoredReading, text::Locale, time::Timestamp};
use uuid::Uuid;

use super::*;
use crate::{
    features::entries::test_vehicle::{AMERICAN, METRIC, day, vehicle},
    format::set_locale,
};

fn stored() -> ReadingView {
    ReadingView {
        stored: StoredReading {
            id: ReadingId(Uuid::from_u128(9)),
            vehicle_id: VehicleId(Uuid::from_u128(1)),
            date: day("2026-03-01"),
            kind: ReadingKind::Replacement,
            odometer_km: Km::whole(10),
            previous_km: Some(Km::whole(99_000)),
            confirmed: false,
            notes: None,
            typed_odometer: None,
            recorded_by: None,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            version: 1,
            forced_by_id: None,
        },
        vehicle: "van-1".to_owned(),
        forced_by: None,
    }
}

#[test]
fn a_replacement_needs_both_readings_and_a_reading_only_one() {
    for (replaced, previous, kind, expected) in [
        (false, "", ReadingKind::Reading, Ok(None)),
        (false, "99000", ReadingKind::Reading, Ok(None)),
        (true, "99000", ReadingKind::Replacement, Ok(Some(Km::whole(99_000)))),
        (true, "", ReadingKind::Replacement, Err(FieldCode::Required)),
    ] {
        let draft = Draft {
            replaced,
            odometer: "10".to_owned(),
            previous: previous.to_owned(),
            ..Draft::new(day("2026-03-01"))
        };
        let found = draft.request(stored().id, &vehicle(1), METRIC);
        match expected {
            Ok(previous) => {
                let request = found.expect("fine");
                assert_eq!((request.kind, request.previous_km), (kind, previous));
            }
            Err(code) => assert_eq!(found.expect_err("lacks one").of("previous_km"), Some(code)),
        }
    }
}

#[test]
fn an_untouched_form_changes_nothing_in_any_unit() {
    set_locale(Locale::En);
    for measures in [METRIC, AMERICAN] {
        let patch = Draft::of(&stored(), measures).patch(&stored(), &vehicle(1), measures);
        assert_eq!(patch, Ok(PatchReading::default()));
    }
}
