//! Where one more stop goes best: the price of every position, and whether it is possible there.
//!
//! What is possible is known exactly. The price leaves out what the stops behind would pay for
//! their soft windows; the route's exact cost, which decides on acceptance, has it.

use std::ops::RangeInclusive;

use crate::model::{JobModel, Model, VehicleModel};
use crate::rng::Rng;
use crate::schedule::{RouteState, Row, depart, earliest_end, serve, setup_s};
use crate::segment::Segment;

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

/// What an insertion's time is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pricing {
    /// Every second of driving and set-up costs, even one that would else be waited.
    Way,
    /// Only what the route takes longer, as its [`Segment`]s see it.
    PaidTime,
    /// As `PaidTime`, but what segments do not see is found by walking on: the second windows and
    /// soft windows of later stops, and breaks.
    Exact,
}

/// How positions may be passed over.
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
    job: u32,
    pricing: Pricing,
    blinks: &mut Blinks,
    best: &mut Option<Insertion>,
) {
    improve_within(model, route, job, 0..=route.jobs.len(), pricing, blinks, best);
}

/// Whether `job` can be at `position`.
pub(crate) fn is_possible(model: &Model, route: &RouteState, job: u32, position: usize) -> bool {
    let (only, mut best) = (position..=position, None);
    improve_within(model, route, job, only, Pricing::Way, &mut Blinks::Never, &mut best);
    best.is_some()
}

fn improve_within(
    model: &Model,
    route: &RouteState,
    job: u32,
    positions: RangeInclusive<usize>,
    pricing: Pricing,
    blinks: &mut Blinks,
    best: &mut Option<Insertion>,
) {
    let vehicle = &model.vehicles[route.vehicle as usize];
    let stop = &model.jobs[job as usize];
    let Some(first) = first_position(model, route, job, stop) else { return };
    let pricing = route.sensible(model, vehicle, pricing);
    let paid_s = if pricing == Pricing::PaidTime { route.segment_s(model, vehicle) } else { 0 };
    let opening = opening_price(model, vehicle, route.jobs.len());
    let mut limit = best.map_or(i64::MAX, |best| best.price).saturating_sub(opening);
    for at in first.max(*positions.start())..=*positions.end() {
        if vehicle.breaks.is_empty() && route.finish[at][0] > stop.close_s {
            return; // Later positions begin later still.
        }
        if blinks.blink() {
            continue;
        }
        let gap = Gap::new(model, vehicle, route, stop, at);
        let mut price = gap.more_distance_m * vehicle.per_m;
        price += match pricing {
            Pricing::Way => gap.more_way_s * vehicle.per_s,
            Pricing::PaidTime => gap.more_paid_cost(model, vehicle, route, stop, at, paid_s),
            Pricing::Exact => 0, // Never less, unless the way past the stop is longer; added below.
        };
        if price >= limit || !gap.within_limits(vehicle, route) {
            continue;
        }
        let Some((begin_s, row)) = gap.begin(model, vehicle, route, stop, at) else { continue };
        price += stop.soft_cost(begin_s);
        if pricing == Pricing::Exact {
            price += gap.cost_of_walking_on(model, vehicle, route, at, row);
        }
        if price < limit {
            limit = price;
            let price = price + opening;
            *best = Some(Insertion { price, route: route.vehicle, position: at as u32 });
        }
    }
}

