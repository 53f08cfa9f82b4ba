//! What each effect does, in tables.

use super::*;
use crate::{
    access::Role,
    id::UserId,
    packages::PackageStatus::{self, Assigned, Delivered, Failed, InTransit, Pending, Undelivered},
    routes::RouteStatus,
    units::Km,
};

fn at(minutes: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + chrono::TimeDelta::minutes(minutes)
}

fn driver(number: u128) -> Option<UserId> {
    Some(UserId(uuid::Uuid::from_u128(number)))
}

fn package(status: PackageStatus) -> PackageState {
    PackageState { status, assigned_to: driver(1), attempts: 0 }
}

fn visit(route: RouteStatus, stop: StopState) -> Visit {
    Visit { stop, route, driver: driver(1) }
}

fn arrived() -> StopState {
    StopState { actual_arrival: Some(at(1)), ..StopState::default() }
}

#[test]
fn what_comes_out_at_a_door_is_noted_at_the_stop() {
    for (to, attempts) in [(Delivered, 0), (Undelivered, 1), (Failed, 1)] {
        let mut moved = package(InTransit);
        let here = visit(RouteStatus::InProgress, arrived());
        let step = StepOfPackage { to, driver: None, at: at(3) };
        let fate = step_package(&mut moved, Some(&here), &step);
        assert_eq!((moved.status, moved.attempts, moved.assigned_to), (to, attempts, driver(1)));
        let stop = StopState { departed_at: Some(at(3)), outcome: Some(to), ..arrived() };
        assert_eq!(fate, Some(StopFate::Stays(stop)), "{to:?}");
    }
}

#[test]
fn a_second_attempt_is_a_visit_of_its_own() {
    let mut moved = PackageState { attempts: 1, ..package(Undelivered) };
    let left = StopState { departed_at: Some(at(2)), outcome: Some(Undelivered), ..arrived() };
    let here = visit(RouteStatus::InProgress, left);
    let step = StepOfPackage { to: InTransit, driver: None, at: at(9) };
    let fate = step_package(&mut moved, Some(&here), &step);
    assert_eq!(fate, Some(StopFate::Stays(StopState::default())));
    assert_eq!((moved.status, moved.attempts), (InTransit, 1));
}

#[test]
fn a_package_that_leaves_takes_its_stop_along_unless_somebody_was_there() {
    let kept = StopState { outcome: Some(Undelivered), ..arrived() };
    for (from, to, stop, route, expected) in [
        (Assigned, Pending, StopState::default(), RouteStatus::Planned, StopFate::Removed),
        (InTransit, Pending, arrived(), RouteStatus::InProgress, StopFate::Kept(kept)),
        (Assigned, Failed, StopState::default(), RouteStatus::Planned, StopFate::Removed),
        (Undelivered, Assigned, kept, RouteStatus::Completed, StopFate::Kept(kept)),
    ] {
        let mut moved = package(from);
        let step = StepOfPackage { to, driver: None, at: at(5) };
        let fate = step_package(&mut moved, Some(&visit(route, stop)), &step);
        assert_eq!(fate, Some(expected), "{from:?} to {to:?}");
        assert_eq!(moved.assigned_to, (to != Pending).then_some(driver(1)).flatten());
    }
}

#[test]
fn only_who_drives_the_route_right_now_steps_as_a_driver() {
    let step = (InTransit, Delivered);
    assert_eq!(legal_step(step, Role::Driver, true, false, false), Ok(Legal::ByTable));
    let refused = Err(Refusal::Illegal { allowed: Vec::new() });
    assert_eq!(legal_step(step, Role::Driver, false, false, false), refused);
    let step = (InTransit, Failed);
    let refused = Err(Refusal::ReasonRequired);
    assert_eq!(legal_step(step, Role::Driver, true, false, true), refused);
    let step = (Delivered, InTransit);
    assert_eq!(legal_step(step, Role::Admin, false, false, true), Ok(Legal::Correction));
    assert_eq!(legal_step(step, Role::Admin, false, true, false), Err(Refusal::NoteRequired));
    let refused = Err(Refusal::Illegal { allowed: Vec::new() });
    assert_eq!(legal_step(step, Role::Dispatcher, false, true, true), refused);
}

#[test]
fn whoever_of_the_office_drives_has_a_drivers_steps_too() {
    let again = (Undelivered, InTransit);
    for role in [Role::Driver, Role::Dispatcher, Role::Admin] {
        assert_eq!(legal_step(again, role, true, false, false), Ok(Legal::ByTable), "{role:?}");
    }
    let refused = |allowed: &[PackageStatus]| Err(Refusal::Illegal { allowed: allowed.to_vec() });
    let step = |role, is_driving| legal_step(again, role, is_driving, false, false);
    assert_eq!(step(Role::Dispatcher, false), refused(&[Assigned, Failed]));
    assert_eq!(step(Role::Admin, false), Err(Refusal::NoteRequired));
    assert_eq!(step(Role::Viewer, true), refused(&[]));
    let back = legal_step((Undelivered, Delivered), Role::Dispatcher, true, false, false);
    assert_eq!(back, refused(&[Assigned, Failed, InTransit]));
}

fn route(status: RouteStatus) -> RouteState {
    RouteState {
        status,
        started_at: None,
        completed_at: None,
        start: None,
        end: None,
        planned: Some(Km::whole(30)),
        driven: None,
    }
}

#[test]
fn everything_on_board_follows_its_route() {
    let all = PackageStatus::ALL;
    for (from, to, expected) in [
        (
            RouteStatus::Planned,
            RouteStatus::InProgress,
            [Pending, InTransit, InTransit, Delivered, Undelivered, Failed],
        ),
        (
            RouteStatus::InProgress,
            RouteStatus::Completed,
            [Pending, Undelivered, Undelivered, Delivered, Undelivered, Failed],
        ),
        (
            RouteStatus::InProgress,
            RouteStatus::Cancelled,
            [Pending, Pending, Undelivered, Delivered, Undelivered, Failed],
        ),
    ] {
        let on_board = |status| OnBoard {
            package: package(status),
            stop: StopState::default(),
            leaves: false,
        };
        let (mut states, mut route) = (all.map(on_board), route(from));
        let step = StepOfRoute { to, odometer: None, at: at(7) };
        let changed = step_route(&mut route, &mut states, &step);
        assert_eq!(states.map(|each| each.package.status), expected, "{to:?}");
        let differs = all.iter().zip(expected).map(|(before, after)| *before != after);
        assert_eq!(changed, differs.collect::<Vec<_>>());
        // Nobody was at the door.
        assert!(states.iter().all(|each| each.package.attempts == 0));
        assert_eq!(states[1].leaves, to == RouteStatus::Cancelled);
    }
}

#[test]
fn what_was_driven_is_read_or_planned_or_unknown() {
    let read = |km| Some(OdometerRead { km: Km::whole(km), typed: None });
    let (start, end) = (read(1_000), read(1_042));
    for (start, end, planned, driven) in [
        (start, end, Some(30), Some(42)),
        (start, None, Some(30), Some(30)),
        (None, end, Some(30), Some(30)),
        (None, None, None, None),
    ] {
        let mut done =
            RouteState { start, planned: planned.map(Km::whole), ..route(RouteStatus::InProgress) };
        let step = StepOfRoute { to: RouteStatus::Completed, odometer: end, at: at(60) };
        step_route(&mut done, &mut [], &step);
        assert_eq!(done.driven, driven.map(Km::whole));
        assert_eq!((done.end, done.completed_at), (end, Some(at(60))));
    }
}
