//! The plan that is being changed: routes, where every job is, and how to take a change back.

use std::collections::HashSet;

use crate::evaluate;
use crate::insertion::{BestPlace, Insertion, Trial};
use crate::model::{Model, NONE};
use crate::schedule::RouteState;
use crate::solution::RouteOrder;
use crate::timeline::Timeline;

/// Where a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub route: u32,
    pub position: u32,
}

const NOWHERE: Spot = Spot { route: NONE, position: NONE };

/// The way on from a planned job: all that the price of a detour after it needs, in few bytes,
/// because this is read more often than anything else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hop {
    /// [`NONE`] while the job is on no route.
    pub route: u32,
    /// The place after it, and whether the job is the first of its route.
    pub next: u32,
    pub is_first: bool,
    /// Seconds and metres to the next place.
    pub leg: [u32; 2],
}

const NO_HOP: Hop = Hop { route: NONE, next: NONE, is_first: false, leg: [0; 2] };

/// All routes (one per vehicle, by index) and the jobs on none.
#[derive(Debug)]
pub(crate) struct Search<'m> {
    pub model: &'m Model,
    pub routes: Vec<RouteState>,
    pub spots: Vec<Spot>,
    pub hops: Vec<Hop>,
    /// How much of the first dimension fits on each route at most.
    pub room: Vec<i64>,
    pub absent: Vec<u32>,
    /// Scaled cost of the routes and of what is left out.
    pub cost: i64,
    timeline: Timeline,
    saved: Vec<RouteState>,
    /// Which of `saved` holds the earlier state of which route; the first `saved_count` count.
    saved_count: usize,
    is_saved: Vec<bool>,
    saved_absent: Vec<u32>,
    saved_cost: i64,
}

impl<'m> Search<'m> {
    /// Every vehicle with its fixed first stops alone.
    pub fn new(model: &'m Model) -> Self {
        let bare = |vehicle: usize| {
            let first_jobs = &model.vehicles[vehicle].first_jobs;
            RouteState::new(model, vehicle, first_jobs, first_jobs.len())
        };
        let routes: Vec<RouteState> = (0..model.vehicles.len()).map(bare).collect();
        let mut search = Self {
            model,
            is_saved: vec![false; routes.len()],
            routes,
            spots: vec![NOWHERE; model.jobs.len()],
            hops: vec![NO_HOP; model.jobs.len()],
            room: vec![0; model.vehicles.len()],
            absent: Vec::with_capacity(model.jobs.len()),
            cost: 0,
            timeline: Timeline::default(),
            saved: Vec::new(),
            saved_count: 0,
            saved_absent: Vec::with_capacity(model.jobs.len()),
            saved_cost: 0,
        };
        (0..search.routes.len()).for_each(|route| search.mark_spots(route));
        let jobs = 0..model.stops as u32;
        search.absent.extend(jobs.filter(|&job| search.spots[job as usize] == NOWHERE));
        search.recount();
        search
    }

    /// Takes over an earlier order: a route that is still possible as a whole, others stop by stop.
    pub fn adopt(&mut self, order: &[RouteOrder]) {
        let model = self.model;
        for wanted in order {
            let id = wanted.vehicle;
            let Ok(route) = model.vehicles.binary_search_by_key(&id, |vehicle| vehicle.id) else {
                continue;
            };
            let mut jobs = self.routes[route].jobs.clone();
            jobs.extend(self.free_part(route, wanted));
            let stops = jobs.iter().filter(|&&job| !model.is_reload(job));
            let unique = stops.clone().collect::<HashSet<_>>().len() == stops.count();
            if unique && evaluate::is_feasible(model, &model.vehicles[route], &jobs) {
                self.absent.retain(|job| !jobs.contains(job));
                self.routes[route].jobs = jobs;
                self.refresh(route);
            } else {
                jobs.into_iter().for_each(|job| self.append(route, job));
            }
            self.remove(route, |_| false);
        }
        self.recount();
    }

