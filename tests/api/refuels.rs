//! Refuels: their whole life, whose they are, and what is refused.

use furgo_shared::{
    api,
    change::Change,
    measures::{DistanceUnit, VolumeUnit},
    money::Money,
    problem::ErrorCode,
    refuels::{CreateRefuel, ListRefuels, PatchRefuel, Percent, RefuelView},
    typed::{TypedDistance, TypedVolume},
    units::{Fixed, Km, Quantity},
    validate::{Empty, FieldCode},
    vehicles::Fuel,
};
use support::Client;
use uuid::Uuid;

use crate::histories::{Fleet, cents, fleet, refuel};

async fn given(client: &Client, request: &CreateRefuel) -> RefuelView {
    client.ok(&api::CREATE_REFUEL, [], request).await
}

async fn fresh(client: &Client, refuel: &RefuelView) -> RefuelView {
    client.ok(&api::GET_REFUEL, [&refuel.id.to_string()], &Empty {}).await
}

fn at(fleet: &Fleet, days_ago: u64, km: i64) -> CreateRefuel {
    let odometer_km = Some(Km::whole(km));
    CreateRefuel { odometer_km, ..refuel("van", fleet.ago(days_ago)) }
}

/// Refused with this finding, and nothing is changed.
async fn finding(fleet: &Fleet, request: &CreateRefuel, field: &str, code: FieldCode) {
    let before = fleet.dump().await;
    let problem =
        fleet.office.refused_as(ErrorCode::Validation, &api::CREATE_REFUEL, [], request).await;
    assert_eq!(problem.fields.of(field), Some(code), "{problem:?}");
    assert_eq!(fleet.dump().await, before);
}

#[actix_web::test]
async fn a_refuel_is_entered_corrected_and_deleted() {
    let fleet = fleet().await;
    let request = CreateRefuel {
        quantity: Quantity::from_units(37_123),
        cost: cents(5555),
        level_after_percent: Some(Percent::from_units(995)),
        station: Some("  Repsol Zamudio ".to_owned()),
        notes: Some(" ".to_owned()),
        ..at(&fleet, 3, 1200)
    };
    let entered = given(&fleet.office, &request).await;
    assert_eq!((entered.vehicle.as_str(), entered.vehicle_id), ("van", fleet.van.id));
    assert_eq!((entered.date, entered.odometer_km), (fleet.ago(3), Some(Km::whole(1200))));
    assert_eq!(entered.unit_price, Money::from_units(1496), "55.55 / 37.123 = 1.49637…");
    assert_eq!(
        (entered.station.as_deref(), entered.notes.as_deref()),
        (Some("Repsol Zamudio"), None)
    );
    assert_eq!(
        (entered.recorded_by, entered.forced_by.as_deref()),
        (Some(fleet.office.id()), None)
    );
    let reply = fleet.office.call(&api::GET_REFUEL, [&entered.id.to_string()], &Empty {}).await;
    assert_eq!((reply.tagged_version(), reply.json::<RefuelView>()), (Some(1), entered.clone()));

    let id = entered.id.to_string();
    let patch = PatchRefuel {
        cost: Change::Set(cents(5000)),
        station: Change::Set(None),
        full_tank: Change::Set(false),
        ..PatchRefuel::default()
    };
    let corrected = fleet.office.ok(&api::PATCH_REFUEL, [&id], &patch).await;
    assert_eq!((corrected.cost, corrected.version, corrected.full_tank), (cents(5000), 2, false));
    assert_eq!((corrected.station.clone(), corrected.quantity), (None, entered.quantity));
    fleet.office.ok(&api::DELETE_REFUEL, [&id], &Empty {}).await;
    for _ in 0..2 {
        fleet.office.refused(404, &api::GET_REFUEL, [&id], &Empty {}).await;
        fleet.office.refused(404, &api::DELETE_REFUEL, [&id], &Empty {}).await;
    }
    let page = fleet.office.ok(&api::LIST_REFUELS, [], &ListRefuels::default()).await;
    assert_eq!((page.page.total, page.sums.cost, page.sums.quantities.len()), (0, Money::ZERO, 0));
}

