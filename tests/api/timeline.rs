//! The one timeline of a vehicle: all sources in one order, page by page; hints for new records;
//! how far it went.

use furgo::{
    auth::Permit,
    features::vehicles::{VehicleRecord, odometer},
    storage::Reads,
};
use furgo_shared::{
    api,
    maintenance::{CreateMaintenance, MaintenanceKind},
    odometer::Source,
    readings::{AskHints, CreateReading, HintsView, ListTimeline, TimelineView},
    refuels::CreateRefuel,
    routes::CreateRoute,
    units::{Km, Quantity},
    validate::Empty,
    vehicles::{CreateVehicle, Fuel, VehicleView},
};
use support::{Client, TestApp};

use crate::{
    day::{given_vehicle, vehicle},
    odometers::{day, given_reading, given_refuel, reading, refuel, replacement},
};

async fn page(client: &Client, query: &ListTimeline) -> (Vec<TimelineView>, u64) {
    let page = client.ok(&api::VEHICLE_TIMELINE, ["van"], query).await;
    (page.items, page.total)
}

fn shown(rows: &[TimelineView]) -> Vec<(Source, i64)> {
    rows.iter().map(|row| (row.source, row.odometer_km.units() / 10)).collect()
}

async fn given_all_sources(app: &TestApp, office: &Client) {
    let work = CreateMaintenance { odometer_km: Km::whole(1300), ..maintenance("van", app) };
    office.ok(&api::CREATE_MAINTENANCE, [], &work).await;
    let fill = CreateRefuel {
        odometer_km: Some(Km::whole(1200)),
        ..refuel("van", day(app, 20), Fuel::Diesel, 40)
    };
    given_refuel(office, &fill).await;
    given_reading(office, &reading("van", day(app, 10), 1100)).await;
    let route = CreateRoute {
        end_odometer_km: Some(Km::whole(1450)),
        ..CreateRoute::logged("van", day(app, 40))
    };
    office.ok(&api::CREATE_ROUTE, [], &route).await;
    given_reading(office, &replacement("van", day(app, 50), 1500, 0)).await;
    given_reading(office, &reading("van", day(app, 60), 90)).await;
}

fn maintenance(vehicle: &str, app: &TestApp) -> CreateMaintenance {
    serde_json::from_value(serde_json::json!({
        "vehicle": vehicle, "date": day(app, 30), "kind": MaintenanceKind::Oil,
        "description": "Oil", "cost": 10, "odometer_km": 1300,
    }))
    .unwrap()
}

#[actix_web::test]
async fn every_source_stands_in_one_order_page_by_page() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    given_all_sources(&app, &office).await;
    let expected = [
        (Source::Reading, 90),
        (Source::Reading, 0),
        (Source::Reading, 1500),
        (Source::RouteEnd, 1450),
        (Source::Maintenance, 1300),
        (Source::Refuel, 1200),
        (Source::Reading, 1100),
    ];
    let (all, total) = page(&office, &ListTimeline::default()).await;
    assert_eq!((shown(&all).as_slice(), total), (expected.as_slice(), 7));
    assert!(all.iter().all(|row| !row.in_conflict));
    for limit in [1, 2, 3, 5] {
        let mut rows = Vec::new();
        for number in 1..=8 {
            let query =
                ListTimeline { page: Some(number), limit: Some(limit), ..Default::default() };
            let (items, total) = page(&office, &query).await;
            assert_eq!(total, 7);
            rows.extend(items);
        }
        assert_eq!(rows, all, "{limit} a page");
    }
    let days =
        ListTimeline { from: Some(day(&app, 20)), to: Some(day(&app, 40)), ..Default::default() };
    let (some, total) = page(&office, &days).await;
    assert_eq!((shown(&some).as_slice(), total), (&expected[3..6], 3));
}

#[actix_web::test]
async fn what_contradicts_its_neighbour_is_told_on_every_page() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    for (number, km) in [(10, 1100), (20, 1900), (30, 1300), (40, 1400)] {
        let request = CreateReading { force: true, ..reading("van", day(&app, number), km) };
        given_reading(&office, &request).await;
    }
    let mut told = Vec::new();
    for number in 1..=4 {
        let query = ListTimeline { page: Some(number), limit: Some(1), ..Default::default() };
        told.extend(page(&office, &query).await.0.iter().map(|row| row.in_conflict));
    }
    assert_eq!(told, [false, true, true, false]);
    let bounded =
        ListTimeline { from: Some(day(&app, 20)), to: Some(day(&app, 20)), ..Default::default() };
    assert!(page(&office, &bounded).await.0[0].in_conflict);
}

async fn hints(client: &Client, query: &AskHints) -> HintsView {
    client.ok(&api::VEHICLE_HINTS, ["van"], query).await
}