    /// The stops that an earlier order has after the fixed ones, as far as they are there, and its
    /// reloads.
    fn free_part(&self, route: usize, wanted: &RouteOrder) -> Vec<u32> {
        let (model, vehicle) = (self.model, &self.model.vehicles[route]);
        let is_free =
            |&id: &u64| model.job_index(id).is_some_and(|job| !vehicle.first_jobs.contains(&job));
        let fixed = wanted.jobs.iter().position(is_free).unwrap_or(wanted.jobs.len());
        let mut jobs = Vec::with_capacity(wanted.jobs.len());
        for (at, id) in wanted.jobs.iter().enumerate().skip(fixed) {
            if vehicle.reload != NONE && wanted.reloads.contains(&at) {
                jobs.push(vehicle.reload);
            }
            jobs.extend(model.job_index(*id).filter(|job| self.absent.contains(job)));
        }
        jobs
    }

    /// Puts absent jobs on an empty route.
    pub fn put(&mut self, route: usize, jobs: &[u32]) {
        self.absent.retain(|job| !jobs.contains(job));
        self.routes[route].jobs.clear();
        self.routes[route].jobs.extend_from_slice(jobs);
        self.refresh(route);
    }

    /// The jobs of every vehicle.
    pub fn order(&self) -> Vec<Vec<u32>> {
        self.routes.iter().map(|route| route.jobs.clone()).collect()
    }

    /// Replaces the whole plan by an order that [`Self::order`] gave.
    pub fn load(&mut self, order: &[Vec<u32>]) {
        self.spots.fill(NOWHERE);
        self.hops.fill(NO_HOP);
        for (route, jobs) in order.iter().enumerate() {
            self.routes[route].jobs.clone_from(jobs);
            self.refresh(route);
        }
        self.absent.clear();
        let jobs = 0..self.model.stops as u32;
        self.absent.extend(jobs.filter(|&job| self.spots[job as usize] == NOWHERE));
    }

    /// Puts an absent job, or a reload, at the end of a route if it can be there.
    fn append(&mut self, route: usize, job: u32) {
        let at = self.absent.iter().position(|&absent| absent == job);
        let free = one_more_reload(self.model, &self.routes[route]);
        if at.is_none() && free != Some(job) {
            return;
        }
        let position = self.routes[route].jobs.len();
        let mut trial = Trial::default();
        let mut place = BestPlace::plain(self.model, job, &mut trial);
        place.try_positions(&self.routes[route], position..=position);
        if let Some(insertion) = place.found {
            if let Some(at) = at {
                self.absent.swap_remove(at);
            }
            self.insert(job, insertion);
        }
    }

    pub fn is_planned(&self, job: u32) -> bool {
        self.spots[job as usize].route != NONE
    }

    /// Starts a change that [`Self::take_back`] can undo.
    pub fn begin(&mut self) {
        self.is_saved.fill(false);
        self.saved_count = 0;
        self.saved_absent.clone_from(&self.absent);
        self.saved_cost = self.cost;
    }

    /// Undoes everything since [`Self::begin`].
    pub fn take_back(&mut self) {
        for &job in &self.absent {
            self.spots[job as usize] = NOWHERE;
            self.hops[job as usize].route = NONE;
        }
        for at in 0..self.saved_count {
            let route = self.saved[at].vehicle as usize;
            std::mem::swap(&mut self.routes[route], &mut self.saved[at]);
            self.mark_spots(route);
        }
        std::mem::swap(&mut self.absent, &mut self.saved_absent);
        for at in 0..self.absent.len() {
            let job = self.absent[at] as usize;
            self.spots[job] = NOWHERE;
            self.hops[job].route = NONE;
        }
        self.cost = self.saved_cost;
    }

    /// Takes the jobs at the positions for which `leaves` says so off a route, and those that
    /// cannot stay without them.
    pub fn remove(&mut self, route: usize, leaves: impl FnMut(usize) -> bool) {
        self.take_off(route, leaves);
        while let Some(also) = self.routes[route].position_not_to_stay(self.model) {
            if self.model.is_reload(self.routes[route].jobs[also]) {
                self.routes[route].jobs.remove(also);
                self.refresh(route);
            } else {
                self.take_off(route, |position| position == also);
            }
        }
    }

    /// Whether a route has changed since [`Self::begin`].
    pub fn is_changed(&self, route: usize) -> bool {
        self.is_saved[route]
    }

    /// Exchanges a route for one with the same stops in another order, which the caller may reuse.
    pub fn replace(&mut self, route: usize, with: &mut RouteState) {
        self.save(route);
        std::mem::swap(&mut self.routes[route], with);
        self.mark_spots(route);
    }

