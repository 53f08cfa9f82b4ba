//! What an attack on routes that share a day had found: each told once more, and right.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    packages::{
        CreatePackage, OnDay, PackageStatus, PatchPackage, StepPackages, StepReason, TimeWindow,
    },
    problem::ErrorCode,
    routes::{
        AddPackages, ContinueFromPast, CreateRoute, MoveStop, MyDay, PatchRoute, RecordArrival,
        RouteStatus, RouteView, StepRoute, UnfinishedOf,
    },
    validate::{Empty, FieldCode},
    vehicles::CreateVehicle,
};
use support::{Client, TestApp};

use crate::{
    day::{
        fresh, given_depot, given_packages, given_vehicle, ids, log, package, route, step,
        step_route, today, vehicle,
    },
    day_plan::Fleet,
};

use PackageStatus::{Assigned, Delivered, InTransit, Undelivered};

async fn planned(fleet: &Fleet, who: &Client, count: u32) -> RouteView {
    let packages = given_packages(&fleet.office, count).await;
    let request = route(who.id(), fleet.date, ids(&packages));
    fleet.office.ok(&api::CREATE_ROUTE, [], &request).await
}

async fn running(fleet: &Fleet, who: &Client, count: u32) -> RouteView {
    let route = planned(fleet, who, count).await;
    step_route(who, &route, RouteStatus::InProgress).await
}

async fn read(fleet: &Fleet, route: &RouteView) -> RouteView {
    fleet.office.ok(&api::GET_ROUTE, [&route.id.to_string()], &Empty {}).await
}

fn absent(at: usize, route: &RouteView) -> StepPackages {
    StepPackages {
        reason: Some(StepReason::RecipientAbsent),
        ..step(route.stops[at].package_id, Undelivered)
    }
}

#[actix_web::test]
async fn a_package_that_comes_back_to_a_route_has_one_stop_there() {
    let fleet = Fleet::new().await;
    let route = running(&fleet, &fleet.ana, 3).await;
    let (id, package) = (route.id.to_string(), route.stops[1].package_id);
    let add = AddPackages::best(vec![package]);
    let once = async || {
        let route = fleet.office.ok(&api::ADD_PACKAGES, [&id], &add).await;
        let stops = route.stops.iter().filter(|stop| stop.package_id == package);
        assert_eq!(stops.count(), 1);
        assert_eq!(fresh(&fleet.office, package).await.status, InTransit);
    };
    // Its stop was kept for what happened there: an attempt,
    fleet.ana.ok(&api::STEP_PACKAGES, [], &absent(1, &route)).await;
    fleet.office.ok(&api::STEP_PACKAGES, [], &step(package, Assigned)).await;
    once().await;
    // or an arrival.
    let stop_id = route.stops[1].id;
    let arrival = RecordArrival { stop_id, occurred_at: None };
    fleet.ana.ok(&api::RECORD_ARRIVAL, [], &arrival).await;
    let package_id = package.to_string();
    fleet.office.ok(&api::REMOVE_PACKAGE, [&id, &package_id], &Empty {}).await;
    fleet.office.ok(&api::REMOVE_PACKAGE, [&id, &package_id], &Empty {}).await;
    once().await;
    let rows = log(&fleet.office, package).await.len();
    step_route(&fleet.ana, &route, RouteStatus::Completed).await;
    assert_eq!(log(&fleet.office, package).await.len(), rows + 1, "it comes back once");
}

#[actix_web::test]
async fn what_is_to_be_done_again_is_the_present_drivers() {
    let fleet = Fleet::new().await;
    let route = running(&fleet, &fleet.ana, 2).await;
    let package = route.stops[0].package_id;
    fleet.ana.ok(&api::STEP_PACKAGES, [], &step(package, Delivered)).await;
    let driver_id = Change::Set(Some(fleet.ben.id()));
    let patch = PatchRoute { driver_id, ..PatchRoute::default() };
    fleet.office.ok(&api::PATCH_ROUTE, [&route.id.to_string()], &patch).await;
    assert_eq!(fresh(&fleet.office, package).await.assigned_to, Some(fleet.ana.id()));
    let note = Some("The neighbour has brought it back".to_owned());
    let back = StepPackages { note, ..step(package, InTransit) };
    fleet.office.ok(&api::STEP_PACKAGES, [], &back).await;
    fleet.ben.ok(&api::STEP_PACKAGES, [], &step(package, Delivered)).await;
    assert_eq!(fresh(&fleet.office, package).await.assigned_to, Some(fleet.ben.id()));
}

