//! `furgo plan`: a problem in VROOM's JSON format in, a plan in its solution format out; with
//! `--check`, both in, and what is broken out. Needs no data folder. What is supported stands in
//! `docs/planning.md`.

mod check;
mod input;
mod judge;
mod legs;
mod number;
mod problem;
mod search;
mod solution;
mod text;
mod violations;

use std::{
    io::{Write, stdout},
    path::{Path, PathBuf},
};

use clap::{ArgAction, Args};
use furgo_planner::{Departure, Problem, Solution, evaluate};

use self::{
    input::Input,
    judge::{Finding, Source, judge},
    legs::Legs,
};
use super::Failure;

/// Of a sentence that repeats what the file says.
const SENTENCE_CHARS_MAX: usize = 600;
/// Who has read so many findings knows enough.
const FINDINGS_MAX: usize = 100;
/// An hour: what is not found by then is not worth waiting for.
const SECONDS_MAX: f64 = 3600.0;

/// What to plan, and for how long; or what to check.
#[derive(Debug, Args)]
pub struct Plan {
    /// The problem, in VROOM's JSON format; - reads it from stdin
    #[arg(required_unless_present = "check", conflicts_with = "check")]
    file: Option<PathBuf>,
    /// Plan nothing: follow a plan of the problem, whoever made it, and say what it breaks
    #[arg(long, action = ArgAction::Set, num_args = 2, value_names = ["PROBLEM", "SOLUTION"], conflicts_with_all = ["seconds", "seed"])]
    check: Option<Vec<PathBuf>>,
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

/// Plans a file, or follows a plan, and prints the answer.
pub fn perform(plan: &Plan) -> Result<(), Failure> {
    if let Some([problem, solution]) = plan.check.as_deref() {
        return check_files(problem, solution);
    }
    let Some(file) = &plan.file else { return Err(Failure::new("name a problem file")) };
    let text = text::read(file)?;
    let answer = answer(&text, &plan.effort).map_err(|why| of_file(file, why))?;
    print(&answer)
}

fn check_files(problem: &Path, solution: &Path) -> Result<(), Failure> {
    let (asked, given) = (text::read(problem)?, text::read(solution)?);
    let input = read(&asked).map_err(|why| of_file(problem, why))?;
    let plan = judge::read(&given).map_err(|why| of_file(solution, one_line(&why)))?;
    let found = judge(&input, &plan, Source::Told);
    if found.is_empty() {
        let (routes, left_out) = (plan.routes.len(), plan.unassigned.len());
        return print(&format!(
            "the plan holds: routes {routes}, jobs {}, left out {left_out}",
            input.jobs.len() - left_out
        ));
    }
    let lines = found.iter().take(FINDINGS_MAX).map(|finding| one_line(finding).to_string());
    print(&lines.collect::<Vec<_>>().join("\n"))?;
    let what = format!("the plan does not hold; findings above: {}", found.len());
    Err(Failure::of(&solution.display().to_string(), what))
}

fn of_file(file: &Path, why: Failure) -> Failure {
    Failure::of(&file.display().to_string(), why)
}

/// A plan that nobody can read was not printed.
fn print(text: &str) -> Result<(), Failure> {
    writeln!(stdout(), "{text}").map_err(|why| Failure::of("cannot print the answer", why))
}

/// The plan for a problem, as text.
///
/// # Errors
/// When the problem cannot be planned: the sentence names the field. When the plan does not hold
/// before an independent judge: it names vehicle and job.
pub fn answer(text: &str, effort: &Effort) -> Result<String, Failure> {
    planned(text, effort).map_err(|failure| one_line(&failure))
}

/// Names in the file may hold anything: line breaks, a terminal's control characters, megabytes.
fn one_line(sentence: &impl ToString) -> Failure {
    let visible = |char: char| if char.is_control() { '\u{fffd}' } else { char };
    let sentence: String =
        sentence.to_string().chars().take(SENTENCE_CHARS_MAX).map(visible).collect();
    Failure::new(sentence)
}

/// A problem that can be planned.
fn read(text: &str) -> Result<Input, Failure> {
    let input = input::read(text).and_then(|input| check::check(&input).map(|()| input));
    input.map_err(|failure| one_line(&failure))
}

fn planned(text: &str, effort: &Effort) -> Result<String, Failure> {
    let input = read(text)?;
    let legs = Legs::of(&input);
    let problem = problem::translate(&input, &legs)?;
    let solution = plan(problem, effort)?;
    judged(&input, &legs, &solution)
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

/// The plan as text, once it has been read like anybody else's and followed.
fn judged(input: &Input, legs: &Legs, solution: &Solution) -> Result<String, Failure> {
    let written = serde_json::to_string(&solution::write(input, legs, solution))
        .map_err(|error| Failure::of("cannot write the plan", error))?;
    let plan = judge::read(&written)?;
    match judge(input, &plan, Source::Estimate).as_slice() {
        [] if solution.is_feasible() => Ok(written),
        found => Err(refused(found, solution)),
    }
}

fn refused(found: &[Finding], solution: &Solution) -> Failure {
    let what = match found.first() {
        Some(first) => first.to_string(),
        None => format!("{:?}", solution.violations),
    };
    Failure::new(format!(
        "the plan that was found does not hold, so it is not printed: {what}. This is a fault of \
         Furgo; please report it with the file, and try another --seed"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use furgo_planner::RouteOrder;
    use serde_json::{Value, json};

    use super::*;

    /// Job 2 closes at 700: it can only come first.
    fn asked() -> Input {
        let problem = json!({
            "vehicles": [{"id": 1, "start_index": 0, "time_window": [0, 86_400], "max_tasks": 1}],
            "jobs": [
                {"id": 1, "location_index": 1, "service": 3_600},
                {"id": 2, "location_index": 2, "time_windows": [[0, 700]]},
            ],
            "matrices": {"car": {"durations": [[0, 100, 600], [100, 0, 500], [600, 500, 0]]}},
        });
        read(&problem.to_string()).unwrap()
    }

    fn in_order(input: &Input, legs: &Legs, jobs: &[u64]) -> Solution {
        let problem = problem::translate(input, legs).unwrap();
        evaluate(&problem, &[RouteOrder::new(1, jobs.to_vec())]).unwrap()
    }

    #[test]
    fn a_plan_that_breaks_something_is_not_printed() {
        let input = asked();
        let legs = Legs::of(&input);
        judged(&input, &legs, &in_order(&input, &legs, &[2])).unwrap();
        let refused = judged(&input, &legs, &in_order(&input, &legs, &[1, 2])).unwrap_err();
        assert_eq!(refused.exit_code(), 1);
        assert!(refused.to_string().contains("vehicle 1: job 2 begins at 4200"), "{refused}");
    }

    #[test]
    fn a_plan_says_what_it_breaks_where_it_does() {
        let input = asked();
        let legs = Legs::of(&input);
        let solution = in_order(&input, &legs, &[1, 2]);
        let written = serde_json::to_value(solution::write(&input, &legs, &solution)).unwrap();
        let late = json!({"cause": "delay", "duration": 3_500});
        let route = &written["routes"][0];
        let of_steps: Vec<&Value> =
            route["steps"].as_array().unwrap().iter().map(|step| &step["violations"]).collect();
        assert_eq!(of_steps, [&json!([]), &json!([]), &json!([late]), &json!([])]);
        assert_eq!(route["violations"], json!([late, {"cause": "max_tasks"}]));
        assert_eq!(written["summary"]["violations"], route["violations"]);
    }
}
