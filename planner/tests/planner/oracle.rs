//! The best plan of a small problem by trying every order.

use furgo_planner::{
    Balance, BalanceBy, COST_SCALE, Job, Problem, RouteOrder, Solution, Vehicle, Violation,
    evaluate,
};

/// What decides between two plans: the weight of what is left out, then the scaled cost.
pub type Value = (i64, i64);

pub fn value(problem: &Problem, solution: &Solution) -> Value {
    let left_out = |id: u64| problem.jobs.iter().find(|job| job.id == id).unwrap();
    let weight = solution.unplanned.iter().map(|at| i64::from(left_out(at.job).priority) + 1).sum();
    (weight, solution.cost.total())
}

/// The best value of any problem by evaluating every order of every choice of jobs; slow.
pub fn best_by_evaluation(problem: &Problem) -> Value {
    let mut order: Vec<RouteOrder> =
        problem.vehicles.iter().map(|vehicle| RouteOrder::new(vehicle.id, Vec::new())).collect();
    let mut best = (i64::MAX, i64::MAX);
    // Appending to one vehicle after the other reaches every order once.
    append_everywhere(problem, &mut order, 0, &mut best);
    best
}

fn append_everywhere(
    problem: &Problem,
    order: &mut Vec<RouteOrder>,
    from: usize,
    best: &mut Value,
) {
    let solution = evaluate(problem, order).unwrap();
    if solution.is_feasible() && value(problem, &solution) < *best && needs_reloads(problem, order)
    {
        *best = value(problem, &solution);
    }
    for vehicle in from..order.len() {
        let route = &mut order[vehicle];
        let (jobs, reloads) = (route.jobs.len(), route.reloads.len());
        let most = problem.vehicles[vehicle]
            .reload
            .as_ref()
            .map_or(0, |reload| reload.max_reloads.map_or(jobs + 1, |most| most as usize));
        if reloads < most && route.reloads.last() != Some(&jobs) {
            route.reloads.push(jobs);
            append_everywhere(problem, order, vehicle, best);
            order[vehicle].reloads.pop();
        }
        for job in &problem.jobs {
            if order.iter().all(|route| !route.jobs.contains(&job.id)) {
                order[vehicle].jobs.push(job.id);
                append_everywhere(problem, order, vehicle, best);
                order[vehicle].jobs.pop();
            }
        }
    }
}

/// Whether without any one of its reloads a vehicle would carry too much, or what it has not.
fn needs_reloads(problem: &Problem, order: &[RouteOrder]) -> bool {
    (0..order.len()).all(|route| {
        (0..order[route].reloads.len()).all(|at| {
            let mut without = order.to_vec();
            without[route].reloads.remove(at);
            let broken = evaluate(problem, &without).unwrap().violations;
            let by_load = |found: &Violation| {
                matches!(found, Violation::Overloaded { .. } | Violation::NotOnBoard { .. })
            };
            broken.iter().any(by_load)
        })
    })
}

/// The earliest end of an order by trying every place for every break; none if all are late.
pub fn earliest_end(problem: &Problem, vehicle: &Vehicle, jobs: &[&Job]) -> Option<i64> {
    let route = Partial {
        set: 0,
        place: vehicle.start,
        now_s: vehicle.shift.start_s,
        travel_s: 0,
        distance_m: 0,
        stops: 0,
        ..Partial::default()
    };
    end_from(problem, vehicle, jobs, route, 0, false)
}

/// With `taken` breaks done; `arrived` is after the leg to the next stop, or to the end.
fn end_from(
    problem: &Problem,
    vehicle: &Vehicle,
    jobs: &[&Job],
    route: Partial,
    taken: usize,
    arrived: bool,
) -> Option<i64> {
    let go_on = |route: Partial| -> Option<i64> {
        let next = jobs.get(route.stops as usize);
        if !arrived {
            let to = next.map_or(vehicle.end, |job| Some(job.location));
            let (leg_s, _) = leg(problem, vehicle, route.place, to);
            let driven = Partial { now_s: route.now_s + leg_s as i64, ..route };
            return end_from(problem, vehicle, jobs, driven, taken, true);
        }
        let Some(job) = next else {
            let rested = taken >= vehicle.required_breaks as usize
                && vehicle.breaks[taken..].iter().all(|pause| route.now_s <= pause.window.end_s);
            return (rested && route.now_s <= vehicle.shift.end_s).then_some(route.now_s);
        };
        let setup_s = if route.place == Some(job.location) { 0 } else { i64::from(job.setup_s) };
        let served = Partial {
            place: Some(job.location),
            now_s: begin(job, route.now_s, setup_s)? + i64::from(job.service_s),
            stops: route.stops + 1,
            ..route
        };
        end_from(problem, vehicle, jobs, served, taken, false)
    };
    let pause_first = || {
        let pause = vehicle.breaks.get(taken).filter(|pause| route.now_s <= pause.window.end_s)?;
        let now_s = route.now_s.max(pause.window.start_s) + i64::from(pause.duration_s);
        end_from(problem, vehicle, jobs, Partial { now_s, ..route }, taken + 1, arrived)
    };
    [go_on(route), pause_first()].into_iter().flatten().min()
}

