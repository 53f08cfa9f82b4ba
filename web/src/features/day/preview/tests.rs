//! The fold of waiting writes over a route.

use chrono::TimeDelta;
use furgo_shared::{
    access::Role,
    geo::Depot,
    id::{RouteId, StopId, UserId},
    packages::{StepPackages, StepReason},
    routes::{
        PlannedView, RouteKind, RouteStatus, StepRoute, StopPackageView, StoredRoute, StoredStop,
    },
    time::{Day, Timestamp},
    units::Km,
};
use uuid::Uuid;

use super::*;
use crate::features::day::stop_rows::{can_undo, time, undo_ends};

fn stop(number: u128, status: PackageStatus) -> StopView {
    let package = StopPackageView {
        tracking_code: Some(format!("T-{number}")),
        status,
        recipient_name: None,
        recipient_phone: None,
        address: None,
        city: "Tolosa".to_owned(),
        weight_kg: None,
        description: None,
        access_note: None,
        time_window: None,
        attempts: 0,
    };
    StopView {
        stored: StoredStop {
            id: StopId(Uuid::from_u128(100 + number)),
            package_id: PackageId(Uuid::from_u128(number)),
            position: 1,
            estimated_arrival: Some(Timestamp::default()),
            actual_arrival: None,
            departed_at: None,
            is_located: true,
            from_road_m: None,
            outcome: None,
            window: None,
            tracking_code: None,
            city: String::new(),
            weight_kg: None,
            travel_s: None,
            service_s: 0,
            last_step: None,
        },
        expected_arrival: None,
        late_min: None,
        missed_window: None,
        has_left: false,
        package,
    }
}

/// A route as it is shown while nothing waits.
fn now(route: &RouteView) -> RouteView {
    let mut route = route.clone();
    route.expect(DRIVER.now);
    route
}

fn route(status: RouteStatus, packages: [PackageStatus; 3]) -> RouteView {
    RouteView {
        stored: StoredRoute {
            id: RouteId(Uuid::from_u128(9)),
            kind: RouteKind::Delivery,
            date: Day::default(),
            vehicle_id: None,
            driver_id: Some(UserId(Uuid::nil())),
            status,
            distance_km: Some(Km::ZERO),
            planned: PlannedView::default(),
            start_odometer_km: None,
            end_odometer_km: None,
            depot: Some(Depot { latitude: 43.0, longitude: -2.0, address: None }),
            return_to_depot: true,
            depart_at: Some(Timestamp::default()),
            typed_start_odometer: None,
            typed_odometer: None,
            typed_distance: None,
            started_at: None,
            completed_at: None,
            notes: None,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            version: 1,
            forced_by_id: None,
        },
        vehicle: None,
        driver_name: Some("Jon".to_owned()),
        forced_by: None,
        delay_min: None,
        late_stops: 0,
        stops: packages.into_iter().zip(1..).map(|(status, number)| stop(number, status)).collect(),
    }
}

fn step(package: u128, new_status: PackageStatus) -> FieldCommand {
    FieldCommand::StepPackages(StepPackages {
        package_id: Some(PackageId(Uuid::from_u128(package))),
        package_ids: Vec::new(),
        new_status,
        assigned_to: None,
        reason: (new_status == Undelivered).then_some(StepReason::RecipientAbsent),
        note: None,
        occurred_at: Some(Timestamp::default()),
        undo: false,
    })
}

fn step_route(route: u128, status: RouteStatus) -> FieldCommand {
    let route_id = RouteId(Uuid::from_u128(route));
    FieldCommand::StepRoute { route_id, step: StepRoute::to(status) }
}

const DRIVER: Actor = Actor {
    id: UserId(Uuid::nil()),
    role: Role::Driver,
    now: Timestamp::MAX_UTC,
    undo_minutes: 10,
};

fn statuses(preview: &Preview) -> Vec<PackageStatus> {
    preview.route.stops.iter().map(|stop| stop.package.status).collect()
}

use PackageStatus::{Assigned, Delivered, InTransit, Undelivered};