impl RouteState {
    /// The quickest pricing that sees as much on this route.
    fn sensible(&self, model: &Model, vehicle: &VehicleModel, pricing: Pricing) -> Pricing {
        match pricing {
            Pricing::Exact if self.has_wrinkles && !vehicle.just_in_time => Pricing::Exact,
            Pricing::Exact | Pricing::PaidTime if model.pays_for_time(vehicle) => Pricing::PaidTime,
            Pricing::Exact | Pricing::PaidTime | Pricing::Way => Pricing::Way,
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

/// What one more stop costs wherever it goes: using the vehicle at all, and fairness by stops.
fn opening_price(model: &Model, vehicle: &VehicleModel, stops: usize) -> i64 {
    let fixed = if stops == 0 { vehicle.fixed } else { 0 };
    fixed + model.balance_cost(stops + 1, 0) - model.balance_cost(stops, 0)
}

/// One position, with the ways to and from it and what they take more than the way past it.
struct Gap {
    from: u32,
    to: u32,
    /// Driving to the stop with its set-up, and on with the next one's.
    arrive_s: i64,
    onward_s: i64,
    setup_here_s: i64,
    setup_next_s: i64,
    more_travel_s: i64,
    /// Driving and set-up.
    more_way_s: i64,
    more_distance_m: i64,
}

impl Gap {
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
        let (to, setup_next_s, setup_skipped_s) = match route.jobs.get(at) {
            Some(&next) => {
                let next = &model.jobs[next as usize];
                (next.location, setup_s(next, here), setup_s(next, from))
            }
            None => (vehicle.end, 0, 0),
        };
        let (to_here_s, to_here_m) = model.leg(vehicle, from, here);
        let (next_s, next_m) = model.leg(vehicle, here, to);
        let used = !route.jobs.is_empty();
        let (skipped_s, skipped_m) = if used { model.leg(vehicle, from, to) } else { (0, 0) };
        let setup_here_s = setup_s(stop, from);
        let more_travel_s = to_here_s + next_s - skipped_s;
        Self {
            from,
            to,
            arrive_s: to_here_s + setup_here_s,
            onward_s: next_s + setup_next_s,
            setup_here_s,
            setup_next_s,
            more_travel_s,
            more_way_s: more_travel_s + setup_here_s + setup_next_s - setup_skipped_s,
            more_distance_m: to_here_m + next_m - skipped_m,
        }
    }

    #[inline]
    fn within_limits(&self, vehicle: &VehicleModel, route: &RouteState) -> bool {
        let (travel_s, distance_m) =
            if route.jobs.is_empty() { (0, 0) } else { (route.travel_s, route.distance_m) };
        travel_s + self.more_travel_s <= vehicle.max_travel_s
            && distance_m + self.more_distance_m <= vehicle.max_distance_m
    }

    /// What the route's longer duration costs.
    #[inline]
    fn more_paid_cost(
        &self,
        model: &Model,
        vehicle: &VehicleModel,
        route: &RouteState,
        stop: &JobModel,
        at: usize,
        paid_s: i64,
    ) -> i64 {
        let head = route.heads[at].join(self.arrive_s, &Segment::stop(stop));
        let longer_s = head.join(self.onward_s, &route.tails[at]).duration_s;
        (longer_s - paid_s) * vehicle.per_s + model.balance_cost(0, longer_s)
            - model.balance_cost(0, paid_s)
    }

    /// What the later stops and the end cost more, seen stop by stop until the times are as before.
    fn cost_of_walking_on(
        &self,
        model: &Model,
        vehicle: &VehicleModel,
        route: &RouteState,
        at: usize,
        mut row: Row,
    ) -> i64 {
        let (states, mut cost) = (vehicle.breaks.len() + 1, 0);
        let first = |row: &Row| row[..states].iter().min().map_or(0, |time| *time);
        let (mut here, mut setup_here_s) = (self.to, self.setup_next_s);
        for position in at..route.jobs.len() {
            let stop = &model.jobs[route.jobs[position] as usize];
            if position > at {
                depart(model, vehicle, &mut row, here, stop.location);
                setup_here_s = setup_s(stop, here);
            }
            serve(vehicle, stop, &mut row, setup_here_s, false);
            let before = &route.finish[position + 1];
            if row[..states] == before[..states] {
                return cost;
            }
            if stop.soft.is_some() {
                cost += stop.soft_cost(first(&row) - stop.service_s)
                    - stop.soft_cost(first(before) - stop.service_s);
            }
            here = stop.location;
        }
        if at < route.jobs.len() {
            depart(model, vehicle, &mut row, here, vehicle.end);
        }
        let before_s = if route.jobs.is_empty() { vehicle.shift.start_s } else { route.end_s };
        let start_s = vehicle.shift.start_s;
        let (before_s, after_s) = (before_s - start_s, earliest_end(vehicle, &row) - start_s);
        cost + (after_s - before_s) * vehicle.per_s + model.balance_cost(0, after_s)
            - model.balance_cost(0, before_s)
    }

    /// When the service would begin, and the times of arriving at what comes next, if everything
    /// after it is still possible.
    #[inline]
    fn begin(
        &self,
        model: &Model,
        vehicle: &VehicleModel,
        route: &RouteState,
        stop: &JobModel,
        at: usize,
    ) -> Option<(i64, Row)> {
        let mut row = route.finish[at];
        depart(model, vehicle, &mut row, self.from, stop.location);
        serve(vehicle, stop, &mut row, self.setup_here_s, false);
        let states = vehicle.breaks.len() + 1;
        let begin_s = row[..states].iter().min().map_or(0, |finish_s| finish_s - stop.service_s);
        depart(model, vehicle, &mut row, stop.location, self.to);
        let latest = &route.latest[at];
        let possible = (0..states).any(|taken| row[taken] + self.setup_next_s <= latest[taken]);
        possible.then_some((begin_s, row))
    }
}
