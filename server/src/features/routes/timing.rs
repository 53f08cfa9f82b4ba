//! The bridge to the planner: the open stops of a route as a problem, and its answer as arrival
//! times. Pure: neither database nor clock.
//!
//! The axis of the planner's times is seconds since the van sets off for the open stops. A
//! recipient's time window is kept as far as it can be: too early waits, too late is allowed at a
//! price that no detour reaches, so that every stop stays on the route.

use chrono::{DateTime, TimeDelta, Utc};
use furgo_planner::{Job, Problem, RouteOrder, SoftWindow, Solution, Vehicle, Window};
use furgo_shared::{
    geo::Point,
    packages::TimeWindow,
    routes::{BasisReason, PlanBasis, RouteStatus},
    time::Timestamp,
};

use super::{RouteRecord, StopRecord};
use crate::{
    error::{Error, Result},
    roads::{Kerb, Travel, Ways},
};

/// Hundredths of the currency for each minute too late: 1,000 a minute, against 20 an hour.
const LATE_PER_MINUTE: u32 = 100_000;
/// Longer than anybody drives; what must end on its day is checked where it is planned.
const SHIFT_S: i64 = 5 * 24 * 3600;
/// The only vehicle of every problem.
const VAN: u64 = 0;
/// Places of every problem: where the van is, the depot, and from here on the open stops.
const START: usize = 0;
const DEPOT: usize = 1;
const STOPS: usize = 2;

/// The open stops of a route, ready to be planned.
#[derive(Debug)]
pub struct OpenPart {
    pub problem: Problem,
    /// Zero of the planner's axis.
    pub sets_off_at: Timestamp,
    stops: usize,
    basis: PlanBasis,
    reason: Option<BasisReason>,
    /// Where the van stops, by open stop.
    kerbs: Vec<Kerb>,
}

impl OpenPart {
    /// Of a planned route from the depot at its departure; of a running one from where it is now.
    pub fn of(route: &RouteRecord, ways: &Ways, now: DateTime<Utc>) -> Self {
        let (from, sets_off_at) = beginning(route, now);
        let open: Vec<&StopRecord> = route.ahead().collect();
        let stops = open.iter().map(|stop| stop.point);
        let places: Vec<Point> = [from, route.depot_point()].into_iter().chain(stops).collect();
        let travel = ways.between(&places);
        let kerbs = (STOPS..places.len()).map(|place| travel.kerb(place)).collect();
        let Travel { matrix, basis, reason, .. } = travel;
        let jobs = open.iter().enumerate();
        let jobs = jobs.map(|(number, stop)| job(number, STOPS + number, stop, sets_off_at));
        let jobs = jobs.collect();
        let van = Vehicle {
            id: VAN,
            start: Some(START),
            end: route.return_to_depot.then_some(DEPOT),
            shift: Window::new(0, SHIFT_S),
            ..Vehicle::default()
        };
        let problem = Problem { matrices: vec![matrix], jobs, vehicles: vec![van], balance: None };
        Self { problem, sets_off_at, stops: open.len(), basis, reason, kerbs }
    }

    /// Seconds of driving between two places.
    fn travel_s(&self, from: usize, to: usize) -> Option<u32> {
        Some(self.problem.matrices.first()?.leg(from, to).0)
    }

    /// The stops in the order they stand in.
    pub fn as_it_stands(&self) -> Result<Solution> {
        let jobs = (0..).take(self.stops).collect();
        furgo_planner::evaluate(&self.problem, &[RouteOrder::new(VAN, jobs)]).map_err(nonsense)
    }
}

/// The planner refuses only problems that make no sense; ours are made above.
pub fn nonsense(error: furgo_planner::ProblemError) -> Error {
    Error::Internal(format!("the planner refused: {error}"))
}

fn beginning(route: &RouteRecord, now: DateTime<Utc>) -> (Point, Timestamp) {
    if route.status != RouteStatus::InProgress {
        return (route.depot_point(), route.departs_at());
    }
    match (route.standing(), route.last_left()) {
        (Some(stop), _) => {
            let arrived_at = stop.actual_arrival.unwrap_or(now);
            let stay = TimeDelta::seconds(i64::from(stop.service_s));
            (stop.point, (arrived_at + stay).max(now))
        }
        (None, Some(left)) => (left.point, now),
        (None, None) => (route.depot_point(), now),
    }
}

