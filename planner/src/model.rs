//! The problem as the search reads it: ids resolved to indexes, prices scaled, legs interleaved.
//!
//! Jobs and vehicles are sorted by id here, so the order of the caller's lists changes nothing.

use std::collections::HashMap;

use crate::near::{self, Driving, Near};
use crate::parts::{JobModel, VehicleModel, job_model, vehicle_model};
use crate::problem::{BalanceBy, Problem, Vehicle};
use crate::solution::{COST_SCALE, RouteOrder};
use crate::timeline::{EventKind, Timeline};

/// No limit, and no job: for indexes that may be absent.
pub(crate) const NONE: u32 = u32::MAX;
/// Neighbours kept per job: ruins reach far fewer.
const NEIGHBOURS_MAX: usize = 200;

/// Travel of one matrix, with one more place, nowhere, that is next to every other.
#[derive(Debug)]
struct Legs {
    stride: usize,
    /// Seconds and metres.
    legs: Vec<[u32; 2]>,
}

/// The whole problem, compiled.
#[derive(Debug)]
pub(crate) struct Model {
    /// The jobs by id, and then one for each vehicle that reloads, and for its fixed beginning.
    pub jobs: Vec<JobModel>,
    /// How many of `jobs` are the problem's.
    pub stops: usize,
    pub vehicles: Vec<VehicleModel>,
    /// The other jobs from near to far, for each job.
    pub neighbours: Vec<Vec<u32>>,
    /// Where to try each job first; see [`crate::near`].
    pub near: Vec<Vec<Near>>,
    /// Of every vehicle.
    pub driving: Vec<Driving>,
    /// Whether any job takes set-up time.
    pub has_setups: bool,
    /// Scaled price of leaving out one unit of weight: more than any route could save.
    pub unplanned_price: i64,
    /// Whether any job waits for another.
    pub has_order: bool,
    /// Whether loads differ along a route by more than what is left at stops: something is picked up
    /// on the way, or a vehicle reloads or has left already.
    pub loads_vary: bool,
    /// Whether any vehicle reloads.
    pub has_reloads: bool,
    pub dimensions: usize,
    /// Scaled prices per squared stop and per squared hour.
    balance_stops: i64,
    balance_hours: i64,
    pub allowed: Vec<bool>,
    legs: Vec<Legs>,
}

impl Model {
    /// Compiles a problem that [`Problem::check`] has accepted.
    pub fn new(problem: &Problem) -> Self {
        let mut order: Vec<usize> = (0..problem.jobs.len()).collect();
        order.sort_unstable_by_key(|&job| problem.jobs[job].id);
        let index: HashMap<u64, u32> =
            order.iter().enumerate().map(|(at, &job)| (problem.jobs[job].id, at as u32)).collect();
        let mut vehicles: Vec<&Vehicle> = problem.vehicles.iter().collect();
        vehicles.sort_unstable_by_key(|vehicle| vehicle.id);
        let size = problem.matrices.first().map_or(0, |matrix| matrix.size);
        let (balance_stops, balance_hours) = balance_prices(problem);
        let mut model = Self {
            jobs: order.iter().map(|&job| job_model(&problem.jobs[job], &index)).collect(),
            stops: order.len(),
            vehicles: vehicles.iter().map(|vehicle| vehicle_model(vehicle, size, &index)).collect(),
            neighbours: Vec::new(),
            near: Vec::new(),
            driving: Vec::new(),
            has_setups: problem.jobs.iter().any(|job| job.setup_s > 0),
            unplanned_price: 0,
            loads_vary: loads_vary(problem),
            has_reloads: problem.vehicles.iter().any(|vehicle| vehicle.reload.is_some()),
            has_order: problem.jobs.iter().any(|job| !job.after.is_empty()),
            dimensions: dimensions(problem),
            balance_stops,
            balance_hours,
            allowed: Vec::new(),
            legs: problem.matrices.iter().map(interleave).collect(),
        };
        model.link_successors();
        model.allowed = allowed(problem, &order, &vehicles);
        model.number_classes(&vehicles);
        model.neighbours = model.near_jobs();
        model.put_on_board(&vehicles);
        model.add_reloads(&vehicles);
        model.near = near::neighbours(&model);
        let driving = |vehicle: &VehicleModel| Driving {
            matrix: vehicle.matrix,
            per_m: vehicle.per_m,
            per_driving_s: vehicle.per_driving_s,
            per_s: vehicle.per_s,
        };
        model.driving = model.vehicles.iter().map(driving).collect();
        model.accept_late_beginnings();
        model.unplanned_price = model.price_above_any_saving();
        model
    }