    fn take_off(&mut self, route: usize, mut leaves: impl FnMut(usize) -> bool) {
        self.save(route);
        let (spots, hops, absent) = (&mut self.spots, &mut self.hops, &mut self.absent);
        let model = self.model;
        let mut position = 0;
        self.routes[route].jobs.retain(|&job| {
            let stays = !leaves(position) || model.is_reload(job);
            position += 1;
            if !stays {
                spots[job as usize] = NOWHERE;
                hops[job as usize].route = NONE;
                absent.push(job);
            }
            stays
        });
        self.refresh(route);
    }

    /// Puts a job, which the caller takes off `absent`, where `insertion` says.
    pub fn insert(&mut self, job: u32, insertion: Insertion) {
        let route = insertion.route as usize;
        self.save(route);
        let position = insertion.position as usize;
        if insertion.reload != NONE {
            let reload = self.model.vehicles[route].reload;
            self.routes[route].insert(self.model, reload, insertion.reload as usize);
            self.routes[route].insert(self.model, job, position);
            self.mark_spots(route);
        } else {
            self.routes[route].insert(self.model, job, position);
            self.shift_spots(route, position);
        }
    }

    /// Recomputes the total cost after removals and insertions.
    pub fn recount(&mut self) {
        self.routes.iter_mut().for_each(|route| route.settle(self.model, &mut self.timeline));
        let routes: i64 = self.routes.iter().map(|route| route.cost).sum();
        let jobs = &self.model.jobs;
        let weight: i64 = self.absent.iter().map(|&job| jobs[job as usize].weight).sum();
        self.cost = routes + weight * self.model.unplanned_price;
    }

    fn save(&mut self, route: usize) {
        if std::mem::replace(&mut self.is_saved[route], true) {
            return;
        }
        if self.saved_count == self.saved.len() {
            self.saved.push(RouteState::new(self.model, route, &[], 0));
        }
        self.saved[self.saved_count].copy_from(&self.routes[route]);
        self.saved_count += 1;
    }

    fn refresh(&mut self, route: usize) {
        self.routes[route].rebuild(self.model);
        self.mark_spots(route);
    }

    /// After a job has come to a position.
    fn shift_spots(&mut self, route: usize, at: usize) {
        self.weigh(route);
        for (position, &job) in self.routes[route].jobs.iter().enumerate().skip(at) {
            self.spots[job as usize] = Spot { route: route as u32, position: position as u32 };
        }
        let last = self.routes[route].jobs.len() - 1;
        for position in at.saturating_sub(1)..=(at + 1).min(last) {
            self.mark_hop(route, position);
        }
    }

    fn weigh(&mut self, route: usize) {
        let vehicle = &self.model.vehicles[route];
        let state = &self.routes[route];
        self.room[route] = if state.stops() >= vehicle.max_stops {
            -1
        } else if self.model.dimensions == 0 || self.model.loads_vary {
            i64::MAX
        } else {
            vehicle.capacity[0] - state.load[0]
        };
    }

    fn mark_spots(&mut self, route: usize) {
        self.weigh(route);
        for (position, &job) in self.routes[route].jobs.iter().enumerate() {
            self.spots[job as usize] = Spot { route: route as u32, position: position as u32 };
        }
        (0..self.routes[route].jobs.len()).for_each(|position| self.mark_hop(route, position));
    }

    fn mark_hop(&mut self, route: usize, position: usize) {
        let model = self.model;
        let vehicle = &model.vehicles[route];
        let jobs = &self.routes[route].jobs;
        let place = |job: u32| model.jobs[job as usize].location;
        let job = jobs[position];
        let next = jobs.get(position + 1).map_or(vehicle.end, |&next| place(next));
        self.hops[job as usize] = Hop {
            route: route as u32,
            next,
            is_first: position == 0,
            leg: model.raw_leg(vehicle.matrix, place(job), next),
        };
    }
}

/// The reload of a route's vehicle, if it may come once more.
fn one_more_reload(model: &Model, route: &RouteState) -> Option<u32> {
    let vehicle = &model.vehicles[route.vehicle as usize];
    (route.reloads < vehicle.max_reloads).then_some(vehicle.reload)
}
