//! Takes strings of neighbouring stops off routes that lie near each other.
//!
//! Adjacent string removal of Christiaens and Vanden Berghe, "Slack Induction by String Removals
//! for Vehicle Routing Problems", Transportation Science 54(2), 2020, section 5.1.

use crate::model::{Model, NONE};
use crate::rng::Rng;
use crate::search::{Search, Spot};

/// How much is removed: on average and at most in a row.
#[derive(Clone, Copy, Debug)]
struct Size {
    average: f64,
    string_max: f64,
}

/// The authors' values.
const USUAL: Size = Size { average: 10.0, string_max: 10.0 };
/// Where routes are long, short strings leave the number of routes as it is; measured.
const LONG_ROUTES: Size = Size { average: 20.0, string_max: 30.0 };
/// From how many stops per route on they are long.
const LONG_ROUTE_STOPS: usize = 20;
/// Beyond this many jobs the longer strings cost more time than they are worth.
const LONG_ROUTES_JOBS_MAX: usize = 500;
/// Chance that a string keeps some stops in its middle: one in two.
const SPLIT_ONE_IN: u64 = 2;
/// Chance that one more stop is kept there: β of the paper is 0.01.
const KEEP_MORE_ONE_IN: u64 = 100;

/// Chance of taking a stop with its neighbours, and how many at most: strings alone hardly ever take
/// a whole town off a route, without which towns stay in the order that they are in.
const NEIGHBOURHOOD_ONE_IN: u64 = 8;
const NEIGHBOURHOOD_MAX: usize = 30;

/// Removes strings; reuses its buffers between calls.
#[derive(Debug, Default)]
pub(crate) struct Ruin {
    /// Whether a route has lost a string in this ruin.
    ruined: Vec<bool>,
    /// Jobs that must leave because a job before them has left.
    orphans: Vec<u32>,
    /// Route and position of what leaves together.
    leaving: Vec<(u32, u32)>,
}

impl Ruin {
    /// Takes some jobs off their routes.
    pub fn run(&mut self, search: &mut Search, rng: &mut Rng) {
        let model = search.model;
        let used = search.routes.iter().filter(|route| route.jobs.len() > route.fixed).count();
        let free: usize = search.routes.iter().map(|route| route.jobs.len() - route.fixed).sum();
        if used == 0 {
            return;
        }
        if rng.one_in(NEIGHBOURHOOD_ONE_IN) {
            self.remove_neighbourhood(search, free, rng);
        } else {
            self.remove_strings(search, free, used, rng);
        }
        if model.has_order {
            self.remove_orphans(search);
        }
    }

    fn remove_strings(&mut self, search: &mut Search, free: usize, used: usize, rng: &mut Rng) {
        let model = search.model;
        let (strings, length_max) = extent(model, free, used, rng);
        self.ruined.clear();
        self.ruined.resize(search.routes.len(), false);
        let seed = rng.below(model.stops) as u32;
        let mut removed_strings = 0;
        for at in 0..=model.neighbours[seed as usize].len() {
            if removed_strings >= strings {
                break;
            }
            let job = if at == 0 { seed } else { model.neighbours[seed as usize][at - 1] };
            let spot = search.spots[job as usize];
            if spot.route == NONE
                || (spot.position as usize) < search.routes[spot.route as usize].fixed
            {
                continue;
            }
            // With fewer routes than strings, one route may lose several.
            if std::mem::replace(&mut self.ruined[spot.route as usize], true) && used >= strings {
                continue;
            }
            remove_string(search, spot.route as usize, spot.position as usize, length_max, rng);
            removed_strings += 1;
        }
    }

    /// Takes a stop and those around it, whichever routes they are on: a whole town at once.
    fn remove_neighbourhood(&mut self, search: &mut Search, free: usize, rng: &mut Rng) {
        let model = search.model;
        let seed = rng.below(model.stops) as u32;
        let neighbours = &model.neighbours[seed as usize];
        let most = (free / 2).clamp(1, NEIGHBOURHOOD_MAX).min(neighbours.len() + 1);
        let count = 1 + rng.below(most);
        self.leaving.clear();
        for job in std::iter::once(seed).chain(neighbours[..count - 1].iter().copied()) {
            let Spot { route, position } = search.spots[job as usize];
            if route != NONE && position as usize >= search.routes[route as usize].fixed {
                self.leaving.push((route, position));
            }
        }
        self.leaving.sort_unstable();
        for of_route in self.leaving.chunk_by(|one, other| one.0 == other.0) {
            let leaves = |at: usize| of_route.iter().any(|spot| spot.1 as usize == at);
            search.remove(of_route[0].0 as usize, leaves);
        }
    }

    fn remove_orphans(&mut self, search: &mut Search) {
        let model = search.model;
        let mut next = 0;
        while next < search.absent.len() {
            let gone = search.absent[next];
            next += 1;
            self.orphans.clear();
            self.orphans.extend(&model.jobs[gone as usize].before);
            for &orphan in &self.orphans {
                let spot = search.spots[orphan as usize];
                if spot.route != NONE {
                    search
                        .remove(spot.route as usize, |position| position == spot.position as usize);
                }
            }
        }
    }
}

/// The number of strings of this ruin and the greatest length of one (equations 5 to 7).
fn extent(model: &Model, free: usize, used: usize, rng: &mut Rng) -> (usize, f64) {
    let stops_per_route = free as f64 / used as f64;
    let long = free > LONG_ROUTE_STOPS * used && model.stops <= LONG_ROUTES_JOBS_MAX;
    let size = if long { LONG_ROUTES } else { USUAL };
    let length_max = size.string_max.min(stops_per_route).max(1.0);
    let strings_max = 4.0 * size.average / (1.0 + length_max) - 1.0;
    ((rng.unit() * strings_max + 1.0) as usize, length_max)
}

/// Removes one string around a position, in one piece or split by some stops that stay.
fn remove_string(
    search: &mut Search,
    route: usize,
    position: usize,
    length_max: f64,
    rng: &mut Rng,
) {
    let fixed = search.routes[route].fixed;
    let free = search.routes[route].jobs.len() - fixed;
    let longest = length_max.min(free as f64);
    let length = ((rng.unit() * longest + 1.0) as usize).min(free);
    let mut kept = 0;
    if length > 1 && length < free && rng.one_in(SPLIT_ONE_IN) {
        kept = 1;
        while length + kept < free && rng.one_in(KEEP_MORE_ONE_IN) {
            kept += 1;
        }
    }
    let span = length + kept;
    // Every start of the span such that it covers the position and stays on the route.
    let offset = position - fixed;
    let first_start = (offset + 1).saturating_sub(span);
    let last_start = offset.min(free - span);
    let start = fixed + first_start + rng.below(last_start - first_start + 1);
    let keep_from = start + if kept > 0 { 1 + rng.below(length - 1) } else { span };
    search.remove(route, |at| {
        at >= start && at < start + span && !(at >= keep_from && at < keep_from + kept)
    });
}
