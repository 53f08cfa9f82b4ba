//! What is on board where, trip by trip: a trip runs from the start or a reload to the next reload
//! or the end.

use crate::model::{Model, NONE};
use crate::parts::{JobModel, Load, VehicleModel, amounts, reload_model};
use crate::problem::Vehicle;
use crate::schedule::RouteState;

const NOTHING: Load = [0; crate::CAPACITY_DIMENSIONS_MAX];

/// Whether a vehicle that is under way would have to load this first.
pub(crate) fn is_missing(vehicle: &VehicleModel, stop: &JobModel) -> bool {
    vehicle.is_under_way && stop.on_board_of != Some(vehicle.id) && stop.demand != NOTHING
}

/// What is on board when a trip with these stops begins. What a vehicle under way is missing counts
/// as if it were there, so that orders made by hand can be computed.
fn at_departure<'j>(
    model: &Model,
    vehicle: &VehicleModel,
    is_first: bool,
    trip: impl Iterator<Item = &'j u32>,
) -> Load {
    let already = is_first && vehicle.is_under_way;
    let mut load = if already { vehicle.on_board } else { NOTHING };
    for &job in trip {
        let stop = &model.jobs[job as usize];
        if !already || stop.on_board_of != Some(vehicle.id) {
            load = plus(&load, &stop.demand);
        }
    }
    load
}

/// Fills `loads` with what is on board before each of the `jobs` and after the last.
pub(crate) fn profile(model: &Model, vehicle: &VehicleModel, jobs: &[u32], loads: &mut Vec<Load>) {
    let departure = |from: usize| {
        let trip = jobs[from..].iter().take_while(|&&job| !model.is_reload(job));
        at_departure(model, vehicle, from == 0, trip)
    };
    loads.clear();
    let mut load = departure(0);
    loads.push(load);
    for (at, &job) in jobs.iter().enumerate() {
        let stop = &model.jobs[job as usize];
        load = if model.is_reload(job) { departure(at + 1) } else { after(&load, stop) };
        loads.push(load);
    }
}

/// Whether a vehicle can serve these stops without a reload.
pub(crate) fn fits<'j>(
    model: &Model,
    vehicle: &VehicleModel,
    is_first: bool,
    trip: impl Iterator<Item = &'j u32> + Clone,
) -> bool {
    let lacks = |job: &u32| is_missing(vehicle, &model.jobs[*job as usize]);
    if is_first && trip.clone().any(lacks) {
        return false;
    }
    let mut load = at_departure(model, vehicle, is_first, trip.clone());
    let within =
        |load: &Load| load.iter().zip(&vehicle.capacity).all(|(load, limit)| load <= limit);
    within(&load)
        && trip.into_iter().all(|&job| {
            load = after(&load, &model.jobs[job as usize]);
            within(&load)
        })
}

fn plus(one: &Load, other: &Load) -> Load {
    std::array::from_fn(|at| one[at] + other[at])
}

fn after(load: &Load, stop: &JobModel) -> Load {
    std::array::from_fn(|at| load[at] + stop.pickup[at] - stop.demand[at])
}

fn most(one: &Load, other: &Load) -> Load {
    std::array::from_fn(|at| one[at].max(other[at]))
}

impl RouteState {
    /// Recomputes what is on board where. Where loads do not vary, that at the start is the most.
    pub fn weigh(&mut self, model: &Model) {
        if !model.loads_vary {
            return;
        }
        let vehicle = &model.vehicles[self.vehicle as usize];
        profile(model, vehicle, &self.jobs, &mut self.after);
        self.before.clone_from(&self.after);
        for at in 1..self.before.len() {
            if !model.is_reload(self.jobs[at - 1]) {
                self.before[at] = most(&self.before[at - 1], &self.before[at]);
            }
        }
        for at in (1..self.after.len()).rev() {
            if !model.is_reload(self.jobs[at - 1]) {
                self.after[at - 1] = most(&self.after[at - 1], &self.after[at]);
            }
        }
    }