#[actix_web::test]
async fn hints_say_what_is_known_around_a_day() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let request = CreateVehicle { tank_capacity: Some(Quantity::whole(60)), ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &request).await;
    let on = |number| AskHints { date: Some(day(&app, number)), without: None };
    let empty = hints(&office, &on(50)).await;
    let before = empty.before.unwrap();
    assert_eq!((before.source, before.odometer_km), (Source::Initial, Km::whole(1000)));
    assert_eq!((empty.after, empty.km_per_day), (None, None));
    assert_eq!(empty.estimated_km, Some(Km::whole(1000)));
    assert_eq!(empty.fuels[0].last_unit_price, None);

    let mut refuels = Vec::new();
    for (number, km, full_tank) in
        [(10, 1000, true), (20, 1500, true), (30, 2000, true), (40, 2500, false)]
    {
        let request = CreateRefuel {
            odometer_km: Some(Km::whole(km)),
            full_tank,
            station: Some(format!("Station {number}")),
            ..refuel("van", day(&app, number), Fuel::Diesel, 30)
        };
        refuels.push(given_refuel(&office, &request).await);
    }
    let now = hints(&office, &on(50)).await;
    assert_eq!(now.before.unwrap().odometer_km, Km::whole(2500));
    assert_eq!((now.km_per_day, now.estimated_km), (Some(50.0), Some(Km::whole(3000))));
    assert_eq!(now.last_station.as_deref(), Some("Station 40"));
    let diesel = &now.fuels[0];
    assert_eq!((diesel.fuel, diesel.average), (Fuel::Diesel, Some(6.0)));
    assert_eq!(diesel.tank_capacity, Some(Quantity::whole(60)));
    assert_eq!(diesel.last_unit_price.map(|price| price.units()), Some(1000));
    assert_eq!(
        (diesel.anchor_odometer_km, diesel.anchor_date),
        (Some(Km::whole(2000)), Some(day(&app, 30)))
    );
    assert_eq!(diesel.quantity_since, Quantity::whole(30));

    let between = hints(&office, &on(25)).await;
    assert_eq!(between.before.unwrap().odometer_km, Km::whole(1500));
    assert_eq!(between.after.unwrap().odometer_km, Km::whole(2000));
    assert_eq!(between.estimated_km, Some(Km::whole(1750)));
    // Whoever corrects the last one wants to know what was before it.
    let without = AskHints { without: Some(refuels[3].id.into()), ..on(50) };
    let corrected = hints(&office, &without).await;
    assert_eq!(corrected.before.unwrap().odometer_km, Km::whole(2000));
    assert_eq!(corrected.fuels[0].quantity_since, Quantity::ZERO);
    assert_eq!(corrected.last_station.as_deref(), Some("Station 30"));
}

#[actix_web::test]
async fn the_timeline_is_for_whoever_sees_the_vehicle() {
    let app = TestApp::start().await;
    let (office, ana, viewer) =
        (app.dispatcher("dora").await, app.driver("ana").await, app.viewer().await);
    given_vehicle(&office, "Van").await;
    viewer.ok(&api::VEHICLE_TIMELINE, ["van"], &ListTimeline::default()).await;
    ana.refused(404, &api::VEHICLE_TIMELINE, ["van"], &ListTimeline::default()).await;
    ana.refused(404, &api::VEHICLE_HINTS, ["van"], &AskHints::default()).await;
}

fn distance(app: &TestApp, van: &VehicleView, from: Option<i64>, to: Option<i64>) -> Option<i64> {
    let bound = |number: Option<i64>| number.map(|number| day(app, number));
    let read = app.app.db.read(&Permit::for_job(), |tx| {
        let van: VehicleRecord = tx.require(van.id)?;
        odometer::driven(tx, &van)?.on(tx, bound(from), bound(to))
    });
    read.unwrap().map(|metres| metres / 1000)
}

#[actix_web::test]
async fn distance_is_the_odometers_rise_and_the_routes_beside_it() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let van = given_vehicle(&office, "Van").await;
    assert_eq!(distance(&app, &van, None, None), None, "nothing is known");
    let drive = async |number, km| {
        let route = CreateRoute {
            distance_km: Some(Km::whole(km)),
            ..CreateRoute::logged("van", day(&app, number))
        };
        office.ok(&api::CREATE_ROUTE, [], &route).await
    };
    let early = drive(5, 20).await;
    assert_eq!(distance(&app, &van, None, None), Some(20), "only routes");
    assert_eq!(distance(&app, &van, Some(6), None), Some(0), "no route, but routes are entered");
    // From 1000 km at the beginning of day 10 to 1100 at its end, 1200 on day 20.
    given_reading(&office, &reading("van", day(&app, 10), 1100)).await;
    given_reading(&office, &reading("van", day(&app, 20), 1200)).await;
    given_reading(&office, &replacement("van", day(&app, 30), 1300, 0)).await;
    given_reading(&office, &reading("van", day(&app, 40), 50)).await;
    drive(45, 7).await;
    drive(35, 1000).await;
    for (from, to, expected) in [
        (None, None, 20 + 350 + 7),
        (Some(10), Some(10), 100),
        (Some(11), Some(20), 100),
        (Some(11), Some(15), 50),
        (Some(16), Some(25), 100),
        (Some(31), Some(40), 50),
        (Some(41), Some(50), 7),
        (None, Some(4), 0),
        (Some(1), Some(9), 20),
    ] {
        assert_eq!(distance(&app, &van, from, to), Some(expected), "{from:?} to {to:?}");
    }
    let conflict = CreateReading { force: true, ..reading("van", day(&app, 15), 100_000) };
    given_reading(&office, &conflict).await;
    assert_eq!(distance(&app, &van, Some(11), Some(29)), Some(190), "1100 to 1290, around it");
    office.ok(&api::DELETE_ROUTE, [&early.id.to_string()], &Empty {}).await;
    assert_eq!(distance(&app, &van, Some(1), Some(9)), Some(0));
}
