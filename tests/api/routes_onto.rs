//! Packages onto routes and off them, stops to other routes, and what was left over.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    id::PackageId,
    packages::{CreatePackage, PackageStatus, StepPackages, StepReason, TimeWindow},
    problem::{ErrorCode, Problem},
    routes::{
        AddPackages, ContinueFromPast, CreateRoute, Misfit, MoveStop, PatchRoute, RouteStatus,
        RouteView, UnfinishedOf,
    },
    units::Kg,
    validate::{Empty, FieldCode},
    vehicles::CreateVehicle,
};
use support::Client;
use uuid::Uuid;

use crate::{
    day::{
        fresh, given_packages, given_vehicle, ids, log, package, route, step, step_route, today,
        vehicle,
    },
    day_plan::Fleet,
};

async fn planned(fleet: &Fleet, who: &Client, count: u32) -> RouteView {
    let packages = given_packages(&fleet.office, count).await;
    let request = route(who.id(), fleet.date, ids(&packages));
    fleet.office.ok(&api::CREATE_ROUTE, [], &request).await
}

async fn add(fleet: &Fleet, route: &RouteView, request: &AddPackages) -> RouteView {
    fleet.office.ok(&api::ADD_PACKAGES, [&route.id.to_string()], request).await
}

async fn refused(
    fleet: &Fleet,
    route: &RouteView,
    code: ErrorCode,
    request: &AddPackages,
) -> Problem {
    let id = route.id.to_string();
    fleet.office.refused_as(code, &api::ADD_PACKAGES, [&id], request).await
}

fn on(route: &RouteView) -> Vec<PackageId> {
    route.stops.iter().map(|stop| stop.package_id).collect()
}

async fn read(fleet: &Fleet, route: &RouteView) -> RouteView {
    fleet.office.ok(&api::GET_ROUTE, [&route.id.to_string()], &Empty {}).await
}

#[actix_web::test]
async fn packages_go_onto_a_planned_route_where_they_cost_the_least_or_where_wanted() {
    let fleet = Fleet::new().await;
    let route = planned(&fleet, &fleet.ana, 6).await;
    let more = given_packages(&fleet.office, 8).await;
    let best = add(&fleet, &route, &AddPackages::best(vec![more[7].id])).await;
    assert_eq!(best.stops.len(), 7);
    let arrivals: Vec<_> = best.stops.iter().map(|stop| stop.estimated_arrival).collect();
    assert!(arrivals.is_sorted());
    // No other place would have been cheaper.
    let removed = fleet
        .office
        .ok(&api::REMOVE_PACKAGE, [&route.id.to_string(), &more[7].id.to_string()], &Empty {})
        .await;
    assert_eq!((on(&removed), &removed.planned), (on(&route), &route.planned));
    assert_eq!(fresh(&fleet.office, more[7].id).await.status, PackageStatus::Pending);
    for position in 1..=7 {
        let there = AddPackages { position: Some(position), ..AddPackages::best(vec![more[7].id]) };
        let placed = add(&fleet, &route, &there).await;
        assert_eq!(on(&placed)[usize::try_from(position).unwrap() - 1], more[7].id);
        assert!(placed.planned.duration_min >= best.planned.duration_min);
        let (id, package) = (route.id.to_string(), more[7].id.to_string());
        fleet.office.ok(&api::REMOVE_PACKAGE, [&id, &package], &Empty {}).await;
    }
    let beyond = AddPackages { position: Some(8), ..AddPackages::best(vec![more[7].id]) };
    let problem = refused(&fleet, &route, ErrorCode::Validation, &beyond).await;
    assert_eq!(problem.fields.of("position"), Some(FieldCode::OutOfRange));
    // Several follow each other, and a repeated request changes nothing.
    let three = AddPackages { position: Some(2), ..AddPackages::best(ids(&more[..3])) };
    let placed = add(&fleet, &route, &three).await;
    assert_eq!(on(&placed)[1..4], *ids(&more[..3]));
    assert_eq!(add(&fleet, &route, &three).await, placed);
    let rows = log(&fleet.office, more[0].id).await;
    assert_eq!(rows.last().unwrap().new_status, PackageStatus::Assigned);
}

