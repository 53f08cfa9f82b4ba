//! One route inside the search: its order, and for every position the earliest finish and the
//! latest readiness, so that an insertion is tested without walking the route.
//!
//! With breaks, both exist once per number of breaks taken (a *row* of `breaks + 1` times): serving
//! earlier is never worse, so one time per row entry says everything.

use crate::check::{BREAKS_MAX, CAPACITY_DIMENSIONS_MAX};
use crate::model::{JobModel, Load, Model, NEVER, VehicleModel};
use crate::segment::Segment;
use crate::timeline::Timeline;

/// Times by the number of breaks taken.
pub(crate) type Row = [i64; BREAKS_MAX + 1];

/// The route of one vehicle during the search.
#[derive(Debug)]
pub(crate) struct RouteState {
    pub vehicle: u32,
    /// How many stops at the beginning are fixed.
    pub fixed: usize,
    pub jobs: Vec<u32>,
    pub load: Load,
    pub travel_s: i64,
    pub distance_m: i64,
    /// Whether something here is beyond [`Segment`]s: several or soft windows, breaks.
    pub has_wrinkles: bool,
    /// The earliest end; [`NEVER`] or later if some window is missed.
    pub end_s: i64,
    /// Exact scaled cost.
    pub cost: i64,
    /// `finish[0]` is the start of the route, `finish[p + 1]` the end of the service at stop `p`.
    pub finish: Vec<Row>,
    /// `latest[p]`: when stop `p` must be ready to be served (set-up done); the last is the end.
    pub latest: Vec<Row>,
    /// Scaled cost of driving to, and setting up at, stop `p`; the last is the way to the end.
    pub leg_cost: Vec<i64>,
    /// `heads[p]` runs from the start to before stop `p`, `tails[p]` from stop `p` to the end.
    pub heads: Vec<Segment>,
    pub tails: Vec<Segment>,
}

impl RouteState {
    pub fn new(model: &Model, vehicle: usize) -> Self {
        let first_jobs = model.vehicles[vehicle].first_jobs.clone();
        let rows = model.jobs.len() + 1;
        let mut jobs = first_jobs;
        let fixed = jobs.len();
        jobs.reserve(rows - jobs.len().min(rows));
        Self {
            vehicle: vehicle as u32,
            fixed,
            jobs,
            load: [0; CAPACITY_DIMENSIONS_MAX],
            travel_s: 0,
            distance_m: 0,
            has_wrinkles: false,
            end_s: 0,
            cost: 0,
            finish: Vec::new(),
            latest: Vec::new(),
            leg_cost: Vec::new(),
            heads: Vec::new(),
            tails: Vec::new(),
        }
    }

    /// Takes over another state of the same vehicle's route, without allocating.
    pub fn copy_from(&mut self, other: &Self) {
        self.vehicle = other.vehicle;
        self.fixed = other.fixed;
        self.jobs.clone_from(&other.jobs);
        self.load = other.load;
        self.travel_s = other.travel_s;
        self.distance_m = other.distance_m;
        self.has_wrinkles = other.has_wrinkles;
        self.end_s = other.end_s;
        self.cost = other.cost;
        self.finish.clone_from(&other.finish);
        self.latest.clone_from(&other.latest);
        self.leg_cost.clone_from(&other.leg_cost);
        self.heads.clone_from(&other.heads);
        self.tails.clone_from(&other.tails);
    }

    /// The place before position `at`.
    #[inline]
    pub fn place_before(&self, model: &Model, vehicle: &VehicleModel, at: usize) -> u32 {
        match at {
            0 => vehicle.start,
            _ => model.jobs[self.jobs[at - 1] as usize].location,
        }
    }

    /// Recomputes everything after the order has changed.
    pub fn refresh(&mut self, model: &Model, timeline: &mut Timeline) {
        let vehicle = &model.vehicles[self.vehicle as usize];
        self.load = [0; CAPACITY_DIMENSIONS_MAX];
        (self.travel_s, self.distance_m) = (0, 0);
        self.finish.clear();
        self.latest.clear();
        self.leg_cost.clear();
        let soft_cost = self.forward(model, vehicle);
        self.backward(model, vehicle);
        if model.pays_for_time(vehicle) {
            self.link_segments(model, vehicle);
        }
        let used = !self.jobs.is_empty();
        self.cost = if used { self.exact_cost(model, vehicle, soft_cost, timeline) } else { 0 };
    }

