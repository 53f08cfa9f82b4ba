//! One position on a route where a stop could come, and what changes if it does.

use crate::model::Model;
use crate::parts::{JobModel, VehicleModel};
use crate::row::{Row, depart, earliest_end, first, same, serve, setup_s};
use crate::schedule::RouteState;
use crate::segment::Segment;

/// The ways to and from the new stop, and what they take more than the way past it.
pub(crate) struct Gap<'a> {
    model: &'a Model,
    vehicle: &'a VehicleModel,
    route: &'a RouteState,
    stop: &'a JobModel,
    at: usize,
    from: u32,
    to: u32,
    setup_here_s: i64,
    setup_next_s: i64,
    /// Driving to the stop with its set-up, and on with the next one's.
    arrive_s: i64,
    onward_s: i64,
    more_travel_s: i64,
    /// Driving and set-up.
    more_way_s: i64,
    more_distance_m: i64,
}

/// Times after an insertion.
pub(crate) struct Arrival {
    /// When the new stop's service begins.
    pub begin_s: i64,
    /// When the vehicle then stands at what comes next.
    next: Row,
}

impl<'a> Gap<'a> {
    #[inline]
    pub fn new(
        model: &'a Model,
        vehicle: &'a VehicleModel,
        route: &'a RouteState,
        stop: &'a JobModel,
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
            model,
            vehicle,
            route,
            stop,
            at,
            from,
            to,
            setup_here_s,
            setup_next_s,
            arrive_s: to_here_s + setup_here_s,
            onward_s: next_s + setup_next_s,
            more_travel_s,
            more_way_s: more_travel_s + setup_here_s + setup_next_s - setup_skipped_s,
            more_distance_m: to_here_m + next_m - skipped_m,
        }
    }

    #[inline]
    pub fn way_price(&self) -> i64 {
        self.driving_price() + self.more_way_s * self.vehicle.per_s
    }

    /// By what the route takes longer than `paid_s`, its duration as segments see it.
    #[inline]
    pub fn paid_time_price(&self, paid_s: i64) -> i64 {
        let head = self.route.heads[self.at].join(self.arrive_s, &Segment::stop(self.stop));
        let longer_s = head.join(self.onward_s, &self.route.tails[self.at]).duration_s;
        self.driving_price() + self.time_price(paid_s, longer_s)
    }

    #[inline]
    fn driving_price(&self) -> i64 {
        self.vehicle.way_cost(self.more_distance_m, self.more_travel_s)
    }

    #[inline]
    fn time_price(&self, before_s: i64, after_s: i64) -> i64 {
        (after_s - before_s) * self.vehicle.per_s
            + self.model.balance_cost(self.vehicle, 0, after_s)
            - self.model.balance_cost(self.vehicle, 0, before_s)
    }

    #[inline]
    pub fn is_within_limits(&self) -> bool {
        let route = self.route;
        route.travel_s + self.more_travel_s <= self.vehicle.max_travel_s
            && route.distance_m + self.more_distance_m <= self.vehicle.max_distance_m
    }

    /// The times after the insertion, if everything after it is still possible.
    #[inline]
    pub fn arrival(&self) -> Option<Arrival> {
        let (model, vehicle) = (self.model, self.vehicle);
        let mut row = self.route.finish[self.at];
        depart(model, vehicle, &mut row, self.from, self.stop.location);
        serve(vehicle, self.stop, &mut row, self.setup_here_s);
        let begin_s = first(vehicle, &row) - self.stop.service_s;
        depart(model, vehicle, &mut row, self.stop.location, self.to);
        let latest = &self.route.latest[self.at];
        let next = self.route.jobs.get(self.at).map(|&next| &model.jobs[next as usize]);
        let ready = |time: i64| next.map_or(time, |next| next.ready(time, self.setup_next_s));
        let possible = (0..=vehicle.breaks.len()).any(|taken| ready(row[taken]) <= latest[taken]);
        possible.then_some(Arrival { begin_s, next: row })
    }

    /// By walking on from the new stop until the times are as before, or to the end. Only for
    /// vehicles that leave at the start of their shift.
    pub fn exact_price(&self, arrival: &Arrival) -> i64 {
        let (model, vehicle, route) = (self.model, self.vehicle, self.route);
        let mut price = self.driving_price() + self.stop.soft_cost(arrival.begin_s);
        let (mut row, mut here, mut due_s) = (arrival.next, self.to, self.setup_next_s);
        for position in self.at..route.jobs.len() {
            let stop = &model.jobs[route.jobs[position] as usize];
            if position > self.at {
                depart(model, vehicle, &mut row, here, stop.location);
                due_s = setup_s(stop, here);
            }
            serve(vehicle, stop, &mut row, due_s);
            let before = &route.finish[position + 1];
            if same(vehicle, &row, before) {
                return price;
            }
            if stop.soft.is_some() {
                price += stop.soft_cost(first(vehicle, &row) - stop.service_s)
                    - stop.soft_cost(first(vehicle, before) - stop.service_s);
            }
            here = stop.location;
        }
        if self.at < route.jobs.len() {
            depart(model, vehicle, &mut row, here, vehicle.end);
        }
        let start_s = vehicle.shift.start_s;
        // A route of fixed stops alone can be impossible, and become possible by another way round.
        let end_s = route.end_s.min(vehicle.shift.end_s);
        let before_s = if route.jobs.is_empty() { start_s } else { end_s };
        price + self.time_price(before_s - start_s, earliest_end(vehicle, &row) - start_s)
    }
}