/// A stop that stays on its route, however late: on an axis with this zero.
pub fn job(number: usize, location: usize, stop: &StopRecord, zero: Timestamp) -> Job {
    let window = stop.window.map(|window| on_axis(window, zero));
    Job {
        id: u64::try_from(number).unwrap_or(u64::MAX),
        location,
        service_s: stop.service_s,
        windows: window.map(|window| Window::new(window.start_s, SHIFT_S)).into_iter().collect(),
        soft_window: window.map(|window| SoftWindow { window, price_per_minute: LATE_PER_MINUTE }),
        ..Job::default()
    }
}

/// A time window in seconds since an instant, cut off where nobody drives any more.
pub fn on_axis(window: TimeWindow, zero: Timestamp) -> Window {
    let since = |at: Timestamp| (at - zero).num_seconds().clamp(-SHIFT_S, SHIFT_S);
    Window::new(since(window.from), since(window.to))
}

/// Puts the open stops into the planner's order, with its arrival times; returns when the route
/// will be over.
pub fn apply(
    route: &mut RouteRecord,
    part: &OpenPart,
    solution: &Solution,
    ways: &Ways,
) -> Timestamp {
    let at = |seconds: i64| part.sets_off_at + TimeDelta::seconds(seconds);
    let (mut done, open) = route.take_stops();
    let mut open: Vec<Option<StopRecord>> = open.into_iter().map(Some).collect();
    for (stop, kerb) in open.iter_mut().flatten().zip(&part.kerbs) {
        stop.from_road_m = kerb.from_road_m;
    }
    done.sort_by_key(|stop| (stop.is_open(), stop.departed_at.is_none(), stop.departed_at));
    let (done_m, done_basis, done_reason) = driven(route, &done, ways);
    route.stops = done;
    let (mut end, mut ahead_m) = (part.sets_off_at, 0);
    for planned in &solution.routes {
        (end, ahead_m) = (at(planned.end_s), i64::try_from(planned.distance_m).unwrap_or(i64::MAX));
        let mut place = START;
        for step in &planned.steps {
            let number = step.job().and_then(|job| usize::try_from(job).ok());
            let Some(number) = number else { continue };
            if let Some(mut stop) = open.get_mut(number).and_then(Option::take) {
                stop.estimated_arrival = at(step.arrival_s);
                stop.travel_s = part.travel_s(place, STOPS + number);
                place = STOPS + number;
                route.stops.push(stop);
            }
        }
    }
    // Nobody drives there within days, such as over an ocean: it stays at the end, and so late
    // that no route with it ends on its day.
    for mut stop in open.into_iter().flatten() {
        end = at(SHIFT_S);
        (stop.estimated_arrival, stop.travel_s) = (end, None);
        route.stops.push(stop);
    }
    route.planned_basis = match (part.basis, done_basis) {
        (PlanBasis::Roads, PlanBasis::Roads) => PlanBasis::Roads,
        _ => PlanBasis::StraightLine,
    };
    route.planned_basis_reason = part.reason.or(done_reason);
    route.planned_distance_m = done_m.saturating_add(ahead_m);
    let began_at = route.started_at.unwrap_or(route.departs_at());
    route.planned_duration_s = (end - began_at).num_seconds().max(0);
    end
}

/// Metres from the depot through the stops that the van has been to, and what they come from.
fn driven(
    route: &RouteRecord,
    done: &[StopRecord],
    ways: &Ways,
) -> (i64, PlanBasis, Option<BasisReason>) {
    let visited = done.iter().filter(|stop| stop.departed_at.is_some()).map(|stop| stop.point);
    let places: Vec<Point> = std::iter::once(route.depot_point()).chain(visited).collect();
    if places.len() < 2 {
        // No leg, nothing that was guessed.
        return (0, PlanBasis::Roads, None);
    }
    let Travel { matrix, basis, reason, .. } = ways.between(&places);
    let legs = (1..places.len()).map(|to| i64::from(matrix.leg(to - 1, to).1));
    (legs.sum(), basis, reason)
}

/// Computes the arrival times anew for the order that the stops stand in; returns when the route will
/// be over.
pub fn retime(route: &mut RouteRecord, ways: &Ways, now: DateTime<Utc>) -> Result<Timestamp> {
    let part = OpenPart::of(route, ways, now);
    let solution = part.as_it_stands()?;
    Ok(apply(route, &part, &solution, ways))
}
