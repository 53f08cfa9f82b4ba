//! A start with as many routes as are cheap: every job on a route of its own, then the ends of
//! routes are joined where that saves most.
//!
//! G. Clarke and J. W. Wright, "Scheduling of Vehicles from a Central Depot to a Number of Delivery
//! Points", Operations Research 12(4), 1964. Inserting job by job fills few vehicles to the brim
//! instead, and a search hardly leaves a number of routes that is wrong.

use std::collections::HashSet;

use crate::evaluate;
use crate::model::Model;
use crate::parts::VehicleModel;
use crate::row::{depart, setup_s};
use crate::schedule::RouteState;

/// Routes as the vehicles would drive them that most others equal, the longest first; each for a
/// vehicle that can, at most one for each.
pub(crate) fn routes(model: &Model) -> Vec<(usize, Vec<u32>)> {
    let mut vehicles = vehicles(model);
    if vehicles.len() < 2 {
        return Vec::new(); // A single route grows better stop by stop.
    }
    let mut savings = Savings::new(model, vehicles[0]);
    for (_, from, to) in savings.pairs() {
        savings.join(from, to);
    }
    let mut routes: Vec<Vec<u32>> =
        savings.routes.into_iter().flatten().map(|route| route.jobs).collect();
    routes.sort_by_key(|jobs| (usize::MAX - jobs.len(), jobs[0]));
    let mut given = Vec::new();
    for jobs in routes {
        let can = |&at: &usize| {
            jobs.iter().all(|&job| model.allowed(job, at as u32))
                && evaluate::is_feasible(model, &model.vehicles[at], &jobs)
        };
        if let Some(found) = vehicles.iter().position(can) {
            given.push((vehicles.remove(found), jobs));
        }
    }
    given
}

/// All that have not begun, the most numerous kind first.
fn vehicles(model: &Model) -> Vec<usize> {
    let free =
        |&at: &usize| model.vehicles[at].first_jobs.is_empty() && !model.vehicles[at].is_under_way;
    let mut twins = vec![0_usize; model.vehicles.len()];
    model.vehicles.iter().for_each(|vehicle| twins[vehicle.class] += 1);
    let mut vehicles: Vec<usize> = (0..model.vehicles.len()).filter(free).collect();
    vehicles.sort_by_key(|&at| {
        let class = model.vehicles[at].class;
        (usize::MAX - twins[class], class, at)
    });
    vehicles
}

struct Savings<'m> {
    model: &'m Model,
    vehicle: &'m VehicleModel,
    /// By the job that a route began with; none once it was joined to another.
    routes: Vec<Option<RouteState>>,
    /// The route of every job that is first or last on one.
    route_of: Vec<usize>,
}

impl<'m> Savings<'m> {
    fn new(model: &'m Model, at: usize) -> Self {
        let vehicle = &model.vehicles[at];
        let fixed: HashSet<u32> =
            model.vehicles.iter().flat_map(|other| other.first_jobs.iter().copied()).collect();
        let alone = |job: u32| {
            let stop = &model.jobs[job as usize];
            let free = stop.after.is_empty() && stop.before.is_empty() && !fixed.contains(&job);
            let route = RouteState::new(model, at, &[], 0);
            let fits = free && model.allowed(job, at as u32) && route.can_carry(model, stop, 0);
            let route = fits.then(|| RouteState::new(model, at, &[job], 0));
            route.filter(|route| is_possible(model, route))
        };
        let count = model.stops;
        Self {
            model,
            vehicle,
            routes: (0..count as u32).map(alone).collect(),
            route_of: (0..count).collect(),
        }
    }

    /// Which job may come right after which, the greatest saving first.
    fn pairs(&self) -> Vec<(i64, u32, u32)> {
        let place = |job: u32| self.model.jobs[job as usize].location;
        let price = |from, to| self.model.leg_cost(self.vehicle, from, to);
        let (start, end) = (self.vehicle.start, self.vehicle.end);
        let mut pairs = Vec::new();
        for (to, near) in self.model.near.iter().enumerate() {
            let to = to as u32;
            for from in near.iter().map(|near| near.job) {
                let saving = self.vehicle.fixed + price(place(from), end) + price(start, place(to))
                    - price(place(from), place(to));
                if saving > 0 {
                    pairs.push((-saving, from, to));
                }
            }
        }
        pairs.sort_unstable();
        pairs
    }

    fn join(&mut self, from: u32, to: u32) {
        let (one, other) = (self.route_of[from as usize], self.route_of[to as usize]);
        if one == other {
            return;
        }
        let (Some(head), Some(tail)) = (&self.routes[one], &self.routes[other]) else { return };
        if head.jobs.last() != Some(&from)
            || tail.jobs.first() != Some(&to)
            || !self.may_follow(head, tail)
        {
            return;
        }
        let jobs: Vec<u32> = head.jobs.iter().chain(&tail.jobs).copied().collect();
        let joined = RouteState::new(self.model, head.vehicle as usize, &jobs, 0);
        if !is_possible(self.model, &joined) {
            return;
        }
        self.route_of[jobs[jobs.len() - 1] as usize] = one;
        self.routes[one] = Some(joined);
        self.routes[other] = None;
    }

    /// Whether both loads and the time allow it, without walking the routes. What is picked up
    /// counts as if it were on board all day: a start need not be the best.
    fn may_follow(&self, head: &RouteState, tail: &RouteState) -> bool {
        let model = self.model;
        let picked_up = |route: &RouteState, at: usize| {
            route.jobs.iter().map(|&job| model.jobs[job as usize].pickup[at]).sum::<i64>()
        };
        let fits = (0..model.dimensions).all(|at| {
            let load = head.load[at] + tail.load[at];
            let pickups =
                if model.loads_vary { picked_up(head, at) + picked_up(tail, at) } else { 0 };
            load + pickups <= self.vehicle.capacity[at]
        });
        if !fits || head.jobs.len() + tail.jobs.len() > self.vehicle.max_stops {
            return false;
        }
        let next = &model.jobs[tail.jobs[0] as usize];
        let here = head.place_before(model, self.vehicle, head.jobs.len());
        let mut row = head.finish[head.jobs.len()];
        depart(model, self.vehicle, &mut row, here, next.location);
        let due_s = setup_s(next, here);
        let in_time = |taken: usize| next.ready(row[taken], due_s) <= tail.latest[0][taken];
        (0..=self.vehicle.breaks.len()).any(in_time)
    }
}

fn is_possible(model: &Model, route: &RouteState) -> bool {
    route.position_in_the_way(model).is_none()
}