#[actix_web::test]
async fn what_joins_a_running_route_is_on_its_way_and_goes_behind_what_is_done() {
    let fleet = Fleet::new().await;
    let route = planned(&fleet, &fleet.ana, 4).await;
    step_route(&fleet.ana, &route, RouteStatus::InProgress).await;
    let first = route.stops[0].package_id;
    fleet.ana.ok(&api::STEP_PACKAGES, [], &step(first, PackageStatus::Delivered)).await;
    let urgent = given_packages(&fleet.office, 1).await;
    let front = AddPackages { position: Some(1), ..AddPackages::best(ids(&urgent)) };
    let problem = refused(&fleet, &route, ErrorCode::Validation, &front).await;
    assert_eq!(problem.fields.of("position"), Some(FieldCode::OutOfRange));
    let next = AddPackages { position: Some(2), ..front };
    let running = add(&fleet, &route, &next).await;
    assert_eq!(on(&running)[..2], [first, urgent[0].id]);
    assert_eq!(running.stops[1].package.status, PackageStatus::InTransit);
    assert_eq!(fresh(&fleet.ana, urgent[0].id).await.assigned_to, Some(fleet.ana.id()));
    let steps: Vec<_> =
        log(&fleet.office, urgent[0].id).await.iter().map(|row| row.new_status).collect();
    use PackageStatus::{Assigned, InTransit, Pending};
    assert_eq!(steps, [Pending, Assigned, InTransit]);
    fleet.ana.ok(&api::STEP_PACKAGES, [], &step(urgent[0].id, PackageStatus::Delivered)).await;
    // What is on board can be taken off, as a correction; what is done cannot.
    let off = async |package: PackageId| {
        let ids = [&route.id.to_string(), &package.to_string()].map(|id| id.to_owned());
        fleet.office.call(&api::REMOVE_PACKAGE, [&ids[0], &ids[1]], &Empty {}).await
    };
    assert_eq!(off(first).await.problem(409).code, ErrorCode::IllegalStep);
    let last = route.stops[3].package_id;
    assert_eq!(off(last).await.status, 200);
    let repeated = off(last).await;
    assert_eq!(repeated.status, 200, "{}", repeated.text());
    let row = log(&fleet.office, last).await.pop().unwrap();
    assert_eq!((row.new_status, row.corrected), (PackageStatus::Pending, true));
    assert_eq!(fresh(&fleet.office, last).await.attempts, 0);
    assert_eq!(off(Uuid::now_v7().into()).await.status, 404);
    step_route(&fleet.ana, &route, RouteStatus::Completed).await;
    assert_eq!(off(route.stops[2].package_id).await.problem(409).code, ErrorCode::RouteClosed);
    let request = AddPackages::best(vec![last]);
    refused(&fleet, &route, ErrorCode::RouteClosed, &request).await;
}

