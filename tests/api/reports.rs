//! A period beside the same one a year earlier.

use furgo_shared::{
    api,
    money::Money,
    stats::{Period, PeriodOf, ReportView},
    units::Km,
    validate::Empty,
    vehicles::CreateVehicle,
};
use support::{Client, TestApp};

use crate::{
    calendar::{day, enter_expense, enter_refuels, enter_work, full, office_at},
    day::vehicle,
    histories::{cents, expense, refuel, work},
};

async fn report(
    client: &Client,
    vehicle: Option<&str>,
    from: Option<&str>,
    to: Option<&str>,
) -> ReportView {
    let ask =
        PeriodOf { vehicle: vehicle.map(str::to_owned), from: from.map(day), to: to.map(day) };
    client.ok(&api::REPORT, [], &ask).await
}

/// `cheap` of Ana, `dear`, and `gone`, which is out of work; costs in spring 2025 and 2026.
async fn given_fleet() -> (TestApp, Client, Client) {
    let (app, office) = office_at("2026-11-22T12:00:00Z").await;
    let ana = app.driver("ana").await;
    for alias in ["cheap", "dear", "gone", "idle"] {
        let driver_ids = if alias == "cheap" { vec![ana.id()] } else { Vec::new() };
        office.ok(&api::CREATE_VEHICLE, [], &CreateVehicle { driver_ids, ..vehicle(alias) }).await;
    }
    let refuels = vec![
        full("cheap", "2025-02-28", 10_000, 40, 6000),
        full("cheap", "2025-03-31", 10_500, 30, 4000),
        full("cheap", "2026-02-28", 20_000, 40, 6000),
        full("cheap", "2026-03-31", 21_000, 50, 8000),
        refuel("dear", day("2026-03-15")),
    ];
    enter_refuels(&office, refuels).await;
    enter_work(&office, work("dear", day("2026-03-16"), 30_000)).await;
    enter_expense(&office, expense("gone", day("2025-03-10"))).await;
    for alias in ["gone", "idle"] {
        office.ok(&api::DEACTIVATE_VEHICLE, [alias], &Empty {}).await;
    }
    (app, office, ana)
}

#[actix_web::test]
async fn a_period_stands_beside_the_year_before() {
    let (_app, office, _ana) = given_fleet().await;
    let march = report(&office, None, Some("2026-03-01"), Some("2026-03-31")).await;
    let before = Period { from: Some(day("2025-03-01")), to: Some(day("2025-03-31")) };
    assert_eq!(march.before, Some(before));
    let aliases: Vec<_> = march.vehicles.iter().map(|row| row.vehicle.as_str()).collect();
    // The most expensive first; `idle` is out of work and has nothing to say.
    assert_eq!(aliases, ["dear", "cheap", "gone"]);
    let [dear, cheap, gone] = &march.vehicles[..] else { panic!("three rows") };
    assert_eq!((dear.figures.now.costs.total, dear.figures.now.distance_km), (cents(15_000), None));
    let then = cheap.figures.before.as_ref().unwrap();
    assert_eq!(
        (cheap.figures.now.distance_km, then.distance_km),
        (Some(Km::whole(1000)), Some(Km::whole(500)))
    );
    assert_eq!((cheap.figures.now.costs.per_km, then.costs.per_km), (Some(0.08), Some(0.08)));
    assert!(!gone.is_active);
    assert_eq!(gone.figures.before.as_ref().unwrap().costs.expenses, cents(1_250));
    let (now, then) = (&march.total.now, march.total.before.as_ref().unwrap());
    assert_eq!((now.costs.total, now.distance_km), (cents(23_000), Some(Km::whole(1000))));
    // Of `dear` nobody knows the distance; its costs are in no cost by kilometre.
    assert_eq!(now.costs.per_km, Some(0.08));
    assert_eq!((then.costs.total, then.distance_km), (cents(5_250), Some(Km::whole(500))));
    let months: Vec<_> =
        march.months.iter().map(|row| (row.month.as_str(), row.fuel_cost)).collect();
    assert_eq!(months, [("2026-03", cents(14_000))]);
    let earlier: Vec<_> =
        march.months_before.iter().map(|row| (row.month.as_str(), row.fuel_cost)).collect();
    assert_eq!(earlier, [("2025-03", cents(4_000))]);
    assert_eq!(march.months[0].quantity, None, "litres of several vehicles are not added up");
}

