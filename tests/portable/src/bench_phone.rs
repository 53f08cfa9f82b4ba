//! How fast a phone plans the rest of its day anew, and how good the plan is by then.
//!
//! One van under way, from 20 to 60 stops left, windows, a break: as long as a phone waits, as long
//! as the planner likes, and as long as it takes to be sure. `cargo xtask bench phone` runs it in
//! Node.js, whose engine is Chromium's; started natively it says what the server would do.

use std::ops::ControlFlow;

use furgo_planner::{Budget, Clock, Problem, Solution, Window, default_iterations, solve};
use portable::rim::{now_ms, say};
use portable::working_day::working_day;

/// What nobody notices while driving on.
const PATIENCE_MS: u64 = 200;
/// A limit of time for each column, beside the default rounds.
const LIMITS_MS: [u64; 4] = [50, 100, PATIENCE_MS, 500];
/// The plan that the others are compared with: the best of these seeds, searched this much longer.
const SURE_SEEDS: u64 = 3;
const SURE_TIMES: u64 = 2;
/// Days of each size.
const DAYS: u64 = 6;
const STOPS: [usize; 3] = [20, 40, 60];

/// What a plan counts that leaves out more than the best one, in per cent.
const INCOMPLETE: f64 = 100.0;

fn main() {
    let limits = LIMITS_MS.map(|ms| format!("{:>15}", format!("{ms} ms")));
    say("per cent above the best known, mean and worst day, after a time and after all rounds");
    say(&format!("stops   first plan   all rounds{:>15}{}", "all rounds", limits.concat()));
    for stops in STOPS {
        say(&row(stops));
    }
}

/// One line of the table.
fn row(stops: usize) -> String {
    let (mut first_ms, mut usual_ms) = (0, 0);
    let mut gaps = vec![Vec::new(); LIMITS_MS.len() + 1];
    for day in (0..DAYS).map(|seed| rest_of_day(seed, stops)) {
        first_ms = first_ms.max(timed(&day, &Budget::iterations(0, 1)).0);
        let (took_ms, usual) = timed(&day, &Budget::default());
        usual_ms = usual_ms.max(took_ms);
        let in_time = |limit_ms| {
            let clock = Clock { now_ms: &now_ms, limit_ms };
            worth(&timed(&day, &Budget { clock: Some(clock), ..Budget::default() }).1)
        };
        let plans = [&[worth(&usual)], &LIMITS_MS.map(in_time)[..]].concat();
        let best = plans.iter().copied().fold(best_known(&day), Ord::min);
        for (gaps, &plan) in gaps.iter_mut().zip(&plans) {
            gaps.push(above(best, plan));
        }
    }
    let columns: String = gaps.iter().map(|gaps| spread(gaps)).collect();
    format!("{stops:>5}{first_ms:>10} ms{usual_ms:>10} ms{columns}")
}

/// A van under way at ten o'clock, with what is left of its day.
fn rest_of_day(seed: u64, stops: usize) -> Problem {
    let mut day = working_day(seed, stops, 1);
    day.vehicles[0].start = Some(1);
    // Long enough for every stop: which ones are left out is not what is measured here.
    day.vehicles[0].shift = Window::new(10 * 3_600, 21 * 3_600);
    // A window that has passed would only leave its stop out.
    let still_open = |window: &Window| window.end_s >= 13 * 3_600;
    day.jobs.iter_mut().for_each(|job| job.windows.retain(still_open));
    day
}

fn timed(day: &Problem, budget: &Budget) -> (u64, Solution) {
    let started_ms = now_ms();
    let plan = solve(day, budget, &mut |_| ControlFlow::Continue(()));
    (now_ms() - started_ms, plan.expect("the generator makes sense"))
}

/// Stops left out, then the cost: what the planner minimises.
fn worth(plan: &Solution) -> (usize, i64) {
    (plan.unplanned.len(), plan.cost.total())
}

fn best_known(day: &Problem) -> (usize, i64) {
    let rounds = SURE_TIMES * default_iterations(day.jobs.len());
    let search = |seed| worth(&timed(day, &Budget::iterations(rounds, seed)).1);
    (0..SURE_SEEDS).map(search).min().expect("there is a seed")
}

fn above(best: (usize, i64), plan: (usize, i64)) -> f64 {
    match plan.0 > best.0 {
        true => INCOMPLETE,
        false => (plan.1 - best.1) as f64 * 100.0 / best.1 as f64,
    }
}

fn spread(gaps: &[f64]) -> String {
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    let worst = gaps.iter().copied().fold(0.0, f64::max);
    format!("{:>15}", format!("{mean:.2} {worst:.2}"))
}
