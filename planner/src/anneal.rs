//! The search itself: greedy start, then ruin, recreate and accept by simulated annealing.
//!
//! Everything is decided by the seed and the number of iterations; only a [`Clock`] in the budget
//! brings time in.

use std::fmt;
use std::ops::ControlFlow;

use crate::check::ProblemError;
use crate::evaluate;
use crate::exact;
use crate::model::Model;
use crate::pace::{self, Pace, Turn};
use crate::parts::VehicleModel;
use crate::problem::Problem;
use crate::recreate::Recreate;
use crate::rng::Rng;
use crate::ruin::Ruin;
use crate::savings;
use crate::search::Search;
use crate::solution::{COST_SCALE, RouteOrder, Solution};
use crate::splitting;

/// Start and end temperature, as parts of a typical leg's cost: found by measuring.
const TEMPERATURE_START: f64 = 1.0;
const TEMPERATURE_END: f64 = 0.008;
/// Where refining the best of several plans begins.
const TEMPERATURE_REFINING: f64 = 0.1;
/// Iterations between two looks at clock and callback: about a millisecond for a van's day.
const ITERATIONS_PER_LOOK: u64 = 100;

/// How long to search.
#[derive(Clone, Copy, Debug, Default)]
pub struct Budget<'a> {
    /// Ruin-and-recreate rounds; none means [`default_iterations`], or the clock alone if given.
    pub iterations: Option<u64>,
    pub seed: u64,
    /// Ends the search by time. The result then depends on the machine's speed.
    pub clock: Option<Clock<'a>>,
    /// An earlier plan to improve instead of starting anew; what no longer fits is put elsewhere.
    pub start: Option<&'a [RouteOrder]>,
}

impl Budget<'_> {
    /// So many iterations, the same plan every time.
    pub fn iterations(iterations: u64, seed: u64) -> Self {
        Self { iterations: Some(iterations), seed, ..Self::default() }
    }
}

/// A source of time, because the planner has none of its own.
#[derive(Clone, Copy)]
pub struct Clock<'a> {
    /// Milliseconds since any fixed moment.
    pub now_ms: &'a dyn Fn() -> u64,
    pub limit_ms: u64,
}

impl fmt::Debug for Clock<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("limit_ms", &self.limit_ms).finish_non_exhaustive()
    }
}

/// How far the search has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    pub iterations: u64,
    /// Of the budget, 0 to 1.
    pub share: f64,
    /// Best so far, in hundredths of the currency, without the weight of what is left out.
    pub cost_hundredths: i64,
    /// Jobs left out in the best plan so far.
    pub unplanned: usize,
}

/// Rounds that bring a day's plan close to its best: up to a second of one desktop core for 60
/// stops, then growing with the number of stops.
pub fn default_iterations(jobs: usize) -> u64 {
    match jobs as u64 {
        jobs @ 0..=60 => 400 * jobs,
        jobs => 24_000 + 200 * (jobs - 60),
    }
}