    /// Seconds and metres from one place to another, as this vehicle drives.
    #[inline]
    pub fn leg(&self, vehicle: &VehicleModel, from: u32, to: u32) -> (i64, i64) {
        let legs = &self.legs[vehicle.matrix];
        let [travel_s, distance_m] = legs.legs[from as usize * legs.stride + to as usize];
        (i64::from(travel_s), i64::from(distance_m))
    }

    #[inline]
    pub fn raw_leg(&self, matrix: usize, from: u32, to: u32) -> [u32; 2] {
        let legs = &self.legs[matrix];
        legs.legs[from as usize * legs.stride + to as usize]
    }

    #[inline]
    pub fn allowed(&self, job: u32, vehicle: u32) -> bool {
        self.allowed[job as usize * self.vehicles.len() + vehicle as usize]
    }

    /// Scaled extra cost of the work on one route, for fairness: what it adds to the square of the
    /// work that the vehicle has done before.
    #[inline]
    pub fn balance_cost(&self, vehicle: &VehicleModel, stops: usize, paid_s: i64) -> i64 {
        let stops = stops as i64;
        let hours = match self.balance_hours {
            0 => 0,
            price => {
                let (done_s, all_s) = (vehicle.worked_s, vehicle.worked_s + paid_s);
                square_hours(price, all_s) - square_hours(price, done_s)
            }
        };
        self.balance_stops * stops * (stops + 2 * vehicle.stops_done) + hours
    }

    /// Whether uneven work costs extra.
    #[inline]
    pub fn shares_work(&self) -> bool {
        self.balance_stops > 0 || self.balance_hours > 0
    }

    /// Whether the time of this vehicle's route has a price.
    #[inline]
    pub fn pays_for_time(&self, vehicle: &VehicleModel) -> bool {
        vehicle.per_s > 0 || self.balance_hours > 0
    }

    pub fn job_index(&self, id: u64) -> Option<u32> {
        let stops = &self.jobs[..self.stops];
        stops.binary_search_by_key(&id, |job| job.id).ok().map(|index| index as u32)
    }

    /// Whether an index of `jobs` stands for reloading.
    #[inline]
    pub fn is_reload(&self, job: u32) -> bool {
        job as usize >= self.stops
    }

    /// A vehicle's jobs and reloads by ids.
    pub fn order_of(&self, vehicle: &VehicleModel, jobs: &[u32]) -> RouteOrder {
        let mut order = RouteOrder { vehicle: vehicle.id, ..RouteOrder::default() };
        for &job in jobs {
            match self.is_reload(job) {
                true => order.reloads.push(order.jobs.len()),
                false => order.jobs.push(self.jobs[job as usize].id),
            }
        }
        order
    }

    /// Whether a place stands for a start or end that was not given.
    pub fn is_nowhere(&self, place: u32) -> bool {
        self.legs.first().is_some_and(|legs| place as usize + 1 == legs.stride)
    }

    fn link_successors(&mut self) {
        for job in 0..self.jobs.len() {
            for earlier in self.jobs[job].after.clone() {
                self.jobs[earlier as usize].before.push(job as u32);
            }
        }
    }

