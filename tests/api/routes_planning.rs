//! Planning: what a route is made of, what is refused, other orders, two dispatchers at once.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    geo::Depot,
    packages::{CreatePackage, PackageStatus, PackageView, PatchPackage, StepPackages, TimeWindow},
    problem::ErrorCode,
    routes::{
        CreateRoute, ListRoutes, MissedWindow, PatchRoute, ReorderStops, RouteStatus, RouteView,
    },
    units::{Kg, Km},
    validate::{Empty, FieldCode},
    vehicles::CreateVehicle,
};
use support::{Client, TestApp};
use uuid::Uuid;

use crate::day::{
    DEPOT, fresh, given_depot, given_packages, given_vehicle, hours, ids, log, package, route,
    step, step_route, today, vehicle,
};

async fn office_and_driver(app: &TestApp) -> (Client, Client) {
    given_depot(app).await;
    (app.dispatcher("dora").await, app.driver("ana").await)
}

#[actix_web::test]
async fn time_windows_and_the_departure_are_kept_on_the_routes_own_day() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    let date = today(&app) + TimeDelta::days(40);
    let settings = furgo::features::settings::SettingsRecord::initial(app.now());
    let at = |hour| settings.instant_of(date.and_hms_opt(hour, 0, 0).unwrap());
    let mut wanted = Vec::new();
    for number in 0..8 {
        // In the opposite order of any short way: each has an hour of its own.
        let from = at(10 + (number * 5) % 8);
        let window = TimeWindow { from, to: from + TimeDelta::minutes(50) };
        let request = CreatePackage { time_window: Some(window), ..package("Ane", number) };
        wanted.push(office.ok(&api::CREATE_PACKAGE, [], &request).await);
    }
    let elsewhen = TimeWindow { from: hours(&app, 1), to: hours(&app, 2) };
    let other = CreatePackage { time_window: Some(elsewhen), ..package("Jon", 9) };
    wanted.push(office.ok(&api::CREATE_PACKAGE, [], &other).await);
    let request = CreateRoute { depart_at: Some(at(9)), ..route(ana.id(), date, ids(&wanted)) };
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    assert_eq!(planned.depart_at, Some(at(9)));
    for stop in &planned.stops {
        let arrival = stop.estimated_arrival.unwrap();
        assert_eq!(settings.day_of(arrival), date);
        let window = stop.package.time_window.filter(|window| window.from >= at(0));
        assert!(window.is_none_or(|window| arrival <= window.to), "{stop:?}");
        // It is said which window is about another day.
        let missed = window.is_none().then_some(MissedWindow::OtherDay);
        assert_eq!(stop.missed_window, missed, "{stop:?}");
    }
    let usual = settings.instant_of((date + TimeDelta::days(1)).and_hms_opt(8, 0, 0).unwrap());
    let packages = given_packages(&office, 1).await;
    let request = route(ana.id(), date + TimeDelta::days(1), ids(&packages));
    assert_eq!(office.ok(&api::CREATE_ROUTE, [], &request).await.depart_at, Some(usual));
}

#[actix_web::test]
async fn an_address_without_coordinates_is_placed_by_its_neighbours() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    let known = given_packages(&office, 3).await;
    let mut request = package("Jon", 1);
    (request.address.latitude, request.address.longitude) = (None, None);
    let near = office.ok(&api::CREATE_PACKAGE, [], &request).await;
    (request.address.city, request.address.postal_code) = ("Nowhere".to_owned(), "99".to_owned());
    let lost = office.ok(&api::CREATE_PACKAGE, [], &request).await;
    let mut wanted = ids(&known);
    wanted.extend([near.id, lost.id]);
    let request = route(ana.id(), today(&app), wanted);
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let located = |id| planned.stops.iter().find(|stop| stop.package_id == id).unwrap().is_located;
    assert!(located(known[0].id) && !located(near.id) && !located(lost.id));
    // A guess is good for an order, but nobody is told times and distances by it.
    assert!(planned.stops.iter().all(|stop| stop.estimated_arrival.is_some() == stop.is_located));
    let nobody_knows = |route: &RouteView| {
        let planned = &route.planned;
        (route.distance_km, planned.distance_km, planned.duration_min) == (None, None, None)
    };
    assert!(nobody_knows(&planned));
    // Once it has coordinates, the stop follows.
    let patch =
        PatchPackage { address: Change::Set(package("Jon", 4).address), ..PatchPackage::default() };
    office.ok(&api::PATCH_PACKAGE, [&lost.id.to_string()], &patch).await;
    let after = office.ok(&api::GET_ROUTE, [&planned.id.to_string()], &Empty {}).await;
    assert!(after.stops.iter().find(|stop| stop.package_id == lost.id).unwrap().is_located);
    assert!(nobody_knows(&after), "the other one has none yet");
    office.ok(&api::PATCH_PACKAGE, [&near.id.to_string()], &patch).await;
    let after = office.ok(&api::GET_ROUTE, [&planned.id.to_string()], &Empty {}).await;
    assert!(after.distance_km > Some(Km::ZERO) && after.planned.duration_min > Some(0));
    assert!(after.stops.iter().all(|stop| stop.estimated_arrival.is_some()));
}

