//! A route as it will be once the server has taken what still waits: the same effects on the view
//! that was read.

use super::{
    Legal, OdometerRead, OnBoard, PackageState, RouteState, StepOfPackage, StepOfRoute, StopFate,
    StopState, Visit, Wanted, arrive, can_undo, legal_route_step, legal_step, reordered,
    step_package, step_route, undo_step,
};
use crate::{
    access::Role,
    id::{PackageId, UserId},
    packages::{PackageStatus, StepPackages},
    routes::{RecordArrival, ReorderStops, RouteLegs, RouteStatus, RouteView, StepRoute, StopView},
    time::Timestamp,
    units::Km,
};

/// Whoever takes the steps, and when they are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    pub id: UserId,
    pub role: Role,
    pub now: Timestamp,
    /// How long their own steps can be undone, of the settings.
    pub undo_minutes: u32,
}

/// Moves packages on the route; returns those that moved. Nothing moves that the server would
/// refuse, and then all of it stays, as there.
pub fn preview_packages(
    route: &mut RouteView,
    request: &StepPackages,
    by: Actor,
) -> Vec<PackageId> {
    let (ids, at) = (request.ids(), occurred(request.occurred_at, by.now));
    let to = request.new_status;
    let step = StepOfPackage { to, driver: request.assigned_to, at, by: Some(by.id) };
    let has_note = request.note.as_deref().is_some_and(|note| !note.trim().is_empty());
    let is_driving = route.status == RouteStatus::InProgress && route.driver_id == Some(by.id);
    let (status, driver) = (route.status, route.driver_id);
    let legal = |stop: &StopView| {
        let visit = Visit { stop: stop_of(stop), route: status, driver };
        legal_step(Wanted {
            from: stop.package.status,
            to,
            role: by.role,
            is_driving,
            has_reason: request.reason.is_some(),
            has_note,
            can_undo: can_undo(Some(&visit), to, Some(by.id), at, by.undo_minutes),
            undo: request.undo,
        })
    };
    let named = |stop: &StopView| ids.contains(&stop.package_id) && !stop.has_left;
    if !route.stops.iter().filter(|stop| named(stop)).all(|stop| legal(stop).is_ok()) {
        return Vec::new();
    }
    let (mut moved, count) = (Vec::new(), route.stops.len());
    route.stops.retain_mut(|stop| {
        if !named(stop) {
            return true;
        }
        moved.push(stop.package_id);
        let visit = Visit { stop: stop_of(stop), route: status, driver };
        let mut package = package_of(stop, driver);
        let fate = match legal(stop) {
            Ok(Legal::Undo) => undo_step(&mut package, &visit),
            _ => step_package(&mut package, Some(&visit), &step),
        };
        stop.package.attempts = package.attempts;
        match fate {
            Some(StopFate::Stays(after)) => {
                stop.package.status = package.status;
                lay_down(stop, after);
            }
            Some(StopFate::Kept(after)) => {
                stop.package.status = after.outcome.unwrap_or(package.status);
                (stop.has_left, stop.package.attempts) = (true, 0);
                lay_down(stop, after);
            }
            Some(StopFate::Removed) | None => return false,
        }
        true
    });
    if route.stops.len() < count {
        for (stop, position) in route.stops.iter_mut().zip(1..) {
            stop.position = position;
        }
    }
    moved
}

/// The driver has arrived at a stop.
pub fn preview_arrival(route: &mut RouteView, request: &RecordArrival, by: Actor) {
    let at = occurred(request.occurred_at, by.now);
    let is_running = route.status == RouteStatus::InProgress;
    let stop = route.stops.iter_mut().find(|stop| stop.id == request.stop_id);
    if let Some(stop) = stop.filter(|stop| is_running && stop.is_open()) {
        let mut after = stop_of(stop);
        arrive(&mut after, at);
        lay_down(stop, after);
    }
}

