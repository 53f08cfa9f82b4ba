//! A second, slow opinion on a plan, written against the documentation instead of the solver.

use std::collections::{HashMap, HashSet};

use furgo_planner::{
    BalanceBy, COST_SCALE, Cost, Job, Problem, Route, Solution, Step, StepKind, UNREACHABLE,
    Vehicle, Violation, Window,
};

/// Fails unless the plan keeps every constraint, adds up, and accounts for every job.
pub fn assert_sound(problem: &Problem, solution: &Solution) {
    let mut seen = HashSet::new();
    let mut total = Cost::default();
    for route in &solution.routes {
        let vehicle = problem.vehicles.iter().find(|vehicle| vehicle.id == route.vehicle).unwrap();
        assert_route(problem, vehicle, route);
        for job in route.steps.iter().filter_map(Step::job) {
            assert!(seen.insert(job), "stop {job} is planned twice");
        }
        total.distance += route.cost.distance;
        total.time += route.cost.time;
        total.driving += route.cost.driving;
        total.fixed += route.cost.fixed;
        total.soft_windows += route.cost.soft_windows;
        total.balance += route.cost.balance;
    }
    let unused =
        |vehicle: &&Vehicle| solution.routes.iter().all(|route| route.vehicle != vehicle.id);
    for vehicle in problem.vehicles.iter().filter(unused) {
        assert!(vehicle.first_jobs.is_empty(), "fixed first stops are not planned");
    }
    assert_eq!(total, solution.cost);
    for unplanned in &solution.unplanned {
        assert!(seen.insert(unplanned.job), "stop {} is planned and unplanned", unplanned.job);
    }
    assert_eq!(seen.len(), problem.jobs.len(), "every stop is planned or unplanned");
}

fn assert_route(problem: &Problem, vehicle: &Vehicle, route: &Route) {
    let jobs: HashMap<u64, &Job> = problem.jobs.iter().map(|job| (job.id, job)).collect();
    let stops: Vec<&Job> = route.steps.iter().filter_map(Step::job).map(|id| jobs[&id]).collect();
    assert!(!stops.is_empty(), "an unused vehicle has no route");
    assert_limits(problem, vehicle, route, &stops);
    assert_order(problem, vehicle, &stops);
    assert_times(problem, vehicle, route, &jobs);
    assert_cost(problem, vehicle, route, &stops, &jobs);
}

fn assert_limits(problem: &Problem, vehicle: &Vehicle, route: &Route, stops: &[&Job]) {
    for dimension in 0..furgo_planner::CAPACITY_DIMENSIONS_MAX {
        assert_load(problem, vehicle, route, stops, dimension);
    }
    let reloads = route.steps.iter().filter(|step| step.kind == StepKind::Reload).count();
    let most = vehicle
        .reload
        .as_ref()
        .map_or(0, |reload| reload.max_reloads.map_or(usize::MAX, |most| most as usize));
    assert!(reloads <= most, "reloads {reloads} times instead of {most}");
    assert!(vehicle.max_stops.is_none_or(|limit| stops.len() <= limit as usize));
    assert!(vehicle.max_travel_s.is_none_or(|limit| route.travel_s <= u64::from(limit)));
    assert!(vehicle.max_distance_m.is_none_or(|limit| route.distance_m <= u64::from(limit)));
    assert!(route.departure_s >= vehicle.shift.start_s, "leaves before the shift");
    assert!(route.end_s <= vehicle.shift.end_s, "ends after the shift");
}

/// Follows what is on board in one dimension, trip by trip.
fn assert_load(
    problem: &Problem,
    vehicle: &Vehicle,
    route: &Route,
    stops: &[&Job],
    dimension: usize,
) {
    let of = |amounts: &[u32]| u64::from(amounts.get(dimension).copied().unwrap_or(0));
    let capacity = vehicle.capacity.get(dimension).map_or(u64::MAX, |&capacity| capacity.into());
    let trips = trips(route, stops);
    let for_trip = |trip: &[&Job]| -> u64 { trip.iter().map(|job| of(&job.demand)).sum() };
    let mut load = for_trip(&trips[0]);
    if let Some(way) = &vehicle.under_way {
        let mut others = trips[0].iter().filter(|job| !way.on_board.contains(&job.id));
        let lacks = others.any(|job| job.demand.iter().any(|&demand| demand > 0));
        assert!(!lacks, "brings what is not on board");
        let on_board = problem.jobs.iter().filter(|job| way.on_board.contains(&job.id));
        load = of(&way.picked_up) + on_board.map(|job| of(&job.demand)).sum::<u64>();
    }
    let is_reported = |reported: &[u64], load| reported.get(dimension).is_none_or(|&at| at == load);
    assert!(is_reported(&route.load, load));
    assert!(load <= capacity, "overloaded: {load} of {capacity}");
    let (mut visited, mut later) = (stops.iter(), trips[1..].iter());
    for step in &route.steps {
        match step.kind {
            StepKind::Job { .. } => {
                let job = visited.next().unwrap();
                load = load + of(&job.pickup) - of(&job.demand);
            }
            StepKind::Reload => load = for_trip(later.next().unwrap()),
            StepKind::Start | StepKind::Break { .. } | StepKind::End => {}
        }
        assert!(load <= capacity, "overloaded: {load} of {capacity}");
        assert!(is_reported(&step.load, load));
    }
}

