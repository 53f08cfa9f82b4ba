//! Several searches for one file, the best of which counts.
//!
//! Where driving alone is paid for, as in these files, days with few long routes have many plans
//! that are good and far from the best; a search that has settled on a number of vehicles hardly
//! leaves it. So short days are searched several times, once beginning with one vehicle more.

use std::{ops::ControlFlow, time::Instant};

use furgo_planner::{
    Budget, Clock, Problem, ProblemError, RouteOrder, Solution, default_iterations, solve,
};

use super::Effort;

/// Up to this many stops a search takes a fraction of a second, so there is time for several.
const SEVERAL_JOBS_MAX: usize = 100;
/// Rounds of each, in those that a day's plan usually needs.
const EFFORT: u64 = 2;
/// How many: with more, hardly anything was found.
const SEARCHES: u32 = 8;

/// The best plan of all searches.
///
/// # Errors
/// What [`Problem::check`] finds.
pub fn search(problem: &Problem, effort: &Effort) -> Result<Solution, ProblemError> {
    let searches = if problem.jobs.len() <= SEVERAL_JOBS_MAX { SEARCHES } else { 1 };
    let run = Run { effort, searches };
    let mut best = run.search(problem, 0, None)?;
    if searches == 1 {
        return Ok(best);
    }
    let spread = run.search(&with_one_vehicle_more(problem, &best), 1, None)?.order();
    for turn in 2..searches {
        let start = (turn == 2).then_some(spread.as_slice());
        let found = run.search(problem, turn, start)?;
        if worth(problem, &found) < worth(problem, &best) {
            best = found;
        }
    }
    Ok(best)
}

struct Run<'a> {
    effort: &'a Effort,
    searches: u32,
}

impl Run<'_> {
    /// One search with its share of the time, and a chance of its own.
    fn search(
        &self,
        problem: &Problem,
        turn: u32,
        start: Option<&[RouteOrder]>,
    ) -> Result<Solution, ProblemError> {
        let started = Instant::now();
        let now_ms = || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let share = |seconds: f64| (seconds * 1000.0 / f64::from(self.searches)) as u64;
        let clock =
            self.effort.seconds.map(|seconds| Clock { now_ms: &now_ms, limit_ms: share(seconds) });
        let seed = self.effort.seed.wrapping_add(u64::from(turn) << 32);
        let iterations = match (clock, self.searches) {
            (None, 2..) => Some(EFFORT * default_iterations(problem.jobs.len())),
            _ => None,
        };
        let budget = Budget { seed, clock, start, iterations };
        solve(problem, &budget, &mut |_| ControlFlow::Continue(()))
    }
}

/// Nobody may do so many stops that the vehicles of this plan would do again.
fn with_one_vehicle_more(problem: &Problem, plan: &Solution) -> Problem {
    let mut spread = problem.clone();
    let limit = problem.jobs.len().div_ceil(plan.routes.len() + 1);
    let limit = u32::try_from(limit).unwrap_or(u32::MAX);
    for vehicle in &mut spread.vehicles {
        vehicle.max_stops = Some(vehicle.max_stops.map_or(limit, |own| own.min(limit)));
    }
    spread
}

/// What is left out, then the cost: less is better.
fn worth(problem: &Problem, plan: &Solution) -> (u64, i64) {
    let weight = |id: u64| {
        let job = problem.jobs.iter().find(|job| job.id == id);
        job.map_or(0, |job| u64::from(job.priority) + 1)
    };
    (plan.unplanned.iter().map(|out| weight(out.job)).sum(), plan.cost.total())
}
