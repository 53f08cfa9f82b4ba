//! What the search takes from the allocator. A program of its own, because its allocator counts.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../planner/generator.rs"]
mod generator;
#[path = "../planner/working_day.rs"]
mod working_day;

use std::ops::ControlFlow;

use allocation_counter::{AllocationInfo, measure};
use furgo_planner::{Budget, Problem, solve};

use crate::generator::{Features, problem};
use crate::working_day::working_day;

/// What the largest usual day may take, the problem with its matrix included.
const BYTES_MAX: u64 = 64_000_000;

/// Rounds until every buffer has grown to the size that it keeps.
const WARM_UP: u64 = 2_000;
/// Rounds after that.
const MORE: u64 = 10_000;
/// A rare round may still find a route that is longer than any before.
const LATE_GROWTH_MAX: u64 = 30;

fn plan(problem: &Problem, iterations: u64) {
    let budget = Budget::iterations(iterations, 1);
    solve(problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
}

fn taken(problem: &Problem, iterations: u64) -> AllocationInfo {
    measure(|| plan(problem, iterations))
}

#[test]
fn a_round_of_the_search_allocates_nothing() {
    let days = [
        working_day(1, 60, 1),
        working_day(2, 100, 3),
        problem(3, 60, 4, Features::Core),
        problem(4, 80, 4, Features::All),
    ];
    for (number, day) in days.iter().enumerate() {
        let warm = taken(day, WARM_UP).count_total;
        let long = taken(day, WARM_UP + MORE).count_total;
        assert!(long <= warm + LATE_GROWTH_MAX, "day {number}: {warm}, then {long} allocations");
    }
}

#[test]
fn a_thousand_stops_are_planned_within_the_memory_limit() {
    let used = measure(|| plan(&working_day(5, 1_000, 20), 200));
    assert!(used.bytes_max <= BYTES_MAX, "{} bytes", used.bytes_max);
    // Neither is anything left behind.
    assert_eq!(used.bytes_current, 0);
}
