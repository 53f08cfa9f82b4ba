//! How long a plan is searched for, and what is told meanwhile.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use furgo_planner::{
    Budget, Clock, Problem, Progress, RouteOrder, Solution, default_iterations, solve,
};

use super::Wanted;
use crate::{error::Result, features::routes::timing};

/// Even a few stops may be planned by a machine that is busy.
const LIMIT_MS_MIN: u64 = 4_000;
/// What each stop adds to that.
const LIMIT_MS_PER_STOP: u64 = 20;
/// Nobody waits longer for a plan; then the best one so far is taken.
const LIMIT_MS_MAX: u64 = 10_000;
/// Any number: the same stops get the same plan.
const SEED: u64 = 1;
/// Nobody reads faster than five reports a second.
const REPORTED_EVERY: Duration = Duration::from_millis(200);

/// Searches as long as is sensible for so many stops, in so many rounds that the plan depends on
/// the machine only where it is too slow for them. Begins with the orders that stand, if some do, and
/// ends early when nobody wants the plan any more.
pub fn search(
    problem: &Problem,
    standing: &[RouteOrder],
    wanted: &Wanted,
    progress: &mut dyn FnMut(Progress),
) -> Result<Solution> {
    let began = Instant::now();
    let now_ms = || u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let stops = problem.jobs.len();
    let budget = Budget {
        iterations: Some(default_iterations(stops)),
        seed: SEED,
        clock: Some(Clock { now_ms: &now_ms, limit_ms: limit_ms(stops) }),
        start: (!standing.is_empty()).then_some(standing),
    };
    let mut reported_at = None;
    let callback = &mut |at: Progress| {
        if reported_at.is_none_or(|then: Instant| then.elapsed() >= REPORTED_EVERY) {
            reported_at = Some(Instant::now());
            progress(at);
        }
        if wanted.is_over() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    solve(problem, &budget, callback).map_err(timing::nonsense)
}

fn limit_ms(stops: usize) -> u64 {
    let stops = u64::try_from(stops).unwrap_or(u64::MAX);
    stops.saturating_mul(LIMIT_MS_PER_STOP).saturating_add(LIMIT_MS_MIN).min(LIMIT_MS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_day_may_take_longer_up_to_a_limit() {
        assert_eq!(limit_ms(0), LIMIT_MS_MIN);
        assert_eq!(limit_ms(100), 6_000);
        assert_eq!(limit_ms(1_000), LIMIT_MS_MAX);
        assert_eq!(limit_ms(usize::MAX), LIMIT_MS_MAX);
    }
}
