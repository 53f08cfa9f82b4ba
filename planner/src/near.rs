//! Where a job is worth trying: right after the jobs from which it is cheap to reach.
//!
//! Looking at every position of every route makes a round take time in proportion to the number of
//! stops; looking at the neighbours alone does not (Toth and Vigo, "The Granular Tabu Search and Its
//! Application to the Vehicle-Routing Problem", INFORMS Journal on Computing 15(4), 2003).

use crate::insertion::{BestPlace, Pricing};
use crate::model::{Model, NONE};
use crate::schedule::RouteState;
use crate::search::Search;

/// Up to this many jobs, every other one is a neighbour.
pub(crate) const ALL_JOBS_MAX: usize = 200;
/// On larger days: so many by the price of the way alone, and so many with waiting in it.
const BY_WAY: usize = 30;
const BY_WAITING: usize = 30;
/// A second of waiting that cannot be avoided weighs like a fifth of one of driving.
const WAITING_DIVISOR: i64 = 5;

/// A job that another may come right after, with the leg between the two by the first matrix.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near {
    pub job: u32,
    /// Seconds and metres.
    pub leg: [u32; 2],
}

/// What driving a vehicle costs, apart from everything else about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Driving {
    pub matrix: usize,
    pub per_m: i64,
    pub per_driving_s: i64,
    pub per_s: i64,
}

/// The legs of a way by a stop and of the way past it, in seconds and metres.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Detour {
    pub from: [u32; 2],
    pub to: [u32; 2],
    pub skipped: [u32; 2],
}

impl Detour {
    #[inline]
    pub fn more_s(&self) -> i64 {
        i64::from(self.from[0]) + i64::from(self.to[0]) - i64::from(self.skipped[0])
    }

    #[inline]
    pub fn more_m(&self) -> i64 {
        i64::from(self.from[1]) + i64::from(self.to[1]) - i64::from(self.skipped[1])
    }
}

/// A neighbour before it is chosen.
#[derive(Clone, Copy)]
struct Candidate {
    by_way: i64,
    by_waiting: i64,
    near: Near,
}

/// For each job, those that it may come right after, from the cheapest on. On days on which all are
/// neighbours nobody is missing, because a job may also come before the first stop of a route.
pub(crate) fn neighbours(model: &Model) -> Vec<Vec<Near>> {
    if model.vehicles.is_empty() {
        return vec![Vec::new(); model.stops];
    }
    let (per_m, per_s) = model.usual_prices();
    let all = model.stops <= ALL_JOBS_MAX;
    let mut candidates = Vec::with_capacity(model.stops);
    let mut of = |job: u32| {
        let stop = &model.jobs[job as usize];
        candidates.clear();
        for (other, before) in model.jobs[..model.stops].iter().enumerate() {
            let leg = model.raw_leg(0, before.location, stop.location);
            let reach_s = before.service_s + i64::from(leg[0]);
            let is_late = before.open_s.saturating_add(reach_s) > stop.close_s;
            if other as u32 == job || (!all && (leg[0] == NONE || is_late)) {
                continue;
            }
            let waiting_s = stop.open_s.saturating_sub(before.close_s.saturating_add(reach_s));
            let by_way = i64::from(leg[0]) * per_s + i64::from(leg[1]) * per_m;
            let price = waiting_s.clamp(0, i64::from(NONE)) / WAITING_DIVISOR * (per_s + per_m);
            let near = Near { job: other as u32, leg };
            candidates.push(Candidate { by_way, by_waiting: by_way + price, near });
        }
        if !all {
            choose(&mut candidates);
        }
        candidates.sort_unstable_by_key(by_way);
        candidates.iter().map(|one| one.near).collect()
    };
    (0..model.stops as u32).map(&mut of).collect()
}

fn by_way(one: &Candidate) -> (i64, u32) {
    (one.by_way, one.near.job)
}