/// A single route keeps every stop, and says which come too late.
#[actix_web::test]
async fn a_route_says_which_time_windows_it_misses() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    let date = today(&app) + TimeDelta::days(40);
    let settings = furgo::features::settings::SettingsRecord::initial(app.now());
    let at = |hour, minute| settings.instant_of(date.and_hms_opt(hour, minute, 0).unwrap());
    let mut wanted = Vec::new();
    for (number, window) in [
        None,
        Some(TimeWindow { from: at(8, 0), to: at(8, 30) }),
        Some(TimeWindow { from: at(12, 0), to: at(13, 0) }),
    ]
    .into_iter()
    .enumerate()
    {
        let number = u32::try_from(number).unwrap();
        let request = CreatePackage { time_window: window, ..package("Ane", number) };
        wanted.push(office.ok(&api::CREATE_PACKAGE, [], &request).await);
    }
    let request = CreateRoute { depart_at: Some(at(9, 0)), ..route(ana.id(), date, ids(&wanted)) };
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let missed = |route: &RouteView| -> Vec<Option<MissedWindow>> {
        let of = |package: &PackageView| {
            let stop = route.stops.iter().find(|stop| stop.package_id == package.id).unwrap();
            stop.missed_window
        };
        wanted.iter().map(of).collect()
    };
    let late = [None, Some(MissedWindow::Late), None];
    assert_eq!(missed(&planned), late);
    let id = planned.id.to_string();
    assert_eq!(missed(&office.ok(&api::OPTIMIZE_ROUTE, [&id], &Empty {}).await), late);
    let earlier = PatchRoute { depart_at: Change::Set(at(8, 0)), ..PatchRoute::default() };
    assert_eq!(missed(&office.ok(&api::PATCH_ROUTE, [&id], &earlier).await), [None; 3]);
}

#[actix_web::test]
async fn what_cannot_be_planned_is_refused_and_changes_nothing() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let ben = app.driver("ben").await;
    let day = today(&app);
    let packages = given_packages(&office, 3).await;
    let wanted = route(ana.id(), day, ids(&packages));
    office.refused_as(ErrorCode::DepotMissing, &api::CREATE_ROUTE, [], &wanted).await;
    given_depot(&app).await;
    let field = async |request: &CreateRoute, field: &str, code| {
        let problem = office.refused(400, &api::CREATE_ROUTE, [], request).await;
        assert_eq!(problem.fields.of(field), Some(code), "{problem:?}");
    };
    let by_office = CreateRoute { driver_id: Some(office.id()), ..wanted.clone() };
    field(&by_office, "driver_id", FieldCode::NotUsable).await;
    let mut unknown = wanted.clone();
    unknown.package_ids[1] = Uuid::now_v7().into();
    field(&unknown, "package_ids[1]", FieldCode::NotFound).await;
    let far = CreateRoute { date: day + TimeDelta::days(400), ..wanted.clone() };
    field(&far, "date", FieldCode::OutOfRange).await;
    let early = app.now() - TimeDelta::days(2);
    let early = CreateRoute { depart_at: Some(early), ..wanted.clone() };
    field(&early, "depart_at", FieldCode::OutOfRange).await;
    let with = |name: &str| CreateRoute { vehicle: Some(name.to_owned()), ..wanted.clone() };
    field(&with("ghost"), "vehicle", FieldCode::NotFound).await;
    let small = CreateVehicle { capacity_packages: Some(2), ..vehicle("small") };
    office.ok(&api::CREATE_VEHICLE, [], &small).await;
    field(&with("small"), "vehicle", FieldCode::NotUsable).await;
    given_vehicle(&office, "parked").await;
    office.ok(&api::DEACTIVATE_VEHICLE, ["parked"], &Empty {}).await;
    let parked = with("parked");
    office.refused_as(ErrorCode::VehicleInactive, &api::CREATE_ROUTE, [], &parked).await;
    let assign = StepPackages {
        assigned_to: Some(ben.id()),
        ..step(packages[2].id, PackageStatus::Assigned)
    };
    office.ok(&api::STEP_PACKAGES, [], &assign).await;
    let problem =
        office.refused_as(ErrorCode::PackageNotPlannable, &api::CREATE_ROUTE, [], &wanted).await;
    assert_eq!(problem.fields.of("package_ids[2]"), Some(FieldCode::NotUsable));
    assert_eq!(problem.fields.iter().count(), 1);
    assert_eq!(office.ok(&api::LIST_ROUTES, [], &ListRoutes::default()).await.total, 0);
    assert_eq!(log(&office, packages[0].id).await.len(), 1);
    // Bens package is fine on Bens route; then his day is taken.
    let bens = route(ben.id(), day, vec![packages[2].id]);
    office.ok(&api::CREATE_ROUTE, [], &bens).await;
    assert_eq!(log(&office, packages[2].id).await.len(), 2);
    let more = route(ben.id(), day, vec![packages[0].id]);
    office.refused_as(ErrorCode::Overlaps, &api::CREATE_ROUTE, [], &more).await;
    let stolen = route(ana.id(), day, vec![packages[2].id]);
    office.refused_as(ErrorCode::PackageNotPlannable, &api::CREATE_ROUTE, [], &stolen).await;
}