/// What is left is to be done in another order; the times follow where it is known what it takes to
/// drive between the stops.
pub fn preview_order(
    route: &mut RouteView,
    request: &ReorderStops,
    legs: Option<&RouteLegs>,
    now: Timestamp,
) {
    if route.id != request.route_id || !route.status.is_open() {
        return;
    }
    let (done, mut open): (Vec<_>, Vec<_>) =
        std::mem::take(&mut route.stops).into_iter().partition(|stop| !stop.is_open());
    let standing: Vec<_> = open.iter().map(|stop| stop.id).collect();
    let order = reordered(&standing, &request.stop_ids);
    open.sort_by_key(|stop| order.iter().position(|id| *id == stop.id));
    route.stops = done.into_iter().chain(open).collect();
    for (position, stop) in (1..).zip(&mut route.stops) {
        stop.position = position;
    }
    if let Some(legs) = legs.filter(|legs| legs.cover(route)) {
        route.retime(legs, now);
    }
}

/// The route begins, ends or is called off; nothing changes where the server would refuse.
pub fn preview_route(route: &mut RouteView, request: &StepRoute, by: Actor) {
    if legal_route_step(route.status, request.status, by.role).is_err() {
        return;
    }
    let at = occurred(request.occurred_at, by.now);
    let read = |km: Option<Km>, typed| km.map(|km| OdometerRead { km, typed });
    let odometer = read(request.odometer_km, request.typed_odometer);
    let step = StepOfRoute { to: request.status, odometer, at };
    let mut after = RouteState {
        status: route.status,
        started_at: route.started_at,
        completed_at: route.completed_at,
        start: read(route.start_odometer_km, route.typed_start_odometer),
        end: read(route.end_odometer_km, route.typed_odometer),
        planned: route.planned.distance_km,
        driven: None,
    };
    let on_board = |stop: &StopView| OnBoard {
        package: package_of(stop, route.driver_id),
        stop: stop_of(stop),
        leaves: false,
    };
    let still_there = route.stops.iter().filter(|stop| !stop.has_left);
    let mut states: Vec<OnBoard> = still_there.map(on_board).collect();
    step_route(&mut after, &mut states, &step);
    let on_board = route.stops.iter_mut().filter(|stop| !stop.has_left);
    for (stop, after) in on_board.zip(states) {
        stop.package.status = after.package.status;
        if after.leaves {
            (stop.has_left, stop.package.attempts) = (true, 0);
        }
        lay_down(stop, after.stop);
    }
    route.status = after.status;
    (route.started_at, route.completed_at) = (after.started_at, after.completed_at);
    let km = |read: Option<OdometerRead>| read.map(|read| read.km);
    (route.start_odometer_km, route.end_odometer_km) = (km(after.start), km(after.end));
    route.typed_start_odometer = after.start.and_then(|read| read.typed);
    route.typed_odometer = after.end.and_then(|read| read.typed);
    route.distance_km = after.driven.or(route.planned.distance_km);
}

/// What is claimed for the future happened now.
fn occurred(claimed: Option<Timestamp>, now: Timestamp) -> Timestamp {
    claimed.map_or(now, |at| at.min(now))
}

fn package_of(stop: &StopView, driver: Option<UserId>) -> PackageState {
    PackageState {
        status: stop.package.status,
        assigned_to: driver,
        attempts: stop.package.attempts,
    }
}

fn stop_of(stop: &StopView) -> StopState {
    StopState {
        actual_arrival: stop.actual_arrival,
        departed_at: stop.departed_at,
        outcome: stop.outcome,
        last_step: stop.last_step,
    }
}

fn lay_down(stop: &mut StopView, after: StopState) {
    let StopState { actual_arrival, departed_at, outcome, last_step } = after;
    (stop.actual_arrival, stop.departed_at, stop.outcome) = (actual_arrival, departed_at, outcome);
    stop.last_step = last_step;
}

impl StopView {
    /// Still to be done: nothing has been decided about its package here.
    pub fn is_open(&self) -> bool {
        use PackageStatus::{Assigned, InTransit, Pending};
        matches!(self.package.status, Pending | Assigned | InTransit)
    }
}
