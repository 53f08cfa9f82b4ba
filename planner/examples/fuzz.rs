//! Random days with everything that the planner knows, each planned, planned again after a change
//! and ordered at random, and every answer followed by the checker of the tests.
//!
//! `cargo run --release -p furgo-planner --example fuzz [DAYS [FIRST]]`; 100 000 days and number 0
//! where nothing is said. Fails if an answer that claims to keep every constraint does not, and
//! names the day, so that it can be run alone.

#[path = "../tests/planner/by_chance.rs"]
mod by_chance;
#[path = "../tests/planner/checker.rs"]
#[allow(clippy::unwrap_used, reason = "the checker fails loudly")]
mod checker;
#[path = "../tests/planner/generator.rs"]
mod generator;

use std::error::Error;
use std::io::{Write, stdout};
use std::ops::ControlFlow;
use std::panic::catch_unwind;

use furgo_planner::{Budget, Problem, RouteOrder, Solution, evaluate, solve};

use by_chance::random_order;
use checker::{assert_reloads_are_needed, assert_sound};
use generator::{Dice, Features, problem};

const DAYS: u64 = 100_000;
const STOPS_MAX: i64 = 25;
const VANS_MAX: i64 = 4;
const ITERATIONS: u64 = 100;

/// What has been seen.
#[derive(Debug, Default)]
struct Tally {
    /// Plans that claim to keep everything.
    plans: u64,
    /// Plans of days that were broken before anything was planned: late fixed stops, too full.
    broken_before: u64,
    stops: usize,
    left_out: usize,
    reloads: usize,
    /// Orders by chance, and how many of them keep everything.
    orders: u64,
    sound_orders: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked: Vec<u64> =
        std::env::args().skip(1).map(|word| word.parse()).collect::<Result<_, _>>()?;
    let days = asked.first().copied().unwrap_or(DAYS);
    let first = asked.get(1).copied().unwrap_or(0);
    std::panic::set_hook(Box::new(|_| ())); // The checker panics, and is expected to.
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    for day in first..first + days {
        if let Err(what) = try_day(day, &mut tally) {
            writeln!(stdout(), "day {day}: {what}")?;
            wrong.push(day);
        }
    }
    writeln!(stdout(), "{days} days: {tally:?}, {} wrong", wrong.len())?;
    if wrong.is_empty() { Ok(()) } else { Err("a plan breaks what it claims to keep".into()) }
}

fn try_day(day: u64, tally: &mut Tally) -> Result<(), String> {
    let mut dice = Dice(day ^ 0xfa22);
    let (stops, vans) = (dice.within(0, STOPS_MAX) as usize, dice.within(0, VANS_MAX) as usize);
    let features = [Features::All, Features::All, Features::Trips, Features::Core];
    let features = features[dice.within(0, 3) as usize];
    let mut today = problem(dice.next(), stops, vans, features);
    let plan = follow(&today, None, day, tally)?;
    cancel_a_stop(&mut dice, &mut today);
    follow(&today, Some(&plan.order()), day, tally)?;
    let by_chance =
        evaluate(&today, &random_order(&today, day)).map_err(|error| error.to_string())?;
    tally.orders += 1;
    tally.sound_orders += u64::from(by_chance.is_feasible());
    match is_sound(&today, &by_chance) == by_chance.is_feasible() {
        true => Ok(()),
        false => Err(format!("an order by chance: {:?}", by_chance.violations)),
    }
}

/// Plans a day, and fails if the plan claims too much.
fn follow(
    today: &Problem,
    start: Option<&[RouteOrder]>,
    seed: u64,
    tally: &mut Tally,
) -> Result<Solution, String> {
    let budget = Budget { start, ..Budget::iterations(ITERATIONS, seed) };
    let plan = solve(today, &budget, &mut |_| ControlFlow::Continue(()))
        .map_err(|error| error.to_string())?;
    let fixed = today.vehicles.iter().any(|vehicle| !vehicle.first_jobs.is_empty());
    if !plan.is_feasible() {
        tally.broken_before += 1;
        return if fixed { Ok(plan) } else { Err(format!("{:?}", plan.violations)) };
    }
    tally.plans += 1;
    tally.left_out += plan.unplanned.len();
    for route in plan.order() {
        tally.stops += route.jobs.len();
        tally.reloads += route.reloads.len();
    }
    match is_sound(today, &plan) && catch_unwind(|| assert_reloads_are_needed(today, &plan)).is_ok()
    {
        true => Ok(plan),
        false => Err("a plan that claims to keep everything does not".into()),
    }
}

fn is_sound(today: &Problem, plan: &Solution) -> bool {
    catch_unwind(|| assert_sound(today, plan)).is_ok()
}

/// Also from where others wait for it, and from the van that has it.
fn cancel_a_stop(dice: &mut Dice, today: &mut Problem) {
    if today.jobs.is_empty() {
        return;
    }
    let gone = today.jobs.swap_remove((dice.next() % today.jobs.len() as u64) as usize).id;
    today.jobs.iter_mut().for_each(|job| job.after.retain(|&id| id != gone));
    for vehicle in &mut today.vehicles {
        vehicle.first_jobs.retain(|&id| id != gone);
        vehicle.under_way.iter_mut().for_each(|way| way.on_board.retain(|&id| id != gone));
    }
}
