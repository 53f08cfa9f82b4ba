//! How long a file is searched.

use std::{ops::ControlFlow, time::Instant};

use furgo_planner::{Budget, Clock, Problem, ProblemError, Solution, default_iterations, solve};

use super::Effort;

/// Nobody waits at a screen for a file, so it gets more rounds than a day's plan usually needs.
const TIMES: u64 = 4;

/// The best plan that is found in the given time, or in so many rounds.
///
/// # Errors
/// What [`Problem::check`] finds.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_arithmetic,
    reason = "a time limit above zero; what is beyond the numbers saturates"
)]
pub fn search(problem: &Problem, effort: &Effort) -> Result<Solution, ProblemError> {
    let started = Instant::now();
    let now_ms = || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let clock = effort
        .seconds
        .map(|seconds| Clock { now_ms: &now_ms, limit_ms: (seconds * 1000.0) as u64 });
    let iterations = match clock {
        Some(_) => None,
        None => Some(TIMES * default_iterations(problem.jobs.len())),
    };
    let budget = Budget { seed: effort.seed, clock, iterations, start: None };
    solve(problem, &budget, &mut |_| ControlFlow::Continue(()))
}
