//! Where a vehicle reloads: only between stops that it cannot carry together.
//!
//! A reload is put on a route together with the stop that does not fit without it, is moved to
//! where it costs least when the stops around it have changed, and leaves when it is no longer
//! needed. Routes of vehicles that cannot reload never come here.

use crate::insertion::{BestPlace, Blinks, Insertion, Pricing, Trial};
use crate::load::fits;
use crate::model::{Model, NONE};
use crate::schedule::RouteState;
use crate::search::Search;

/// Tries reloads out; reuses its buffers between calls.
#[derive(Debug, Default)]
pub(crate) struct Reloading {
    scratch: Option<RouteState>,
}

/// One trip of a route: the positions from the one of its first stop to the one after its last.
#[derive(Clone, Copy, Debug)]
struct Trip {
    from: usize,
    to: usize,
}

impl Trip {
    /// The trip that begins at a position.
    fn at(model: &Model, route: &RouteState, from: usize) -> Self {
        let stops = route.jobs[from..].iter().take_while(|&&job| !model.is_reload(job));
        Self { from, to: from + stops.count() }
    }

    /// The trip that ends with the reload before a position; nothing before the first.
    fn until(model: &Model, route: &RouteState, from: usize) -> Self {
        let to = from.saturating_sub(1);
        let stops = route.jobs[..to].iter().rev().take_while(|&&job| !model.is_reload(job));
        Self { from: to - stops.count(), to }
    }
}

impl RouteState {
    /// Something free that cannot stay after others have left: a reload without need, or a stop
    /// that became impossible.
    pub fn position_not_to_stay(&self, model: &Model) -> Option<usize> {
        self.position_of_useless_reload(model)
            .or_else(|| self.position_overfull(model))
            .or_else(|| self.position_in_the_way(model))
    }

    /// A reload before or after which there is nothing, or that separates what fits together.
    fn position_of_useless_reload(&self, model: &Model) -> Option<usize> {
        if self.reloads == 0 {
            return None;
        }
        let vehicle = &model.vehicles[self.vehicle as usize];
        let mut before = Trip::at(model, self, 0);
        while before.to < self.jobs.len() {
            let after = Trip::at(model, self, before.to + 1);
            let (one, other) =
                (&self.jobs[before.from..before.to], &self.jobs[after.from..after.to]);
            let begins_empty = before.from == 0 && vehicle.is_under_way;
            let useless = other.is_empty()
                || (one.is_empty() && !begins_empty)
                || fits(model, vehicle, before.from == 0, one.iter().chain(other));
            if useless && before.to >= self.fixed {
                return Some(before.to);
            }
            before = after;
        }
        None
    }

    /// Whether a reload at a position of a trip leaves two that both fit, and neither so little
    /// that the reload before or after it would become useless.
    fn splits(&self, model: &Model, trip: Trip, at: usize) -> bool {
        let vehicle = &model.vehicles[self.vehicle as usize];
        let (one, other) = (&self.jobs[trip.from..at], &self.jobs[at..trip.to]);
        let is_first = trip.from == 0;
        let halves_fit = !other.is_empty()
            && (!one.is_empty() || (is_first && vehicle.is_under_way))
            && fits(model, vehicle, is_first, one.iter())
            && fits(model, vehicle, false, other.iter());
        if !halves_fit || self.reloads == 0 {
            return halves_fit;
        }
        let joins_before = !is_first && {
            let before = Trip::until(model, self, trip.from);
            let stops = self.jobs[before.from..before.to].iter().chain(one);
            fits(model, vehicle, before.from == 0, stops)
        };
        let joins_after = trip.to < self.jobs.len() && {
            let after = Trip::at(model, self, trip.to + 1);
            fits(model, vehicle, false, other.iter().chain(&self.jobs[after.from..after.to]))
        };
        !joins_before && !joins_after
    }
}

impl Reloading {
    /// Tries a job together with a reload on every trip of a route on which it does not fit.
    pub fn try_route(&mut self, place: &mut BestPlace, route: &RouteState) {
        let model = place.model;
        let vehicle = &model.vehicles[route.vehicle as usize];
        let may = vehicle.reload != NONE
            && route.reloads < vehicle.max_reloads
            && (!route.jobs.is_empty() || vehicle.is_under_way)
            && model.allowed(place.job, route.vehicle);
        if !may {
            return;
        }
        let mut from = 0;
        while from <= route.jobs.len() {
            let trip = Trip::at(model, route, from);
            self.try_trip(place, route, trip);
            from = trip.to + 1;
        }
    }

