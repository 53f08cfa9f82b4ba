//! Where one more stop goes best: the price of every position, and whether it is possible there.
//!
//! The price counts the way and the set-up exactly, and the stop's own soft window; waiting and
//! later stops' soft windows only show in the route's exact cost, which decides on acceptance.

use std::ops::RangeInclusive;

use crate::model::{JobModel, Model, VehicleModel};
use crate::rng::Rng;
use crate::schedule::{RouteState, depart, serve, setup_s};

/// One position in this many is overlooked on purpose, so that the same ruin is not always mended
/// the same way (a *blink*). The rate of the method's authors.
const BLINK_ONE_IN: u64 = 100;

/// A possible place for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Insertion {
    pub price: i64,
    pub route: u32,
    pub position: u32,
}

/// How a position may be passed over.
#[derive(Debug)]
pub(crate) enum Blinks<'r> {
    Never,
    Sometimes(&'r mut Rng),
}

impl Blinks<'_> {
    #[inline]
    fn blink(&mut self) -> bool {
        match self {
            Self::Never => false,
            Self::Sometimes(rng) => rng.one_in(BLINK_ONE_IN),
        }
    }
}

/// The best position of `job` in `route` that is cheaper than `best`; keeps `best` otherwise.
pub(crate) fn improve(
    model: &Model,
    route: &RouteState,
    route_index: u32,
    job: u32,
    blinks: &mut Blinks,
    best: &mut Option<Insertion>,
) {
    improve_in(model, route, route_index, job, 0..=route.jobs.len(), blinks, best);
}

/// As [`improve`], at some positions alone, without blinks.
pub(crate) fn improve_within(
    model: &Model,
    route: &RouteState,
    route_index: u32,
    job: u32,
    positions: RangeInclusive<usize>,
    best: &mut Option<Insertion>,
) {
    improve_in(model, route, route_index, job, positions, &mut Blinks::Never, best);
}

fn improve_in(
    model: &Model,
    route: &RouteState,
    route_index: u32,
    job: u32,
    positions: RangeInclusive<usize>,
    blinks: &mut Blinks,
    best: &mut Option<Insertion>,
) {
    let stop = &model.jobs[job as usize];
    let vehicle = &model.vehicles[route.vehicle as usize];
    let Some(first) = first_position(model, route, job, stop) else { return };
    let opening = opening_price(model, vehicle, route.jobs.len());
    let limit = best.map_or(i64::MAX, |best| best.price);
    let mut limit = limit.saturating_sub(opening);
    for at in first.max(*positions.start())..=*positions.end() {
        if vehicle.breaks.is_empty() && route.finish[at][0] > stop.close_s {
            return; // Later positions begin later still.
        }
        if blinks.blink() {
            continue;
        }
        let place = Place::new(model, vehicle, route, stop, at);
        if place.price >= limit || !place.within_limits(vehicle, route) {
            continue;
        }
        let Some(begin_s) = place.begin(model, vehicle, route, stop, at) else { continue };
        let price = place.price + stop.soft_cost(begin_s);
        if price < limit {
            limit = price;
            *best =
                Some(Insertion { price: price + opening, route: route_index, position: at as u32 });
        }
    }
}

/// The first position that order and fixed stops allow; none if the route cannot take the job.
fn first_position(model: &Model, route: &RouteState, job: u32, stop: &JobModel) -> Option<usize> {
    let vehicle = &model.vehicles[route.vehicle as usize];
    let mut load = route.load;
    for (load, demand) in load.iter_mut().zip(&stop.demand) {
        *load += demand;
    }
    if !model.allowed(job, route.vehicle)
        || route.jobs.len() >= vehicle.max_stops
        || !model.fits(&load, vehicle)
    {
        return None;
    }
    let mut first = route.fixed;
    for &earlier in &stop.after {
        first = first.max(route.jobs.iter().position(|&other| other == earlier)? + 1);
    }
    Some(first)
}

/// What one more stop costs wherever it goes: using the vehicle at all, and fairness.
fn opening_price(model: &Model, vehicle: &VehicleModel, stops: usize) -> i64 {
    let fixed = if stops == 0 { vehicle.fixed } else { 0 };
    fixed + model.balance_cost(stops + 1, 0) - model.balance_cost(stops, 0)
}

/// One position, with what the way costs more there.
struct Place {
    from: u32,
    to: u32,
    setup_here_s: i64,
    setup_next_s: i64,
    more_travel_s: i64,
    more_distance_m: i64,
    price: i64,
}

impl Place {
    #[inline]
    fn new(
        model: &Model,
        vehicle: &VehicleModel,
        route: &RouteState,
        stop: &JobModel,
        at: usize,
    ) -> Self {
        let from = route.place_before(model, vehicle, at);
        let here = stop.location;
        let (to, setup_next_s) = match route.jobs.get(at) {
            Some(&next) => {
                let next = &model.jobs[next as usize];
                (next.location, setup_s(next, here))
            }
            None => (vehicle.end, 0),
        };
        let (to_here_s, to_here_m) = model.leg(vehicle, from, here);
        let (onward_s, onward_m) = model.leg(vehicle, here, to);
        let (skipped_s, skipped_m) = model.leg(vehicle, from, to);
        let setup_here_s = setup_s(stop, from);
        let paid_s = to_here_s + onward_s + setup_here_s + setup_next_s;
        let used = !route.jobs.is_empty();
        let (skipped_s, skipped_m) = if used { (skipped_s, skipped_m) } else { (0, 0) };
        let skipped_cost = if used { route.leg_cost[at] } else { 0 };
        Self {
            from,
            to,
            setup_here_s,
            setup_next_s,
            more_travel_s: to_here_s + onward_s - skipped_s,
            more_distance_m: to_here_m + onward_m - skipped_m,
            price: (to_here_m + onward_m) * vehicle.per_m + paid_s * vehicle.per_s - skipped_cost,
        }
    }

    #[inline]
    fn within_limits(&self, vehicle: &VehicleModel, route: &RouteState) -> bool {
        let (travel_s, distance_m) =
            if route.jobs.is_empty() { (0, 0) } else { (route.travel_s, route.distance_m) };
        travel_s + self.more_travel_s <= vehicle.max_travel_s
            && distance_m + self.more_distance_m <= vehicle.max_distance_m
    }

    /// When the service would begin, if everything after it is still possible.
    #[inline]
    fn begin(
        &self,
        model: &Model,
        vehicle: &VehicleModel,
        route: &RouteState,
        stop: &JobModel,
        at: usize,
    ) -> Option<i64> {
        let mut row = route.finish[at];
        depart(model, vehicle, &mut row, self.from, stop.location);
        serve(vehicle, stop, &mut row, self.setup_here_s, false);
        let states = vehicle.breaks.len() + 1;
        let begin_s = row[..states].iter().min().map_or(0, |finish_s| finish_s - stop.service_s);
        depart(model, vehicle, &mut row, stop.location, self.to);
        let latest = &route.latest[at];
        let possible = (0..states).any(|taken| row[taken] + self.setup_next_s <= latest[taken]);
        possible.then_some(begin_s)
    }
}