#[actix_web::test]
async fn what_cannot_be_kept_is_named_before_anything_is_written_and_can_be_forced_with_a_note() {
    let fleet = Fleet::new().await;
    let small = CreateVehicle {
        capacity_packages: Some(3),
        capacity_kg: Some(Kg::whole(100)),
        ..vehicle("small")
    };
    fleet.van(&small).await;
    let packages = given_packages(&fleet.office, 2).await;
    let request = CreateRoute {
        vehicle: Some("small".to_owned()),
        ..route(fleet.ana.id(), fleet.date, ids(&packages))
    };
    let route = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await;
    let window = |from, to| Some(TimeWindow { from, to });
    let early = CreatePackage {
        time_window: window(fleet.at(6, 0), fleet.at(6, 30)),
        weight_kg: Some(Kg::whole(150)),
        ..package("Jon", 5)
    };
    let far = CreatePackage {
        time_window: window(
            fleet.at(6, 0) + TimeDelta::days(9),
            fleet.at(7, 0) + TimeDelta::days(9),
        ),
        ..package("Miren", 6)
    };
    let (early, far) = (fleet.package(&early).await, fleet.package(&far).await);
    let both = AddPackages::best(vec![early.id, far.id]);
    let problem = refused(&fleet, &route, ErrorCode::DoesNotFit, &both).await;
    let (mut late, mut other, mut full) = (0, 0, 0);
    for misfit in &problem.misfits {
        match misfit {
            Misfit::Window { package_id, late_min, .. } => {
                assert_eq!((*package_id, *late_min > 60), (early.id, true));
                late += 1;
            }
            Misfit::OtherDay { package_id, .. } => {
                assert_eq!(*package_id, far.id);
                other += 1;
            }
            Misfit::Capacity { vehicle } => {
                assert_eq!(vehicle, "small");
                full += 1;
            }
            Misfit::Hours { .. } => panic!("nobody said when she is to be back"),
        }
    }
    assert_eq!((late, other, full), (1, 1, 1), "{problem:?}");
    assert_eq!(read(&fleet, &route).await, route);
    assert_eq!(fresh(&fleet.office, early.id).await, early);
    let insisted = AddPackages { force: true, ..both };
    let problem = refused(&fleet, &route, ErrorCode::Validation, &insisted).await;
    assert_eq!(problem.fields.of("note"), Some(FieldCode::Required));
    let note = Some("They called".to_owned());
    let forced = add(&fleet, &route, &AddPackages { note: note.clone(), ..insisted }).await;
    assert_eq!(forced.stops.len(), 4);
    assert_eq!(log(&fleet.office, far.id).await.pop().unwrap().note, note);
}

#[actix_web::test]
async fn nonsense_is_refused_with_a_sentence_and_changes_nothing() {
    let fleet = Fleet::new().await;
    let (route, other) =
        (planned(&fleet, &fleet.ana, 2).await, planned(&fleet, &fleet.ben, 2).await);
    let many = (0..1_000).map(|_| Uuid::now_v7().into()).collect();
    for (packages, field, code) in [
        (vec![], "package_ids", FieldCode::Required),
        (many, "package_ids", FieldCode::TooLong),
        (vec![Uuid::now_v7().into()], "package_ids[0]", FieldCode::NotFound),
    ] {
        let request = AddPackages::best(packages);
        let problem = refused(&fleet, &route, ErrorCode::Validation, &request).await;
        assert_eq!(problem.fields.of(field), Some(code));
    }
    let taken = AddPackages::best(vec![other.stops[0].package_id]);
    refused(&fleet, &route, ErrorCode::PackageNotPlannable, &taken).await;
    let id = route.id.to_string();
    let request = AddPackages::best(ids(&given_packages(&fleet.office, 1).await));
    let stale = fleet.office.with("if-match", "\"7\"");
    stale.refused_as(ErrorCode::Stale, &api::ADD_PACKAGES, [&id], &request).await;
    fleet.ana.refused(403, &api::ADD_PACKAGES, [&id], &request).await;
    let ghost = Uuid::now_v7().to_string();
    fleet.office.refused(404, &api::ADD_PACKAGES, [&ghost], &request).await;
    assert_eq!(read(&fleet, &route).await, route);
}

#[actix_web::test]
async fn nothing_goes_to_a_driver_who_was_deactivated_a_second_ago() {
    let fleet = Fleet::new().await;
    let (from, onto) = (planned(&fleet, &fleet.ana, 2).await, planned(&fleet, &fleet.ben, 1).await);
    let admin = fleet.app.admin().await;
    admin.ok(&api::DEACTIVATE_USER, [&fleet.ben.id().to_string()], &Empty {}).await;
    let gone = ErrorCode::DriverOrVehicleGone;
    let add = AddPackages::best(ids(&given_packages(&fleet.office, 1).await));
    refused(&fleet, &onto, gone, &add).await;
    fleet.office.refused_as(gone, &api::MOVE_STOP, [], &to(&onto, &from, 0)).await;
    let patch =
        PatchRoute { driver_id: Change::Set(Some(fleet.ben.id())), ..PatchRoute::default() };
    let id = from.id.to_string();
    let problem = fleet.office.refused(400, &api::PATCH_ROUTE, [&id], &patch).await;
    assert_eq!(problem.fields.of("driver_id"), Some(FieldCode::NotUsable));
    assert_eq!((read(&fleet, &from).await, read(&fleet, &onto).await), (from, onto));
}

