//! A day of 1000 stops and 20 vans, with windows, two capacities, shifts, breaks and skills: how long
//! to the first complete plan, how good after how many seconds, and how much memory.
//!
//! `cargo run --release -p furgo-planner --example large_day [MILLISECONDS …]`; without arguments
//! 0.3, 1, 3, 10 and 30 seconds. Memory is what Linux reports for the process, problem and matrix included.

#[path = "../tests/planner/generator.rs"]
#[expect(dead_code, reason = "only its dice are needed here")]
mod generator;
#[path = "../tests/planner/working_day.rs"]
mod working_day;

use std::error::Error;
use std::io::{Write, stdout};
use std::ops::ControlFlow;
use std::time::Instant;

use furgo_planner::{Budget, Clock, Problem, Solution, solve};

const STOPS: usize = 1_000;
const VANS: usize = 20;
const USUAL_MS: [u64; 5] = [300, 1_000, 3_000, 10_000, 30_000];

fn main() -> Result<(), Box<dyn Error>> {
    let asked = std::env::args().skip(1).map(|limit_ms| limit_ms.parse());
    let mut limits_ms: Vec<u64> = asked.collect::<Result<_, _>>()?;
    if limits_ms.is_empty() {
        limits_ms = USUAL_MS.to_vec();
    }
    let day = working_day::working_day(5, STOPS, VANS);
    writeln!(stdout(), "{STOPS} stops, {VANS} vans; the problem alone: {}", memory()?)?;
    report(&day, &Budget::iterations(0, 1))?;
    let started = Instant::now();
    let now_ms = || started.elapsed().as_millis() as u64;
    for limit_ms in limits_ms {
        let clock = Clock { now_ms: &now_ms, limit_ms };
        report(&day, &Budget { clock: Some(clock), seed: 1, ..Budget::default() })?;
    }
    Ok(())
}

/// Plans and prints a line: what took how long and came to what.
fn report(day: &Problem, budget: &Budget) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let (mut rounds, mut complete_ms) = (0, None);
    let plan: Solution = solve(day, budget, &mut |progress| {
        rounds = progress.iterations;
        if progress.unplanned == 0 {
            complete_ms.get_or_insert(started.elapsed().as_millis());
        }
        ControlFlow::Continue(())
    })?;
    let took_ms = started.elapsed().as_millis();
    let complete = complete_ms.map_or("incomplete".to_owned(), |ms| format!("complete at {ms} ms"));
    let (cost, vans, left_out) =
        (plan.cost.total_hundredths(), plan.routes.len(), plan.unplanned.len());
    writeln!(
        stdout(),
        "{took_ms:>6} ms, {rounds:>7} rounds: cost {cost}, {vans} vans, {left_out} left out, \
         {complete}, {}",
        memory()?
    )?;
    Ok(())
}

/// The most memory that this process has held so far.
fn memory() -> Result<String, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    Ok(format!("peak {}", line.ok_or("this is not Linux")?.trim()))
}