    /// Whether the vehicle can carry one more stop at position `at`, where loads vary: what is
    /// brought there is on board up to it, what is picked up from there on.
    pub fn can_carry_at(&self, model: &Model, stop: &JobModel, at: usize) -> bool {
        let vehicle = &model.vehicles[self.vehicle as usize];
        let already = vehicle.is_under_way && self.is_in_first_trip(model, at);
        if already && is_missing(vehicle, stop) {
            return false;
        }
        let on_board = already && stop.on_board_of == Some(vehicle.id);
        (0..model.dimensions).all(|dimension| {
            let (brought, picked_up) = (stop.demand[dimension], stop.pickup[dimension]);
            // What is on board already makes room when it is left.
            let (more_before, more_after) =
                if on_board { (0, picked_up - brought) } else { (brought, picked_up) };
            let limit = vehicle.capacity[dimension];
            (more_before <= 0 || self.before[at][dimension] + more_before <= limit)
                && (more_after <= 0 || self.after[at][dimension] + more_after <= limit)
        })
    }

    fn is_in_first_trip(&self, model: &Model, at: usize) -> bool {
        self.reloads == 0 || !self.jobs[..at].iter().any(|&job| model.is_reload(job))
    }

    /// A free stop that must leave a vehicle under way, because what was to be left before stays on
    /// board and takes the room of what is picked up here.
    pub fn position_overfull(&self, model: &Model) -> Option<usize> {
        let vehicle = &model.vehicles[self.vehicle as usize];
        if !vehicle.is_under_way {
            return None;
        }
        let too_much = |dimension: usize| {
            let limit = vehicle.capacity[dimension].max(vehicle.on_board[dimension]);
            let at = self.before.iter().position(|load| load[dimension] > limit)?;
            let picks_up = |&at: &usize| model.jobs[self.jobs[at] as usize].pickup[dimension] > 0;
            (self.fixed..at).rev().find(picks_up)
        };
        (0..model.dimensions).find_map(too_much)
    }
}

impl Model {
    /// Notes what the vehicles under way carry.
    pub fn put_on_board(&mut self, vehicles: &[&Vehicle]) {
        for (at, vehicle) in vehicles.iter().enumerate() {
            let Some(way) = &vehicle.under_way else { continue };
            let mut load = amounts(&way.picked_up, 0);
            for &id in &way.on_board {
                let Some(job) = self.job_index(id) else { continue };
                let stop = &mut self.jobs[job as usize];
                stop.on_board_of = Some(vehicle.id);
                load = plus(&load, &stop.demand);
            }
            self.vehicles[at].on_board = load;
        }
    }

    /// Adds the jobs that stand for reloading, and puts them between fixed first stops.
    pub fn add_reloads(&mut self, vehicles: &[&Vehicle]) {
        for (at, vehicle) in vehicles.iter().enumerate() {
            let Some(reload) = &vehicle.reload else { continue };
            let Some(place) = reload.location.or(vehicle.start) else { continue };
            let most = reload.max_reloads.map_or(usize::MAX, |most| most as usize);
            self.vehicles[at].max_reloads = most;
            self.vehicles[at].reload = self.add_reload(reload_model(reload, place), at);
            if self.reloads_at_first(at) != self.vehicles[at].first_jobs {
                // One of their own, because what they miss is granted to them alone.
                let own = self.vehicles[at].reload;
                self.vehicles[at].reload = self.add_reload(reload_model(reload, place), at);
                self.vehicles[at].first_jobs = self.reloads_at_first(at);
                self.vehicles[at].reload = own;
            }
        }
    }

    fn add_reload(&mut self, reload: JobModel, vehicle: usize) -> u32 {
        self.jobs.push(reload);
        self.allowed.extend((0..self.vehicles.len()).map(|other| other == vehicle));
        self.jobs.len() as u32 - 1
    }

    /// The fixed first stops with a reload wherever the next one does not fit any more.
    fn reloads_at_first(&self, vehicle: usize) -> Vec<u32> {
        let vehicle = &self.vehicles[vehicle];
        let (mut with, mut trip, mut reloads) = (Vec::new(), Vec::new(), 0);
        for &job in &vehicle.first_jobs {
            trip.push(job);
            let alone = trip.len() == 1 && !(reloads == 0 && vehicle.is_under_way);
            if !fits(self, vehicle, reloads == 0, trip.iter())
                && fits(self, vehicle, false, [job].iter())
                && !alone
                && vehicle.reload != NONE
                && reloads < vehicle.max_reloads
            {
                (trip, reloads) = (vec![job], reloads + 1);
                with.push(vehicle.reload);
            }
            with.push(job);
        }
        with
    }
}