fn to(route: &RouteView, from: &RouteView, at: usize) -> MoveStop {
    MoveStop {
        stop_id: from.stops[at].id,
        to_route_id: route.id,
        to_version: None,
        position: None,
        force: false,
        note: None,
    }
}

#[actix_web::test]
async fn a_stop_goes_to_another_drivers_route() {
    let fleet = Fleet::new().await;
    let (from, onto) = (planned(&fleet, &fleet.ana, 4).await, planned(&fleet, &fleet.ben, 3).await);
    let (stop, moved) = (from.stops[1].id, from.stops[1].package_id);
    let request = MoveStop { position: Some(2), ..to(&onto, &from, 1) };
    let after = fleet.office.ok(&api::MOVE_STOP, [], &request).await;
    assert_eq!((after.id, on(&after)[1], after.stops[1].id), (onto.id, moved, stop));
    assert_eq!(on(&read(&fleet, &from).await).len(), 3);
    let package = fresh(&fleet.ben, moved).await;
    assert_eq!((package.assigned_to, package.route_id), (Some(fleet.ben.id()), Some(onto.id)));
    fleet.ana.refused(404, &api::GET_PACKAGE, [&moved.to_string()], &Empty {}).await;
    assert_eq!(fleet.office.ok(&api::MOVE_STOP, [], &request).await, after, "repeated");
    // From one that runs to one that does not, and back.
    step_route(&fleet.ben, &onto, RouteStatus::InProgress).await;
    let back = MoveStop { to_route_id: from.id, position: None, ..request.clone() };
    fleet.office.ok(&api::MOVE_STOP, [], &back).await;
    let package = fresh(&fleet.ana, moved).await;
    assert_eq!((package.status, package.route_id), (PackageStatus::Assigned, Some(from.id)));
    assert!(log(&fleet.office, moved).await.pop().unwrap().corrected);
    fleet.office.ok(&api::MOVE_STOP, [], &MoveStop { position: None, ..request }).await;
    assert_eq!(fresh(&fleet.ben, moved).await.status, PackageStatus::InTransit);
    // What is done stays where it was done; a route that is over takes nothing.
    fleet.ben.ok(&api::STEP_PACKAGES, [], &step(moved, PackageStatus::Delivered)).await;
    let done = fleet.office.call(&api::MOVE_STOP, [], &back).await;
    assert_eq!(done.problem(409).code, ErrorCode::PackageNotPlannable);
    step_route(&fleet.ben, &onto, RouteStatus::Completed).await;
    let late = fleet.office.call(&api::MOVE_STOP, [], &to(&onto, &from, 0)).await;
    assert_eq!(late.problem(409).code, ErrorCode::RouteClosed);
    fleet.ana.refused(403, &api::MOVE_STOP, [], &to(&onto, &from, 0)).await;
}

