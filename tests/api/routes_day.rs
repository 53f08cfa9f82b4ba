//! A whole delivery day: planned, driven, delivered, closed, and what follows for the van, the
//! packages and the figures.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    measures::DistanceUnit,
    packages::{PackageStatus, StepPackages, StepReason},
    problem::ErrorCode,
    routes::{CreateRoute, MyDay, RecordArrival, RouteOfDriver, RouteStatus, StepRoute},
    typed::{TypedDistance, TypedNumber},
    units::Km,
    validate::{Empty, FieldCode},
};
use support::TestApp;

use crate::day::{
    fresh, given_depot, given_packages, given_vehicle, ids, log, route, step, step_route, today,
};

fn at_reading(status: RouteStatus, odometer_km: i64) -> StepRoute {
    StepRoute { odometer_km: Some(Km::whole(odometer_km)), ..StepRoute::to(status) }
}

#[actix_web::test]
async fn a_day_from_the_plan_to_the_odometer() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    given_vehicle(&office, "Van").await;
    let packages = given_packages(&office, 4).await;
    let request = CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(ana.id(), today(&app), ids(&packages))
    };
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    assert_eq!((planned.status, planned.stops.len()), (RouteStatus::Planned, 4));
    assert_eq!(
        (planned.vehicle.as_deref(), planned.driver_name.as_deref()),
        (Some("Van"), Some("ana"))
    );
    assert!(planned.planned.distance_km > Some(Km::ZERO) && planned.planned.duration_min > Some(0));
    assert_eq!(planned.distance_km, planned.planned.distance_km);
    let arrivals: Vec<_> = planned.stops.iter().map(|stop| stop.estimated_arrival).collect();
    assert!(arrivals.is_sorted() && arrivals[0] > planned.depart_at);
    let assigned = fresh(&office, packages[0].id).await;
    assert_eq!((assigned.status, assigned.assigned_to), (PackageStatus::Assigned, Some(ana.id())));
    assert_eq!(assigned.route_id, Some(planned.id));

    let mine = ana.ok(&api::MY_ROUTE, [], &MyDay::default()).await.route.unwrap();
    assert_eq!(mine.id, planned.id);
    let id = planned.id.to_string();
    let low = at_reading(RouteStatus::InProgress, 999);
    let problem = ana.refused(400, &api::STEP_ROUTE, [&id], &low).await;
    assert_eq!(problem.fields.of("odometer_km"), Some(FieldCode::OdometerOrder));
    assert_eq!(fresh(&office, packages[0].id).await.status, PackageStatus::Assigned);
    let start = at_reading(RouteStatus::InProgress, 1002);
    let running = ana.ok(&api::STEP_ROUTE, [&id], &start).await;
    assert!(running.stops.iter().all(|stop| stop.package.status == PackageStatus::InTransit));
    assert_eq!(running.start_odometer_km, Some(Km::whole(1002)));

    let stop = &running.stops[0];
    let arrival = RecordArrival { stop_id: stop.id, occurred_at: None };
    assert!(ana.ok(&api::RECORD_ARRIVAL, [], &arrival).await.actual_arrival.is_some());
    ana.refused_as(ErrorCode::ArrivalRecorded, &api::RECORD_ARRIVAL, [], &arrival).await;
    ana.ok(&api::STEP_PACKAGES, [], &step(stop.package_id, PackageStatus::Delivered)).await;
    let absent = StepPackages {
        reason: Some(StepReason::RecipientAbsent),
        ..step(running.stops[1].package_id, PackageStatus::Undelivered)
    };
    ana.ok(&api::STEP_PACKAGES, [], &absent).await;
    let seen = ana.ok(&api::GET_ROUTE, [&id], &Empty {}).await;
    assert!(seen.stops[..2].iter().all(|s| s.actual_arrival.is_some() && s.departed_at.is_some()));
    assert!(seen.stops[2..].iter().all(|s| s.actual_arrival.is_none() && s.departed_at.is_none()));
    // A second attempt, without success either.
    let again = step(running.stops[1].package_id, PackageStatus::InTransit);
    ana.ok(&api::STEP_PACKAGES, [], &again).await;
    ana.ok(&api::STEP_PACKAGES, [], &absent).await;
    let refused = StepPackages {
        reason: Some(StepReason::Refused),
        ..step(running.stops[2].package_id, PackageStatus::Failed)
    };
    ana.ok(&api::STEP_PACKAGES, [], &refused).await;

    let low = at_reading(RouteStatus::Completed, 1001);
    ana.refused(400, &api::STEP_ROUTE, [&id], &low).await;
    let end = at_reading(RouteStatus::Completed, 1040);
    let done = ana.ok(&api::STEP_ROUTE, [&id], &end).await;
    assert_eq!((done.status, done.distance_km), (RouteStatus::Completed, Some(Km::whole(38))));
    let statuses: Vec<_> = done.stops.iter().map(|stop| stop.package.status).collect();
    use PackageStatus::{Delivered, Failed, Undelivered};
    assert_eq!(statuses, [Delivered, Undelivered, Failed, Undelivered]);
    let left = fresh(&office, running.stops[3].package_id).await;
    assert_eq!((left.attempts, left.assigned_to), (0, Some(ana.id())));
    assert_eq!(fresh(&office, running.stops[1].package_id).await.attempts, 2);
    let row = log(&office, left.id).await.pop().unwrap();
    assert_eq!((row.new_status, row.reason), (Undelivered, None));

    let van = office.ok(&api::GET_VEHICLE, ["van"], &Empty {}).await;
    assert_eq!(van.odometer_km, Km::whole(1040));
    let dashboard = office.ok(&api::DASHBOARD, [], &Empty {}).await;
    // As in the reports: from what the van came with, to its last reading.
    assert_eq!(dashboard.month.distance_km, Km::whole(40));
    assert_eq!((dashboard.month.delivered, dashboard.month.routes_completed), (1, 1));
    assert_eq!((dashboard.packages.delivered_today, dashboard.packages.undelivered), (1, 2));
    assert_eq!((dashboard.routes[0].stops_done, dashboard.routes[0].stops_failed), (1, 3));
}