    /// A free stop that must leave, because the route became impossible when others left: the way
    /// past them can be longer than the way by them, and a set-up is due that they had paid.
    pub fn position_in_the_way(&self, vehicle: &VehicleModel) -> Option<usize> {
        let possible = self.end_s <= vehicle.shift.end_s
            && self.travel_s <= vehicle.max_travel_s
            && self.distance_m <= vehicle.max_distance_m;
        if possible || self.jobs.len() == self.fixed {
            return None;
        }
        let late = |row: &Row| row.iter().all(|&time| time > vehicle.shift.end_s);
        let first_late = self.finish[1..].iter().position(late).unwrap_or(self.jobs.len() - 1);
        Some(first_late.max(self.fixed))
    }

    fn forward(&mut self, model: &Model, vehicle: &VehicleModel) -> i64 {
        let mut row = [NEVER; BREAKS_MAX + 1];
        row[0] = vehicle.shift.start_s;
        self.finish.push(row);
        let (mut here, mut soft_cost) = (vehicle.start, 0);
        self.has_wrinkles = !vehicle.breaks.is_empty();
        for at in 0..self.jobs.len() {
            let stop = &model.jobs[self.jobs[at] as usize];
            let setup_s = setup_s(stop, here);
            self.count_leg(model, vehicle, here, stop.location, setup_s);
            depart(model, vehicle, &mut row, here, stop.location);
            serve(vehicle, stop, &mut row, setup_s);
            self.has_wrinkles |= stop.soft.is_some() || !stop.windows.is_empty();
            if row[0] < NEVER {
                soft_cost += stop.soft_cost(row[0] - stop.service_s);
            }
            for (load, demand) in self.load.iter_mut().zip(&stop.demand) {
                *load += demand;
            }
            self.finish.push(row);
            here = stop.location;
        }
        self.count_leg(model, vehicle, here, vehicle.end, 0);
        depart(model, vehicle, &mut row, here, vehicle.end);
        self.end_s = earliest_end(vehicle, &row);
        soft_cost
    }

    fn count_leg(
        &mut self,
        model: &Model,
        vehicle: &VehicleModel,
        from: u32,
        to: u32,
        setup_s: i64,
    ) {
        let (travel_s, distance_m) = model.leg(vehicle, from, to);
        self.travel_s += travel_s;
        self.distance_m += distance_m;
        self.leg_cost.push(distance_m * vehicle.per_m + (travel_s + setup_s) * vehicle.per_s);
    }

    fn backward(&mut self, model: &Model, vehicle: &VehicleModel) {
        let count = self.jobs.len();
        self.latest.resize(count + 1, [0; BREAKS_MAX + 1]);
        let mut row = latest_end(vehicle);
        self.latest[count] = row;
        let (mut there, mut setup_s) = (vehicle.end, 0);
        for at in (0..count).rev() {
            let stop = &model.jobs[self.jobs[at] as usize];
            if self.fixed <= at + 1 {
                let (travel_s, _) = model.leg(vehicle, stop.location, there);
                row.iter_mut().for_each(|time| *time -= setup_of(there, stop.location, setup_s));
                give_breaks(vehicle, &mut row);
                row.iter_mut().for_each(|time| *time -= travel_s);
                give_breaks(vehicle, &mut row);
                row.iter_mut().for_each(|time| *time = stop.begin_at_most(*time - stop.service_s));
            }
            self.latest[at] = row;
            (there, setup_s) = (stop.location, stop.setup_s);
        }
    }

    fn link_segments(&mut self, model: &Model, vehicle: &VehicleModel) {
        self.heads.clear();
        let (mut head, mut here) = (Segment::start(vehicle), vehicle.start);
        self.heads.push(head);
        for &job in &self.jobs {
            let stop = &model.jobs[job as usize];
            let leg_s = model.leg(vehicle, here, stop.location).0 + setup_s(stop, here);
            head = head.join(leg_s, &Segment::stop(stop));
            self.heads.push(head);
            here = stop.location;
        }
        let mut tail = Segment::end(vehicle);
        self.tails.clear();
        self.tails.resize(self.jobs.len() + 1, tail);
        let (mut there, mut next_setup_s) = (vehicle.end, 0);
        for at in (0..self.jobs.len()).rev() {
            let stop = &model.jobs[self.jobs[at] as usize];
            let setup_s = setup_of(there, stop.location, next_setup_s);
            let leg_s = model.leg(vehicle, stop.location, there).0 + setup_s;
            tail = Segment::stop(stop).join(leg_s, &tail);
            self.tails[at] = tail;
            (there, next_setup_s) = (stop.location, stop.setup_s);
        }
    }