#[actix_web::test]
async fn months_add_up_to_the_total_also_when_the_period_cuts_them() {
    let (_app, office, _ana) = given_fleet().await;
    for (from, to) in [
        (Some("2025-01-15"), Some("2026-03-15")),
        (Some("2026-02-28"), Some("2026-03-16")),
        (None, None),
        (Some("2025-03-01"), None),
    ] {
        let found = report(&office, None, from, to).await;
        let months = found.months.iter().map(|row| {
            row.fuel_cost.units() + row.maintenance_cost.units() + row.expenses_cost.units()
        });
        assert_eq!(Money::from_units(months.sum()), found.total.now.costs.total, "{from:?} {to:?}");
        assert_eq!(found.before.is_some(), from.is_some() && to.is_some());
        assert_eq!(found.total.before.is_some(), found.before.is_some());
    }
    let open = report(&office, None, None, None).await;
    let (first, last) = (&open.months[0], &open.months[open.months.len() - 1]);
    assert_eq!((first.month.as_str(), last.month.as_str()), ("2025-02", "2026-11"));
}

#[actix_web::test]
async fn a_leap_day_is_compared_and_long_periods_are_cut() {
    let (_app, office, _ana) = given_fleet().await;
    let leap = report(&office, None, Some("2024-02-29"), Some("2024-02-29")).await;
    let before = Period { from: Some(day("2023-02-28")), to: Some(day("2023-02-28")) };
    assert_eq!(leap.before, Some(before));
    let long = report(&office, None, Some("2010-01-01"), Some("2026-12-31")).await;
    assert_eq!((long.months.len(), long.months[0].month.as_str()), (36, "2024-01"));
    assert_eq!((long.months_before.len(), long.months_before[35].month.as_str()), (36, "2025-12"));
}

#[actix_web::test]
async fn one_vehicle_is_reported_with_its_economy() {
    let (_app, office, _ana) = given_fleet().await;
    let cheap = report(&office, Some("cheap"), Some("2026-03-01"), Some("2026-03-31")).await;
    assert_eq!((cheap.vehicles.len(), cheap.total.now.costs.total), (1, cents(8_000)));
    assert_eq!(cheap.months[0].efficiency.l_per_100km, Some(5.0));
    let none = report(&office, Some("none"), Some("2026-03-01"), Some("2026-03-31")).await;
    assert_eq!((none.vehicles.len(), none.total.now.distance_km), (0, None));
    assert_eq!(none.total.now.costs.total, Money::ZERO);
}

#[actix_web::test]
async fn drivers_are_told_of_their_own_vehicles() {
    let (app, office, ana) = given_fleet().await;
    let own = report(&ana, None, None, None).await;
    assert_eq!(own.vehicles.iter().map(|row| row.vehicle.as_str()).collect::<Vec<_>>(), ["cheap"]);
    assert_eq!(own.total.now.costs.total, cents(24_000));
    assert!(report(&ana, Some("dear"), None, None).await.vehicles.is_empty());
    let viewer = app.viewer().await;
    assert_eq!(report(&viewer, None, None, None).await, report(&office, None, None, None).await);
    app.stranger().refused(401, &api::REPORT, [], &PeriodOf::default()).await;
    let backwards =
        PeriodOf { from: Some(day("2026-02-01")), to: Some(day("2026-01-01")), vehicle: None };
    office.refused(400, &api::REPORT, [], &backwards).await;
}
