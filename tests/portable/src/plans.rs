//! Plans of many random days, each a line of JSON. Whoever computes them must get the same bytes.

use std::ops::ControlFlow;

use furgo_planner::{Budget, Problem, Solution, solve, straight_line};

use crate::exact::{exp, ln};
use crate::generator::{Dice, Features, problem};
use crate::working_day::working_day;

/// Stops of the random days; each size comes with and without the rarer constraints.
const STOPS: [usize; 8] = [5, 8, 12, 20, 35, 60, 100, 200];
/// Days of each size and kind.
const DAYS: u64 = 3;
/// Stops times rounds of a search, so that every day takes about as long.
const EFFORT: usize = 50_000;
/// How many logarithms and exponentials are compared.
const FRACTIONS: u32 = 2_000;

/// Every plan, then the fractions behind them, in an order that never changes.
pub fn lines() -> Vec<String> {
    let mut plans = Vec::new();
    for seed in 0..DAYS {
        for stops in STOPS {
            let vans = stops / 15 + 1;
            for features in [Features::Core, Features::All] {
                plans.push(plan(&problem(seed, stops, vans, features), seed));
            }
            plans.push(plan(&working_day(seed, stops, vans), seed));
        }
    }
    plans.push(plan(&without_roads(), 1));
    plans.push(planned_anew());
    let text = |plan| serde_json::to_string(plan).expect("a plan is plain data");
    let mut lines: Vec<String> = plans.iter().map(text).collect();
    lines.extend((1..=FRACTIONS).map(fraction));
    lines
}

/// The only fractions that decide anything, bit by bit: in a plan, a wrong last bit shows once in a
/// lifetime.
fn fraction(step: u32) -> String {
    let value = f64::from(step) * 0.0173;
    format!("{:016x} {:016x}", ln(value).to_bits(), exp(-value).to_bits())
}

fn plan(problem: &Problem, seed: u64) -> Solution {
    solved(problem, &Budget::iterations((EFFORT / problem.jobs.len()) as u64, seed))
}

/// The problem passes through JSON, as it does between a page and its planner.
fn solved(problem: &Problem, budget: &Budget) -> Solution {
    let text = serde_json::to_string(problem).expect("a problem is plain data");
    let problem = serde_json::from_str(&text).expect("what was written can be read");
    solve(&problem, budget, &mut |_| ControlFlow::Continue(())).expect("the generators make sense")
}

/// Times and distances by the great circle, which takes sines.
fn without_roads() -> Problem {
    let mut dice = Dice(3);
    let mut degrees = |from: i64, to: i64| dice.within(from, to) as f64 / 1e6;
    let mut point = |_| (degrees(43_200_000, 43_500_000), degrees(-3_100_000, -2_400_000));
    let points: Vec<(f64, f64)> = (0..=100).map(&mut point).collect();
    Problem { matrices: vec![straight_line::matrix(&points)], ..working_day(3, 100, 4) }
}

/// A plan that continues from an earlier one, with half of the day done.
fn planned_anew() -> Solution {
    let mut day = working_day(4, 60, 2);
    let morning = plan(&day, 1).order();
    day.jobs.retain(|job| job.id.is_multiple_of(2));
    solved(&day, &Budget { start: Some(&morning), ..Budget::iterations(300, 2) })
}