#[actix_web::test]
async fn without_readings_the_planned_distance_is_booked_once() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    given_vehicle(&office, "Van").await;
    let packages = given_packages(&office, 2).await;
    let request = CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(ana.id(), today(&app), ids(&packages))
    };
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let started = step_route(&ana, &planned, RouteStatus::InProgress).await;
    assert_eq!(step_route(&ana, &planned, RouteStatus::InProgress).await, started);
    let done = step_route(&ana, &planned, RouteStatus::Completed).await;
    assert_eq!(step_route(&ana, &planned, RouteStatus::Completed).await, done);
    assert_eq!(log(&office, packages[0].id).await.len(), 4);
    let van = office.ok(&api::GET_VEHICLE, ["van"], &Empty {}).await;
    let expected = 1000.0 + planned.planned.distance_km.unwrap().to_f64();
    assert!((van.odometer_km.to_f64() - expected).abs() < 0.11, "{van:?}");
    assert_eq!(office.ok(&api::DASHBOARD, [], &Empty {}).await.month.routes_completed, 1);
    let ended = StepRoute::to(RouteStatus::InProgress);
    let id = planned.id.to_string();
    let problem = ana.refused_as(ErrorCode::IllegalStep, &api::STEP_ROUTE, [&id], &ended).await;
    assert_eq!((problem.from.as_deref(), problem.allowed), (Some("completed"), Some(Vec::new())));
}

#[actix_web::test]
async fn a_route_of_the_past_can_be_closed_any_day() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let packages = given_packages(&office, 2).await;
    let day = today(&app);
    let planned = office.ok(&api::CREATE_ROUTE, [], &route(ana.id(), day, ids(&packages))).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    app.advance(TimeDelta::days(9));
    let ana = app.sign_in("ana@example.org").await;
    let office = app.sign_in("dora@example.org").await;
    let mine = ana.ok(&api::MY_ROUTE, [], &MyDay::default()).await;
    assert_eq!((mine.date, mine.route.unwrap().id), (day, planned.id));
    let dashboard = office.ok(&api::DASHBOARD, [], &Empty {}).await;
    assert_eq!(dashboard.routes[0].id, planned.id);
    let done = step_route(&ana, &planned, RouteStatus::Completed).await;
    assert_eq!((done.status, done.date), (RouteStatus::Completed, day));
    let of_day = RouteOfDriver { user_id: ana.id(), date: Some(day) };
    let found = office.ok(&api::ROUTE_OF_DRIVER, [], &of_day).await;
    assert_eq!(found.route.unwrap().id, planned.id);
}

