//! One route inside the search: its order, and for every position the earliest finish and the
//! latest readiness, so that an insertion is tested without walking the route.

use crate::check::{BREAKS_MAX, CAPACITY_DIMENSIONS_MAX};
use crate::model::Model;
use crate::parts::{JobModel, Load, VehicleModel};
use crate::row::{
    Row, depart, depart_at_latest, earliest_end, first, latest_end, same, serve, setup_s, start,
};
use crate::segment::Segment;
use crate::timeline::Timeline;

/// Differs from every computed row, so that a recomputation does not stop at it.
const UNKNOWN: Row = [i64::MIN; BREAKS_MAX + 1];

/// The route of one vehicle during the search.
#[derive(Debug)]
pub(crate) struct RouteState {
    pub vehicle: u32,
    /// How many stops at the beginning are fixed.
    pub fixed: usize,
    pub jobs: Vec<u32>,
    /// What is loaded at the start.
    pub load: Load,
    /// How many of `jobs` are reloads.
    pub reloads: usize,
    /// `before[p]` is the most on board from the start of the trip up to position `p`, `after[p]`
    /// from there to the end of the trip. Empty where loads do not vary.
    pub before: Vec<Load>,
    pub after: Vec<Load>,
    pub travel_s: i64,
    pub distance_m: i64,
    /// Whether something here is beyond [`Segment`]s: several or soft windows, breaks.
    pub has_wrinkles: bool,
    /// The earliest end, later than any shift if some window is missed.
    pub end_s: i64,
    /// Exact scaled cost, once [`Self::settle`] has computed it.
    pub cost: i64,
    is_settled: bool,
    /// `finish[0]` is the start of the route, `finish[p + 1]` the end of the service at stop `p`.
    pub finish: Vec<Row>,
    /// `latest[p]`: when stop `p` must be ready to be served (set-up done); the last is the end.
    /// Where the windows are about the set-up they are left out here, because it may not be due.
    pub latest: Vec<Row>,
    /// `heads[p]` runs from the start to before stop `p`, `tails[p]` from stop `p` to the end.
    pub heads: Vec<Segment>,
    pub tails: Vec<Segment>,
}

impl RouteState {
    /// The vehicle with these jobs, the first `fixed` of which never move.
    pub fn new(model: &Model, vehicle: usize, jobs: &[u32], fixed: usize) -> Self {
        let mut route = Self {
            vehicle: vehicle as u32,
            fixed,
            jobs: jobs.to_vec(),
            load: [0; CAPACITY_DIMENSIONS_MAX],
            reloads: 0,
            before: Vec::new(),
            after: Vec::new(),
            travel_s: 0,
            distance_m: 0,
            has_wrinkles: false,
            end_s: 0,
            cost: 0,
            is_settled: false,
            finish: Vec::new(),
            latest: Vec::new(),
            heads: Vec::new(),
            tails: Vec::new(),
        };
        route.rebuild(model);
        route
    }

