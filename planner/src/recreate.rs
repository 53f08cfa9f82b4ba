//! Puts the jobs that are on no route back, one after the other, each where it costs least.

use crate::insertion::{Blinks, Insertion, Pricing, improve};
use crate::model::Model;
use crate::rng::Rng;
use crate::search::Search;

/// Chance of preferring an unused vehicle although a used one has room: without it the number of
/// routes freezes on days with wide windows.
const NEW_ROUTE_ONE_IN: u64 = 100;

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
    queue: Vec<(i64, u32)>,
    waiting: Vec<(i64, u32)>,
    seen_classes: Vec<bool>,
}

impl Recreate {
    pub fn new() -> Self {
        Self {
            pricing: Pricing::Exact,
            queue: Vec::new(),
            waiting: Vec::new(),
            seen_classes: Vec::new(),
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
        loop {
            self.waiting.clear();
            let before = search.absent.len() + self.queue.len();
            for at in 0..self.queue.len() {
                let (sort_key, job) = self.queue[at];
                match self.best(search, job, rng.as_deref_mut()) {
                    Some(insertion) => search.insert(job, insertion),
                    None if search.model.jobs[job as usize].after.is_empty() => {
                        search.absent.push(job)
                    }
                    None => self.waiting.push((sort_key, job)),
                }
            }
            // What waits for another job gets another turn as long as jobs find a place.
            if self.waiting.is_empty() || search.absent.len() + self.waiting.len() == before {
                break;
            }
            std::mem::swap(&mut self.queue, &mut self.waiting);
        }
        search.absent.extend(self.waiting.drain(..).map(|(_, job)| job));
        search.recount();
    }

    fn best(&mut self, search: &Search, job: u32, rng: Option<&mut Rng>) -> Option<Insertion> {
        let mut unused_only = false;
        let mut blinks = match rng {
            None => Blinks::Never,
            Some(rng) => {
                unused_only = rng.one_in(NEW_ROUTE_ONE_IN);
                Blinks::Sometimes(rng)
            }
        };
        let mut best = None;
        if unused_only {
            self.try_routes(search, job, &mut blinks, &mut best, |used| !used);
        }
        if best.is_none() {
            self.try_routes(search, job, &mut blinks, &mut best, |_| true);
        }
        best
    }

    /// Tries the routes that are `wanted` by being used or not; of equal empty ones only the first.
    fn try_routes(
        &mut self,
        search: &Search,
        job: u32,
        blinks: &mut Blinks,
        best: &mut Option<Insertion>,
        wanted: fn(bool) -> bool,
    ) {
        self.seen_classes.clear();
        self.seen_classes.resize(search.routes.len(), false);
        for (index, route) in search.routes.iter().enumerate() {
            let used = !route.jobs.is_empty();
            let class = search.model.vehicles[index].class;
            if !wanted(used) || (!used && std::mem::replace(&mut self.seen_classes[class], true)) {
                continue;
            }
            improve(search.model, route, job, self.pricing, blinks, best);
        }
    }
}

/// The smallest key is put back first; ties go by id.
fn key(model: &Model, sorting: Sorting, job: u32) -> i64 {
    let stop = &model.jobs[job as usize];
    match sorting {
        Sorting::Random => 0,
        Sorting::DemandFirst => -stop.demand.iter().sum::<i64>(),
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