    /// Fixed first stops come first even when they are late already: what they miss when nothing
    /// else is on the route is granted, so that the rest is planned as usual but never adds to it.
    fn accept_late_beginnings(&mut self) {
        let mut timeline = Timeline::default();
        for at in 0..self.vehicles.len() {
            let vehicle = &self.vehicles[at];
            timeline.fill(self, vehicle, &vehicle.first_jobs);
            for event in &timeline.events {
                match event.kind {
                    EventKind::Start | EventKind::End => {}
                    EventKind::Break(index) => self.vehicles[at].breaks[index].grant(event.begin_s),
                    EventKind::Job(job) => {
                        self.jobs[job as usize].grant(event.begin_s, event.setup_s);
                    }
                }
            }
        }
    }

    /// Numbers the vehicles so that equal ones, whatever their ids, share a class.
    fn number_classes(&mut self, vehicles: &[&Vehicle]) {
        let stripped: Vec<Vehicle> =
            vehicles.iter().map(|vehicle| Vehicle { id: 0, ..(*vehicle).clone() }).collect();
        for at in 0..stripped.len() {
            let twin = (0..at).find(|&other| {
                stripped[other] == stripped[at]
                    && (0..self.stops as u32)
                        .all(|job| self.allowed(job, other as u32) == self.allowed(job, at as u32))
            });
            self.vehicles[at].class = twin.map_or(at, |other| self.vehicles[other].class);
        }
    }

    /// What a metre and a second of driving cost, waiting aside, by the first vehicle; alike where
    /// driving is free.
    pub fn usual_prices(&self) -> (i64, i64) {
        let of = |vehicle: &VehicleModel| (vehicle.per_m, vehicle.per_s + vehicle.per_driving_s);
        self.vehicles.first().map(of).filter(|&prices| prices != (0, 0)).unwrap_or((1, 1))
    }

    /// Scaled cost of driving a leg, its paid time included.
    #[inline]
    pub fn leg_cost(&self, vehicle: &VehicleModel, from: u32, to: u32) -> i64 {
        let (travel_s, distance_m) = self.leg(vehicle, from, to);
        vehicle.way_cost(distance_m, travel_s) + travel_s * vehicle.per_s
    }

    /// Neighbours by the cheaper direction of the first matrix, in distance and time alike.
    fn near_jobs(&self) -> Vec<Vec<u32>> {
        let Some(legs) = self.legs.first() else { return Vec::new() };
        let (per_m, per_s) = self.usual_prices();
        let far = |from: u32, to: u32| {
            let [travel_s, distance_m] = legs.legs[from as usize * legs.stride + to as usize];
            i64::from(travel_s) * per_s + i64::from(distance_m) * per_m
        };
        let count = self.stops as u32;
        let of = |job: u32| {
            let here = self.jobs[job as usize].location;
            let mut others: Vec<(i64, u32)> = (0..count)
                .filter(|&other| other != job)
                .map(|other| {
                    let there = self.jobs[other as usize].location;
                    (far(here, there).min(far(there, here)), other)
                })
                .collect();
            if others.len() > NEIGHBOURS_MAX {
                others.select_nth_unstable(NEIGHBOURS_MAX);
                others.truncate(NEIGHBOURS_MAX);
            }
            others.sort_unstable();
            others.into_iter().map(|(_, other)| other).collect()
        };
        (0..count).map(of).collect()
    }

