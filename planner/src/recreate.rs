//! Puts the jobs that are on no route back, one after the other, each where it costs least.

use crate::insertion::{BestPlace, Blinks, Insertion, Pricing, Trial};
use crate::model::Model;
use crate::near::ALL_JOBS_MAX;
use crate::reloading::Reloading;
use crate::rng::Rng;
use crate::search::Search;

/// Chance of preferring an unused vehicle although a used one has room: without it the number of
/// routes freezes on days with wide windows.
const NEW_ROUTE_ONE_IN: u64 = 100;

/// Chance of putting back what waits for a job right after that job, instead of last.
const EAGER_ONE_IN: u64 = 2;
/// One position in this many is overlooked on purpose, so that the same ruin is not always mended
/// the same way (a *blink*): the rate of the method's authors, and a wild one that helps small days.
const BLINK_ONE_IN: u64 = 100;
const WILD_BLINK_ONE_IN: u64 = 4;
/// Chance of a wild round, and up to how many jobs there are any: more days lose by them.
const WILD_JOBS_MAX: usize = 20;
const WILD_ONE_IN: u64 = 16;

/// Chance of looking at every position on days of more jobs than all are neighbours of.
const LOOK_FAR_ONE_IN: u64 = 64;

/// In which order jobs are put back.
#[derive(Clone, Copy, Debug)]
enum Sorting {
    Random,
    DemandFirst,
    FarFirst,
    NearFirst,
    NarrowFirst,
    EarlyFirst,
    LateFirst,
}

/// Chances out of the table's length: random and demand most often, as the method's authors do.
const SORTINGS: [Sorting; 14] = [
    Sorting::Random,
    Sorting::Random,
    Sorting::Random,
    Sorting::Random,
    Sorting::DemandFirst,
    Sorting::DemandFirst,
    Sorting::DemandFirst,
    Sorting::FarFirst,
    Sorting::FarFirst,
    Sorting::NearFirst,
    Sorting::NarrowFirst,
    Sorting::NarrowFirst,
    Sorting::EarlyFirst,
    Sorting::LateFirst,
];

/// Each sees something that the others do not; alone, any of them misses the best plan more often.
const PRICINGS: [Pricing; 3] = [Pricing::Way, Pricing::PaidTime, Pricing::Exact];

/// Greedy insertion; reuses its buffers between calls.
#[derive(Debug)]
pub(crate) struct Recreate {
    pricing: Pricing,
    blink_one_in: u64,
    looks_near: bool,
    queue: Vec<(i64, u32)>,
    waiting: Vec<(i64, u32)>,
    seen_classes: Vec<bool>,
    trial: Trial,
    reloading: Reloading,
}

impl Recreate {
    pub fn new() -> Self {
        Self {
            pricing: Pricing::Exact,
            blink_one_in: BLINK_ONE_IN,
            looks_near: false,
            queue: Vec::new(),
            waiting: Vec::new(),
            seen_classes: Vec::new(),
            trial: Trial::default(),
            reloading: Reloading::default(),
        }
    }

    /// The start of every search: the narrowest windows and the farthest places first, no blinks.
    pub fn construct(&mut self, search: &mut Search) {
        self.fill(search, Sorting::NarrowFirst, None);
        self.insert_all(search, None);
    }

    /// Mends a ruined plan in a random order, blinking now and then.
    pub fn run(&mut self, search: &mut Search, rng: &mut Rng) {
        let sorting = SORTINGS[rng.below(SORTINGS.len())];
        self.pricing = PRICINGS[rng.below(PRICINGS.len())];
        let wild = search.model.stops <= WILD_JOBS_MAX && rng.one_in(WILD_ONE_IN);
        self.blink_one_in = if wild { WILD_BLINK_ONE_IN } else { BLINK_ONE_IN };
        self.looks_near = search.model.stops <= ALL_JOBS_MAX || !rng.one_in(LOOK_FAR_ONE_IN);
        self.fill(search, sorting, Some(rng));
        self.insert_all(search, Some(rng));
    }

    fn fill(&mut self, search: &mut Search, sorting: Sorting, rng: Option<&mut Rng>) {
        self.queue.clear();
        let model = search.model;
        self.queue.extend(search.absent.drain(..).map(|job| (key(model, sorting, job), job)));
        self.queue.sort_unstable();
        if let (Sorting::Random, Some(rng)) = (sorting, rng) {
            rng.shuffle(&mut self.queue);
        }
    }