/// The stops between reloads.
fn trips<'j>(route: &Route, stops: &[&'j Job]) -> Vec<Vec<&'j Job>> {
    let mut trips = vec![Vec::new()];
    let mut stops = stops.iter();
    for step in &route.steps {
        match step.kind {
            StepKind::Job { .. } => trips.last_mut().unwrap().push(*stops.next().unwrap()),
            StepKind::Reload => trips.push(Vec::new()),
            StepKind::Start | StepKind::Break { .. } | StepKind::End => {}
        }
    }
    trips
}

/// Every reload separates what the vehicle could not carry together.
pub fn assert_reloads_are_needed(problem: &Problem, solution: &Solution) {
    for order in solution.order() {
        for at in 0..order.reloads.len() {
            let mut without = order.clone();
            let position = without.reloads.remove(at);
            assert!(position < order.jobs.len(), "{order:?} ends with a reload");
            let merged = furgo_planner::evaluate(problem, &[without]).unwrap();
            let by_load = |found: &Violation| {
                matches!(found, Violation::Overloaded { .. } | Violation::NotOnBoard { .. })
            };
            assert!(merged.violations.iter().any(by_load), "{order:?} need not reload");
        }
    }
}

fn assert_order(problem: &Problem, vehicle: &Vehicle, stops: &[&Job]) {
    let ids: Vec<u64> = stops.iter().map(|job| job.id).collect();
    assert!(ids.starts_with(&vehicle.first_jobs), "{ids:?} begins with {:?}", vehicle.first_jobs);
    for (at, job) in stops.iter().enumerate() {
        assert!(job.vehicles.is_empty() || job.vehicles.contains(&vehicle.id));
        assert!(job.skills.iter().all(|skill| vehicle.skills.contains(skill)));
        let others = problem.vehicles.iter().filter(|other| other.id != vehicle.id);
        let mut on_board = others.filter_map(|other| other.under_way.as_ref());
        assert!(!on_board.any(|way| way.on_board.contains(&job.id)), "it is on board elsewhere");
        assert!(job.after.iter().all(|earlier| ids[..at].contains(earlier)), "{ids:?}");
    }
}

/// Walks the steps: every time follows from the one before.
fn assert_times(problem: &Problem, vehicle: &Vehicle, route: &Route, jobs: &HashMap<u64, &Job>) {
    let matrix = &problem.matrices[vehicle.matrix];
    let mut place = vehicle.start;
    let (mut now, mut travel_s, mut distance_m) = (route.departure_s, 0, 0);
    let (mut waiting_s, mut breaks) = (0, 0);
    for (at, step) in route.steps.iter().enumerate() {
        let driven = step.travel_s > travel_s || step.distance_m > distance_m;
        let destination = destination(&route.steps[at..], driven, place);
        let (leg_s, leg_m) = match (place, destination) {
            (Some(from), Some(to)) if driven || from != to => matrix.leg(from, to),
            _ => (0, 0),
        };
        assert!(leg_s != UNREACHABLE && leg_m != UNREACHABLE, "no road");
        travel_s += u64::from(leg_s);
        distance_m += u64::from(leg_m);
        assert_eq!((step.travel_s, step.distance_m), (travel_s, distance_m), "step {at}");
        assert_eq!(step.arrival_s, now + i64::from(leg_s), "step {at}");
        let ready_s = step.arrival_s + i64::from(step.setup_s);
        assert_eq!(step.service_start_s, ready_s + i64::from(step.waiting_s), "step {at}");
        waiting_s += u64::from(step.waiting_s);
        match step.kind {
            StepKind::Start | StepKind::End => assert_eq!(step.departure_s, step.arrival_s),
            StepKind::Break { index } => {
                let pause = vehicle.breaks[index];
                assert_eq!(index, breaks, "breaks are taken in order");
                breaks += 1;
                assert!(step.service_start_s >= pause.window.start_s);
                assert!(step.service_start_s <= pause.window.end_s);
                assert_eq!(step.departure_s, step.service_start_s + i64::from(pause.duration_s));
            }
            StepKind::Reload => assert_reload(vehicle, step),
            StepKind::Job { id } => assert_stop(jobs[&id], step, came_from(route, at, vehicle)),
        }
        now = step.departure_s;
        place = destination;
    }
    assert_eq!(now, route.end_s);
    assert_eq!((route.travel_s, route.distance_m), (travel_s, distance_m));
    assert_eq!(route.waiting_s, waiting_s);
    assert!(breaks >= vehicle.required_breaks as usize, "a required break was left out");
    for left_out in &vehicle.breaks[breaks..] {
        assert!(route.end_s <= left_out.window.end_s, "a break was left out");
    }
}

