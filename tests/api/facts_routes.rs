//! What a phone tells of routes, after the office has planned otherwise: rules C15, C19 and C22 of
//! `docs/offline.md`. A refused start would refuse the day behind it, so none is.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    exceptions::{ExceptionKind, Resolution},
    field::FieldCommand,
    id::RouteId,
    packages::PackageStatus,
    routes::{PatchRoute, RecordArrival, RouteStatus, StepRoute},
    units::Km,
    validate::Empty,
};

use crate::{
    day::{given_packages, ids, route, step_route, today},
    facts::{World, taken_with},
    sync_phone::Phone,
};

use ExceptionKind::{ImpliedPickUp, LateEvent, OdometerAnomaly, Overlap, RouteClash};
use PackageStatus::{Delivered, InTransit, Undelivered};
use RouteStatus::{Cancelled, Completed, InProgress};

fn start() -> StepRoute {
    StepRoute { confirm: true, ..StepRoute::to(InProgress) }
}

fn end() -> StepRoute {
    StepRoute::to(Completed)
}

async fn give(world: &World, route: RouteId, driver: &support::Client) {
    let patch = PatchRoute { driver_id: Change::Set(Some(driver.id())), ..PatchRoute::default() };
    world.office.ok(&api::PATCH_ROUTE, [&route.to_string()], &patch).await;
}

#[actix_web::test]
async fn a_day_that_goes_as_planned_raises_nothing() {
    let mut world = World::new().await;
    let anas = world.planned(&world.ana, 2).await;
    taken_with(&world.drives(anas.id, start(), 50).await, &[]);
    taken_with(&world.tells(&ids_of(&anas), Delivered, 30).await, &[]);
    taken_with(&world.drives(anas.id, end(), 10).await, &[]);
    // Told again from another window, nothing comes of it.
    taken_with(&world.drives(anas.id, end(), 9).await, &[]);
    let route = world.route(anas.id).await;
    assert_eq!((route.status, route.started_at), (Completed, Some(world.ago(50))));
    assert_eq!(world.open().await, []);
    assert_eq!(world.delivered().await, 2);
}

fn ids_of(route: &furgo_shared::routes::RouteView) -> Vec<furgo_shared::id::PackageId> {
    route.stops.iter().map(|stop| stop.package_id).collect()
}

#[actix_web::test]
async fn c19_a_route_that_was_called_off_and_driven_runs_again() {
    let mut world = World::new().await;
    let anas = world.planned(&world.ana, 3).await;
    let package_ids = ids_of(&anas);
    step_route(&world.office, &anas, Cancelled).await;
    // One has gone to Ben meanwhile.
    let bens = world.planned_with(&world.ben, vec![package_ids[2]]).await;

    taken_with(&world.drives(anas.id, start(), 50).await, &[RouteClash]);
    let route = world.route(anas.id).await;
    assert_eq!((route.status, route.started_at), (InProgress, Some(world.ago(50))));
    for (package, status) in package_ids.iter().zip([InTransit, InTransit, PackageStatus::Assigned])
    {
        assert_eq!(world.package(*package).await.status, status);
    }
    assert_eq!(world.route(bens.id).await.stops.len(), 1);
    taken_with(&world.tells(&package_ids[..1], Delivered, 40).await, &[]);
    taken_with(&world.drives(anas.id, end(), 10).await, &[]);
    assert_eq!(world.package(package_ids[1]).await.status, Undelivered);
    let told = world.only().await;
    assert_eq!(told.plan.as_ref().unwrap().route_status, Some(Cancelled));
    // It is over, so nothing can be called off any more.
    assert_eq!(told.resolutions, [Resolution::Stands]);
    world.settle(&told, Resolution::Stands).await;
    assert_eq!(world.delivered().await, 1);
}

#[actix_web::test]
async fn c19_the_office_calls_off_what_should_not_run() {
    let mut world = World::new().await;
    let anas = world.planned(&world.ana, 1).await;
    step_route(&world.office, &anas, Cancelled).await;
    world.drives(anas.id, start(), 5).await;
    let told = world.only().await;
    world.settle(&told, Resolution::TakenBack).await;
    assert_eq!(world.route(anas.id).await.status, Cancelled);
    assert_eq!(world.package(anas.stops[0].package_id).await.status, Undelivered);
}