/// The best value over all ways to share the jobs between the vehicles and all orders, for
/// problems of `Features::Core`.
pub fn best(problem: &Problem) -> Value {
    let jobs = problem.jobs.len();
    // cheapest[vehicle][set]: the best order of exactly this set of jobs.
    let cheapest: Vec<Vec<Option<i64>>> =
        problem.vehicles.iter().map(|vehicle| cheapest_by_set(problem, vehicle)).collect();
    // Shares the sets out, vehicle by vehicle.
    let mut best: Vec<Option<i64>> = vec![None; 1 << jobs];
    best[0] = Some(0);
    for sets in &cheapest {
        let mut next = best.clone();
        for (done, &cost) in best.iter().enumerate() {
            let Some(cost) = cost else { continue };
            for (set, more) in sets.iter().enumerate().filter(|(set, _)| set & done == 0) {
                let Some(more) = more else { continue };
                let known = &mut next[done | set];
                *known = Some(known.map_or(cost + more, |known: i64| known.min(cost + more)));
            }
        }
        best = next;
    }
    let weight = |set: usize| -> i64 {
        let out = problem.jobs.iter().enumerate().filter(|(at, _)| set & (1 << at) == 0);
        out.map(|(_, job)| i64::from(job.priority) + 1).sum()
    };
    let values = best.iter().enumerate().filter_map(|(set, cost)| Some((weight(set), (*cost)?)));
    values.min().unwrap()
}

/// A partial route in the enumeration.
#[derive(Clone, Copy, Default)]
struct Partial {
    set: usize,
    place: Option<usize>,
    now_s: i64,
    travel_s: u64,
    distance_m: u64,
    stops: u32,
    reloads: u32,
    /// What has been done since the last reload, and between that and the one before.
    trip: usize,
    trip_before: usize,
}

fn cheapest_by_set(problem: &Problem, vehicle: &Vehicle) -> Vec<Option<i64>> {
    let mut cheapest = vec![None; 1 << problem.jobs.len()];
    cheapest[0] = Some(0);
    let start = Partial {
        set: 0,
        place: vehicle.start,
        now_s: vehicle.shift.start_s,
        travel_s: 0,
        distance_m: 0,
        stops: 0,
        ..Partial::default()
    };
    extend(problem, vehicle, start, &mut cheapest);
    cheapest
}

fn extend(problem: &Problem, vehicle: &Vehicle, route: Partial, cheapest: &mut [Option<i64>]) {
    let reloaded = route.reloads > 0;
    let needed = !reloaded || !carries(problem, vehicle, route.trip_before | route.trip);
    if route.trip > 0
        && needed
        && let Some(cost) = finish(problem, vehicle, route)
    {
        let known = &mut cheapest[route.set];
        *known = Some(known.map_or(cost, |known| known.min(cost)));
    }
    for (at, job) in problem.jobs.iter().enumerate().filter(|(at, _)| route.set & (1 << at) == 0) {
        if let Some(mut longer) = append(problem, vehicle, route, job) {
            longer.set |= 1 << at;
            longer.trip |= 1 << at;
            let allowed = vehicle.max_stops.is_none_or(|limit| longer.stops <= limit);
            if allowed && carries(problem, vehicle, longer.trip) {
                extend(problem, vehicle, longer, cheapest);
            }
        }
    }
    if route.trip > 0
        && needed
        && let Some(reloaded) = reload(problem, vehicle, route)
    {
        extend(problem, vehicle, reloaded, cheapest);
    }
}