    /// More than the dearest plan costs, as far as 64 bits allow.
    fn price_above_any_saving(&self) -> i64 {
        let longest = |at: usize| {
            let reachable =
                self.legs.iter().flat_map(|legs| legs.legs.iter().map(move |leg| leg[at]));
            i64::from(reachable.filter(|&value| value != crate::UNREACHABLE).max().unwrap_or(0))
        };
        let distance_m = longest(1);
        let most = |of: fn(&VehicleModel) -> i64| self.vehicles.iter().map(of).max().unwrap_or(0);
        let per_leg = distance_m * most(|vehicle| vehicle.per_m);
        let shift_s = most(|vehicle| vehicle.shift.end_s - vehicle.shift.start_s);
        let soft = self
            .jobs
            .iter()
            .map(|job| job.soft_cost(0).max(job.soft_cost(shift_s)))
            .max()
            .unwrap_or(0);
        // As many reloads as stops, since there is a stop between two of them.
        let visits = if self.has_reloads { 2 * self.stops } else { self.stops };
        let stops = visits as i64 + 1;
        let per_s = most(|vehicle| vehicle.per_s + vehicle.per_driving_s);
        let per_vehicle = most(|vehicle| vehicle.fixed) + shift_s * per_s;
        let balance = |vehicle| self.balance_cost(vehicle, self.stops, shift_s);
        let balance = self.vehicles.iter().map(balance).max().unwrap_or(0);
        let all = 1_i64
            .saturating_add(stops.saturating_mul(per_leg.saturating_mul(2).saturating_add(soft)))
            .saturating_add(
                (self.vehicles.len() as i64).saturating_mul(per_vehicle.saturating_add(balance)),
            );
        let weight: i64 = self.jobs.iter().map(|job| job.weight).sum();
        all.min(i64::MAX / 4 / weight.max(1))
    }
}

fn balance_prices(problem: &Problem) -> (i64, i64) {
    match problem.balance {
        None => (0, 0),
        Some(balance) => {
            let price = i64::from(balance.price) * COST_SCALE;
            match balance.by {
                BalanceBy::Stops => (price, 0),
                BalanceBy::Time => (0, price),
            }
        }
    }
}

/// `price` per squared hour, rounded down to the scale. Capped, so that the sum over all vehicles
/// cannot overflow, far above any working day.
fn square_hours(price: i64, paid_s: i64) -> i64 {
    let squared = i128::from(price) * i128::from(paid_s) * i128::from(paid_s) / (3600 * 3600);
    i64::try_from(squared).unwrap_or(i64::MAX).min(i64::MAX / 2048)
}

fn interleave(matrix: &crate::Matrix) -> Legs {
    let stride = matrix.size + 1;
    let mut legs = vec![[0, 0]; stride * stride];
    for from in 0..matrix.size {
        for to in 0..matrix.size {
            let (travel_s, distance_m) = matrix.leg(from, to);
            // Half a leg is none: both must be there.
            let missing = travel_s == crate::UNREACHABLE || distance_m == crate::UNREACHABLE;
            let leg = if missing { [crate::UNREACHABLE; 2] } else { [travel_s, distance_m] };
            legs[from * stride + to] = leg;
        }
    }
    Legs { stride, legs }
}

fn dimensions(problem: &Problem) -> usize {
    let of_jobs = problem.jobs.iter().map(|job| job.demand.len().max(job.pickup.len()));
    let picked_up = problem.vehicles.iter().filter_map(|vehicle| vehicle.under_way.as_ref());
    of_jobs.chain(picked_up.map(|way| way.picked_up.len())).max().unwrap_or(0)
}

fn loads_vary(problem: &Problem) -> bool {
    let goes_on = |vehicle: &Vehicle| vehicle.reload.is_some() || vehicle.under_way.is_some();
    problem.jobs.iter().any(|job| job.pickup.iter().any(|&pickup| pickup > 0))
        || problem.vehicles.iter().any(goes_on)
}

/// Skills and allowed vehicles, and what is on board of one vehicle alone.
fn allowed(problem: &Problem, order: &[usize], vehicles: &[&Vehicle]) -> Vec<bool> {
    let mut allowed = Vec::with_capacity(order.len() * vehicles.len());
    let on_board = |vehicle: &Vehicle, job: u64| {
        vehicle.under_way.as_ref().is_some_and(|way| way.on_board.contains(&job))
    };
    for &job in order {
        let job = &problem.jobs[job];
        let taken = vehicles.iter().find(|vehicle| on_board(vehicle, job.id));
        for vehicle in vehicles {
            let named = job.vehicles.is_empty() || job.vehicles.contains(&vehicle.id);
            let free = taken.is_none_or(|by| by.id == vehicle.id);
            allowed.push(
                named && free && job.skills.iter().all(|skill| vehicle.skills.contains(skill)),
            );
        }
    }
    allowed
}