    /// Takes over another route, without allocating once the buffers have grown.
    pub fn copy_from(&mut self, other: &Self) {
        self.vehicle = other.vehicle;
        self.fixed = other.fixed;
        self.jobs.clone_from(&other.jobs);
        self.load = other.load;
        self.reloads = other.reloads;
        self.before.clone_from(&other.before);
        self.after.clone_from(&other.after);
        self.travel_s = other.travel_s;
        self.distance_m = other.distance_m;
        self.has_wrinkles = other.has_wrinkles;
        self.end_s = other.end_s;
        self.cost = other.cost;
        self.is_settled = other.is_settled;
        self.finish.clone_from(&other.finish);
        self.latest.clone_from(&other.latest);
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

    /// The place at position `at`, the end after the last stop.
    #[inline]
    pub fn place_at(&self, model: &Model, vehicle: &VehicleModel, at: usize) -> u32 {
        self.jobs.get(at).map_or(vehicle.end, |&job| model.jobs[job as usize].location)
    }

    /// Puts a job before position `at`.
    pub fn insert(&mut self, model: &Model, job: u32, at: usize) {
        let vehicle = &model.vehicles[self.vehicle as usize];
        if self.jobs.is_empty() {
            self.jobs.push(job);
            self.rebuild(model);
            return;
        }
        let (from, to) = (self.place_before(model, vehicle, at), self.place_at(model, vehicle, at));
        let here = model.jobs[job as usize].location;
        self.count_leg(model, vehicle, from, here, 1);
        self.count_leg(model, vehicle, here, to, 1);
        self.count_leg(model, vehicle, from, to, -1);
        self.jobs.insert(at, job);
        self.finish.insert(at + 1, UNKNOWN);
        self.latest.insert(at, UNKNOWN);
        self.count_job(model, job);
        self.weigh(model);
        self.forward(model, vehicle, at);
        self.backward(model, vehicle, at);
        if model.pays_for_time(vehicle) {
            let blank = Segment::end(vehicle);
            self.heads.insert(at + 1, blank);
            self.tails.insert(at, blank);
            self.link_heads(model, vehicle, at);
            self.link_tails(model, vehicle, at);
        }
    }

    /// Recomputes everything after the order has changed in any way.
    pub fn rebuild(&mut self, model: &Model) {
        let vehicle = &model.vehicles[self.vehicle as usize];
        let count = self.jobs.len();
        self.load = [0; CAPACITY_DIMENSIONS_MAX];
        self.reloads = 0;
        (self.travel_s, self.distance_m) = (0, 0);
        self.has_wrinkles = !vehicle.breaks.is_empty();
        for at in 0..count {
            let (from, to) =
                (self.place_before(model, vehicle, at), self.place_at(model, vehicle, at));
            self.count_leg(model, vehicle, from, to, 1);
            self.count_job(model, self.jobs[at]);
        }
        if count > 0 {
            let last = self.place_before(model, vehicle, count);
            self.count_leg(model, vehicle, last, vehicle.end, 1);
        }
        self.weigh(model);
        self.finish.clear();
        self.finish.resize(count + 1, UNKNOWN);
        self.finish[0] = start(vehicle);
        self.latest.clear();
        self.latest.resize(count + 1, UNKNOWN);
        self.latest[count] = latest_end(vehicle);
        self.forward(model, vehicle, 0);
        self.backward(model, vehicle, count);
        if model.pays_for_time(vehicle) {
            self.heads.clear();
            self.heads.resize(count + 1, Segment::start(vehicle));
            self.tails.clear();
            self.tails.resize(count + 1, Segment::end(vehicle));
            self.link_heads(model, vehicle, 0);
            self.link_tails(model, vehicle, count);
        }
        self.is_settled = false;
    }

    /// Whether the vehicle can carry one more stop at position `at`.
    #[inline]
    pub fn can_carry(&self, model: &Model, stop: &JobModel, at: usize) -> bool {
        if model.loads_vary {
            return self.can_carry_at(model, stop, at);
        }
        let vehicle = &model.vehicles[self.vehicle as usize];
        (0..model.dimensions).all(|dimension| {
            self.load[dimension] + stop.demand[dimension] <= vehicle.capacity[dimension]
        })
    }

    /// How many of `jobs` are stops.
    #[inline]
    pub fn stops(&self) -> usize {
        self.jobs.len() - self.reloads
    }

    fn count_leg(&mut self, model: &Model, vehicle: &VehicleModel, from: u32, to: u32, times: i64) {
        let (travel_s, distance_m) = model.leg(vehicle, from, to);
        self.travel_s += travel_s * times;
        self.distance_m += distance_m * times;
    }

    fn count_job(&mut self, model: &Model, job: u32) {
        let stop = &model.jobs[job as usize];
        for (load, demand) in self.load.iter_mut().zip(&stop.demand) {
            *load += demand;
        }
        self.reloads += usize::from(model.is_reload(job));
        self.has_wrinkles |= stop.soft.is_some() || !stop.windows.is_empty();
        self.is_settled = false;
    }

    /// Recomputes `finish` from stop `from` on, until nothing changes any more.
    fn forward(&mut self, model: &Model, vehicle: &VehicleModel, from: usize) {
        let mut row = self.finish[from];
        let mut here = self.place_before(model, vehicle, from);
        for at in from..self.jobs.len() {
            let stop = &model.jobs[self.jobs[at] as usize];
            depart(model, vehicle, &mut row, here, stop.location);
            serve(vehicle, stop, &mut row, setup_s(stop, here));
            if at > from && same(vehicle, &row, &self.finish[at + 1]) {
                return;
            }
            self.finish[at + 1] = row;
            here = stop.location;
        }
        depart(model, vehicle, &mut row, here, vehicle.end);
        self.end_s = earliest_end(vehicle, &row);
    }

    /// Recomputes `latest` from stop `from` back, until nothing changes any more.
    fn backward(&mut self, model: &Model, vehicle: &VehicleModel, from: usize) {
        let above = (from + 1).min(self.jobs.len());
        let mut row = self.latest[above];
        for at in (0..above).rev() {
            let stop = &model.jobs[self.jobs[at] as usize];
            if let Some(&next) = self.jobs.get(at + 1) {
                let next = &model.jobs[next as usize];
                let setup_s = setup_s(next, stop.location);
                for time in &mut row {
                    *time = match next.setup_in_window {
                        true => next.begin_at_most(*time - setup_s),
                        false => *time - setup_s,
                    };
                }
            }
            let there = self.place_at(model, vehicle, at + 1);
            depart_at_latest(model, vehicle, &mut row, stop.location, there);
            for time in &mut row {
                *time -= stop.service_s;
                if !stop.setup_in_window {
                    *time = stop.begin_at_most(*time);
                }
            }
            if at < from && same(vehicle, &row, &self.latest[at]) {
                return;
            }
            self.latest[at] = row;
        }
    }

    /// Recomputes `heads` behind stop `from`.
    fn link_heads(&mut self, model: &Model, vehicle: &VehicleModel, from: usize) {
        let mut here = self.place_before(model, vehicle, from);
        for at in from..self.jobs.len() {
            let stop = &model.jobs[self.jobs[at] as usize];
            let leg_s = model.leg(vehicle, here, stop.location).0 + setup_s(stop, here);
            self.heads[at + 1] = self.heads[at].join(leg_s, &Segment::stop(stop));
            here = stop.location;
        }
    }

    /// Recomputes `tails` from stop `from` back.
    fn link_tails(&mut self, model: &Model, vehicle: &VehicleModel, from: usize) {
        for at in (0..(from + 1).min(self.jobs.len())).rev() {
            let stop = &model.jobs[self.jobs[at] as usize];
            let there = self.place_at(model, vehicle, at + 1);
            let next = self.jobs.get(at + 1).map(|&next| &model.jobs[next as usize]);
            let setup_s = next.map_or(0, |next| setup_s(next, stop.location));
            let leg_s = model.leg(vehicle, stop.location, there).0 + setup_s;
            self.tails[at] = Segment::stop(stop).join(leg_s, &self.tails[at + 1]);
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

    /// A free stop that must leave, because the route became impossible when others left: the way
    /// past them can be longer than the way by them, and a set-up is due that they had paid.
    pub fn position_in_the_way(&self, model: &Model) -> Option<usize> {
        let vehicle = &model.vehicles[self.vehicle as usize];
        let possible = self.end_s <= vehicle.shift.end_s
            && self.travel_s <= vehicle.max_travel_s
            && self.distance_m <= vehicle.max_distance_m;
        if possible {
            return None;
        }
        let late = |row: &Row| first(vehicle, row) > vehicle.shift.end_s;
        let first_late = self.finish[1..].iter().position(late).unwrap_or(self.jobs.len());
        let is_stop = |&at: &usize| !model.is_reload(self.jobs[at]);
        let from = first_late.clamp(self.fixed, self.jobs.len());
        (from..self.jobs.len()).find(is_stop).or_else(|| (self.fixed..from).rev().find(is_stop))
    }

    /// Computes the exact cost, if that has not been done since the last change.
    pub fn settle(&mut self, model: &Model, timeline: &mut Timeline) {
        if !std::mem::replace(&mut self.is_settled, true) {
            self.cost = if self.jobs.is_empty() { 0 } else { self.exact_cost(model, timeline) };
        }
    }

    fn exact_cost(&self, model: &Model, timeline: &mut Timeline) -> i64 {
        let vehicle = &model.vehicles[self.vehicle as usize];
        let breaks = !vehicle.breaks.is_empty();
        let soft = breaks && self.jobs.iter().any(|&job| model.jobs[job as usize].soft.is_some());
        if vehicle.just_in_time || soft || self.end_s > vehicle.shift.end_s {
            timeline.fill(model, vehicle, &self.jobs);
            return timeline.cost(model, vehicle, self.stops());
        }
        let paid_s = self.end_s - vehicle.shift.start_s;
        let soft_cost: i64 = if self.has_wrinkles { self.soft_cost(model) } else { 0 };
        vehicle.way_cost(self.distance_m, self.travel_s)
            + paid_s * vehicle.per_s
            + vehicle.fixed
            + soft_cost
            + model.balance_cost(vehicle, self.stops(), paid_s)
    }

    /// Price of the soft windows of a route without breaks.
    fn soft_cost(&self, model: &Model) -> i64 {
        let stops = self.jobs.iter().map(|&job| &model.jobs[job as usize]);
        let begins = stops.zip(&self.finish[1..]);
        begins.map(|(stop, finish)| stop.soft_cost(finish[0] - stop.service_s)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Break, Job, Matrix, Problem, Vehicle, Window};
    use crate::rng::Rng;

    /// Many places at no distance from each other: equal times abound.
    fn model(rng: &mut Rng, jobs: usize) -> Model {
        let mut random = |limit: usize| rng.below(limit) as u32;
        let places = jobs + 1;
        // Each off half of the time: what one of them hides must be seen, too.
        let (setups, services, windows, pauses) = (random(2), random(2), random(2), random(2));
        let mut travel = || (0..places * places).map(|_| 100 * random(3)).collect::<Vec<u32>>();
        let matrix = Matrix { size: places, durations_s: travel(), distances_m: travel() };
        let mut job = |id: usize| Job {
            id: id as u64,
            location: random(places) as usize,
            setup_s: setups * random(2) * 120,
            setup_in_window: random(2) == 0,
            service_s: services * random(2) * 60,
            windows: vec![
                Window::new(i64::from(random(4)) * 300, 3_000);
                (windows * random(2)) as usize
            ],
            ..Job::default()
        };
        let jobs = (0..jobs).map(&mut job).collect();
        let pauses = vec![
            Break { window: Window::new(300, 900), duration_s: 120 };
            (pauses * random(3)) as usize
        ];
        let vehicle = Vehicle {
            start: Some(0),
            end: Some(0),
            required_breaks: random(3),
            breaks: pauses,
            ..Vehicle::default()
        };
        Model::new(&Problem {
            matrices: vec![matrix],
            jobs,
            vehicles: vec![vehicle],
            balance: None,
        })
    }

    #[test]
    fn an_insertion_leaves_what_a_rebuilding_finds() {
        let mut rng = Rng::new(11);
        for _ in 0..300 {
            let model = model(&mut rng, 12);
            let mut route = RouteState::new(&model, 0, &[], 0);
            for job in 0..12 {
                let at = rng.below(route.jobs.len() + 1);
                route.insert(&model, job, at);
                let fresh = RouteState::new(&model, 0, &route.jobs, 0);
                let rows = |rows: &[Row]| -> Vec<Row> {
                    let known = model.vehicles[0].breaks.len();
                    rows.iter()
                        .map(|row| std::array::from_fn(|at| if at > known { 0 } else { row[at] }))
                        .collect()
                };
                assert_eq!(rows(&route.finish), rows(&fresh.finish));
                assert_eq!(rows(&route.latest), rows(&fresh.latest));
                let durations = |segments: &[Segment]| -> Vec<i64> {
                    segments.iter().map(|segment| segment.duration_s).collect()
                };
                assert_eq!(durations(&route.heads), durations(&fresh.heads));
                assert_eq!(durations(&route.tails), durations(&fresh.tails));
                assert_eq!(
                    (route.end_s, route.travel_s, route.distance_m, route.load),
                    (fresh.end_s, fresh.travel_s, fresh.distance_m, fresh.load)
                );
            }
        }
    }
}