    /// Paid time as the segments see it.
    pub fn segment_s(&self, model: &Model, vehicle: &VehicleModel) -> i64 {
        if self.jobs.is_empty() {
            return 0;
        }
        let here = self.place_before(model, vehicle, self.jobs.len());
        let (leg_s, _) = model.leg(vehicle, here, vehicle.end);
        self.heads[self.jobs.len()].join(leg_s, &self.tails[self.jobs.len()]).duration_s
    }

    fn exact_cost(
        &self,
        model: &Model,
        vehicle: &VehicleModel,
        soft_cost: i64,
        timeline: &mut Timeline,
    ) -> i64 {
        let breaks = !vehicle.breaks.is_empty();
        let soft = breaks && self.jobs.iter().any(|&job| model.jobs[job as usize].soft.is_some());
        let late = self.end_s > vehicle.shift.end_s;
        let (paid_s, soft_cost) = if vehicle.just_in_time || soft || late {
            timeline.fill(model, vehicle, &self.jobs);
            (timeline.end_s() - timeline.departure_s(), timeline.soft_cost(model))
        } else {
            (self.end_s - vehicle.shift.start_s, soft_cost)
        };
        self.distance_m * vehicle.per_m
            + paid_s * vehicle.per_s
            + vehicle.fixed
            + soft_cost
            + model.balance_cost(self.jobs.len(), paid_s)
    }
}

/// Set-up that is due when coming from `here`.
#[inline]
pub(crate) fn setup_s(stop: &JobModel, here: u32) -> i64 {
    setup_of(stop.location, here, stop.setup_s)
}

#[inline]
fn setup_of(place: u32, here: u32, setup_s: i64) -> i64 {
    if place == here { 0 } else { setup_s }
}

/// From finishing somewhere to standing at `to`, breaks taken before or after the leg.
#[inline]
pub(crate) fn depart(model: &Model, vehicle: &VehicleModel, row: &mut Row, from: u32, to: u32) {
    let (travel_s, _) = model.leg(vehicle, from, to);
    if vehicle.breaks.is_empty() {
        row[0] += travel_s;
        return;
    }
    take_breaks(vehicle, row);
    row.iter_mut().for_each(|time| *time += travel_s);
    take_breaks(vehicle, row);
}

/// From standing at a stop to the end of its service.
#[inline]
pub(crate) fn serve(vehicle: &VehicleModel, stop: &JobModel, row: &mut Row, setup_s: i64) {
    for time in &mut row[..=vehicle.breaks.len()] {
        let ready_s = *time + setup_s;
        *time = stop.begin(ready_s) + stop.service_s;
    }
}

#[inline]
fn take_breaks(vehicle: &VehicleModel, row: &mut Row) {
    for (taken, pause) in vehicle.breaks.iter().enumerate() {
        if row[taken] <= pause.window.end_s {
            let rested_s = row[taken].max(pause.window.start_s) + pause.duration_s;
            row[taken + 1] = row[taken + 1].min(rested_s);
        }
    }
}

/// The reverse of [`take_breaks`]: the latest time at which a break may still come first.
pub(crate) fn give_breaks(vehicle: &VehicleModel, row: &mut Row) {
    for (taken, pause) in vehicle.breaks.iter().enumerate().rev() {
        let after_s = row[taken + 1];
        if pause.window.start_s + pause.duration_s <= after_s {
            row[taken] = row[taken].max(pause.window.end_s.min(after_s - pause.duration_s));
        }
    }
}

/// The earliest end of a route in which every break was taken that could not begin later.
pub(crate) fn earliest_end(vehicle: &VehicleModel, row: &Row) -> i64 {
    let limits = latest_end(vehicle);
    let open = |taken: &usize| row[*taken] <= limits[*taken];
    let all = vehicle.breaks.len();
    (0..=all).filter(open).map(|taken| row[taken]).min().unwrap_or(row[all])
}

/// When the route may end at the latest, by breaks taken; the others can still begin then.
pub(crate) fn latest_end(vehicle: &VehicleModel) -> Row {
    let mut row = [-NEVER; BREAKS_MAX + 1];
    let mut limit_s = vehicle.shift.end_s;
    for taken in (0..=vehicle.breaks.len()).rev() {
        if let Some(pause) = vehicle.breaks.get(taken) {
            limit_s = limit_s.min(pause.window.end_s);
        }
        row[taken] = limit_s;
    }
    row
}