#[actix_web::test]
async fn the_drivers_route_is_the_running_one_then_todays_then_the_next() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let day = today(&app);
    let mine = async || ana.ok(&api::MY_ROUTE, [], &MyDay::default()).await.route;
    assert_eq!(mine().await, None);
    let plan = async |days| {
        let packages = given_packages(&office, 1).await;
        let request = route(ana.id(), day + TimeDelta::days(days), ids(&packages));
        office.ok(&api::CREATE_ROUTE, [], &request).await
    };
    let (later, next) = (plan(3).await, plan(2).await);
    assert_eq!(mine().await.map(|route| route.id), Some(next.id));
    let todays = plan(0).await;
    assert_eq!(mine().await.map(|route| route.id), Some(todays.id));
    step_route(&ana, &later, RouteStatus::InProgress).await;
    assert_eq!(mine().await.map(|route| route.id), Some(later.id));
    let on = MyDay { date: Some(next.date), ..MyDay::default() };
    assert_eq!(ana.ok(&api::MY_ROUTE, [], &on).await.route.map(|r| r.id), Some(next.id));
}

/// By the day on which it happened, which a phone may tell later.
#[actix_web::test]
async fn a_route_of_another_day_starts_only_when_that_is_confirmed() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let tomorrow = today(&app) + TimeDelta::days(1);
    let plan = async || {
        let packages = given_packages(&office, 1).await;
        let request = route(ana.id(), tomorrow, ids(&packages));
        (office.ok(&api::CREATE_ROUTE, [], &request).await, packages[0].id)
    };
    let (planned, package) = plan().await;
    let id = planned.id.to_string();
    let start = StepRoute::to(RouteStatus::InProgress);
    for starter in [&ana, &office] {
        starter.refused_as(ErrorCode::OtherDay, &api::STEP_ROUTE, [&id], &start).await;
    }
    assert_eq!(fresh(&office, package).await.status, PackageStatus::Assigned);
    let confirmed = StepRoute { confirm: true, ..start.clone() };
    let running = ana.ok(&api::STEP_ROUTE, [&id], &confirmed).await;
    assert_eq!(running.status, RouteStatus::InProgress);
    // Started already: nothing is left to be confirmed, neither now nor for the end.
    ana.ok(&api::STEP_ROUTE, [&id], &start).await;
    ana.ok(&api::STEP_ROUTE, [&id], &StepRoute::to(RouteStatus::Completed)).await;

    let (planned, _) = plan().await;
    let id = planned.id.to_string();
    app.advance(TimeDelta::days(2));
    let ana = app.sign_in("ana@example.org").await;
    ana.refused_as(ErrorCode::OtherDay, &api::STEP_ROUTE, [&id], &start).await;
    let told_late = StepRoute { occurred_at: planned.depart_at, ..start };
    ana.ok(&api::STEP_ROUTE, [&id], &told_late).await;
}

