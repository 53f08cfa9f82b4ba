//! Everything that follows from an order of stops: times, loads, costs, and what it breaks.

use std::collections::HashSet;

use crate::check::ProblemError;
use crate::model::Model;
use crate::parts::VehicleModel;
use crate::problem::Problem;
use crate::reasons;
use crate::solution::{Cost, Route, RouteOrder, Solution, Step, StepKind, Unplanned, Violation};
use crate::timeline::{Event, EventKind, Timeline};
use crate::violations;

/// Computes the plan that results when the vehicles serve the jobs in this `order`, for example
/// after a dispatcher has moved a stop by hand. An order may break constraints: it is computed all
/// the same, and `violations` says what is broken. Jobs that it does not name are unplanned.
///
/// # Errors
/// What [`Problem::check`] finds.
pub fn evaluate(problem: &Problem, order: &[RouteOrder]) -> Result<Solution, ProblemError> {
    problem.check()?;
    let model = Model::new(problem);
    let mut violations = Vec::new();
    let jobs = resolve(&model, order, &mut violations);
    Ok(assemble(&model, &jobs, violations))
}

/// Ids to indexes; what is unknown or named twice is passed over and reported.
fn resolve(model: &Model, order: &[RouteOrder], violations: &mut Vec<Violation>) -> Vec<Vec<u32>> {
    let mut routes = vec![Vec::new(); model.vehicles.len()];
    let (mut seen_vehicles, mut seen_jobs) = (HashSet::new(), HashSet::new());
    for route in order {
        let vehicle = route.vehicle;
        let Ok(index) = model.vehicles.binary_search_by_key(&vehicle, |known| known.id) else {
            violations.push(Violation::UnknownVehicle { vehicle });
            continue;
        };
        if !seen_vehicles.insert(vehicle) {
            violations.push(Violation::DuplicateVehicle { vehicle });
            continue;
        }
        for &job in &route.jobs {
            match model.job_index(job) {
                None => violations.push(Violation::UnknownJob { job }),
                Some(_) if !seen_jobs.insert(job) => {
                    violations.push(Violation::DuplicateJob { job })
                }
                Some(found) => routes[index].push(found),
            }
        }
    }
    routes
}

/// The full answer for an order by indexes, one list per vehicle.
pub(crate) fn assemble(model: &Model, order: &[Vec<u32>], violations: Vec<Violation>) -> Solution {
    let mut solution = Solution { violations, ..Solution::default() };
    let mut timeline = Timeline::default();
    let mut planned = vec![false; model.jobs.len()];
    for (vehicle, jobs) in model.vehicles.iter().zip(order) {
        violations::of_order(model, vehicle, jobs, &mut solution.violations);
        if jobs.is_empty() {
            continue;
        }
        jobs.iter().for_each(|&job| planned[job as usize] = true);
        timeline.fill(model, vehicle, jobs);
        let route = report(model, vehicle, jobs, &timeline);
        violations::of_times(model, vehicle, &timeline, &route, &mut solution.violations);
        solution.cost.add(&route.cost);
        solution.routes.push(route);
    }
    let reasons = reasons::of_unplanned(model, order, &planned);
    let named = |(job, reason): (u32, _)| Unplanned { job: model.jobs[job as usize].id, reason };
    solution.unplanned = reasons.into_iter().map(named).collect();
    solution
}

/// Whether a vehicle can serve these jobs in this order without breaking anything.
pub(crate) fn is_feasible(model: &Model, vehicle: &VehicleModel, jobs: &[u32]) -> bool {
    let (mut timeline, mut violations) = (Timeline::default(), Vec::new());
    violations::of_order(model, vehicle, jobs, &mut violations);
    if !jobs.is_empty() {
        timeline.fill(model, vehicle, jobs);
        let route = report(model, vehicle, jobs, &timeline);
        violations::of_times(model, vehicle, &timeline, &route, &mut violations);
    }
    violations.is_empty()
}