#[actix_web::test]
async fn a_route_that_takes_more_than_a_day_or_is_too_heavy_is_refused() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    let mut wanted = Vec::new();
    for number in 0..3 {
        let long = CreatePackage {
            service_min: Some(480),
            weight_kg: Some(Kg::whole(400)),
            ..package("Ane", number)
        };
        wanted.push(office.ok(&api::CREATE_PACKAGE, [], &long).await.id);
    }
    let request = route(ana.id(), today(&app), wanted.clone());
    let problem = office.refused(400, &api::CREATE_ROUTE, [], &request).await;
    assert_eq!(problem.fields.of("package_ids"), Some(FieldCode::OutOfRange));
    let small = CreateVehicle { capacity_kg: Some(Kg::whole(400)), ..vehicle("small") };
    office.ok(&api::CREATE_VEHICLE, [], &small).await;
    let heavy = CreateRoute {
        vehicle: Some("small".to_owned()),
        ..route(ana.id(), today(&app), wanted[..2].to_vec())
    };
    let problem = office.refused(400, &api::CREATE_ROUTE, [], &heavy).await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::NotUsable));
    let fits = CreateRoute { package_ids: wanted[..1].to_vec(), ..heavy };
    office.ok(&api::CREATE_ROUTE, [], &fits).await;
}

#[actix_web::test]
async fn two_dispatchers_who_plan_the_same_package_do_not_both_get_it() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    let (other, ben) = (app.dispatcher("eder").await, app.driver("ben").await);
    for round in 0..4 {
        let packages = given_packages(&office, 5).await;
        let day = today(&app) + TimeDelta::days(round);
        let mine = route(ana.id(), day, ids(&packages));
        let theirs = route(ben.id(), day, ids(&packages[..1]));
        let (a, b) = tokio::join!(
            office.call(&api::CREATE_ROUTE, [], &mine),
            other.call(&api::CREATE_ROUTE, [], &theirs)
        );
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409], "{} {}", a.text(), b.text());
        let lost = if a.status == 409 { a } else { b };
        let code = lost.problem(409).code;
        assert!(matches!(code, ErrorCode::ChangedMeanwhile | ErrorCode::PackageNotPlannable));
        assert_eq!(log(&office, packages[0].id).await.len(), 2);
    }
}

#[actix_web::test]
async fn planning_again_with_the_same_key_or_id_answers_as_the_first_time() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    let packages = given_packages(&office, 2).await;
    let request = route(ana.id(), today(&app), ids(&packages));
    let keyed = office.with("idempotency-key", "plan-1");
    let first = keyed.call(&api::CREATE_ROUTE, [], &request).await;
    let second = keyed.call(&api::CREATE_ROUTE, [], &request).await;
    assert_eq!((first.status, &first.bytes), (201, &second.bytes));
    assert_eq!(second.header("idempotency-replayed"), "true");
    let packages = given_packages(&office, 2).await;
    let own = route(ana.id(), today(&app) + TimeDelta::days(1), ids(&packages));
    let own = CreateRoute { id: Some(Uuid::now_v7().into()), ..own };
    let first = office.ok(&api::CREATE_ROUTE, [], &own).await;
    assert_eq!(office.ok(&api::CREATE_ROUTE, [], &own).await, first);
    let other = CreateRoute { notes: Some("other".to_owned()), ..own };
    office.refused_as(ErrorCode::IdReused, &api::CREATE_ROUTE, [], &other).await;
}

