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
        let step = StepOfPackage { to, driver: None, at: at(3), by: None };
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
    let step = StepOfPackage { to: InTransit, driver: None, at: at(9), by: None };
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
        let step = StepOfPackage { to, driver: None, at: at(5), by: None };
        let fate = step_package(&mut moved, Some(&visit(route, stop)), &step);
        assert_eq!(fate, Some(expected), "{from:?} to {to:?}");
        assert_eq!(moved.assigned_to, (to != Pending).then_some(driver(1)).flatten());
    }
}

fn wanted(from: PackageStatus, to: PackageStatus, role: Role) -> Wanted {
    Wanted {
        from,
        to,
        role,
        is_driving: false,
        has_reason: false,
        has_note: false,
        can_undo: false,
        undo: false,
    }
}

#[test]
fn only_who_drives_the_route_right_now_steps_as_a_driver() {
    let driving = Wanted { is_driving: true, ..wanted(InTransit, Delivered, Role::Driver) };
    assert_eq!(legal_step(driving), Ok(Legal::ByTable));
    let refused = Err(Refusal::Illegal { allowed: Vec::new() });
    assert_eq!(legal_step(Wanted { is_driving: false, ..driving }), refused);
    let failed = Wanted { to: Failed, has_note: true, ..driving };
    assert_eq!(legal_step(failed), Err(Refusal::ReasonRequired));
    for role in [Role::Admin, Role::Dispatcher] {
        let back = Wanted { has_note: true, ..wanted(Delivered, InTransit, role) };
        assert_eq!(legal_step(back), Ok(Legal::Correction));
        let silent = Wanted { has_note: false, has_reason: true, ..back };
        match role {
            Role::Admin => assert_eq!(legal_step(silent), Err(Refusal::NoteRequired)),
            _ => assert_eq!(legal_step(silent), refused),
        }
    }
    let back = Wanted { to: InTransit, from: Delivered, has_note: true, ..driving };
    assert_eq!(legal_step(back), refused);
}

#[test]
fn ones_own_last_step_can_be_taken_back_for_a_while() {
    let me = driver(7);
    let mut moved = package(InTransit);
    let here = visit(RouteStatus::InProgress, arrived());
    let step = StepOfPackage { to: Undelivered, driver: None, at: at(20), by: me };
    let Some(StopFate::Stays(left)) = step_package(&mut moved, Some(&here), &step) else {
        unreachable!("it stays on its route")
    };
    let here = Visit { stop: left, ..here };
    let can =
        |to, by, minutes, route| can_undo(Some(&Visit { route, ..here }), to, by, at(minutes), 10);
    let running = RouteStatus::InProgress;
    assert!(can(InTransit, me, 20, running) && can(InTransit, me, 30, running));
    // The phone's clock may have been put back.
    assert!(can(InTransit, me, 12, running));
    for refused in [
        can(InTransit, me, 31, running),
        can(InTransit, driver(1), 20, running),
        can(InTransit, None, 20, running),
        can(Assigned, me, 20, running),
        can(InTransit, me, 20, RouteStatus::Completed),
        can_undo(None, InTransit, me, at(20), 10),
    ] {
        assert!(!refused);
    }
    assert_eq!(undo_step(&mut moved, &here), Some(StopFate::Stays(arrived())));
    assert_eq!((moved.status, moved.attempts), (InTransit, 0));
    // Where the table has the step, it is a second attempt unless an undo is asked for.
    let again =
        Wanted { is_driving: true, can_undo: true, ..wanted(Undelivered, InTransit, Role::Driver) };
    assert_eq!(legal_step(again), Ok(Legal::ByTable));
    assert_eq!(legal_step(Wanted { undo: true, ..again }), Ok(Legal::Undo));
    let late = Wanted { undo: true, can_undo: false, ..again };
    assert_eq!(legal_step(late), Err(Refusal::Illegal { allowed: Vec::new() }));
    let back = Wanted { from: Delivered, ..again };
    assert_eq!(legal_step(back), Ok(Legal::Undo));
}

#[test]
fn whoever_of_the_office_drives_has_a_drivers_steps_too() {
    let again = |role| Wanted { is_driving: true, ..wanted(Undelivered, InTransit, role) };
    for role in [Role::Driver, Role::Dispatcher, Role::Admin] {
        assert_eq!(legal_step(again(role)), Ok(Legal::ByTable), "{role:?}");
    }
    let refused = |allowed: &[PackageStatus]| Err(Refusal::Illegal { allowed: allowed.to_vec() });
    let at_the_desk = |role| legal_step(Wanted { is_driving: false, ..again(role) });
    assert_eq!(at_the_desk(Role::Dispatcher), refused(&[Assigned, Failed]));
    assert_eq!(at_the_desk(Role::Admin), Err(Refusal::NoteRequired));
    assert_eq!(legal_step(again(Role::Viewer)), refused(&[]));
    let silent = Wanted { to: Delivered, ..again(Role::Dispatcher) };
    assert_eq!(legal_step(silent), refused(&[Assigned, Failed, InTransit]));
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
