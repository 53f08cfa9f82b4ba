//! `furgo plan`: a problem in VROOM's JSON format in, a plan in its solution format out. Needs no
//! data folder. What is supported stands in `docs/planning.md`.

mod check;
mod input;
mod legs;
mod number;
mod problem;
mod search;
mod solution;

use std::{
    fs::File,
    io::{Read, stdin},
    path::{Path, PathBuf},
};

use clap::Args;
use furgo_planner::{Departure, Problem, Solution, evaluate};

use super::{Failure, say};

/// A matrix of 2,000 places with durations and distances is half of it.
const FILE_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// Of a sentence that repeats what the file says.
const SENTENCE_CHARS_MAX: usize = 600;
/// An hour: what is not found by then is not worth waiting for.
const SECONDS_MAX: f64 = 3600.0;

/// What to plan, and for how long.
#[derive(Debug, Args)]
pub struct Plan {
    /// The problem, in VROOM's JSON format; - reads it from stdin
    file: PathBuf,
    #[command(flatten)]
    effort: Effort,
}

/// How long to search.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Effort {
    /// Search for N seconds. Without it: as long as suits the number of stops, and the same plan
    /// every time
    #[arg(long, value_name = "N", value_parser = seconds)]
    pub seconds: Option<f64>,
    /// Seed of the random search; another seed may find another plan
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.0..=SECONDS_MAX).contains(&seconds) => Ok(seconds),
        _ => Err(format!("give seconds from 0 to {SECONDS_MAX}")),
    }
}

/// Plans a file and prints the answer.
pub fn perform(plan: &Plan) -> Result<(), Failure> {
    let text = read(&plan.file)?;
    let answer = answer(&text, &plan.effort)
        .map_err(|why| Failure::of(&plan.file.display().to_string(), why))?;
    say(&answer);
    Ok(())
}

fn read(file: &Path) -> Result<String, Failure> {
    let cannot = |why| {
        Failure::of(&format!("cannot read {}; name a file, or - for stdin", file.display()), why)
    };
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = match file.as_os_str() == "-" {
        true => Box::new(stdin()),
        false => Box::new(File::open(file).map_err(cannot)?),
    };
    source.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        let megabytes = FILE_BYTES_MAX / 1024 / 1024;
        let why = format!("it has more than {megabytes} MB; split it, by area or by day");
        return Err(Failure::of(&file.display().to_string(), why));
    }
    String::from_utf8(bytes).map_err(|_why| {
        Failure::of(&file.display().to_string(), "this is not UTF-8 text; save it as UTF-8")
    })
}

/// The plan for a problem, as text.
///
/// # Errors
/// When the problem cannot be planned: the sentence names the field.
pub fn answer(text: &str, effort: &Effort) -> Result<String, Failure> {
    planned(text, effort).map_err(|failure| Failure::new(one_line(&failure.to_string())))
}

/// Names in the file may hold anything: line breaks, a terminal's control characters, megabytes.
fn one_line(sentence: &str) -> String {
    let visible = |char: char| if char.is_control() { '\u{fffd}' } else { char };
    sentence.chars().take(SENTENCE_CHARS_MAX).map(visible).collect()
}

fn planned(text: &str, effort: &Effort) -> Result<String, Failure> {
    let input = input::read(text)?;
    check::check(&input)?;
    let legs = legs::Legs::of(&input);
    let problem = problem::translate(&input, &legs)?;
    let solution = plan(problem, effort)?;
    let written = serde_json::to_string(&solution::write(&input, &legs, &solution));
    written.map_err(|error| Failure::of("cannot write the plan", error))
}

fn plan(mut problem: Problem, effort: &Effort) -> Result<Solution, Failure> {
    let cannot = |why: furgo_planner::ProblemError| Failure::new(why.to_string());
    let found = search::search(&problem, effort).map_err(cannot)?;
    // Waiting costs nothing here, so nobody searched for less of it: leaving later is enough.
    for vehicle in &mut problem.vehicles {
        vehicle.departure = Departure::JustInTime;
    }
    evaluate(&problem, &found.order()).map_err(cannot)
}