#[actix_web::test]
async fn one_of_two_dispatchers_who_move_the_same_stop_wins_and_the_other_is_told() {
    let fleet = Fleet::new().await;
    let other = fleet.app.dispatcher("eder").await;
    let cleo = fleet.app.driver("cleo").await;
    let from = planned(&fleet, &fleet.ana, 6).await;
    let (ben, cleo) = (planned(&fleet, &fleet.ben, 1).await, planned(&fleet, &cleo, 1).await);
    for at in 0..6 {
        let (left, right) = (to(&ben, &from, at), to(&cleo, &from, at));
        let (left, right) = tokio::join!(
            fleet.office.call(&api::MOVE_STOP, [], &left),
            other.call(&api::MOVE_STOP, [], &right),
        );
        let mut statuses = [left.status, right.status];
        statuses.sort_unstable();
        // They may also come one after the other; the package is on one route all the same.
        assert!(matches!(statuses, [200, 200 | 409]), "{} {}", left.text(), right.text());
        let moved = from.stops[at].package_id;
        let routes =
            [read(&fleet, &from).await, read(&fleet, &ben).await, read(&fleet, &cleo).await];
        let holding = routes.iter().filter(|route| on(route).contains(&moved)).count();
        assert_eq!(holding, 1);
    }
}

#[actix_web::test]
async fn what_a_driver_has_not_finished_goes_into_todays_route() {
    let mut fleet = Fleet::new().await;
    given_vehicle(&fleet.office, "kangoo").await;
    fleet.date = today(&fleet.app);
    let packages = given_packages(&fleet.office, 4).await;
    let request = CreateRoute {
        vehicle: Some("kangoo".to_owned()),
        ..route(fleet.ana.id(), fleet.date, ids(&packages))
    };
    let first = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await;
    let own = UnfinishedOf::default();
    assert_eq!(fleet.ana.ok(&api::UNFINISHED, [], &own).await.packages.len(), 0);
    let all = ContinueFromPast::default();
    let nothing = fleet.ana.call(&api::CONTINUE_FROM_PAST, [], &all).await;
    assert_eq!(nothing.problem(409).code, ErrorCode::NothingUnfinished);
    step_route(&fleet.ana, &first, RouteStatus::InProgress).await;
    let absent = StepPackages {
        reason: Some(StepReason::RecipientAbsent),
        ..step(packages[0].id, PackageStatus::Undelivered)
    };
    fleet.ana.ok(&api::STEP_PACKAGES, [], &absent).await;
    step_route(&fleet.ana, &first, RouteStatus::Completed).await;
    let left = fleet.ana.ok(&api::UNFINISHED, [], &own).await;
    assert_eq!((left.packages.len(), left.route_id), (4, None));
    // Nobody else's business.
    let of = UnfinishedOf { driver_id: Some(fleet.ana.id()) };
    fleet.ben.refused(404, &api::UNFINISHED, [], &of).await;
    let offices = fleet.office.ok(&api::UNFINISHED, [], &of).await;
    assert_eq!(ids(&offices.packages), ids(&left.packages));
    let whose = fleet.office.refused(400, &api::UNFINISHED, [], &own).await;
    assert_eq!(whose.fields.of("driver_id"), Some(FieldCode::Required));
    // The second attempt of one: a route is made, with the van of the first.
    let one = ContinueFromPast { package_ids: vec![packages[0].id], ..all.clone() };
    let again = fleet.ana.ok(&api::CONTINUE_FROM_PAST, [], &one).await;
    assert_eq!((on(&again), again.status), (vec![packages[0].id], RouteStatus::Planned));
    assert_eq!(again.vehicle.as_deref(), Some("kangoo"));
    let repeated = fleet.ana.ok(&api::CONTINUE_FROM_PAST, [], &one).await;
    assert_eq!((repeated.id, repeated.version), (again.id, again.version));
    // The rest goes onto it once it runs.
    step_route(&fleet.ana, &again, RouteStatus::InProgress).await;
    let rest = fleet.ana.ok(&api::CONTINUE_FROM_PAST, [], &all).await;
    assert_eq!((rest.id, rest.stops.len()), (again.id, 4));
    assert!(rest.stops.iter().all(|stop| stop.package.status == PackageStatus::InTransit));
    assert_eq!(fleet.ana.ok(&api::UNFINISHED, [], &own).await.packages.len(), 0);
    fleet.ana.ok(&api::STEP_PACKAGES, [], &step(packages[0].id, PackageStatus::Delivered)).await;
    assert_eq!(fresh(&fleet.office, packages[0].id).await.attempts, 1);
}