#[actix_web::test]
async fn stops_are_put_into_another_order_and_planned_anew() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    let packages = given_packages(&office, 7).await;
    let request = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let id = planned.id.to_string();
    let mut stop_ids: Vec<_> = planned.stops.iter().map(|stop| stop.id).collect();
    stop_ids.swap(0, 5);
    stop_ids.swap(1, 4);
    let order = |stop_ids| ReorderStops { route_id: planned.id, stop_ids };
    let short = order(stop_ids[1..].to_vec());
    let problem = office.refused(400, &api::REORDER_STOPS, [], &short).await;
    assert_eq!(problem.fields.of("stop_ids"), Some(FieldCode::Invalid));
    let mut foreign = stop_ids.clone();
    foreign[0] = Uuid::now_v7().into();
    office.refused(400, &api::REORDER_STOPS, [], &order(foreign)).await;
    let moved = office.ok(&api::REORDER_STOPS, [], &order(stop_ids.clone())).await;
    assert_eq!(moved.stops.iter().map(|stop| stop.id).collect::<Vec<_>>(), stop_ids);
    let arrivals: Vec<_> = moved.stops.iter().map(|stop| stop.estimated_arrival).collect();
    assert!(arrivals.is_sorted());
    assert!(moved.planned.distance_km > planned.planned.distance_km);
    let stale = office.with("if-match", "\"1\"");
    stale.refused_as(ErrorCode::Stale, &api::REORDER_STOPS, [], &order(stop_ids)).await;
    let anew = office.ok(&api::OPTIMIZE_ROUTE, [&id], &Empty {}).await;
    assert_eq!(anew.planned, planned.planned);
    ana.refused(403, &api::OPTIMIZE_ROUTE, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn what_is_done_stays_in_front_when_a_running_route_is_planned_anew() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    let packages = given_packages(&office, 5).await;
    let request = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    let last = planned.stops.last().unwrap();
    ana.ok(&api::STEP_PACKAGES, [], &step(last.package_id, PackageStatus::Delivered)).await;
    let id = planned.id.to_string();
    let anew = office.ok(&api::OPTIMIZE_ROUTE, [&id], &Empty {}).await;
    assert_eq!(anew.stops[0].id, last.id);
    assert!(
        anew.stops[1..]
            .iter()
            .all(|stop| stop.estimated_arrival >= Some(app.now() - TimeDelta::minutes(1)))
    );
    let with_done = anew.stops.iter().map(|stop| stop.id).collect();
    let order = ReorderStops { route_id: planned.id, stop_ids: with_done };
    office.refused(400, &api::REORDER_STOPS, [], &order).await;
    step_route(&ana, &planned, RouteStatus::Completed).await;
    office.refused_as(ErrorCode::RouteClosed, &api::OPTIMIZE_ROUTE, [&id], &Empty {}).await;
    office.refused_as(ErrorCode::RouteClosed, &api::REORDER_STOPS, [], &order).await;
    let patch = PatchRoute::default();
    office.refused_as(ErrorCode::RouteClosed, &api::PATCH_ROUTE, [&id], &patch).await;
}

#[actix_web::test]
async fn a_package_taken_off_leaves_no_stop_behind() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    let packages = given_packages(&office, 3).await;
    let request = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let gone = planned.stops[1].package_id;
    office.ok(&api::STEP_PACKAGES, [], &step(gone, PackageStatus::Pending)).await;
    let free = fresh(&office, gone).await;
    assert_eq!((free.assigned_to, free.route_id), (None, None));
    let after = office.ok(&api::GET_ROUTE, [&planned.id.to_string()], &Empty {}).await;
    let left: Vec<_> = after.stops.iter().map(|stop| (stop.package_id, stop.position)).collect();
    assert_eq!(left, [(planned.stops[0].package_id, 1), (planned.stops[2].package_id, 2)]);
    assert!(after.planned.duration_min < planned.planned.duration_min);
}