#[actix_web::test]
async fn cancelled_and_deleted_routes_let_their_packages_go() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let packages = given_packages(&office, 2).await;
    let request = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let cancel = StepRoute::to(RouteStatus::Cancelled);
    let id = planned.id.to_string();
    ana.refused_as(ErrorCode::IllegalStep, &api::STEP_ROUTE, [&id], &cancel).await;
    office.ok(&api::STEP_ROUTE, [&id], &cancel).await;
    let free = fresh(&office, packages[0].id).await;
    assert_eq!(
        (free.status, free.assigned_to, free.route_id),
        (PackageStatus::Pending, None, None)
    );

    let second = office.ok(&api::CREATE_ROUTE, [], &request).await;
    office.ok(&api::DELETE_ROUTE, [&second.id.to_string()], &Empty {}).await;
    office.refused(404, &api::GET_ROUTE, [&second.id.to_string()], &Empty {}).await;
    let free = fresh(&office, packages[1].id).await;
    assert_eq!((free.status, free.route_id), (PackageStatus::Pending, None));

    let third = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let id = third.id.to_string();
    step_route(&ana, &third, RouteStatus::InProgress).await;
    office.refused_as(ErrorCode::RouteClosed, &api::DELETE_ROUTE, [&id], &Empty {}).await;
    ana.ok(&api::STEP_PACKAGES, [], &step(packages[0].id, PackageStatus::Delivered)).await;
    office.ok(&api::STEP_ROUTE, [&id], &cancel).await;
    assert_eq!(fresh(&office, packages[0].id).await.status, PackageStatus::Delivered);
    assert_eq!(fresh(&office, packages[1].id).await.status, PackageStatus::Undelivered);
    let dashboard = office.ok(&api::DASHBOARD, [], &Empty {}).await;
    assert_eq!(dashboard.month.routes_completed, 0);
    // What came back can be planned again; what is pending can be deleted, and its old stops stay.
    let admin = app.admin().await;
    let pending = StepPackages {
        note: Some("never left the depot".to_owned()),
        ..step(packages[0].id, PackageStatus::Pending)
    };
    admin.ok(&api::STEP_PACKAGES, [], &pending).await;
    office.ok(&api::DELETE_PACKAGE, [&packages[0].id.to_string()], &Empty {}).await;
    let past = office.ok(&api::GET_ROUTE, [&id], &Empty {}).await;
    let gone = past.stops.iter().find(|stop| stop.package_id == packages[0].id).unwrap();
    // Corrected, it was not delivered here.
    assert_eq!(gone.package.status, PackageStatus::Undelivered);
    assert_eq!(gone.package.recipient_name, None);
    let again = route(ana.id(), today(&app), vec![packages[1].id]);
    office.ok(&api::CREATE_ROUTE, [], &again).await;
}

#[actix_web::test]
async fn nobody_with_open_work_is_removed() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let admin = app.admin().await;
    let packages = given_packages(&office, 1).await;
    let request = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let confirm = furgo_shared::users::RemoveUser { confirm: "ana@example.org".to_owned() };
    let id = ana.id().to_string();
    admin.refused_as(ErrorCode::HasOpenWork, &api::REMOVE_USER, [&id], &confirm).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    ana.ok(&api::STEP_PACKAGES, [], &step(packages[0].id, PackageStatus::Delivered)).await;
    step_route(&ana, &planned, RouteStatus::Completed).await;
    admin.ok(&api::REMOVE_USER, [&id], &confirm).await;
    let row = log(&office, packages[0].id).await.pop().unwrap();
    assert_eq!((row.changed_by, row.changed_by_name.as_str()), (Some(ana.id()), ""));
}

#[actix_web::test]
async fn a_route_keeps_what_was_typed_at_both_ends() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    given_vehicle(&office, "Van").await;
    let packages = given_packages(&office, 1).await;
    let request = CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(ana.id(), today(&app), ids(&packages))
    };
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let id = planned.id.to_string();
    let in_miles = |status, miles: i64| {
        let typed = TypedDistance { value: TypedNumber::whole(miles), unit: DistanceUnit::Mi };
        StepRoute {
            odometer_km: Some(typed.unit.to_km(typed.value)),
            typed_odometer: Some(typed),
            ..StepRoute::to(status)
        }
    };
    let start = in_miles(RouteStatus::InProgress, 700);
    let another =
        StepRoute { odometer_km: Some(Km::whole(1200)), ..in_miles(RouteStatus::InProgress, 700) };
    let problem = ana.refused(400, &api::STEP_ROUTE, [&id], &another).await;
    assert_eq!(problem.fields.of("typed_odometer"), Some(FieldCode::Invalid));
    ana.ok(&api::STEP_ROUTE, [&id], &start).await;
    let end = in_miles(RouteStatus::Completed, 720);
    let done = ana.ok(&api::STEP_ROUTE, [&id], &end).await;
    assert_eq!(done.typed_start_odometer, start.typed_odometer);
    assert_eq!(done.typed_odometer, end.typed_odometer);
    assert_eq!(
        (done.start_odometer_km, done.end_odometer_km),
        (start.odometer_km, end.odometer_km)
    );
    assert_eq!(done.distance_km, Some(Km::from_units(322)));
}
