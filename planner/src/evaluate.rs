//! Everything that follows from an order of stops: times, loads, costs, and what it breaks.

use std::collections::HashSet;

use crate::check::ProblemError;
use crate::load;
use crate::model::{Model, NONE};
use crate::parts::{Load, VehicleModel};
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
        let reload = model.vehicles[index].reload;
        let reloads_before = |at: usize| match reload {
            NONE => 0,
            _ => route.reloads.iter().filter(|&&before| before == at).count(),
        };
        if reload == NONE && !route.reloads.is_empty() {
            let excess = route.reloads.len() as u32;
            violations.push(Violation::TooManyReloads { vehicle, excess });
        }
        for (at, &job) in route.jobs.iter().enumerate() {
            routes[index].extend(std::iter::repeat_n(reload, reloads_before(at)));
            match model.job_index(job) {
                None => violations.push(Violation::UnknownJob { job }),
                Some(_) if !seen_jobs.insert(job) => {
                    violations.push(Violation::DuplicateJob { job })
                }
                Some(found) => routes[index].push(found),
            }
        }
        let last = reloads_before(route.jobs.len());
        routes[index].extend(std::iter::repeat_n(reload, last));
        if routes[index].iter().all(|&job| model.is_reload(job)) {
            routes[index].clear(); // Without stops it stays at home.
        }
        begin_as_fixed(model, &model.vehicles[index], &mut routes[index]);
    }
    routes
}

/// Reloads between fixed first stops are others than later ones, though nobody sees a difference.
fn begin_as_fixed(model: &Model, vehicle: &VehicleModel, jobs: &mut [u32]) {
    let fixed = &vehicle.first_jobs;
    let alike = |(one, other): (&u32, &u32)| {
        one == other || (model.is_reload(*one) && model.is_reload(*other))
    };
    if jobs.len() >= fixed.len() && jobs.iter().zip(fixed).all(alike) {
        jobs[..fixed.len()].copy_from_slice(fixed);
    }
}

/// The full answer for an order by indexes, one list per vehicle.
pub(crate) fn assemble(model: &Model, order: &[Vec<u32>], violations: Vec<Violation>) -> Solution {
    let mut solution = Solution { violations, ..Solution::default() };
    let mut timeline = Timeline::default();
    let mut planned = vec![false; model.stops];
    for (vehicle, jobs) in model.vehicles.iter().zip(order) {
        violations::of_order(model, vehicle, jobs, &mut solution.violations);
        if jobs.is_empty() {
            continue;
        }
        for &job in jobs.iter().filter(|&&job| !model.is_reload(job)) {
            planned[job as usize] = true;
        }
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
    let mut loads = loads(model, vehicle, jobs).into_iter();
    let mut on_board = loads.next().unwrap_or_default();
    let mut route = Route {
        vehicle: vehicle.id,
        steps: Vec::with_capacity(timeline.events.len()),
        departure_s: timeline.departure_s(),
        end_s: timeline.end_s(),
        distance_m: 0,
        travel_s: 0,
        service_s: 0,
        waiting_s: 0,
        load: on_board.clone(),
        cost: Cost::default(),
    };
    let is_end = |event: &Event| matches!(event.kind, EventKind::Start | EventKind::End);
    for event in &timeline.events {
        route.distance_m += event.distance_m as u64;
        route.travel_s += event.travel_s as u64;
        if is_end(event) && model.is_nowhere(event.location) {
            continue;
        }
        let waiting_s = event.begin_s - event.arrival_s - event.setup_s;
        if let EventKind::Job(job) = event.kind {
            on_board = loads.next().unwrap_or_default();
            route.service_s += (event.setup_s + model.jobs[job as usize].service_s) as u64;
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
        EventKind::Job(job) => (kind_of(model, job), Some(event.location as usize)),
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

fn kind_of(model: &Model, job: u32) -> StepKind {
    match model.is_reload(job) {
        true => StepKind::Reload,
        false => StepKind::Job { id: model.jobs[job as usize].id },
    }
}

/// What the vehicle carries before each of its jobs and after the last, in the dimensions that
/// occur.
pub(crate) fn loads(model: &Model, vehicle: &VehicleModel, jobs: &[u32]) -> Vec<Vec<u64>> {
    let mut loads = Vec::new();
    load::profile(model, vehicle, jobs, &mut loads);
    let occurring = |load: &Load| load[..model.dimensions].iter().map(|&of| of as u64).collect();
    loads.iter().map(occurring).collect()
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
        balance: model.balance_cost(vehicle, stops(model, jobs), paid_s),
    }
}

/// How many of these are stops.
pub(crate) fn stops(model: &Model, jobs: &[u32]) -> usize {
    jobs.iter().filter(|&&job| !model.is_reload(job)).count()
}
