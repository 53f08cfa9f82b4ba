//! The bridge to the planner: what is ahead of a route as a problem, by the roads, and its answer
//! as arrival times. Pure: neither database nor clock.

use chrono::{DateTime, TimeDelta, Utc};
use furgo_ahead::{Place, SHIFT_S, START, STOPS, VAN};
use furgo_planner::{Problem, RouteOrder, Solution};
use furgo_shared::{
    geo::Point,
    routes::{BasisReason, PlanBasis},
    time::Timestamp,
};

use super::{RouteRecord, StopRecord};
use crate::{
    error::{Error, Result},
    roads::{Kerb, Travel, Ways},
};

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
        let ahead = route.ahead_of(now);
        let point = |place: &Place| match place {
            Place::Stop(at) => route.stops.get(*at).map_or(route.depot_point(), |stop| stop.point),
            Place::Depot => route.depot_point(),
        };
        let places: Vec<Point> = ahead.places.iter().map(point).collect();
        let travel = ways.between(&places);
        let kerbs = (STOPS..places.len()).map(|place| travel.kerb(place)).collect();
        let Travel { matrix, basis, reason, .. } = travel;
        let (sets_off_at, stops) = (ahead.sets_off_at, ahead.len());
        Self { problem: ahead.problem(matrix), sets_off_at, stops, basis, reason, kerbs }
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
