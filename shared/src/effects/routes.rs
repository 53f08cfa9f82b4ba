//! A step of a route, with everything on board.

use super::{PackageState, StopState};
use crate::{
    access::Role,
    packages::PackageStatus,
    routes::{ROUTE_LIFECYCLE, RouteStatus},
    time::Timestamp,
    typed::TypedDistance,
    units::Km,
};

/// A route, as far as steps change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteState {
    pub status: RouteStatus,
    pub started_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    /// The odometer at the start and at the end.
    pub start: Option<OdometerRead>,
    pub end: Option<OdometerRead>,
    /// What was planned, if that is known.
    pub planned: Option<Km>,
    /// What was driven; known when completed.
    pub driven: Option<Km>,
}

/// What the odometer said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OdometerRead {
    pub km: Km,
    /// As it was typed.
    pub typed: Option<TypedDistance>,
}

/// A package on the route, and its stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnBoard {
    pub package: PackageState,
    pub stop: StopState,
    /// It leaves the route.
    pub leaves: bool,
}

/// A step that has been found legal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepOfRoute {
    pub to: RouteStatus,
    pub odometer: Option<OdometerRead>,
    pub at: Timestamp,
}

/// Whether somebody of this role may take a route from one status to another; a driver's are for
/// their own routes only. A repeated step changes nothing and is no step.
///
/// # Errors
/// The statuses that are open to them instead.
pub fn legal_route_step(
    from: RouteStatus,
    to: RouteStatus,
    role: Role,
) -> Result<(), Vec<RouteStatus>> {
    match ROUTE_LIFECYCLE.step(from, to, role) {
        Some(_) => Ok(()),
        None => Err(ROUTE_LIFECYCLE.open_to(from, role).collect()),
    }
}

/// The route begins, ends or is called off; says for each package on board whether it has changed.
pub fn step_route(
    route: &mut RouteState,
    on_board: &mut [OnBoard],
    step: &StepOfRoute,
) -> Vec<bool> {
    let was_running = route.status == RouteStatus::InProgress;
    route.status = step.to;
    match step.to {
        RouteStatus::InProgress => {
            route.started_at = Some(step.at);
            route.start = step.odometer;
        }
        RouteStatus::Completed => {
            route.completed_at = Some(step.at);
            route.end = step.odometer;
            route.driven = driven(route);
        }
        RouteStatus::Cancelled => route.completed_at = was_running.then_some(step.at),
        // No step of the table leads back to planned.
        RouteStatus::Planned => {}
    }
    let follows = |each: &mut OnBoard| {
        let has_changed = follow(each, step.to);
        // What the route did to it is no step of its own.
        if has_changed {
            each.stop.last_step = None;
        }
        has_changed
    };
    on_board.iter_mut().map(follows).collect()
}

/// Driven is what the odometer says, if it was read at both ends; else what was planned.
fn driven(route: &RouteState) -> Option<Km> {
    let metres = |read: OdometerRead| read.km.metres();
    let read = route.start.map(metres).zip(route.end.map(metres));
    read.map(|(start, end)| Km::from_metres(end - start)).or(route.planned)
}

/// What a package on board does when its route takes a step; false if nothing.
fn follow(each: &mut OnBoard, to: RouteStatus) -> bool {
    use PackageStatus::{Assigned, InTransit, Pending};
    match (to, each.package.status) {
        (RouteStatus::InProgress, Assigned) => each.package.status = InTransit,
        // What is left was not delivered. That is no attempt: nobody was there.
        (RouteStatus::Completed, Assigned | InTransit) | (RouteStatus::Cancelled, InTransit) => {
            each.package.status = PackageStatus::Undelivered;
            each.stop.outcome = Some(PackageStatus::Undelivered);
        }
        // What was not loaded is pending again.
        (RouteStatus::Cancelled, Assigned) => {
            (each.package.status, each.package.assigned_to) = (Pending, None);
            (each.stop.outcome, each.leaves) = (Some(Pending), true);
        }
        _ => return false,
    }
    true
}