#[actix_web::test]
async fn a_correction_moves_the_plan_only_where_it_is_about_the_plan() {
    let fleet = Fleet::new().await;
    let route = running(&fleet, &fleet.ana, 3).await;
    let id = route.stops[1].package_id.to_string();
    let patch =
        async |patch: PatchPackage| fleet.office.ok(&api::PATCH_PACKAGE, [&id], &patch).await;
    fleet.app.advance(TimeDelta::minutes(10));
    let before = read(&fleet, &route).await;
    patch(PatchPackage::default()).await;
    let recipient_phone = Change::Set(Some("+34 943 000 000".to_owned()));
    patch(PatchPackage { recipient_phone, ..PatchPackage::default() }).await;
    let after = read(&fleet, &route).await;
    let plan = |route: &RouteView| -> Vec<_> {
        route.stops.iter().map(|stop| (stop.id, stop.estimated_arrival)).collect()
    };
    assert_eq!((after.version, plan(&after)), (before.version, plan(&before)));
    // A door that was wrong is right for the second attempt.
    fleet.ana.ok(&api::STEP_PACKAGES, [], &absent(1, &route)).await;
    let mut address = package("Ane", 1).address;
    address.city = "Getxo".to_owned();
    patch(PatchPackage { address: Change::Set(address), ..PatchPackage::default() }).await;
    let again = step(route.stops[1].package_id, InTransit);
    fleet.ana.ok(&api::STEP_PACKAGES, [], &again).await;
    assert_eq!(read(&fleet, &route).await.stops[1].city, "Getxo");
}

#[actix_web::test]
async fn another_departure_keeps_to_a_day_and_brings_other_windows() {
    let fleet = Fleet::new().await;
    let evening = fleet.at(20, 0) + TimeDelta::days(1);
    let window = Some(TimeWindow { from: evening, to: evening + TimeDelta::hours(1) });
    let request = CreatePackage { time_window: window, ..package("Ane", 3) };
    let late = fleet.package(&request).await;
    let request = CreateRoute {
        depart_at: Some(fleet.at(22, 0)),
        ..route(fleet.ana.id(), fleet.date, vec![late.id])
    };
    let night = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await;
    assert_eq!(night.stops[0].window, window);
    let leaves =
        |hour| PatchRoute { depart_at: Change::Set(fleet.at(hour, 0)), ..PatchRoute::default() };
    let id = night.id.to_string();
    // From the morning on that window is another day's.
    let morning = fleet.office.ok(&api::PATCH_ROUTE, [&id], &leaves(6)).await;
    assert_eq!(morning.stops[0].window, None);
    let back = fleet.office.ok(&api::PATCH_ROUTE, [&id], &leaves(22)).await;
    assert_eq!(back.stops[0].window, window);
    // A stop that takes longer than the day.
    for number in 0..8 {
        let request = CreatePackage { service_min: Some(300), ..package("Jon", number) };
        let long = fleet.package(&request).await;
        let add = AddPackages::best(vec![long.id]);
        let reply = fleet.office.call(&api::ADD_PACKAGES, [&id], &add).await;
        if reply.status != 200 {
            assert!(number > 0, "{}", reply.text());
            return;
        }
    }
    unreachable!("forty hours are more than a day");
}

#[actix_web::test]
async fn a_note_that_was_asked_for_is_kept() {
    let fleet = Fleet::new().await;
    let (from, onto) = (planned(&fleet, &fleet.ana, 2).await, planned(&fleet, &fleet.ben, 2).await);
    let note = Some("They called".to_owned());
    let request = MoveStop {
        stop_id: from.stops[0].id,
        to_route_id: onto.id,
        to_version: None,
        position: None,
        force: true,
        note: note.clone(),
    };
    // Whoever insists has looked at the route that it comes to.
    let stale = MoveStop { to_version: Some(onto.version + 1), ..request.clone() };
    fleet.office.refused_as(ErrorCode::Stale, &api::MOVE_STOP, [], &stale).await;
    let request = MoveStop { to_version: Some(onto.version), ..request };
    fleet.office.ok(&api::MOVE_STOP, [], &request).await;
    let row = log(&fleet.office, from.stops[0].package_id).await.pop().unwrap();
    assert_eq!((row.note, row.old_status, row.new_status), (note, Some(Assigned), Assigned));
    // It is no step: nothing has happened to the package once more.
    let today = OnDay { date: None };
    assert_eq!(fleet.office.ok(&api::DAY_SUMMARY, [], &today).await.assigned, 4);
}

#[actix_web::test]
async fn what_was_taken_back_counts_nowhere() {
    let fleet = Fleet::new().await;
    let route = running(&fleet, &fleet.ana, 2).await;
    let package = route.stops[0].package_id;
    for to in [Delivered, InTransit, Delivered] {
        fleet.ana.ok(&api::STEP_PACKAGES, [], &step(package, to)).await;
    }
    let today = OnDay { date: None };
    let summary = fleet.office.ok(&api::DAY_SUMMARY, [], &today).await;
    assert_eq!((summary.delivered, summary.in_transit), (1, 2));
    let view = fresh(&fleet.office, package).await;
    let token = view.tracking_url.as_deref().unwrap().rsplit('/').next().unwrap().to_owned();
    let history = fleet.app.stranger().ok(&api::TRACKING, [&token], &Empty {}).await.history;
    let statuses: Vec<_> = history.iter().map(|step| step.status).collect();
    assert_eq!(statuses, [PackageStatus::Pending, Assigned, InTransit, Delivered]);
}