#[actix_web::test]
async fn c19_a_route_that_was_called_off_under_way_is_completed_by_whoever_drove_it() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 2).await;
    step_route(&world.office, &anas, Cancelled).await;
    let package = anas.stops[0].package_id;
    assert_eq!(world.package(package).await.status, Undelivered);
    taken_with(&world.tells(&[package], Delivered, 20).await, &[]);
    taken_with(&world.drives(anas.id, end(), 10).await, &[RouteClash]);
    let route = world.route(anas.id).await;
    assert_eq!((route.status, route.completed_at), (Completed, Some(world.ago(10))));
    assert_eq!(route.stops[0].outcome, Some(Delivered));
    assert_eq!(world.delivered().await, 1);
}

#[actix_web::test]
async fn c19_a_planned_route_that_was_given_away_is_whose_it_was_driven_by() {
    let mut world = World::new().await;
    let anas = world.planned(&world.ana, 2).await;
    give(&world, anas.id, &world.ben).await;
    taken_with(&world.drives(anas.id, start(), 30).await, &[RouteClash]);
    let route = world.route(anas.id).await;
    assert_eq!((route.status, route.driver_id), (InProgress, Some(world.ana.id())));
    let package = anas.stops[0].package_id;
    let now = world.package(package).await;
    assert_eq!((now.status, now.assigned_to), (InTransit, Some(world.ana.id())));
    taken_with(&world.tells(&[package], Delivered, 20).await, &[]);
    world.ben.refused(404, &api::GET_ROUTE, [&anas.id.to_string()], &Empty {}).await;
    assert_eq!(world.only().await.plan.unwrap().driver_name.as_deref(), Some("ben"));
}

#[actix_web::test]
async fn c19_a_route_that_somebody_else_drives_stays_theirs() {
    let mut world = World::new().await;
    let anas = world.planned(&world.ana, 2).await;
    give(&world, anas.id, &world.ben).await;
    world.start(&world.ben, &anas, 40).await;
    let result = world.drives(anas.id, start(), 30).await;
    taken_with(&result, &[RouteClash]);
    // She is told nothing of what is not hers.
    assert_eq!(result.answer.unwrap_or_default(), serde_json::Value::Null);
    let route = world.route(anas.id).await;
    assert_eq!((route.driver_id, route.started_at), (Some(world.ben.id()), Some(world.ago(40))));
    let told = world.only().await;
    assert_eq!(
        (told.resolutions.as_slice(), told.fact.route_status),
        ([Resolution::Stands].as_slice(), Some(InProgress))
    );
    // What she says of the packages is judged by itself: Ben loaded them first.
    let package = anas.stops[0].package_id;
    taken_with(&world.tells(&[package], Delivered, 20).await, &[ExceptionKind::Disputed]);
    assert_eq!(world.package(package).await.status, InTransit);
}

#[actix_web::test]
async fn c19_two_routes_of_one_driver_both_run() {
    let mut world = World::new().await;
    let first = world.started(&world.ana, 1).await;
    let second = ids(&given_packages(&world.office, 1).await);
    let request = furgo_shared::routes::CreateRoute {
        depart_at: Some(world.app.now() + TimeDelta::hours(3)),
        ..route(world.ana.id(), today(&world.app), second)
    };
    let second = world.office.ok(&api::CREATE_ROUTE, [], &request).await;
    taken_with(&world.drives(second.id, start(), 5).await, &[RouteClash]);
    for id in [first.id, second.id] {
        assert_eq!(world.route(id).await.status, InProgress);
    }
    let told = world.only().await;
    assert_eq!(told.other_route.unwrap().id, first.id);
}