/// Plans the routes. The `callback` sees the progress now and then and may stop the search; the
/// answer is the best plan found until then. Nothing is planned beyond a constraint: what does not
/// fit is unplanned with its reason. Only fixed first stops can be late, see `violations`.
///
/// # Errors
/// What [`Problem::check`] finds.
pub fn solve(
    problem: &Problem,
    budget: &Budget,
    callback: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Solution, ProblemError> {
    // Compiling the problem and the first plan are part of the time.
    let started_ms = budget.clock.map_or(0, |clock| (clock.now_ms)());
    problem.check()?;
    let model = Model::new(problem);
    let mut anneal = Anneal::new(&model, budget);
    if anneal.has_choice() {
        // Before the search too: else a search could end worse than no search at all.
        anneal.fill_up();
        anneal.run(started_ms, callback);
        anneal.fill_up();
    }
    Ok(evaluate::assemble(&model, &anneal.best, Vec::new()))
}

/// One search with its best plan so far.
struct Anneal<'m, 'b> {
    search: Search<'m>,
    recreate: Recreate,
    ruin: Ruin,
    rng: Rng,
    budget: &'b Budget<'b>,
    /// The order of every vehicle's jobs.
    best: Vec<Vec<u32>>,
    best_cost: i64,
    best_unplanned: usize,
    best_weight: i64,
    /// Scaled cost of a typical leg of the start.
    leg_cost: f64,
    /// The orders that searches from scratch begin with, in turn.
    beginnings: Vec<Vec<Vec<u32>>>,
}

impl<'m, 'b> Anneal<'m, 'b> {
    fn new(model: &'m Model, budget: &'b Budget<'b>) -> Self {
        let mut search = Search::new(model);
        let mut recreate = Recreate::new();
        let mut beginnings = Vec::new();
        if let Some(start) = budget.start {
            search.adopt(start);
        } else {
            for (route, jobs) in savings::routes(model) {
                search.put(route, &jobs);
            }
        }
        recreate.construct(&mut search);
        let (is_new, is_small) = (budget.start.is_none(), pace::may_begin_anew(model.stops));
        if is_new && is_small {
            splitting::share(&mut search);
        }
        if is_new && (!search.absent.is_empty() || is_small) {
            // Inserting job by job makes fewer routes, which now and then is better.
            let mut filled = Search::new(model);
            recreate.construct(&mut filled);
            if is_small {
                splitting::share(&mut filled);
            }
            if filled.cost < search.cost {
                std::mem::swap(&mut filled, &mut search);
            }
            beginnings.push(filled.order());
        }
        beginnings.insert(0, search.order());
        let mut anneal = Self {
            leg_cost: typical_leg_cost(&search),
            best: vec![Vec::new(); search.routes.len()],
            best_cost: i64::MAX,
            best_unplanned: 0,
            best_weight: 0,
            rng: Rng::new(budget.seed),
            ruin: Ruin::default(),
            search,
            recreate,
            budget,
            beginnings,
        };
        anneal.keep_if_best();
        anneal
    }

    fn has_choice(&self) -> bool {
        self.search.routes.iter().any(|route| route.jobs.len() > route.fixed)
    }

    fn run(&mut self, started_ms: u64, callback: &mut dyn FnMut(Progress) -> ControlFlow<()>) {
        let limit = self.rounds().unwrap_or(u64::MAX);
        let mut pace = Pace::new(self.search.model.stops, self.rounds());
        let (mut temperature, mut turn) = (0.0, 0);
        let mut iterations = 0;
        loop {
            if iterations % ITERATIONS_PER_LOOK == 0 || iterations == limit {
                let share = self.share(iterations, limit, started_ms);
                if callback(self.progress(iterations, share)).is_break() || share >= 1.0 {
                    return;
                }
                let now = pace.turn(share, iterations);
                if std::mem::replace(&mut turn, now.number) != now.number {
                    self.begin(&now);
                }
                temperature = self.temperature(&now);
            }
            self.round(temperature);
            iterations += 1;
        }
    }

    /// Goes on from the best plan, or begins anew.
    fn begin(&mut self, turn: &Turn) {
        if turn.refines {
            self.search.load(&self.best);
        } else {
            let beginning = turn.number as usize % self.beginnings.len();
            self.search.load(&self.beginnings[beginning]);
        }
        self.search.recount();
    }

    /// What was left out may fit by now: tries everything again on the best plan, as long as that
    /// helps.
    fn fill_up(&mut self) {
        let mut cost_before = i64::MAX;
        while self.best_unplanned > 0 && self.best_cost < cost_before {
            cost_before = self.best_cost;
            self.construct_on_best();
        }
    }

    fn construct_on_best(&mut self) {
        let model = self.search.model;
        let of = |(vehicle, jobs): (&VehicleModel, &Vec<u32>)| model.order_of(vehicle, jobs);
        let order: Vec<RouteOrder> = model.vehicles.iter().zip(&self.best).map(of).collect();
        self.search = Search::new(model);
        self.search.adopt(&order);
        self.recreate.construct(&mut self.search);
        self.keep_if_best();
    }

    /// The budget in rounds, if it is one.
    fn rounds(&self) -> Option<u64> {
        match (self.budget.iterations, self.budget.clock) {
            (Some(iterations), _) => Some(iterations),
            (None, Some(_)) => None,
            (None, None) => Some(default_iterations(self.search.model.stops)),
        }
    }

    /// The spent part of the budget: of iterations or of time, whichever is nearer to its end.
    fn share(&self, iterations: u64, limit: u64, started_ms: u64) -> f64 {
        let of =
            |spent: u64, limit: u64| if spent >= limit { 1.0 } else { spent as f64 / limit as f64 };
        let by_time = self
            .budget
            .clock
            .map_or(0.0, |clock| of((clock.now_ms)().saturating_sub(started_ms), clock.limit_ms));
        by_time.max(of(iterations, limit))
    }

    /// Falls exponentially from start to end.
    fn temperature(&self, turn: &Turn) -> f64 {
        let start = if turn.refines { TEMPERATURE_REFINING } else { TEMPERATURE_START };
        let fall = exact::ln(TEMPERATURE_END / start);
        self.leg_cost * start * exact::exp(fall * turn.share)
    }

    fn round(&mut self, temperature: f64) {
        let cost_before = self.search.cost;
        self.search.begin();
        self.ruin.run(&mut self.search, &mut self.rng);
        self.recreate.run(&mut self.search, &mut self.rng);
        let worse = self.search.cost - cost_before;
        // 1 − u lies in (0, 1], so the logarithm is finite.
        let accepted =
            worse <= 0 || (worse as f64) < -temperature * exact::ln(1.0 - self.rng.unit());
        if accepted {
            self.keep_if_best();
        } else {
            self.search.take_back();
        }
    }

    fn keep_if_best(&mut self) {
        if self.search.cost >= self.best_cost {
            return;
        }
        self.best_cost = self.search.cost;
        self.best_unplanned = self.search.absent.len();
        let jobs = &self.search.model.jobs;
        self.best_weight = self.search.absent.iter().map(|&job| jobs[job as usize].weight).sum();
        for (best, route) in self.best.iter_mut().zip(&self.search.routes) {
            best.clone_from(&route.jobs);
        }
    }

    fn progress(&self, iterations: u64, share: f64) -> Progress {
        let planned = self.best_cost - self.best_weight * self.search.model.unplanned_price;
        Progress {
            iterations,
            share,
            cost_hundredths: planned / COST_SCALE,
            unplanned: self.best_unplanned,
        }
    }
}

/// Scaled cost of a leg of the plan: the root of the mean square, because moving a whole town of
/// stops takes a change of long legs, however many short ones there are.
fn typical_leg_cost(search: &Search) -> f64 {
    let (mut legs, mut squares) = (0_u32, 0.0);
    for (vehicle, route) in search.model.vehicles.iter().zip(&search.routes) {
        let mut here = vehicle.start;
        let stops = route.jobs.iter().map(|&job| search.model.jobs[job as usize].location);
        for place in stops.chain([vehicle.end]).filter(|_| !route.jobs.is_empty()) {
            let cost = search.model.leg_cost(vehicle, here, place);
            squares += cost as f64 * cost as f64;
            legs += 1;
            here = place;
        }
    }
    (squares / f64::from(legs.max(1))).sqrt().max(1.0)
}
