//! What is typed into the form of a refuel becomes a request, or findings beside fields.

use furgo_shared::{
    id::VehicleId,
    measures::{DistanceUnit, VolumeUnit},
    money::{Currency, Money},
    refuels::StoredRefuel,
    text::Locale,
    time::Timestamp,
    typed::{TypedDistance, TypedNumber, TypedVolume},
    vehicles::StoredVehicle,
};
use uuid::Uuid;

use super::{super::amounts::Part, *};
use crate::{
    features::entries::test_vehicle::{AMERICAN, METRIC, day, vehicle},
    format::set_locale,
};

fn id() -> RefuelId {
    RefuelId(Uuid::from_u128(9))
}

fn draft(quantity: &str, cost: &str) -> Draft {
    let mut draft = Draft { odometer: "118740".to_owned(), ..Draft::new(day("2026-03-01")) };
    draft.amounts.set(Part::Quantity, quantity.to_owned(), Currency::EUR);
    draft.amounts.set(Part::Cost, cost.to_owned(), Currency::EUR);
    draft
}

/// As the server keeps what an American typed.
fn stored() -> RefuelView {
    RefuelView {
        stored: StoredRefuel {
            id: id(),
            vehicle_id: VehicleId(Uuid::from_u128(1)),
            date: day("2026-03-01"),
            fuel: Fuel::Diesel,
            quantity: Quantity::from_units(40_125),
            cost: Money::from_units(62_100),
            odometer_km: Some(Km::from_units(1_609_344)),
            full_tank: true,
            missed_previous: false,
            level_after_percent: None,
            confirmed: true,
            station: Some("Oria".to_owned()),
            notes: None,
            typed_odometer: Some(TypedDistance {
                value: TypedNumber::whole(100_000),
                unit: DistanceUnit::Mi,
            }),
            typed_quantity: Some(TypedVolume {
                value: TypedNumber::from_units(10_600),
                unit: VolumeUnit::UsGallon,
            }),
            recorded_by: None,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            version: 3,
            forced_by_id: None,
        },
        files: Vec::new(),
        vehicle: "van-1".to_owned(),
        unit_price: Money::from_units(1_548),
        economy: None,
        flags: Vec::new(),
        forced_by: None,
    }
}

#[test]
fn a_refuel_of_few_figures_is_whole() {
    let request = draft("40,5", "62.10").request(id(), &vehicle(1), METRIC).expect("fine");
    assert_eq!(request.quantity, Quantity::from_units(40_500));
    assert_eq!(request.cost, Money::from_units(62_100));
    assert_eq!(request.odometer_km, Some(Km::whole(118_740)));
    assert_eq!((request.fuel, request.full_tank), (Fuel::Diesel, true));
    assert_eq!((request.typed_odometer, request.typed_quantity), (None, None));
    assert_eq!(request.vehicle, vehicle(1).id.to_string());
}

#[test]
fn every_field_says_what_is_wrong_with_it() {
    for (draft, field, code) in [
        (draft("", "62"), "quantity", FieldCode::Required),
        (draft("40", ""), "cost", FieldCode::Required),
        (draft("0", "62"), "quantity", FieldCode::MustBePositive),
        (draft("40", "62,105"), "cost", FieldCode::TooManyDecimals),
        (draft("lots", "62"), "quantity", FieldCode::Invalid),
        (Draft { date: String::new(), ..draft("40", "62") }, "date", FieldCode::Required),
        (
            Draft { odometer: "far".to_owned(), ..draft("40", "62") },
            "odometer_km",
            FieldCode::Invalid,
        ),
        (
            Draft { level: "101".to_owned(), ..draft("40", "62") },
            "level_after_percent",
            FieldCode::OutOfRange,
        ),
        (Draft { station: "o".repeat(101), ..draft("40", "62") }, "station", FieldCode::TooLong),
    ] {
        let errors = draft.request(id(), &vehicle(1), METRIC).expect_err(field);
        assert_eq!(errors.of(field), Some(code), "{field}");
    }
}

#[test]
fn an_untouched_form_changes_nothing_in_any_unit() {
    set_locale(Locale::En);
    for measures in [METRIC, AMERICAN] {
        let patch = Draft::of(&stored(), measures).patch(&stored(), &vehicle(1), measures);
        assert_eq!(patch, Ok(PatchRefuel::default()));
    }
}

#[test]
fn the_form_shows_what_was_typed() {
    set_locale(Locale::Eu);
    let shown = Draft::of(&stored(), AMERICAN);
    assert_eq!((shown.odometer.as_str(), shown.amounts.quantity.as_str()), ("100000", "10,6"));
    let metric = Draft::of(&stored(), METRIC);
    assert_eq!(
        (metric.odometer.as_str(), metric.amounts.quantity.as_str()),
        ("160934,4", "40,125")
    );
}

#[test]
fn only_what_was_typed_is_sent() {
    let mut draft = Draft::of(&stored(), METRIC);
    draft.odometer = "160900".to_owned();
    draft.station = " ".to_owned();
    let expected = PatchRefuel {
        odometer_km: Change::Set(Some(Km::whole(160_900))),
        typed_odometer: Change::Set(None),
        station: Change::Set(None),
        vehicle: Change::Set(vehicle(2).id.to_string()),
        ..PatchRefuel::default()
    };
    assert_eq!(draft.patch(&stored(), &vehicle(2), METRIC), Ok(expected));
}

#[test]
fn a_vehicle_with_two_energies_has_a_choice() {
    let hybrid = VehicleView {
        stored: StoredVehicle { second_fuel: Some(Fuel::Electric), ..vehicle(1).stored },
        ..vehicle(1)
    };
    assert_eq!(fuels(&hybrid, None), [Fuel::Diesel, Fuel::Electric]);
    assert_eq!(fuels(&vehicle(1), None), [Fuel::Diesel]);
    assert_eq!(fuels(&vehicle(1), Some(Fuel::Petrol)), [Fuel::Diesel, Fuel::Petrol]);
    let charged = Draft { fuel: Some(Fuel::Electric), ..draft("9,5", "2") };
    let request = charged.request(id(), &hybrid, AMERICAN).expect("fine");
    assert_eq!((request.quantity, request.typed_quantity), (Quantity::from_units(9_500), None));
}