#[actix_web::test]
async fn a_driver_continues_without_the_van_that_somebody_else_has_and_is_not_told_who() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana, ben) =
        (app.dispatcher("dora").await, app.driver("ana").await, app.driver("ben").await);
    given_vehicle(&office, "kangoo").await;
    let day = today(&app);
    let packages = given_packages(&office, 4).await;
    let with_van = |who: &Client, packages| CreateRoute {
        vehicle: Some("kangoo".to_owned()),
        ..route(who.id(), day, packages)
    };
    let first = office.ok(&api::CREATE_ROUTE, [], &with_van(&ana, ids(&packages))).await;
    step_route(&ana, &first, RouteStatus::InProgress).await;
    // Ben's route with the same van is planned for a later hour, and is started before she is back.
    let packages = given_packages(&office, 2).await;
    let request =
        CreateRoute {
            depart_at: Some(first.planned.duration_min.map_or(app.now(), |minutes| {
                app.now() + TimeDelta::minutes(i64::from(minutes) + 60)
            })),
            ..with_van(&ben, ids(&packages))
        };
    let bens = office.call(&api::CREATE_ROUTE, [], &request).await;
    if bens.status != 201 {
        // Less than two hours before midnight there is no such hour.
        return;
    }
    let bens: RouteView = bens.json();
    let start = StepRoute { confirm: true, ..StepRoute::to(RouteStatus::InProgress) };
    let id = bens.id.to_string();
    let problem = ben.refused_as(ErrorCode::Overlaps, &api::STEP_ROUTE, [&id], &start).await;
    let other = problem.overlaps.unwrap();
    assert_eq!((other.route_id, other.driver_name.as_str()), (None, ""));
    assert_eq!(other.vehicle.as_deref(), Some("kangoo"));
    step_route(&ana, &first, RouteStatus::Completed).await;
    step_route(&ben, &bens, RouteStatus::InProgress).await;
    let left = ana.ok(&api::UNFINISHED, [], &UnfinishedOf::default()).await;
    assert_eq!(left.packages.len(), 4);
    let again = ana.ok(&api::CONTINUE_FROM_PAST, [], &ContinueFromPast::default()).await;
    assert_eq!((again.stops.len(), again.driver_id), (4, Some(ana.id())));
    let mine = ana.ok(&api::MY_ROUTE, [], &MyDay::default()).await;
    assert_eq!(mine.route.map(|route| route.id), Some(again.id));
}

#[actix_web::test]
async fn what_is_delivered_takes_no_room_in_another_van() {
    let fleet = Fleet::new().await;
    let small = CreateVehicle { capacity_packages: Some(2), ..vehicle("small") };
    fleet.van(&small).await;
    let route = running(&fleet, &fleet.ana, 4).await;
    let id = route.id.to_string();
    let vehicle = Change::Set(Some("small".to_owned()));
    let patch = PatchRoute { vehicle, ..PatchRoute::default() };
    let problem = fleet.office.refused(400, &api::PATCH_ROUTE, [&id], &patch).await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::NotUsable));
    for stop in &route.stops[..2] {
        fleet.ana.ok(&api::STEP_PACKAGES, [], &step(stop.package_id, Delivered)).await;
    }
    fleet.office.ok(&api::PATCH_ROUTE, [&id], &patch).await;
}

#[actix_web::test]
async fn the_van_stands_where_its_driver_has_arrived() {
    let fleet = Fleet::new().await;
    let route = running(&fleet, &fleet.ana, 4).await;
    let stop_id = route.stops[0].id;
    let arrival = RecordArrival { stop_id, occurred_at: None };
    fleet.ana.ok(&api::RECORD_ARRIVAL, [], &arrival).await;
    let packages = given_packages(&fleet.office, 3).await;
    let add = AddPackages::best(ids(&packages));
    let id = route.id.to_string();
    let after = fleet.office.ok(&api::ADD_PACKAGES, [&id], &add).await;
    assert_eq!(after.stops[0].id, stop_id, "nothing goes before the door where she stands");
    assert_eq!(after.stops[0].estimated_arrival, route.stops[0].estimated_arrival);
    assert_eq!(after.stops.len(), 7);
    let again = fleet.office.ok(&api::OPTIMIZE_ROUTE, [&id], &Empty {}).await;
    assert_eq!(again.stops[0].id, stop_id);
}