#[test]
fn waiting_steps_are_shown_at_once_and_marked() {
    let route = route(RouteStatus::InProgress, [InTransit; 3]);
    let waiting = [step(1, Delivered), step(2, Undelivered)];
    let preview = Preview::of(&route, None, DRIVER, [].iter(), waiting.iter());
    assert_eq!(statuses(&preview), [Delivered, Undelivered, InTransit]);
    assert_eq!(preview.waiting.len(), 2);
    assert_eq!(preview.route.stops[1].package.attempts, 1);
    assert_eq!(current(&preview.route, None).map(|(index, _)| index), Some(2));
}

#[test]
fn answered_steps_are_shown_but_no_longer_wait() {
    let route = route(RouteStatus::InProgress, [InTransit; 3]);
    let preview = Preview::of(&route, None, DRIVER, [step(1, Delivered)].iter(), [].iter());
    assert_eq!((statuses(&preview)[0], preview.waiting.is_empty()), (Delivered, true));
}

#[test]
fn a_whole_day_without_a_connection_can_be_driven() {
    let route = route(RouteStatus::Planned, [Assigned; 3]);
    let waiting = [
        step_route(9, RouteStatus::InProgress),
        step(1, Delivered),
        step(2, Undelivered),
        step(2, InTransit),
        step(2, Delivered),
        step_route(9, RouteStatus::Completed),
    ];
    let preview = Preview::of(&route, None, DRIVER, [].iter(), waiting.iter());
    assert_eq!(preview.route.status, RouteStatus::Completed);
    assert_eq!(statuses(&preview), [Delivered, Delivered, Undelivered]);
    assert_eq!(Progress::of(&preview.route), Progress { total: 3, delivered: 2, not_delivered: 1 });
}

#[test]
fn what_the_server_would_refuse_is_not_shown() {
    let ahead = route(RouteStatus::Planned, [Assigned; 3]);
    let preview = Preview::of(&ahead, None, DRIVER, [].iter(), [step(1, InTransit)].iter());
    assert_eq!((&*preview.route, preview.waiting.is_empty()), (&now(&ahead), true));
    let other = Actor { id: UserId(Uuid::from_u128(7)), ..DRIVER };
    let running = route(RouteStatus::InProgress, [InTransit; 3]);
    let preview = Preview::of(&running, None, other, [].iter(), [step(1, Delivered)].iter());
    assert_eq!(*preview.route, now(&running));
}

#[test]
fn writes_about_other_things_change_nothing() {
    let route = route(RouteStatus::InProgress, [InTransit; 3]);
    let waiting = [step(77, Delivered), step_route(8, RouteStatus::Completed)];
    let preview = Preview::of(&route, None, DRIVER, [].iter(), waiting.iter());
    assert_eq!(*preview.route, now(&route));
}

#[test]
fn the_wanted_stop_comes_first_while_it_is_open() {
    let route = route(RouteStatus::InProgress, [InTransit, InTransit, Delivered]);
    let id = |index: usize| Some(route.stops[index].id);
    assert_eq!(current(&route, id(1)).map(|(index, _)| index), Some(1));
    assert_eq!(current(&route, id(2)).map(|(index, _)| index), Some(0));
    assert_eq!(Progress::of(&route).done(), 1);
}

/// Somebody looks at the row ten minutes after the step, and a moment later presses its button.
#[test]
fn a_step_can_be_undone_until_its_time_is_up() {
    let route = route(RouteStatus::InProgress, [InTransit; 3]);
    let at = Timestamp::default();
    let by = |minutes| Actor { now: at + TimeDelta::minutes(minutes), ..DRIVER };
    let preview = Preview::of(&route, None, by(0), [step(1, Delivered)].iter(), [].iter());
    let shown = &preview.route;
    assert_eq!(undo_ends(shown, &by(0)), Some(at + TimeDelta::minutes(10)));
    assert!(can_undo(&shown.stops[0], shown, &by(10)));
    assert!(!can_undo(&shown.stops[0], shown, &by(11)));
    assert!(!can_undo(&shown.stops[1], shown, &by(0)));
    assert_eq!(undo_ends(shown, &by(11)), None);
}

#[test]
fn a_van_that_has_only_arrived_has_done_nothing_yet() {
    let at = Some(Timestamp::default());
    let mut stop = stop(1, InTransit);
    stop.stored.actual_arrival = at;
    assert!(time(&stop).starts_with("Here since"), "{}", time(&stop));
    stop.stored.departed_at = at;
    assert!(time(&stop).starts_with("done at"), "{}", time(&stop));
}