#[actix_web::test]
async fn c15_two_drivers_of_one_van_overlap_and_both_stay() {
    let mut world = World::new().await;
    let with_van = |driver: &support::Client, packages, hour| furgo_shared::routes::CreateRoute {
        vehicle: Some("van".to_owned()),
        depart_at: Some(world.app.now() + TimeDelta::hours(hour)),
        ..route(driver.id(), today(&world.app), packages)
    };
    let packages = ids(&given_packages(&world.office, 2).await);
    let bens = with_van(&world.ben, packages[..1].to_vec(), 0);
    let anas = with_van(&world.ana, packages[1..].to_vec(), 4);
    let bens = world.office.ok(&api::CREATE_ROUTE, [], &bens).await;
    let anas = world.office.ok(&api::CREATE_ROUTE, [], &anas).await;
    world.start(&world.ben, &bens, 60).await;
    taken_with(&world.drives(anas.id, start(), 30).await, &[Overlap]);
    let told = world.only().await;
    assert_eq!(told.vehicle.as_ref().unwrap().alias, "van");
    assert_eq!(told.other_route.as_ref().unwrap().id, bens.id);
    world.settle(&told, Resolution::Noted).await;
    // Ben's phone comes later and ends his before hers began.
    let mut phone = Phone::of(&world.ben);
    std::mem::swap(&mut phone, &mut world.phone);
    taken_with(&world.drives(bens.id, end(), 40).await, &[]);
    assert_eq!(world.route(bens.id).await.status, Completed);
    assert_eq!(world.route(anas.id).await.status, InProgress);
}

#[actix_web::test]
async fn an_end_without_a_start_had_one_and_none_comes_before_it() {
    let mut world = World::new().await;
    let anas = world.planned(&world.ana, 1).await;
    taken_with(&world.drives(anas.id, end(), 0).await, &[ImpliedPickUp]);
    let route = world.route(anas.id).await;
    assert_eq!((route.status, route.started_at), (Completed, route.completed_at));
    assert_eq!(world.package(anas.stops[0].package_id).await.status, Undelivered);
    taken_with(&world.drives(anas.id, start(), 0).await, &[LateEvent]);
    assert_eq!(world.route(anas.id).await.status, Completed);
    let other = world.started(&world.ana, 1).await;
    taken_with(&world.drives(other.id, end(), 90).await, &[]);
    let other = world.route(other.id).await;
    assert_eq!(other.completed_at, other.started_at);
}

#[actix_web::test]
async fn a_doubtful_reading_at_the_end_waits_and_the_route_ends() {
    for (how, end_km, driven) in [
        (Resolution::Counted, Some(900), None),
        (Resolution::LeftOut, None, None),
        (Resolution::Counted, Some(9_000), Some(7_900)),
    ] {
        let mut world = World::new().await;
        let packages = ids(&given_packages(&world.office, 1).await);
        let request = furgo_shared::routes::CreateRoute {
            vehicle: Some("van".to_owned()),
            ..route(world.ana.id(), today(&world.app), packages)
        };
        let anas = world.office.ok(&api::CREATE_ROUTE, [], &request).await;
        let read = |km| Some(Km::whole(km));
        let begin = StepRoute { odometer_km: read(1_100), ..start() };
        taken_with(&world.drives(anas.id, begin, 50).await, &[]);
        let finish = StepRoute { odometer_km: read(end_km.unwrap_or(900)), ..end() };
        taken_with(&world.drives(anas.id, finish, 5).await, &[OdometerAnomaly]);
        let route = world.route(anas.id).await;
        assert_eq!((route.status, route.end_odometer_km), (Completed, None));
        assert_eq!(route.distance_km, route.planned.distance_km);
        let van = world.office.ok(&api::GET_VEHICLE, ["van"], &Empty {}).await;
        assert!(van.odometer_km < Km::whole(1_200), "it counts: {van:?}");

        let told = world.only().await;
        assert_eq!(told.fact.odometer_km, read(end_km.unwrap_or(900)));
        world.settle(&told, how).await;
        let route = world.route(anas.id).await;
        assert_eq!(route.end_odometer_km, end_km.and_then(read));
        if let Some(driven) = driven {
            assert_eq!(route.distance_km, read(driven));
            assert_eq!(route.forced_by.as_deref(), Some("dora"));
        }
        assert_eq!(world.open().await, []);
    }
}