/// Where the first of these steps is. A break may be taken on arrival: at the next place.
fn destination(steps: &[Step], driven: bool, place: Option<usize>) -> Option<usize> {
    let next = || steps.iter().find_map(|step| step.location);
    steps[0].location.or_else(|| if driven { next() } else { place })
}

/// The place of the stop before, or of the start.
fn came_from(route: &Route, at: usize, vehicle: &Vehicle) -> Option<usize> {
    route.steps[..at].iter().rev().find_map(|step| step.location).or(vehicle.start)
}

fn assert_reload(vehicle: &Vehicle, step: &Step) {
    let reload = vehicle.reload.as_ref().unwrap();
    assert_eq!(step.location, reload.location.or(vehicle.start));
    assert_eq!(step.departure_s, step.service_start_s + i64::from(reload.duration_s));
    let begin_s = step.service_start_s;
    let inside = |window: &Window| window.start_s <= begin_s && begin_s <= window.end_s;
    assert!(reload.windows.is_empty() || reload.windows.iter().any(inside), "depot closed");
}

fn assert_stop(job: &Job, step: &Step, came_from: Option<usize>) {
    let setup_s = if came_from == Some(job.location) { 0 } else { job.setup_s };
    assert_eq!(step.setup_s, setup_s, "set-up of stop {}", job.id);
    assert_eq!(step.departure_s, step.service_start_s + i64::from(job.service_s));
    let counted_s = if job.setup_in_window { i64::from(setup_s) } else { 0 };
    let begin_s = step.service_start_s - counted_s;
    let inside = |window: &Window| window.start_s <= begin_s && begin_s <= window.end_s;
    assert!(
        job.windows.is_empty() || job.windows.iter().any(inside),
        "stop {} at {begin_s}",
        job.id
    );
}

fn assert_cost(
    problem: &Problem,
    vehicle: &Vehicle,
    route: &Route,
    stops: &[&Job],
    jobs: &HashMap<u64, &Job>,
) {
    let paid_s = route.end_s - route.departure_s;
    let costs = vehicle.costs;
    assert_eq!(
        route.cost.distance,
        i64::from(costs.per_km) * route.distance_m as i64 * COST_SCALE / 1000
    );
    assert_eq!(route.cost.time, i64::from(costs.per_hour) * paid_s * COST_SCALE / 3600);
    let travel_s = route.travel_s as i64;
    assert_eq!(
        route.cost.driving,
        i64::from(costs.per_driving_hour) * travel_s * COST_SCALE / 3600
    );
    assert_eq!(route.cost.fixed, i64::from(costs.fixed) * COST_SCALE);
    let mut soft = 0;
    for step in &route.steps {
        let Some(job) = step.job().map(|id| jobs[&id]) else { continue };
        let Some(preferred) = job.soft_window else { continue };
        let begin_s = step.service_start_s;
        let off_s =
            (preferred.window.start_s - begin_s).max(begin_s - preferred.window.end_s).max(0);
        soft += off_s * i64::from(preferred.price_per_minute) * COST_SCALE / 60;
    }
    assert_eq!(route.cost.soft_windows, soft);
    let balance = problem.balance.map_or(0, |balance| {
        let price = i64::from(balance.price) * COST_SCALE;
        let way = vehicle.under_way.clone().unwrap_or_default();
        let (stops_done, worked_s) = (i64::from(way.stops_done), i64::from(way.worked_s));
        let square = |of: i64| match balance.by {
            BalanceBy::Stops => price * of * of,
            BalanceBy::Time => price * of * of / (3600 * 3600),
        };
        match balance.by {
            BalanceBy::Stops => square(stops_done + stops.len() as i64) - square(stops_done),
            BalanceBy::Time => square(worked_s + paid_s) - square(worked_s),
        }
    });
    assert_eq!(route.cost.balance, balance);
}