#[actix_web::test]
async fn a_route_is_changed_while_it_is_open() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    given_vehicle(&office, "Van").await;
    let packages = given_packages(&office, 2).await;
    let request = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let id = planned.id.to_string();
    let later = planned.depart_at.unwrap() + TimeDelta::minutes(30);
    let patch = PatchRoute {
        vehicle: Change::Set(Some("VAN".to_owned())),
        depart_at: Change::Set(later),
        notes: Change::Set(Some("bridge closed".to_owned())),
        ..PatchRoute::default()
    };
    let changed = office.with("if-match", "\"1\"").ok(&api::PATCH_ROUTE, [&id], &patch).await;
    assert_eq!((changed.vehicle.as_deref(), changed.depart_at), (Some("Van"), Some(later)));
    for (before, after) in planned.stops.iter().zip(&changed.stops) {
        let shift = after.estimated_arrival.unwrap() - before.estimated_arrival.unwrap();
        assert_eq!(shift, TimeDelta::minutes(30));
    }
    let tomorrow =
        PatchRoute { depart_at: Change::Set(later + TimeDelta::days(1)), ..PatchRoute::default() };
    office.refused(400, &api::PATCH_ROUTE, [&id], &tomorrow).await;
    let stale = office.with("if-match", "\"1\"");
    stale.refused_as(ErrorCode::Stale, &api::PATCH_ROUTE, [&id], &patch).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    office.refused_as(ErrorCode::RouteClosed, &api::PATCH_ROUTE, [&id], &patch).await;
    let off = PatchRoute { vehicle: Change::Set(None), ..PatchRoute::default() };
    assert_eq!(office.ok(&api::PATCH_ROUTE, [&id], &off).await.vehicle, None);
}

#[actix_web::test]
async fn routes_are_seen_by_their_driver_and_without_recipients_by_viewers() {
    let app = TestApp::start().await;
    let (office, ana) = office_and_driver(&app).await;
    let (ben, viewer) = (app.driver("ben").await, app.viewer().await);
    let packages = given_packages(&office, 2).await;
    let (latitude, longitude) = DEPOT;
    let depot = Some(Depot { latitude, longitude, address: Some("Here".to_owned()) });
    let request = CreateRoute { depot, ..route(ana.id(), today(&app), ids(&packages)) };
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let id = planned.id.to_string();
    assert_eq!(planned.depot.as_ref().and_then(|depot| depot.address.as_deref()), Some("Here"));
    let seen = ana.ok(&api::GET_ROUTE, [&id], &Empty {}).await;
    assert!(seen.stops[0].package.recipient_name.is_some());
    let reply = viewer.call(&api::GET_ROUTE, [&id], &Empty {}).await;
    for secret in ["Garmendia", "Ledesma", "600 000", "ane@example"] {
        assert!(!reply.text().contains(secret), "{}", reply.text());
    }
    ben.refused(404, &api::GET_ROUTE, [&id], &Empty {}).await;
    let start = furgo_shared::routes::StepRoute::to(RouteStatus::InProgress);
    ben.refused(404, &api::STEP_ROUTE, [&id], &start).await;
    viewer.refused(403, &api::STEP_ROUTE, [&id], &start).await;
    let arrival =
        furgo_shared::routes::RecordArrival { stop_id: planned.stops[0].id, occurred_at: None };
    ben.refused(404, &api::RECORD_ARRIVAL, [], &arrival).await;
    ana.refused_as(ErrorCode::IllegalStep, &api::RECORD_ARRIVAL, [], &arrival).await;
    let query = ListRoutes::default;
    let count = async |client: &Client, query| client.ok(&api::LIST_ROUTES, [], &query).await.total;
    assert_eq!(count(&ben, query()).await, 0);
    for client in [&office, &ana, &viewer] {
        assert_eq!(count(client, query()).await, 1);
    }
    let of = |driver_id| ListRoutes { driver_id: Some(driver_id), ..query() };
    assert_eq!((count(&office, of(ana.id())).await, count(&office, of(ben.id())).await), (1, 0));
    let status = |status| ListRoutes { status: Some(status), ..query() };
    assert_eq!(count(&office, status(RouteStatus::Planned)).await, 1);
    assert_eq!(count(&ana, status(RouteStatus::Completed)).await, 0);
    let day = today(&app);
    let days = ListRoutes { from: Some(day), to: Some(day), ..query() };
    assert_eq!(count(&office, days).await, 1);
    let later = ListRoutes { from: Some(day + TimeDelta::days(1)), ..query() };
    assert_eq!(count(&office, later).await, 0);
    let ghost = ListRoutes { vehicle: Some("ghost".to_owned()), ..query() };
    assert_eq!(count(&office, ghost).await, 0);
}