fn report(model: &Model, vehicle: &VehicleModel, jobs: &[u32], timeline: &Timeline) -> Route {
    let mut route = Route {
        vehicle: vehicle.id,
        steps: Vec::with_capacity(timeline.events.len()),
        departure_s: timeline.departure_s(),
        end_s: timeline.end_s(),
        distance_m: 0,
        travel_s: 0,
        service_s: 0,
        waiting_s: 0,
        load: loads(model, jobs),
        cost: Cost::default(),
    };
    let mut on_board = route.load.clone();
    let is_end = |event: &Event| matches!(event.kind, EventKind::Start | EventKind::End);
    for event in &timeline.events {
        route.distance_m += event.distance_m as u64;
        route.travel_s += event.travel_s as u64;
        if is_end(event) && model.is_nowhere(event.location) {
            continue;
        }
        let waiting_s = event.begin_s - event.arrival_s - event.setup_s;
        if let EventKind::Job(job) = event.kind {
            let stop = &model.jobs[job as usize];
            for (dimension, load) in on_board.iter_mut().enumerate() {
                *load = *load + stop.pickup[dimension] as u64 - stop.demand[dimension] as u64;
            }
            route.service_s += (event.setup_s + stop.service_s) as u64;
        }
        route.waiting_s += waiting_s as u64;
        let step = step(model, event, waiting_s, &on_board, &route);
        route.steps.push(step);
    }
    route.cost = cost(model, vehicle, jobs, timeline, &route);
    route
}

fn step(model: &Model, event: &Event, waiting_s: i64, on_board: &[u64], route: &Route) -> Step {
    let (kind, location) = match event.kind {
        EventKind::Start => (StepKind::Start, Some(event.location as usize)),
        EventKind::End => (StepKind::End, Some(event.location as usize)),
        EventKind::Break(index) => (StepKind::Break { index }, None),
        EventKind::Job(job) => {
            (StepKind::Job { id: model.jobs[job as usize].id }, Some(event.location as usize))
        }
    };
    Step {
        kind,
        location,
        arrival_s: event.arrival_s,
        setup_s: event.setup_s as u32,
        waiting_s: waiting_s as u32,
        service_start_s: event.begin_s,
        departure_s: event.leave_s,
        load: on_board.to_vec(),
        distance_m: route.distance_m,
        travel_s: route.travel_s,
    }
}

/// The most that the vehicle carries anywhere on the route, in the dimensions that occur.
pub(crate) fn peak_loads(model: &Model, jobs: &[u32]) -> Vec<u64> {
    let mut on_board = loads(model, jobs);
    let mut peaks = on_board.clone();
    for &job in jobs {
        let stop = &model.jobs[job as usize];
        for (dimension, load) in on_board.iter_mut().enumerate() {
            *load = *load + stop.pickup[dimension] as u64 - stop.demand[dimension] as u64;
            peaks[dimension] = peaks[dimension].max(*load);
        }
    }
    peaks
}

/// What the vehicle carries at the start, in the dimensions that occur.
pub(crate) fn loads(model: &Model, jobs: &[u32]) -> Vec<u64> {
    let sum = |dimension: usize| {
        jobs.iter().map(|&job| model.jobs[job as usize].demand[dimension] as u64).sum()
    };
    (0..model.dimensions).map(sum).collect()
}

fn cost(
    model: &Model,
    vehicle: &VehicleModel,
    jobs: &[u32],
    timeline: &Timeline,
    route: &Route,
) -> Cost {
    let paid_s = route.end_s - route.departure_s;
    Cost {
        distance: route.distance_m as i64 * vehicle.per_m,
        time: paid_s * vehicle.per_s,
        driving: route.travel_s as i64 * vehicle.per_driving_s,
        fixed: vehicle.fixed,
        soft_windows: timeline.soft_cost(model),
        balance: model.balance_cost(jobs.len(), paid_s),
    }
}
