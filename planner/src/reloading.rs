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

/// So many places for a reload are tried out with each stop, those that look cheapest.
const SPLITS_MAX: usize = 4;
/// On routes of up to so many stops as many as this.
const SHORT_ROUTE: usize = 9;
/// So many reloads of a route are moved at a time; days with more trips take their turns.
const MOVES_MAX: usize = 3;

/// Tries reloads out; reuses its buffers between calls.
#[derive(Debug, Default)]
pub(crate) struct Reloading {
    scratch: Option<RouteState>,
    /// Estimated prices of reloads, their positions, and where the trip begins that they split.
    splits: Vec<(i64, usize, usize)>,
    /// Which reload of a route is moved first, counted up.
    turn: usize,
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
        self.splits.clear();
        let mut from = 0;
        while from <= route.jobs.len() {
            let trip = Trip::at(model, route, from);
            self.note_splits(place, route, trip);
            from = trip.to + 1;
        }
        self.splits.sort_unstable();
        let tried = if route.jobs.len() <= SHORT_ROUTE { SHORT_ROUTE } else { SPLITS_MAX };
        self.splits.truncate(tried);
        for cheapest in 0..self.splits.len() {
            let (_, at, from) = self.splits[cheapest];
            if !place.blinks.blink() {
                self.try_split(place, route, Trip::at(model, route, from), at);
            }
        }
    }

    /// Notes what a reload and the job would cost by way alone, for every place of the reload on a
    /// trip on which the job does not fit.
    fn note_splits(&mut self, place: &BestPlace, route: &RouteState, trip: Trip) {
        let model = place.model;
        let vehicle = &model.vehicles[route.vehicle as usize];
        let stop = &model.jobs[place.job as usize];
        let is_full = |at: usize| !route.can_carry(model, stop, at);
        if !(trip.from..=trip.to).any(is_full) {
            return;
        }
        let (here, depot) = (stop.location, model.jobs[vehicle.reload as usize].location);
        let way = |from: u32, to: u32| {
            let (travel_s, distance_m) = model.leg(vehicle, from, to);
            vehicle.way_cost(distance_m, travel_s) + travel_s * vehicle.per_s
        };
        let ends = |at: usize| {
            (route.place_before(model, vehicle, at), route.place_at(model, vehicle, at))
        };
        let detour = |at: usize, by: u32| {
            let (from, to) = ends(at);
            way(from, by) + way(by, to) - way(from, to)
        };
        // The cheapest place for the job alone, and the next, where the reload has that one.
        let (mut least, mut next) = ((i64::MAX, NONE as usize), i64::MAX);
        for at in trip.from.max(route.fixed)..=trip.to {
            let price = detour(at, here);
            if price < least.0 {
                (next, least) = (least.0, (price, at));
            } else {
                next = next.min(price);
            }
        }
        for at in trip.from.max(route.fixed)..=trip.to {
            let (from, to) = ends(at);
            let elsewhere = if least.1 == at { next } else { least.0 };
            let beside = (way(from, here) + way(here, depot) + way(depot, to))
                .min(way(from, depot) + way(depot, here) + way(here, to))
                - way(from, to);
            let apart = detour(at, depot).saturating_add(elsewhere);
            self.splits.push((beside.min(apart), at, trip.from));
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
                if search.routes[route].position_not_to_stay(search.model).is_some() {
                    search.remove(route, |_| false);
                }
                self.move_reloads(search, route, trial);
            }
        }
    }

    /// Moves some free reloads of a route to where they cost least, one after the other.
    fn move_reloads(&mut self, search: &mut Search, route: usize, trial: &mut Trial) {
        for _ in 0..search.routes[route].reloads.min(MOVES_MAX) {
            self.turn = self.turn.wrapping_add(1);
            let (state, model) = (&search.routes[route], search.model);
            let reload = self.turn % state.reloads;
            let is_reload = |at: &usize| model.is_reload(state.jobs[*at]);
            let at = (0..state.jobs.len()).filter(is_reload).nth(reload);
            if let Some(at) = at.filter(|&at| at >= state.fixed) {
                self.move_reload(search, route, at, trial);
            }
        }
    }

    fn move_reload(&mut self, search: &mut Search, route: usize, at: usize, trial: &mut Trial) {
        let model = search.model;
        let without = self.scratch.get_or_insert_with(|| RouteState::new(model, 0, &[], 0));
        without.copy_from(&search.routes[route]);
        let job = without.jobs.remove(at);
        without.rebuild(model);
        let is_reload = |&job: &u32| model.is_reload(job);
        let from = without.jobs[..at].iter().rposition(is_reload).map_or(0, |last| last + 1);
        let trip = Trip::at(model, without, from);
        let (pricing, blinks) = (Pricing::Exact, Blinks::Never);
        let mut place = BestPlace::new(model, job, pricing, blinks, trial);
        for position in trip.from.max(without.fixed)..=trip.to {
            if without.splits(model, trip, position) {
                place.try_positions(without, position..=position);
            }
        }
        let found = place.found.map(|found| found.position as usize);
        if let Some(position) = found.filter(|&position| position != at) {
            without.insert(model, job, position);
            search.replace(route, without);
        }
    }
}

/// What a reload alone costs at a position, if there is time for it.
fn price_of_reload(place: &mut BestPlace, route: &RouteState, at: usize) -> Option<i64> {
    let (model, pricing) = (place.model, place.pricing);
    let job = model.vehicles[route.vehicle as usize].reload;
    let (blinks, trial) = (Blinks::Never, &mut *place.trial);
    let mut alone = BestPlace::new(model, job, pricing, blinks, trial);
    alone.try_positions(route, at..=at);
    alone.found.map(|found| found.price)
}