#[actix_web::test]
async fn a_start_that_was_pressed_in_the_office_takes_the_drivers_reading() {
    let mut world = World::new().await;
    let packages = ids(&given_packages(&world.office, 1).await);
    let request = furgo_shared::routes::CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(world.ana.id(), today(&world.app), packages)
    };
    let anas = world.office.ok(&api::CREATE_ROUTE, [], &request).await;
    step_route(&world.office, &anas, InProgress).await;
    let begin = StepRoute { odometer_km: Some(Km::whole(1_010)), ..start() };
    taken_with(&world.drives(anas.id, begin, 5).await, &[]);
    assert_eq!(world.route(anas.id).await.start_odometer_km, Some(Km::whole(1_010)));
    assert_eq!(world.package(anas.stops[0].package_id).await.status, InTransit);
    let again = StepRoute { odometer_km: Some(Km::whole(1_010)), ..start() };
    taken_with(&world.drives(anas.id, again, 4).await, &[]);
    // Another reading changes nothing, and is not dropped without a word.
    let late = StepRoute { odometer_km: Some(Km::whole(1_020)), ..start() };
    taken_with(&world.drives(anas.id, late, 4).await, &[OdometerAnomaly]);
    assert_eq!(world.route(anas.id).await.start_odometer_km, Some(Km::whole(1_010)));
    let told = world.only().await;
    assert_eq!(told.fact.odometer_km, Some(Km::whole(1_020)));
    assert_eq!(told.plan.as_ref().unwrap().odometer_km, Some(Km::whole(1_010)));
    assert_eq!(told.resolutions, [Resolution::LeftOut]);
}

/// A planned route with the van.
async fn with_van(world: &World) -> furgo_shared::routes::RouteView {
    let packages = ids(&given_packages(&world.office, 1).await);
    let request = furgo_shared::routes::CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(world.ana.id(), today(&world.app), packages)
    };
    world.office.ok(&api::CREATE_ROUTE, [], &request).await
}

fn read(step: StepRoute, km: i64) -> StepRoute {
    StepRoute { odometer_km: Some(Km::whole(km)), ..step }
}

#[actix_web::test]
async fn a_start_above_the_known_end_waits_as_an_end_below_the_start_does() {
    for (start_km, fits) in [(1_500, false), (1_080, true)] {
        let mut world = World::new().await;
        let anas = with_van(&world).await;
        step_route(&world.office, &anas, InProgress).await;
        let ended = read(StepRoute { confirm: true, ..end() }, 1_100);
        world.office.ok(&api::STEP_ROUTE, [&anas.id.to_string()], &ended).await;
        let kinds = [LateEvent, OdometerAnomaly];
        let result = world.drives(anas.id, read(start(), start_km), 5).await;
        taken_with(&result, if fits { &kinds[..1] } else { &kinds });
        let route = world.route(anas.id).await;
        assert_eq!(route.start_odometer_km, fits.then(|| Km::whole(start_km)));
        assert_eq!(world.open().await.len(), usize::from(!fits));
    }
}

#[actix_web::test]
async fn c19_a_stale_start_wipes_nothing_of_whoever_drove_before_it_was_called_off() {
    let mut world = World::new().await;
    let anas = with_van(&world).await;
    give(&world, anas.id, &world.ben).await;
    let started = read(StepRoute { occurred_at: Some(world.ago(40)), ..start() }, 1_010);
    world.ben.ok(&api::STEP_ROUTE, [&anas.id.to_string()], &started).await;
    step_route(&world.office, &anas, Cancelled).await;
    let before = world.route(anas.id).await;
    let result = world.drives(anas.id, read(start(), 1_020), 30).await;
    taken_with(&result, &[RouteClash]);
    assert_eq!(world.route(anas.id).await, before);
    assert_eq!(before.start_odometer_km, Some(Km::whole(1_010)));
    // What she read is told the office.
    let told = world.only().await;
    assert_eq!(told.fact.odometer_km, Some(Km::whole(1_020)));
}

#[actix_web::test]
async fn an_arrival_that_changes_nothing_is_said_to_be_late() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 2).await;
    let arrives = |at: usize| {
        let arrival = RecordArrival { stop_id: anas.stops[at].id, occurred_at: None };
        FieldCommand::RecordArrival(arrival)
    };
    taken_with(&world.pushes(arrives(0), 30).await, &[]);
    taken_with(&world.pushes(arrives(0), 30).await, &[]);
    taken_with(&world.pushes(arrives(0), 20).await, &[LateEvent]);
    taken_with(&world.tells(&[anas.stops[1].package_id], Delivered, 15).await, &[]);
    taken_with(&world.pushes(arrives(1), 10).await, &[LateEvent]);
    let stops = world.route(anas.id).await.stops;
    let arrived: Vec<_> = stops.iter().map(|stop| stop.actual_arrival).collect();
    assert_eq!(arrived, [30, 15].map(|ago| Some(world.ago(ago))));
}
