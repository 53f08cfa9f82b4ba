//! Says why a job is on no route.

use std::cell::RefCell;

use crate::insertion::{BestPlace, Trial};
use crate::load::is_missing;
use crate::model::{Model, NONE};
use crate::parts::JobModel;
use crate::reloading::Reloading;
use crate::schedule::RouteState;
use crate::solution::Reason;

/// The jobs that are not `planned`, by index, each with its reason.
pub(crate) fn of_unplanned(
    model: &Model,
    order: &[Vec<u32>],
    planned: &[bool],
) -> Vec<(u32, Reason)> {
    if planned.iter().all(|&planned| planned) {
        return Vec::new();
    }
    let full = |(vehicle, jobs): (usize, &Vec<u32>)| {
        let first_jobs = &model.vehicles[vehicle].first_jobs;
        let fixed = if jobs.starts_with(first_jobs) { first_jobs.len() } else { 0 };
        RouteState::new(model, vehicle, jobs, fixed)
    };
    let empty = |vehicle: usize| RouteState::new(model, vehicle, &[], 0);
    let empty: Vec<RouteState> = (0..model.vehicles.len()).map(empty).collect();
    let full: Vec<RouteState> = order.iter().enumerate().map(full).collect();
    let reloading = RefCell::default();
    let reasons = Reasons { model, planned, empty: &empty, full: &full, reloading };
    let jobs = 0..model.stops as u32;
    jobs.filter(|&job| !planned[job as usize]).map(|job| (job, reasons.of(job))).collect()
}

struct Reasons<'a> {
    model: &'a Model,
    planned: &'a [bool],
    empty: &'a [RouteState],
    full: &'a [RouteState],
    reloading: RefCell<Reloading>,
}

impl Reasons<'_> {
    /// Each question is asked of the vehicles that passed the ones before.
    fn of(&self, job: u32) -> Reason {
        let stop = &self.model.jobs[job as usize];
        if self.empty.is_empty() {
            return Reason::NoVehicle;
        }
        let mut vehicles: Vec<usize> = (0..self.empty.len()).collect();
        vehicles.retain(|&vehicle| self.model.allowed(job, vehicle as u32));
        if vehicles.is_empty() {
            return Reason::NotAllowed;
        }
        vehicles.retain(|&vehicle| self.is_large_enough(vehicle, stop));
        if vehicles.is_empty() {
            return Reason::TooLarge;
        }
        vehicles.retain(|&vehicle| self.has_or_loads(vehicle, stop));
        if vehicles.is_empty() {
            return Reason::NotOnBoard;
        }
        vehicles.retain(|&vehicle| self.is_reachable(vehicle, stop.location));
        if vehicles.is_empty() {
            return Reason::Unreachable;
        }
        vehicles.retain(|&vehicle| self.goes_alone(vehicle, job));
        if vehicles.is_empty() {
            return Reason::TooFar;
        }
        vehicles.retain(|&vehicle| {
            stop.after.iter().all(|earlier| self.full[vehicle].jobs.contains(earlier))
        });
        if vehicles.is_empty() || stop.after.iter().any(|&earlier| !self.planned[earlier as usize])
        {
            return Reason::Predecessor;
        }
        vehicles.retain(|&vehicle| {
            let route = &self.full[vehicle];
            self.may_reload(vehicle, route)
                || (0..=route.jobs.len()).any(|at| route.can_carry(self.model, stop, at))
        });
        if vehicles.is_empty() {
            return Reason::Capacity;
        }
        vehicles.retain(|&vehicle| self.fits_in(&self.full[vehicle], job));
        if vehicles.is_empty() { Reason::Time } else { Reason::LeftOut }
    }

    fn is_large_enough(&self, vehicle: usize, stop: &JobModel) -> bool {
        let capacity = &self.model.vehicles[vehicle].capacity;
        let within = |amounts: &[i64]| amounts.iter().zip(capacity).all(|(of, limit)| of <= limit);
        within(&stop.demand) && within(&stop.pickup)
    }

    /// Not under way, or not without it, or able to come back for it.
    fn has_or_loads(&self, vehicle: usize, stop: &JobModel) -> bool {
        !is_missing(&self.model.vehicles[vehicle], stop)
            || self.may_reload(vehicle, &self.empty[vehicle])
    }

    fn may_reload(&self, vehicle: usize, route: &RouteState) -> bool {
        let vehicle = &self.model.vehicles[vehicle];
        vehicle.reload != NONE && route.reloads < vehicle.max_reloads
    }

    fn is_reachable(&self, vehicle: usize, place: u32) -> bool {
        let vehicle = &self.model.vehicles[vehicle];
        let exists = |from, to| self.model.leg(vehicle, from, to).0 != i64::from(NONE);
        exists(vehicle.start, place) && exists(place, vehicle.end)
    }

    /// On a route of its own, not asking for the jobs that must come before.
    fn goes_alone(&self, vehicle: usize, job: u32) -> bool {
        let stop = &self.model.jobs[job as usize];
        let bare = &self.empty[vehicle];
        // What a vehicle under way has on board can be in the way: that says nothing about times.
        let is_full = !is_missing(&self.model.vehicles[vehicle], stop)
            && !bare.can_carry(self.model, stop, 0);
        !stop.after.is_empty() || is_full || self.fits_in(bare, job)
    }

    fn fits_in(&self, route: &RouteState, job: u32) -> bool {
        let mut trial = Trial::default();
        let mut place = BestPlace::plain(self.model, job, &mut trial);
        place.try_route(route);
        self.reloading.borrow_mut().try_route(&mut place, route);
        place.found.is_some()
    }
}