/// Keeps the best by the way alone, and of the others the best with waiting.
fn choose(candidates: &mut Vec<Candidate>) {
    if candidates.len() > BY_WAY + BY_WAITING {
        candidates.select_nth_unstable_by_key(BY_WAY, by_way);
        let rest = &mut candidates[BY_WAY..];
        rest.select_nth_unstable_by_key(BY_WAITING, |one| (one.by_waiting, one.near.job));
        candidates.truncate(BY_WAY + BY_WAITING);
    }
}

impl BestPlace<'_> {
    /// Tries the positions right after the jobs nearby, and those before the first stops among
    /// them. For jobs that wait for no other, on days without reloads.
    pub fn try_near(&mut self, search: &Search) {
        let model = self.model;
        let stop = &model.jobs[self.job as usize];
        let here = stop.location;
        for near in &model.near[self.job as usize] {
            let hop = search.hops[near.job as usize];
            if hop.route == NONE || search.room[hop.route as usize] < stop.demand[0] {
                continue;
            }
            let route = hop.route as usize;
            let matrix = model.driving[route].matrix;
            let there = || model.jobs[near.job as usize].location;
            let from = if matrix == 0 { near.leg } else { model.raw_leg(matrix, there(), here) };
            let to = model.raw_leg(matrix, here, hop.next);
            let detour = Detour { from, to, skipped: hop.leg };
            if self.may_be_cheaper(&model.driving[route], &detour) {
                let at = search.spots[near.job as usize].position as usize + 1;
                self.try_position(&search.routes[route], at, &detour);
            }
            if hop.is_first {
                self.try_beginning(&search.routes[route], there());
            }
        }
    }

    fn try_beginning(&mut self, route: &RouteState, first: u32) {
        let model = self.model;
        let (start, here) =
            (model.vehicles[route.vehicle as usize].start, model.jobs[self.job as usize].location);
        let driving = &model.driving[route.vehicle as usize];
        let leg = |from, to| model.raw_leg(driving.matrix, from, to);
        let detour =
            Detour { from: leg(start, here), to: leg(here, first), skipped: leg(start, first) };
        if self.may_be_cheaper(driving, &detour) {
            self.try_position(route, 0, &detour);
        }
    }

    /// Whether driving alone leaves the chance of a better place.
    #[inline]
    fn may_be_cheaper(&self, driving: &Driving, detour: &Detour) -> bool {
        let Some(found) = &self.found else { return true };
        let paid = if self.pricing == Pricing::Way { driving.per_s } else { 0 };
        let per_s = driving.per_driving_s + paid;
        detour.more_m() * driving.per_m + detour.more_s() * per_s < found.price
    }

    #[inline]
    fn try_position(&mut self, route: &RouteState, at: usize, detour: &Detour) {
        if at < route.fixed || !self.is_in_time(route, at, detour) {
            return;
        }
        match self.is_plain(route) {
            true => self.try_plain(route, at, detour),
            false => self.try_one(route, at),
        }
    }

    /// Whether the times allow it, as far as that is known without looking at breaks and set-ups.
    /// Where there are neither, this decides alone: `latest` then has every window in it.
    #[inline]
    fn is_in_time(&self, route: &RouteState, at: usize, detour: &Detour) -> bool {
        let model = self.model;
        if model.has_setups || !model.vehicles[route.vehicle as usize].breaks.is_empty() {
            return true;
        }
        let stop = &model.jobs[self.job as usize];
        let begin_s = stop.begin(route.finish[at][0] + i64::from(detour.from[0]));
        begin_s + stop.service_s + i64::from(detour.to[0]) <= route.latest[at][0]
    }

    /// Whether the legs alone decide on the price.
    #[inline]
    fn is_plain(&self, route: &RouteState) -> bool {
        let model = self.model;
        let vehicle = &model.vehicles[route.vehicle as usize];
        let by_way =
            self.pricing == Pricing::Way || (!model.pays_for_time(vehicle) && !route.has_wrinkles);
        by_way
            && !model.has_setups
            && vehicle.breaks.is_empty()
            && model.jobs[self.job as usize].soft.is_none()
    }
}
