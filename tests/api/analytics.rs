//! A vehicle month by month, and its refuels from all sides.

use furgo_shared::{
    api,
    fuel::Energy,
    money::Money,
    problem::ErrorCode,
    refuels::CreateRefuel,
    stats::{AnalyticsView, AskAnalytics, EfficiencyView, Period},
    units::{Km, Quantity},
    validate::{Empty, FieldCode},
    vehicles::{CreateVehicle, Fuel},
};
use support::{Client, TestApp};

use crate::{
    calendar::{day, enter_expense, enter_refuels, enter_work, full, office_at},
    day::{given_vehicle, vehicle},
    histories::{cents, expense, fleet, refuel, work},
};

async fn analytics(client: &Client, ask: &AskAnalytics) -> AnalyticsView {
    client.ok(&api::VEHICLE_ANALYTICS, ["van"], ask).await
}

/// A van with refuels in August and November 2026.
async fn given_van() -> (TestApp, Client) {
    let (app, office) = office_at("2026-11-22T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    let refuels = vec![
        full("van", "2026-07-31", 10_000, 40, 6000),
        full("van", "2026-08-31", 10_620, 31, 4650),
        full("van", "2026-11-20", 11_430, 81, 12_000),
    ];
    enter_refuels(&office, refuels).await;
    enter_work(&office, work("van", day("2026-09-30"), 10_920)).await;
    enter_expense(&office, expense("van", day("2026-11-01"))).await;
    (app, office)
}

#[actix_web::test]
async fn every_month_has_a_row_and_what_is_unknown_is_null() {
    let (_app, office) = given_van().await;
    let year = analytics(&office, &AskAnalytics::default()).await;
    let months: Vec<_> = year.items.iter().map(|row| row.month.as_str()).collect();
    assert_eq!((months.len(), months[0], months[11]), (12, "2025-12", "2026-11"));
    let before = &year.items[6];
    assert_eq!(
        (before.month.as_str(), before.distance_km, before.cost_per_km),
        ("2026-06", None, None)
    );
    assert_eq!((before.fuel_cost, before.quantity), (Money::ZERO, Some(Quantity::ZERO)));
    let august = &year.items[8];
    assert_eq!((august.distance_km, august.fuel_cost), (Some(Km::whole(620)), cents(4650)));
    assert_eq!(
        (august.quantity, august.efficiency.l_per_100km),
        (Some(Quantity::whole(31)), Some(5.0))
    );
    assert_eq!(august.cost_per_km, Some(0.075));
    let september = &year.items[9];
    assert_eq!(
        (september.distance_km, september.maintenance_cost),
        (Some(Km::whole(300)), cents(9000))
    );
    assert_eq!(
        (september.efficiency, september.cost_per_km),
        (EfficiencyView::default(), Some(0.3))
    );
    let november = &year.items[11];
    assert_eq!((november.fuel_cost, november.expenses_cost), (cents(12_000), cents(1_250)));
    // 81 litres on the 810 km from 31 August to 20 November.
    assert_eq!(november.efficiency.l_per_100km, Some(10.0));
    assert_eq!(november.ownership_cost, cents(13_250));
    let costs = |row: &furgo_shared::stats::MonthRowView| {
        row.fuel_cost.units() + row.maintenance_cost.units() + row.expenses_cost.units()
    };
    let all = office.ok(&api::VEHICLE_STATS, ["van"], &Period::default()).await;
    assert_eq!(year.items.iter().map(costs).sum::<i64>(), all.costs.total.units());
}

#[actix_web::test]
async fn months_are_chosen_by_number_or_by_days() {
    let (_app, office) = given_van().await;
    let ask = |months, from: Option<&str>, to: Option<&str>| AskAnalytics {
        months,
        from: from.map(day),
        to: to.map(day),
    };
    for (asked, count, first, last) in [
        (ask(Some(1), None, None), 1, "2026-11", "2026-11"),
        (ask(Some(36), None, None), 36, "2023-12", "2026-11"),
        (ask(Some(2), None, Some("2024-02-29")), 2, "2024-01", "2024-02"),
        (ask(None, Some("2026-08-31"), Some("2026-09-01")), 2, "2026-08", "2026-09"),
        (ask(None, Some("2010-01-01"), None), 36, "2023-12", "2026-11"),
    ] {
        let found = analytics(&office, &asked).await.items;
        assert_eq!(found.len(), count, "{asked:?}");
        assert_eq!((found[0].month.as_str(), found[count - 1].month.as_str()), (first, last));
    }
    // A month is whole, whichever of its days is named.
    let august = analytics(&office, &ask(None, Some("2026-08-31"), Some("2026-09-01"))).await;
    assert_eq!(august.items[0].distance_km, Some(Km::whole(620)));
    for months in [0, 37] {
        let problem = office
            .refused_as(
                ErrorCode::Validation,
                &api::VEHICLE_ANALYTICS,
                ["van"],
                &ask(Some(months), None, None),
            )
            .await;
        assert_eq!(problem.fields.of("months"), Some(FieldCode::OutOfRange));
    }
}

