//! The garage and the fleet's health.

use furgo_shared::{
    api,
    due::State,
    maintenance::CreateMaintenance,
    money::Money,
    problem::ErrorCode,
    routes::{CreateRoute, RouteStatus},
    validate::Empty,
    vehicles::{CreateVehicle, ListVehicles},
};

use crate::{
    calendar::{day, enter_expense, enter_refuels, enter_work, full, office_at},
    day::{given_depot, given_packages, ids, route, step_route, today, vehicle},
    histories::{cents, expense, work},
};

#[actix_web::test]
async fn a_tile_says_a_vehicle_at_a_glance_and_the_strip_the_fleet() {
    let (app, office) = office_at("2026-11-22T12:00:00Z").await;
    let ana = app.driver("ana").await;
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("a") };
    for request in [own, vehicle("b"), vehicle("c")] {
        office.ok(&api::CREATE_VEHICLE, [], &request).await;
    }
    let refuels = vec![
        full("a", "2025-11-30", 9_500, 40, 1000),
        full("a", "2026-01-01", 10_000, 30, 2000),
        full("a", "2026-11-22", 10_500, 35, 3000),
        full("b", "2025-12-31", 10_500, 35, 700),
    ];
    enter_refuels(&office, refuels).await;
    enter_expense(&office, expense("b", day("2026-11-23"))).await;
    let late = CreateMaintenance {
        next_date: Some(day("2026-11-21")),
        ..work("a", day("2025-11-21"), 9_000)
    };
    enter_work(&office, late).await;
    let soon = CreateMaintenance {
        next_date: Some(day("2026-12-01")),
        ..work("b", day("2025-11-21"), 9_000)
    };
    enter_work(&office, soon).await;
    let garage = office.ok(&api::GARAGE, [], &ListVehicles::default()).await;
    assert_eq!((garage.health.overdue, garage.health.due_soon), (1, 1));
    // What lies ahead is not spent, and last year's is last year's.
    assert_eq!(garage.health.spent_this_year, cents(5_000));
    let next = garage.health.next_due.as_ref().unwrap();
    assert_eq!(
        (next.vehicle.as_str(), next.state, next.days_left),
        ("a", State::Overdue, Some(-1))
    );
    let [a, b, c] = &garage.vehicles.items[..] else { panic!("three tiles") };
    assert_eq!((a.spent_this_year, b.spent_this_year), (cents(5_000), Money::ZERO));
    assert_eq!(a.efficiency.l_per_100km, Some(6.5), "the interval of January counts");
    assert_eq!((c.efficiency.l_per_100km, c.next_due.is_none()), (None, true));
    assert_eq!(a.monthly_costs.len(), 12);
    assert_eq!(
        (a.monthly_costs[0], a.monthly_costs[1], a.monthly_costs[11]),
        (Money::ZERO, cents(2000), cents(3000))
    );
    assert_eq!(b.next_due.as_ref().unwrap().state, State::Soon);
    let dashboard = office.ok(&api::DASHBOARD, [], &Empty {}).await;
    assert_eq!(dashboard.health, garage.health);
    let anas = ana.ok(&api::GARAGE, [], &ListVehicles::default()).await;
    assert_eq!((anas.vehicles.total, anas.health.overdue, anas.health.due_soon), (1, 1, 0));
    assert_eq!(ana.ok(&api::DASHBOARD, [], &Empty {}).await.health, anas.health);
    let found = ListVehicles { q: Some("b".to_owned()), limit: Some(1), ..ListVehicles::default() };
    let found = office.ok(&api::GARAGE, [], &found).await;
    assert_eq!(
        (found.vehicles.items.len(), found.health.overdue),
        (1, 1),
        "the strip is the fleet's"
    );
}

#[actix_web::test]
async fn findings_are_counted_as_the_inbox_lists_them() {
    let (app, office) = office_at("2026-11-22T12:00:00Z").await;
    let ana = app.driver("ana").await;
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("a") };
    for request in [own, vehicle("b")] {
        office.ok(&api::CREATE_VEHICLE, [], &request).await;
    }
    let refuels =
        vec![full("b", "2026-11-01", 10_000, 40, 1000), full("b", "2026-11-10", 10_100, 90, 2000)];
    enter_refuels(&office, refuels).await;
    for client in [&office, &ana] {
        let inbox = client.ok(&api::LIST_FINDINGS, [], &Default::default()).await;
        let garage = client.ok(&api::GARAGE, [], &ListVehicles::default()).await;
        assert_eq!(garage.health.findings, inbox.total);
        let tiles: u64 = garage.vehicles.items.iter().map(|tile| tile.findings).sum();
        assert_eq!(tiles, inbox.total);
    }
    let garage = office.ok(&api::GARAGE, [], &ListVehicles::default()).await;
    assert!(garage.health.findings > 0, "90 litres for 100 km");
}

#[actix_web::test]
async fn a_vehicle_with_open_routes_stays_in_work() {
    let app = support::TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    given_depot(&app).await;
    office.ok(&api::CREATE_VEHICLE, [], &vehicle("van")).await;
    let packages = given_packages(&office, 2).await;
    let request = CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(ana.id(), today(&app), ids(&packages))
    };
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let in_use = ErrorCode::VehicleInUse;
    office.refused_as(in_use, &api::DEACTIVATE_VEHICLE, ["van"], &Empty {}).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    office.refused_as(in_use, &api::DEACTIVATE_VEHICLE, ["van"], &Empty {}).await;
    assert!(office.ok(&api::GET_VEHICLE, ["van"], &Empty {}).await.is_active);
    step_route(&ana, &planned, RouteStatus::Completed).await;
    office.ok(&api::DEACTIVATE_VEHICLE, ["van"], &Empty {}).await;
    office.ok(&api::DEACTIVATE_VEHICLE, ["van"], &Empty {}).await;
}
