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

/// All routes (one per vehicle, by index) and the jobs on none.
#[derive(Debug)]
pub(crate) struct Search<'m> {
    pub model: &'m Model,
    pub routes: Vec<RouteState>,
    pub spots: Vec<Spot>,
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
            absent: Vec::with_capacity(model.jobs.len()),
            cost: 0,
            timeline: Timeline::default(),
            saved: Vec::new(),
            saved_count: 0,
            saved_absent: Vec::with_capacity(model.jobs.len()),
            saved_cost: 0,
        };
        (0..search.routes.len()).for_each(|route| search.mark_spots(route));
        let jobs = 0..model.jobs.len() as u32;
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
            let known = wanted.jobs.iter().filter_map(|id| model.job_index(*id));
            let mut jobs = self.routes[route].jobs.clone();
            jobs.extend(known.filter(|job| self.absent.contains(job)));
            let unique = jobs.iter().collect::<HashSet<_>>().len() == jobs.len();
            if unique && evaluate::is_feasible(model, &model.vehicles[route], &jobs) {
                self.absent.retain(|job| !jobs.contains(job));
                self.routes[route].jobs = jobs;
                self.refresh(route);
            } else {
                jobs.into_iter().for_each(|job| self.append(route, job));
            }
        }
        self.recount();
    }

    /// Puts an absent job at the end of a route if it can be there.
    fn append(&mut self, route: usize, job: u32) {
        let Some(at) = self.absent.iter().position(|&absent| absent == job) else { return };
        let position = self.routes[route].jobs.len();
        let mut trial = Trial::default();
        let mut place = BestPlace::plain(self.model, job, &mut trial);
        place.try_positions(&self.routes[route], position..=position);
        if let Some(insertion) = place.found {
            self.absent.swap_remove(at);
            self.insert(job, insertion);
        }
    }

    pub fn is_planned(&self, job: u32) -> bool {
        self.spots[job as usize] != NOWHERE
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
        }
        for at in 0..self.saved_count {
            let route = self.saved[at].vehicle as usize;
            std::mem::swap(&mut self.routes[route], &mut self.saved[at]);
            self.mark_spots(route);
        }
        std::mem::swap(&mut self.absent, &mut self.saved_absent);
        for at in 0..self.absent.len() {
            self.spots[self.absent[at] as usize] = NOWHERE;
        }
        self.cost = self.saved_cost;
    }

    /// Takes the jobs at the positions for which `leaves` says so off a route, and those that
    /// cannot stay without them.
    pub fn remove(&mut self, route: usize, leaves: impl FnMut(usize) -> bool) {
        self.take_off(route, leaves);
        let vehicle = &self.model.vehicles[route];
        while let Some(also) = self.routes[route].position_in_the_way(vehicle) {
            self.take_off(route, |position| position == also);
        }
    }

    fn take_off(&mut self, route: usize, mut leaves: impl FnMut(usize) -> bool) {
        self.save(route);
        let (spots, absent) = (&mut self.spots, &mut self.absent);
        let mut position = 0;
        self.routes[route].jobs.retain(|&job| {
            let stays = !leaves(position);
            position += 1;
            if !stays {
                spots[job as usize] = NOWHERE;
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
        self.routes[route].insert(self.model, job, insertion.position as usize);
        self.mark_spots(route);
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

    fn mark_spots(&mut self, route: usize) {
        for (position, &job) in self.routes[route].jobs.iter().enumerate() {
            self.spots[job as usize] = Spot { route: route as u32, position: position as u32 };
        }
    }
}