#[actix_web::test]
async fn a_second_fuel_is_in_the_costs_and_not_in_the_main_ones_economy() {
    let (_app, office) = office_at("2026-11-22T12:00:00Z").await;
    let van = CreateVehicle { fuel: Fuel::Petrol, second_fuel: Some(Fuel::Lpg), ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &van).await;
    let of = |fuel, refuel| CreateRefuel { fuel, ..refuel };
    let refuels = vec![
        of(Fuel::Petrol, full("van", "2026-10-01", 10_000, 40, 6000)),
        of(Fuel::Lpg, full("van", "2026-10-02", 10_050, 40, 3600)),
        of(Fuel::Lpg, full("van", "2026-10-10", 10_550, 50, 4500)),
        of(Fuel::Premium, full("van", "2026-10-20", 10_600, 6, 1080)),
    ];
    enter_refuels(&office, refuels).await;
    let october =
        analytics(&office, &AskAnalytics { months: Some(2), ..AskAnalytics::default() }).await;
    let october = &october.items[0];
    assert_eq!(october.fuel_cost, cents(6000 + 3600 + 4500 + 1080));
    assert_eq!(
        (october.quantity, october.efficiency.l_per_100km),
        (Some(Quantity::whole(46)), Some(1.0))
    );
    let looked = office.ok(&api::REFUEL_ANALYSIS, ["van"], &Period::default()).await;
    let energies: Vec<_> = looked.fuels.iter().map(|fuel| (fuel.fuel, fuel.refuels)).collect();
    assert_eq!(energies, [(Energy::Petrol, 2), (Energy::Lpg, 2)]);
    assert_eq!((looked.refuels, looked.cost), (4, cents(15_180)));
    let lpg = &looked.fuels[1];
    assert_eq!((lpg.quantity, lpg.cost), (Quantity::whole(90), cents(8100)));
    assert_eq!(lpg.average_unit_price, Some(Money::from_units(900)));
    assert_eq!(lpg.efficiency.l_per_100km, Some(10.0));
}

#[actix_web::test]
async fn refuels_are_looked_at_from_all_sides() {
    let (_app, office) = office_at("2026-11-22T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    let refuels = vec![
        full("van", "2025-11-22", 9_000, 20, 3000),
        full("van", "2025-11-23", 9_500, 30, 4200),
        full("van", "2026-03-01", 10_000, 35, 5600),
        full("van", "2026-06-01", 10_500, 25, 3500),
        refuel("van", day("2026-07-01")),
    ];
    let entered = enter_refuels(&office, refuels).await;
    let looked = office.ok(&api::REFUEL_ANALYSIS, ["van"], &Period::default()).await;
    let year = Period { from: Some(day("2025-11-23")), to: Some(day("2026-11-22")) };
    assert_eq!((looked.period, looked.refuels), (year, 4));
    let points: Vec<_> =
        looked.points.iter().map(|point| (point.id, point.unit_price, point.value)).collect();
    let price = Money::from_units;
    assert_eq!(
        points,
        [
            (entered[1].id.into(), price(1_400), Some(6.0)),
            (entered[2].id.into(), price(1_600), Some(7.0)),
            (entered[3].id.into(), price(1_400), Some(5.0)),
            (entered[4].id.into(), price(1_500), None),
        ]
    );
    let [diesel] = &looked.fuels[..] else { panic!("one fuel: {:?}", looked.fuels) };
    assert_eq!((diesel.quantity, diesel.cost), (Quantity::whole(130), cents(19_300)));
    assert_eq!(diesel.average_unit_price, Some(price(1_485)));
    // 90 litres on 1500 km: the sums, not the mean of the three.
    assert_eq!(diesel.efficiency.l_per_100km, Some(6.0));
    let value = |interval: &Option<furgo_shared::refuels::IntervalView>| {
        interval.as_ref().map(|interval| (interval.value, interval.record_ids.clone()))
    };
    assert_eq!(value(&diesel.best), Some((5.0, vec![entered[3].id])));
    assert_eq!(value(&diesel.worst), Some((7.0, vec![entered[2].id])));
    let spring = Period { from: Some(day("2026-02-01")), to: Some(day("2026-03-01")) };
    let looked = office.ok(&api::REFUEL_ANALYSIS, ["van"], &spring).await;
    assert_eq!((looked.period, looked.points.len(), looked.cost), (spring, 1, cents(5600)));
}

#[actix_web::test]
async fn drivers_look_at_their_own_vehicles_only() {
    let fleet = fleet().await;
    for client in [&fleet.office, &fleet.ana, &fleet.viewer] {
        client.ok(&api::VEHICLE_ANALYTICS, ["van"], &AskAnalytics::default()).await;
        let looked = client.ok(&api::REFUEL_ANALYSIS, ["van"], &Period::default()).await;
        assert_eq!((looked.refuels, looked.fuels.len(), looked.points.len()), (0, 0, 0));
    }
    fleet.ben.refused(404, &api::VEHICLE_ANALYTICS, ["van"], &AskAnalytics::default()).await;
    fleet.ben.refused(404, &api::REFUEL_ANALYSIS, ["van"], &Period::default()).await;
    fleet.app.stranger().refused(401, &api::GARAGE, [], &Default::default()).await;
    fleet.office.ok(&api::DASHBOARD, [], &Empty {}).await;
}