    fn try_trip(&mut self, place: &mut BestPlace, route: &RouteState, trip: Trip) {
        let stop = &place.model.jobs[place.job as usize];
        let is_full = |at: usize| !route.can_carry(place.model, stop, at);
        if !(trip.from..=trip.to).any(is_full) {
            return;
        }
        for at in trip.from.max(route.fixed)..=trip.to {
            if !place.blinks.blink() {
                self.try_split(place, route, trip, at);
            }
        }
    }

    /// Tries the job at every position of a trip that a reload at position `at` has split.
    fn try_split(&mut self, place: &mut BestPlace, route: &RouteState, trip: Trip, at: usize) {
        let (model, job) = (place.model, place.job);
        let vehicle = &model.vehicles[route.vehicle as usize];
        let Some(price) = price_of_reload(place, route, at) else { return };
        if place.found.is_some_and(|found| found.price <= price) {
            return;
        }
        let split = self.scratch.get_or_insert_with(|| RouteState::new(model, 0, &[], 0));
        split.copy_from(route);
        split.insert(model, vehicle.reload, at);
        let begins_empty = trip.from == 0 && vehicle.is_under_way;
        let first = if at == trip.to { at + 1 } else { trip.from };
        let last = if at == trip.from && !begins_empty { at } else { trip.to + 1 };
        let stop = &model.jobs[job as usize];
        let before = place.found;
        place.found = before.map(|found| Insertion { price: found.price - price, ..found });
        for position in first..=last {
            let whole = if position > at { position - 1 } else { position };
            if !route.can_carry(model, stop, whole) {
                place.try_positions(split, position..=position);
            }
        }
        let better =
            place.found.filter(|found| before.is_none_or(|old| found.price + price < old.price));
        place.found = match better {
            Some(found) => {
                Some(Insertion { price: found.price + price, reload: at as u32, ..found })
            }
            None => before,
        };
    }

    /// Puts the reloads of all changed routes in order.
    pub fn tidy(&mut self, search: &mut Search, trial: &mut Trial) {
        for route in 0..search.routes.len() {
            if search.routes[route].reloads > 0 && search.is_changed(route) {
                search.remove(route, |_| false);
                self.move_reloads(search, route, trial);
            }
        }
    }

    /// Moves each free reload of a route to where it costs least, one after the other.
    fn move_reloads(&mut self, search: &mut Search, route: usize, trial: &mut Trial) {
        let model = search.model;
        let mut at = search.routes[route].fixed;
        while at < search.routes[route].jobs.len() {
            if model.is_reload(search.routes[route].jobs[at]) {
                at = self.move_reload(search, route, at, trial);
            }
            at += 1;
        }
    }

    /// The position at which the reload then is.
    fn move_reload(
        &mut self,
        search: &mut Search,
        route: usize,
        at: usize,
        trial: &mut Trial,
    ) -> usize {
        let model = search.model;
        let without = self.scratch.get_or_insert_with(|| RouteState::new(model, 0, &[], 0));
        without.copy_from(&search.routes[route]);
        let job = without.jobs.remove(at);
        without.rebuild(model);
        let is_reload = |&job: &u32| model.is_reload(job);
        let from = without.jobs[..at].iter().rposition(is_reload).map_or(0, |last| last + 1);
        let trip = Trip::at(model, without, from);
        let (pricing, blinks) = (Pricing::Exact, Blinks::Never);
        let mut place = BestPlace { model, job, pricing, blinks, trial, found: None };
        for position in trip.from.max(without.fixed)..=trip.to {
            if without.splits(model, trip, position) {
                place.try_positions(without, position..=position);
            }
        }
        match place.found.map(|found| found.position as usize) {
            Some(position) if position != at => {
                without.insert(model, job, position);
                search.replace(route, without);
                position
            }
            _ => at,
        }
    }
}

/// What a reload alone costs at a position, if there is time for it.
fn price_of_reload(place: &mut BestPlace, route: &RouteState, at: usize) -> Option<i64> {
    let (model, pricing) = (place.model, place.pricing);
    let job = model.vehicles[route.vehicle as usize].reload;
    let (blinks, trial) = (Blinks::Never, &mut *place.trial);
    let mut alone = BestPlace { model, job, pricing, blinks, trial, found: None };
    alone.try_positions(route, at..=at);
    alone.found.map(|found| found.price)
}
