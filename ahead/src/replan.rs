//! Another order for what is ahead of the van: the question to the planner, and what its answer makes of
//! the route. Pure.

use chrono::TimeDelta;
use furgo_planner::{Costs, Matrix, Problem, UNREACHABLE, straight_line};
use furgo_shared::{
    effects::preview_order,
    geo::{Depot, Point},
    id::StopId,
    routes::{PlanBasis, ReorderStops, RouteLegs, RouteView, StopAt, live},
    time::Timestamp,
};

use crate::{Ahead, Place, STOPS};

/// Fewer have one order.
const STOPS_MIN: usize = 2;

/// What is ahead, ready to be planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub problem: Problem,
    /// By job.
    stops: Vec<StopId>,
    legs: RouteLegs,
}

/// A route in another order, and what that brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub order: ReorderStops,
    /// As it would be.
    pub route: RouteView,
    pub before: Sums,
    pub after: Sums,
    pub basis: PlanBasis,
}

/// What is compared: first for how long one is too late, then what it costs, as the planner has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sums {
    pub late_min: u32,
    /// Thousandths of hundredths of the currency.
    price: i64,
    pub late_stops: u32,
    /// To all that is ahead, and back where the route ends at its depot.
    pub driving_s: i64,
    /// When all is done.
    pub over_at: Timestamp,
}

impl Question {
    /// `None` where there is nothing to be put into another order. Without the legs that came with the
    /// route, or with those of other places, by straight lines.
    pub fn of(route: &RouteView, legs: Option<&RouteLegs>, now: Timestamp) -> Option<Self> {
        let stops: Vec<_> = route.stops.iter().map(|stop| (&stop.stored).into()).collect();
        let ahead = Ahead::of((&route.stored).into(), &stops, route.return_to_depot, now);
        if !route.status.is_open() || ahead.len() < STOPS_MIN {
            return None;
        }
        let legs = match legs.filter(|legs| legs.cover(route)) {
            Some(legs) => legs.clone(),
            None => straight(route)?,
        };
        let id = |place: &Place| match place {
            Place::Depot => None,
            Place::Stop(at) => route.stops.get(*at).map(|stop| stop.id),
        };
        let places: Vec<Option<StopId>> = ahead.places.iter().map(id).collect();
        let stops = places.iter().skip(STOPS).copied().flatten().collect();
        Some(Self { problem: ahead.problem(matrix(&legs, &places)), stops, legs })
    }

    /// What the planner's answer makes of the route; `None` where it is no better than what stands.
    pub fn proposal(&self, route: &RouteView, jobs: &[u32], now: Timestamp) -> Option<Proposal> {
        let stop = |job: &u32| self.stops.get(usize::try_from(*job).ok()?).copied();
        let mut ids: Vec<StopId> = jobs.iter().filter_map(stop).collect();
        // Where no way leads stays at the end.
        let left = self.stops.iter().filter(|id| !ids.contains(id)).copied().collect::<Vec<_>>();
        ids.extend(left);
        // Where the driver stands is first, and stays it.
        let rest = route.stops.iter().filter(|stop| stop.is_open() && !ids.contains(&stop.id));
        let stop_ids = rest.map(|stop| stop.id).chain(ids.iter().copied()).collect();
        let order = ReorderStops { route_id: route.id, stop_ids };
        let before = self.sums(&mut route.clone(), now)?;
        let mut planned = route.clone();
        preview_order(&mut planned, &order, Some(&self.legs), now);
        let after = self.sums(&mut planned, now)?;
        let basis = self.legs.basis;
        (after < before).then_some(Proposal { order, route: planned, before, after, basis })
    }

    /// Of the order that the stops stand in, whose times are computed by the same legs.
    fn sums(&self, route: &mut RouteView, now: Timestamp) -> Option<Sums> {
        let (free_at, last) = route.retime(&self.legs, now)?;
        route.expect(now);
        let stops: Vec<_> = route.stops.iter().map(|stop| (&stop.stored).into()).collect();
        let (from, sets_off_at) = live::drives_on((&route.stored).into(), &stops, now);
        let from = from.and_then(|from| route.stops.get(from)).map(|stop| stop.id);
        let ahead = route.stops.iter().filter(|stop| self.stops.contains(&stop.id));
        let ahead = ahead.map(|stop| Some(stop.id));
        let home = route.return_to_depot.then_some(None);
        let (mut place, mut driving_s, mut driven_m) = (from, 0, 0);
        for next in ahead.chain(home) {
            let (drive_s, drive_m) = self.legs.leg(place, next)?;
            (driving_s, driven_m) = (driving_s + i64::from(drive_s), driven_m + i64::from(drive_m));
            place = next;
        }
        let home_s =
            home.and_then(|home| self.legs.leg(last, home)).map_or(0, |(home_s, _)| home_s);
        let over_at = free_at + TimeDelta::seconds(i64::from(home_s));
        let Costs { per_km, per_hour, .. } = Costs::default();
        let worked_s = (over_at - sets_off_at).num_seconds();
        let price = driven_m * i64::from(per_km) + worked_s * i64::from(per_hour) * 1000 / 3600;
        let late_min = route.stops.iter().filter_map(|stop| stop.late_min).sum();
        Some(Sums { late_min, price, late_stops: route.late_stops, driving_s, over_at })
    }
}

/// What it takes between these places, as the planner wants it.
fn matrix(legs: &RouteLegs, places: &[Option<StopId>]) -> Matrix {
    let mut matrix = Matrix { size: places.len(), ..Matrix::default() };
    for from in places {
        for to in places {
            let (drive_s, drive_m) = legs.leg(*from, *to).unwrap_or((UNREACHABLE, UNREACHABLE));
            matrix.durations_s.push(drive_s);
            matrix.distances_m.push(drive_m);
        }
    }
    matrix
}

/// As the crow flies and roads wind. A stop that nobody knows the place of counts as at the depot, as on
/// the server where nothing near it is known.
fn straight(route: &RouteView) -> Option<RouteLegs> {
    let depot = route.depot.as_ref().map(Depot::point)?;
    let stops =
        route.stops.iter().map(|stop| StopAt { stop_id: stop.id, position: stop.position() });
    let stops: Vec<StopAt> = stops.collect();
    let points = stops.iter().map(|stop| stop.position.unwrap_or(depot));
    let degrees = |point: Point| (point.latitude, point.longitude);
    let places: Vec<_> = std::iter::once(depot).chain(points).map(degrees).collect();
    let Matrix { durations_s, distances_m, .. } = straight_line::matrix(&places);
    Some(RouteLegs {
        route_id: route.id,
        basis: PlanBasis::StraightLine,
        depot,
        stops,
        durations_s: durations_s.into_iter().map(Some).collect(),
        distances_m: distances_m.into_iter().map(Some).collect(),
    })
}