fn reload(problem: &Problem, vehicle: &Vehicle, route: Partial) -> Option<Partial> {
    let reload = vehicle.reload.as_ref()?;
    if reload.max_reloads.is_some_and(|most| route.reloads >= most) {
        return None;
    }
    let visit = Job {
        location: reload.location.or(vehicle.start)?,
        service_s: reload.duration_s,
        windows: reload.windows.clone(),
        ..Job::default()
    };
    let there = append(problem, vehicle, route, &visit)?;
    let (stops, reloads) = (route.stops, route.reloads + 1);
    Some(Partial { stops, reloads, trip: 0, trip_before: route.trip, ..there })
}

fn append(problem: &Problem, vehicle: &Vehicle, route: Partial, job: &Job) -> Option<Partial> {
    let may = job.vehicles.is_empty() || job.vehicles.contains(&vehicle.id);
    if !may || !job.skills.iter().all(|skill| vehicle.skills.contains(skill)) {
        return None;
    }
    let (leg_s, leg_m) = leg(problem, vehicle, route.place, Some(job.location));
    let setup_s = if route.place == Some(job.location) { 0 } else { i64::from(job.setup_s) };
    let begin_s = begin(job, route.now_s + leg_s as i64, setup_s)?;
    Some(Partial {
        place: Some(job.location),
        now_s: begin_s + i64::from(job.service_s),
        travel_s: route.travel_s + leg_s,
        distance_m: route.distance_m + leg_m,
        stops: route.stops + 1,
        ..route
    })
}

/// When the service begins after arriving at a time with so much set-up due.
fn begin(job: &Job, arrival_s: i64, setup_s: i64) -> Option<i64> {
    let (before_s, after_s) = if job.setup_in_window { (0, setup_s) } else { (setup_s, 0) };
    let ready_s = arrival_s + before_s;
    let open = job.windows.iter().filter(|window| window.end_s >= ready_s);
    let first = open.map(|window| window.start_s.max(ready_s)).min();
    Some(if job.windows.is_empty() { ready_s } else { first? } + after_s)
}

fn carries(problem: &Problem, vehicle: &Vehicle, set: usize) -> bool {
    let jobs: Vec<&Job> = problem
        .jobs
        .iter()
        .enumerate()
        .filter(|(at, _)| set & (1 << at) != 0)
        .map(|(_, job)| job)
        .collect();
    let load = |dimension: usize| jobs.iter().map(|job| job.demand[dimension]).sum::<u32>();
    vehicle.capacity.iter().enumerate().all(|(dimension, &capacity)| load(dimension) <= capacity)
}

fn finish(problem: &Problem, vehicle: &Vehicle, route: Partial) -> Option<i64> {
    let (leg_s, leg_m) = leg(problem, vehicle, route.place, vehicle.end);
    let end_s = route.now_s + leg_s as i64;
    let (travel_s, distance_m) = (route.travel_s + leg_s, route.distance_m + leg_m);
    let possible = end_s <= vehicle.shift.end_s
        && vehicle.max_travel_s.is_none_or(|limit| travel_s <= u64::from(limit))
        && vehicle.max_distance_m.is_none_or(|limit| distance_m <= u64::from(limit));
    let costs = vehicle.costs;
    let cost = i64::from(costs.per_km) * distance_m as i64 * COST_SCALE / 1000
        + i64::from(costs.per_hour) * (end_s - vehicle.shift.start_s) * COST_SCALE / 3600
        + i64::from(costs.fixed) * COST_SCALE
        + fairness(problem, route.stops.into(), end_s - vehicle.shift.start_s);
    possible.then_some(cost)
}

fn fairness(problem: &Problem, stops: i64, paid_s: i64) -> i64 {
    let Some(Balance { by, price }) = problem.balance else { return 0 };
    let price = i64::from(price) * COST_SCALE;
    match by {
        BalanceBy::Stops => price * stops * stops,
        BalanceBy::Time => price * paid_s * paid_s / (3600 * 3600),
    }
}

fn leg(problem: &Problem, vehicle: &Vehicle, from: Option<usize>, to: Option<usize>) -> (u64, u64) {
    let (Some(from), Some(to)) = (from, to) else { return (0, 0) };
    let (leg_s, leg_m) = problem.matrices[vehicle.matrix].leg(from, to);
    (u64::from(leg_s), u64::from(leg_m))
}