#[actix_web::test]
async fn drivers_keep_the_books_of_their_own_vehicles_and_viewers_only_read() {
    let fleet = fleet().await;
    let own = given(&fleet.ana, &at(&fleet, 2, 1100)).await;
    assert_eq!(own.recorded_by, Some(fleet.ana.id()));
    let id = own.id.to_string();
    let patch = PatchRefuel { confirmed: Change::Set(true), ..PatchRefuel::default() };
    for client in [&fleet.ana, &fleet.office, &fleet.viewer] {
        assert_eq!(fresh(client, &own).await, own);
    }
    fleet.ben.refused(404, &api::GET_REFUEL, [&id], &Empty {}).await;
    fleet.ben.refused(404, &api::PATCH_REFUEL, [&id], &patch).await;
    fleet.ben.refused(404, &api::DELETE_REFUEL, [&id], &Empty {}).await;
    let problem = fleet
        .ben
        .refused_as(ErrorCode::Validation, &api::CREATE_REFUEL, [], &at(&fleet, 1, 1300))
        .await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::NotFound));
    // Nor may it be moved to where its driver sees nothing.
    let away = PatchRefuel { vehicle: Change::Set("truck".to_owned()), ..PatchRefuel::default() };
    let problem =
        fleet.ana.refused_as(ErrorCode::Validation, &api::PATCH_REFUEL, [&id], &away).await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::NotFound));
    let viewer = &fleet.viewer;
    viewer.refused_as(ErrorCode::Forbidden, &api::CREATE_REFUEL, [], &at(&fleet, 1, 1300)).await;
    viewer.refused_as(ErrorCode::Forbidden, &api::PATCH_REFUEL, [&id], &patch).await;
    viewer.refused_as(ErrorCode::Forbidden, &api::DELETE_REFUEL, [&id], &Empty {}).await;
    let stranger = fleet.app.stranger();
    stranger.refused(401, &api::GET_REFUEL, [&id], &Empty {}).await;
    stranger.refused(401, &api::LIST_REFUELS, [], &ListRefuels::default()).await;
    assert_eq!(fresh(&fleet.office, &own).await, own);
    fleet.ana.ok(&api::PATCH_REFUEL, [&id], &patch).await;
    fleet.ana.ok(&api::DELETE_REFUEL, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn a_stale_if_match_changes_nothing() {
    let fleet = fleet().await;
    let entered = given(&fleet.office, &at(&fleet, 2, 1100)).await;
    let id = entered.id.to_string();
    let patch = PatchRefuel { cost: Change::Set(cents(100)), ..PatchRefuel::default() };
    let first = fleet.office.with("if-match", "\"1\"");
    first.ok(&api::PATCH_REFUEL, [&id], &patch).await;
    let before = fleet.dump().await;
    first.refused_as(ErrorCode::Stale, &api::PATCH_REFUEL, [&id], &patch).await;
    first.refused_as(ErrorCode::Stale, &api::DELETE_REFUEL, [&id], &Empty {}).await;
    assert_eq!(fleet.dump().await, before);
    fleet.office.with("if-match", "\"2\"").ok(&api::DELETE_REFUEL, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn a_repeated_request_enters_one_refuel() {
    let fleet = fleet().await;
    let keyed = fleet.office.with("idempotency-key", "k1");
    let first = keyed.call(&api::CREATE_REFUEL, [], &at(&fleet, 2, 1100)).await;
    let again = keyed.call(&api::CREATE_REFUEL, [], &at(&fleet, 2, 1100)).await;
    assert_eq!((first.status, &first.bytes), (201, &again.bytes));
    assert_eq!(again.header("idempotency-replayed"), "true");
    keyed.refused_as(ErrorCode::KeyReused, &api::CREATE_REFUEL, [], &at(&fleet, 2, 1101)).await;

    let named = CreateRefuel { id: Some(Uuid::now_v7().into()), ..at(&fleet, 1, 1200) };
    let entered = given(&fleet.ana, &named).await;
    assert_eq!(given(&fleet.ana, &named).await, entered);
    let other = CreateRefuel { cost: cents(1), ..named.clone() };
    fleet.ana.refused_as(ErrorCode::IdReused, &api::CREATE_REFUEL, [], &other).await;
    fleet.ben.refused_as(ErrorCode::IdReused, &api::CREATE_REFUEL, [], &named).await;
    let page = fleet.office.ok(&api::LIST_REFUELS, [], &ListRefuels::default()).await;
    assert_eq!((page.page.total, page.sums.cost), (2, cents(12_000)));
}

#[actix_web::test]
async fn nonsense_is_refused_beside_its_field() {
    use FieldCode::{InFuture, Invalid, MustBePositive, Negative, NotFound, OutOfRange, TooLong};
    let fleet = fleet().await;
    given(&fleet.office, &at(&fleet, 5, 1100)).await;
    let good = || refuel("van", fleet.ago(1));
    let litres = |units| CreateRefuel { quantity: Quantity::from_units(units), ..good() };
    let text = |chars| Some("ñ".repeat(chars));
    let typed = TypedVolume { value: Fixed::from_units(1), unit: VolumeUnit::UsGallon };
    #[rustfmt::skip] // Read it as a table.
    let table = [
        ("quantity", MustBePositive, litres(0)),
        ("quantity", MustBePositive, litres(-1)),
        ("quantity", OutOfRange, litres(5_000_001)),
        ("cost", Negative, CreateRefuel { cost: cents(-1), ..good() }),
        ("cost", OutOfRange, CreateRefuel { cost: cents(10_000_000_001), ..good() }),
        ("cost", FieldCode::TooManyDecimals, CreateRefuel { cost: Money::from_units(1005), ..good() }),
        ("date", OutOfRange, refuel("van", "1949-12-31".parse().unwrap())),
        ("date", InFuture, refuel("van", fleet.ahead(2))),
        ("date", InFuture, refuel("van", "2199-01-01".parse().unwrap())),
        ("vehicle", NotFound, refuel("bus", fleet.ago(1))),
        ("vehicle", NotFound, refuel(&Uuid::now_v7().to_string(), fleet.ago(1))),
        ("odometer_km", OutOfRange, at(&fleet, 1, 5_000_001)),
        ("odometer_km", OutOfRange, at(&fleet, 1, -1)),
        ("level_after_percent", OutOfRange, CreateRefuel { level_after_percent: Some(Percent::from_units(1001)), ..good() }),
        ("station", TooLong, CreateRefuel { station: text(101), ..good() }),
        ("notes", TooLong, CreateRefuel { notes: text(2001), ..good() }),
        ("station", Invalid, CreateRefuel { station: Some("a\nb".to_owned()), ..good() }),
        ("typed_quantity", Invalid, CreateRefuel { typed_quantity: Some(typed), ..good() }),
    ];
    for (field, code, request) in table {
        finding(&fleet, &request, field, code).await;
    }
    let longest = CreateRefuel { station: text(100), notes: text(2000), ..good() };
    given(&fleet.office, &longest).await;
    // It is tomorrow somewhere.
    given(&fleet.office, &refuel("van", fleet.ahead(1))).await;
}

#[actix_web::test]
async fn what_is_no_refuel_at_all_is_refused() {
    let fleet = fleet().await;
    let before = fleet.dump().await;
    let good = serde_json::to_value(refuel("van", fleet.ago(1))).unwrap();
    let with = |field: &str, value: serde_json::Value| {
        let mut body = good.clone();
        body.as_object_mut().unwrap().insert(field.to_owned(), value);
        body.to_string()
    };
    for (field, code, body) in [
        ("price", FieldCode::Unknown, with("price", 1.into())),
        ("quantity", FieldCode::TooManyDecimals, with("quantity", 0.0001.into())),
        ("odometer_km", FieldCode::TooManyDecimals, with("odometer_km", 10.55.into())),
        ("date", FieldCode::Invalid, with("date", "2025-02-30".into())),
        ("fuel", FieldCode::Invalid, with("fuel", "coal".into())),
    ] {
        let problem = fleet.office.raw("POST", "/api/refuels", Some(&body)).await.problem(400);
        assert_eq!(problem.fields.of(field), Some(code), "{body}");
    }
    let reply = fleet.office.raw("GET", "/api/refuels?fuel=coal", None).await;
    reply.problem(400);
    for query in ["from=2026-02-01&to=2026-01-01", "limit=101", "sort=station", "kind=oil"] {
        fleet.office.raw("GET", &format!("/api/refuels?{query}"), None).await.problem(400);
    }
    assert_eq!(fleet.dump().await, before);
}

#[actix_web::test]
async fn a_price_has_the_decimals_of_its_currency() {
    let fleet = fleet().await;
    let costs =
        |units| CreateRefuel { cost: Money::from_units(units), ..refuel("van", fleet.ago(1)) };
    fleet.pay_in("JPY").await;
    finding(&fleet, &costs(6_500_500), "cost", FieldCode::TooManyDecimals).await;
    let entered = given(&fleet.office, &costs(6_500_000)).await;
    let patch = PatchRefuel { cost: Change::Set(Money::from_units(100)), ..PatchRefuel::default() };
    let id = entered.id.to_string();
    let problem =
        fleet.office.refused_as(ErrorCode::Validation, &api::PATCH_REFUEL, [&id], &patch).await;
    assert_eq!(problem.fields.of("cost"), Some(FieldCode::TooManyDecimals));
    fleet.pay_in("KWD").await;
    given(&fleet.office, &costs(6_505)).await;
}

#[actix_web::test]
async fn an_inactive_vehicle_gets_no_new_refuels_but_old_ones_can_be_corrected() {
    let fleet = fleet().await;
    let old = given(&fleet.office, &at(&fleet, 5, 1100)).await;
    let other = given(&fleet.office, &refuel("truck", fleet.ago(5))).await;
    fleet.retire("van").await;
    let before = fleet.dump().await;
    let office = &fleet.office;
    office
        .refused_as(ErrorCode::VehicleInactive, &api::CREATE_REFUEL, [], &at(&fleet, 1, 1300))
        .await;
    let moved = PatchRefuel { vehicle: Change::Set("van".to_owned()), ..PatchRefuel::default() };
    let id = other.id.to_string();
    office.refused_as(ErrorCode::VehicleInactive, &api::PATCH_REFUEL, [&id], &moved).await;
    assert_eq!(fleet.dump().await, before);
    let patch = PatchRefuel { cost: Change::Set(cents(7000)), ..moved };
    let corrected = office.ok(&api::PATCH_REFUEL, [&old.id.to_string()], &patch).await;
    assert_eq!((corrected.cost, corrected.vehicle.as_str()), (cents(7000), "van"));
    office.ok(&api::DELETE_REFUEL, [&old.id.to_string()], &Empty {}).await;
}

#[actix_web::test]
async fn a_reading_out_of_order_is_kept_when_the_office_insists() {
    let fleet = fleet().await;
    given(&fleet.office, &at(&fleet, 10, 1100)).await;
    given(&fleet.office, &at(&fleet, 4, 1500)).await;
    for (days_ago, km) in [(7, 1600), (7, 1000), (2, 1400), (12, 900)] {
        finding(&fleet, &at(&fleet, days_ago, km), "odometer_km", FieldCode::OdometerOrder).await;
    }
    let forced = CreateRefuel { force: true, ..at(&fleet, 7, 1600) };
    let before = fleet.dump().await;
    fleet.ana.refused_as(ErrorCode::Forbidden, &api::CREATE_REFUEL, [], &forced).await;
    assert_eq!(fleet.dump().await, before);
    let kept = given(&fleet.office, &forced).await;
    assert_eq!(kept.forced_by.as_deref(), Some("dora"));
    // What does not touch the reading is no reason to ask again.
    let id = kept.id.to_string();
    let patch = PatchRefuel { notes: Change::Set(Some("ok".to_owned())), ..PatchRefuel::default() };
    let kept = fleet.ana.ok(&api::PATCH_REFUEL, [&id], &patch).await;
    assert_eq!(kept.forced_by.as_deref(), Some("dora"));
    let moved =
        PatchRefuel { odometer_km: Change::Set(Some(Km::whole(1700))), ..PatchRefuel::default() };
    let problem =
        fleet.office.refused_as(ErrorCode::Validation, &api::PATCH_REFUEL, [&id], &moved).await;
    assert_eq!(problem.fields.of("odometer_km"), Some(FieldCode::OdometerOrder));
    let forced = PatchRefuel { force: true, ..moved };
    fleet.ana.refused_as(ErrorCode::Forbidden, &api::PATCH_REFUEL, [&id], &forced).await;
    fleet.office.ok(&api::PATCH_REFUEL, [&id], &forced).await;
    let mended =
        PatchRefuel { odometer_km: Change::Set(Some(Km::whole(1300))), ..PatchRefuel::default() };
    let mended = fleet.ana.ok(&api::PATCH_REFUEL, [&id], &mended).await;
    assert_eq!((mended.forced_by.clone(), mended.odometer_km), (None, Some(Km::whole(1300))));
}

#[actix_web::test]
async fn what_was_typed_is_kept_until_the_value_changes_without_it() {
    let fleet = fleet().await;
    let gallons = TypedVolume { value: Fixed::whole(10), unit: VolumeUnit::UsGallon };
    let miles = TypedDistance { value: Fixed::whole(1000), unit: DistanceUnit::Mi };
    let request = CreateRefuel {
        quantity: gallons.unit.to_litres(gallons.value),
        odometer_km: Some(miles.unit.to_km(miles.value)),
        typed_quantity: Some(gallons),
        typed_odometer: Some(miles),
        ..refuel("van", fleet.ago(1))
    };
    let entered = given(&fleet.office, &request).await;
    assert_eq!((entered.typed_quantity, entered.typed_odometer), (Some(gallons), Some(miles)));
    assert_eq!((entered.quantity, entered.odometer_km), (request.quantity, request.odometer_km));
    let id = entered.id.to_string();
    let patch = async |patch: &PatchRefuel| fleet.office.ok(&api::PATCH_REFUEL, [&id], patch).await;
    let same = PatchRefuel { quantity: Change::Set(entered.quantity), ..PatchRefuel::default() };
    assert_eq!(patch(&same).await.typed_quantity, Some(gallons));
    let other =
        PatchRefuel { quantity: Change::Set(Quantity::whole(30)), ..PatchRefuel::default() };
    let changed = patch(&other).await;
    assert_eq!((changed.typed_quantity, changed.typed_odometer), (None, Some(miles)));
    let farther = TypedDistance { value: Fixed::whole(1001), ..miles };
    let both = PatchRefuel {
        odometer_km: Change::Set(Some(farther.unit.to_km(farther.value))),
        typed_odometer: Change::Set(Some(farther)),
        ..PatchRefuel::default()
    };
    assert_eq!(patch(&both).await.typed_odometer, Some(farther));
    let none = PatchRefuel { odometer_km: Change::Set(None), ..PatchRefuel::default() };
    let changed = patch(&none).await;
    assert_eq!((changed.odometer_km, changed.typed_odometer), (None, None));
}

#[actix_web::test]
async fn a_refuel_tells_the_interval_that_it_closes_and_follows_its_neighbours() {
    let fleet = fleet().await;
    let first = given(&fleet.office, &at(&fleet, 10, 1000)).await;
    let second = given(&fleet.office, &at(&fleet, 5, 1500)).await;
    assert_eq!(first.economy, None);
    let economy = fresh(&fleet.ana, &second).await.economy.unwrap();
    assert_eq!((economy.from, economy.to), (fleet.ago(10), fleet.ago(5)));
    assert_eq!((economy.distance_km, economy.quantity), (Km::whole(500), Quantity::whole(40)));
    assert!((economy.value - 8.0).abs() < 1e-9 && economy.counted, "{economy:?}");
    // The same version, but another economy: whoever has the tag is sent it again.
    let id = second.id.to_string();
    let before = fleet.office.call(&api::GET_REFUEL, [&id], &Empty {}).await;
    let patch = PatchRefuel { full_tank: Change::Set(false), ..PatchRefuel::default() };
    fleet.office.ok(&api::PATCH_REFUEL, [&first.id.to_string()], &patch).await;
    let known = fleet.office.with("if-none-match", before.header("etag"));
    let reply = known.call(&api::GET_REFUEL, [&id], &Empty {}).await;
    assert_eq!((reply.status, reply.json::<RefuelView>().economy), (200, None));
    assert_eq!(reply.tagged_version(), before.tagged_version());
    // What is derived of a vehicle follows what is moved to another one.
    let away = PatchRefuel {
        vehicle: Change::Set("truck".to_owned()),
        fuel: Change::Set(Fuel::Petrol),
        ..PatchRefuel::default()
    };
    let moved = fleet.office.ok(&api::PATCH_REFUEL, [&id], &away).await;
    assert_eq!((moved.vehicle.as_str(), moved.vehicle_id), ("truck", fleet.truck.id));
    fleet.ana.refused(404, &api::GET_REFUEL, [&id], &Empty {}).await;
    fresh(&fleet.ben, &second).await;
}