    fn insert_all(&mut self, search: &mut Search, mut rng: Option<&mut Rng>) {
        let eager = rng.as_deref_mut().is_some_and(|rng| rng.one_in(EAGER_ONE_IN));
        loop {
            self.waiting.clear();
            let mut progress = false;
            for at in 0..self.queue.len() {
                let (sort_key, job) = self.queue[at];
                if search.is_planned(job) {
                    continue; // It came right after the one that it waited for.
                }
                if self.insert(search, job, eager, rng.as_deref_mut()) {
                    progress = true;
                } else if search.model.jobs[job as usize].after.is_empty() {
                    search.absent.push(job);
                } else {
                    self.waiting.push((sort_key, job));
                }
            }
            // What waits for another job gets another turn as long as jobs find a place.
            if self.waiting.is_empty() || !progress {
                break;
            }
            std::mem::swap(&mut self.queue, &mut self.waiting);
        }
        for (_, job) in self.waiting.drain(..) {
            if !search.is_planned(job) {
                search.absent.push(job);
            }
        }
        if search.model.has_reloads {
            self.reloading.tidy(search, &mut self.trial);
        }
        search.recount();
    }

    /// Inserts a job, and if `eager` at once what comes after it.
    fn insert(
        &mut self,
        search: &mut Search,
        job: u32,
        eager: bool,
        mut rng: Option<&mut Rng>,
    ) -> bool {
        let Some(insertion) = self.best(search, job, rng.as_deref_mut()) else { return false };
        search.insert(job, insertion);
        let model = search.model;
        if eager {
            for &follower in &model.jobs[job as usize].before {
                if !search.is_planned(follower) {
                    self.insert(search, follower, eager, rng.as_deref_mut());
                }
            }
        }
        true
    }

    fn best(&mut self, search: &Search, job: u32, rng: Option<&mut Rng>) -> Option<Insertion> {
        let mut unused_first = false;
        let blinks = match rng {
            None => Blinks::Never,
            Some(rng) => {
                unused_first = rng.one_in(NEW_ROUTE_ONE_IN);
                Blinks::Sometimes { rng, one_in: self.blink_one_in }
            }
        };
        let (pricing, trial) = (self.pricing, &mut self.trial);
        let (seen_classes, reloading) = (&mut self.seen_classes, &mut self.reloading);
        let mut place = BestPlace::new(search.model, job, pricing, blinks, trial);
        let model = search.model;
        let (first, second) = if unused_first {
            (Routes::Unused, Routes::Used)
        } else {
            (Routes::Used, Routes::Unused)
        };
        let is_near = self.looks_near && !unused_first && may_look_near(model, job);
        if is_near {
            place.try_near(search);
        }
        let saw_all = is_near && model.stops <= ALL_JOBS_MAX;
        if place.found.is_none() && !saw_all {
            try_routes(search, &mut place, seen_classes, reloading, first);
        }
        // Where work is shared, an unused vehicle is often the cheapest.
        if place.found.is_none() || model.shares_work() {
            try_routes(search, &mut place, seen_classes, reloading, second);
        }
        place.found
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Routes {
    Used,
    Unused,
}

/// Tries the used routes or the unused ones; of equal unused ones only the first.
fn try_routes(
    search: &Search,
    place: &mut BestPlace,
    seen_classes: &mut Vec<bool>,
    reloading: &mut Reloading,
    wanted: Routes,
) {
    seen_classes.clear();
    seen_classes.resize(search.routes.len(), false);
    for (vehicle, route) in search.model.vehicles.iter().zip(&search.routes) {
        let used = !route.jobs.is_empty();
        let seen = !used && std::mem::replace(&mut seen_classes[vehicle.class], true);
        if used == (wanted == Routes::Used) && !seen {
            place.try_route(route);
            if search.model.has_reloads {
                reloading.try_route(place, route);
            }
        }
    }
}

/// The smallest key is put back first; ties go by id.
fn key(model: &Model, sorting: Sorting, job: u32) -> i64 {
    let stop = &model.jobs[job as usize];
    match sorting {
        Sorting::Random => 0,
        Sorting::DemandFirst => -stop.demand.iter().chain(&stop.pickup).sum::<i64>(),
        Sorting::FarFirst => -from_depot(model, job),
        Sorting::NearFirst => from_depot(model, job),
        Sorting::NarrowFirst => stop.close_s - stop.open_s,
        Sorting::EarlyFirst => stop.close_s,
        Sorting::LateFirst => -stop.open_s,
    }
}

/// Seconds from the first vehicle's start, or on to its end.
fn from_depot(model: &Model, job: u32) -> i64 {
    let place = model.jobs[job as usize].location;
    let Some(vehicle) = model.vehicles.first() else { return 0 };
    model.leg(vehicle, vehicle.start, place).0 + model.leg(vehicle, place, vehicle.end).0
}

/// What waits for another job goes after it, wherever that is, and reloads are nobody's neighbours.
fn may_look_near(model: &Model, job: u32) -> bool {
    !model.has_reloads && model.jobs[job as usize].after.is_empty()
}
