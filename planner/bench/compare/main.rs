//! `planner-compare`: the planner beside other solvers on the same instances.
//!
//! Every run is a process of its own on the same core, every answer is judged here, and nobody's
//! own account of cost or feasibility is believed. Runs are kept, so that a measurement that was
//! interrupted goes on.
#![allow(clippy::print_stdout, reason = "its output is its purpose")]

mod arguments;
mod child;
mod classes;
mod generate;
mod goals;
mod jobs;
mod page;
mod plot;
mod record;
mod selection;
mod solver;
mod summary;
mod table;

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use furgo_planner_bench::Instance;

use arguments::Arguments;
use jobs::Job;
use record::{Journal, Run};
use selection::Candidate;
use solver::{Programs, Solver};

/// Above this load, runs wait for other programs.
const LOAD_MAX: f64 = 0.8;

/// Why a measurement cannot go on, in a sentence.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    match measure(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            println!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &Arguments) -> Result<(), Failure> {
    let out = &arguments.out;
    fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    let path = arguments.out.join("runs.jsonl");
    if arguments.fresh && path.exists() {
        fs::remove_file(&path)?;
    }
    let mut journal = Journal::open(&path)?;
    let programs = programs(arguments)?;
    let mut versions = programs.versions(&arguments.solvers())?;
    let mut jobs = jobs::all(arguments, &candidates(arguments)?);
    jobs.retain(|job| !journal.has(&key(job, &versions)));
    announce(&jobs, &programs);
    run_all(&jobs, &programs, &versions, &mut journal, &arguments.out)?;
    // Peers that had no turn today may have had one in an earlier measurement.
    for solver in Solver::ALL {
        if let Ok(more) = programs.versions(&[solver]) {
            versions.extend(more);
        }
    }
    publish(arguments, &journal.of(&versions), &versions)
}

fn programs(arguments: &Arguments) -> Result<Programs, Failure> {
    let furgo = std::env::current_exe()?.with_file_name("planner-bench");
    let (python, runners) = (arguments.python.clone(), arguments.runners.clone());
    Ok(Programs { furgo, python, runners, core: solver::core() })
}

fn candidates(arguments: &Arguments) -> Result<Vec<Candidate>, Failure> {
    let Some(folder) = &arguments.folder else {
        let each = arguments.per_class.unwrap_or(3).clamp(1, 20);
        return Ok(generate::all(each).into_iter().map(Candidate::made).collect());
    };
    let (found, refused) = selection::in_folder(folder)?;
    refused.iter().for_each(|sentence| println!("left out: {sentence}"));
    match found.is_empty() {
        true => Err(format!("there is no instance in {}", folder.display()).into()),
        false => Ok(found),
    }
}

fn key(job: &Job, versions: &HashMap<Solver, String>) -> record::Key {
    let version = versions.get(&job.solver).cloned().unwrap_or_default();
    (job.candidate.name.clone(), job.solver, version, job.budget_ms, job.seed)
}

fn announce(jobs: &[Job], programs: &Programs) {
    let minutes = jobs::estimate_ms(jobs).div_ceil(60_000);
    let core = programs.core.map_or("any core".to_owned(), |core| format!("core {core}"));
    println!("{} runs on {core}, about {minutes} minutes", jobs.len());
    if let Some(load) = solver::load().filter(|&load| load > LOAD_MAX && !jobs.is_empty()) {
        println!("the machine is busy (load {load}): short budgets will look worse than they are");
    }
    for (class, band) in jobs::groups(jobs) {
        let own = jobs.iter().filter(|job| job.candidate.group() == (class, band));
        let mut names: Vec<&str> = own.map(|job| job.candidate.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let few = names.iter().take(6).copied().collect::<Vec<_>>().join(", ");
        let more = if names.len() > 6 { " …" } else { "" };
        println!("  {}, {} stops: {} ({few}{more})", class.title(), band.title(), names.len());
    }
}

fn run_all(
    jobs: &[Job],
    programs: &Programs,
    versions: &HashMap<Solver, String>,
    journal: &mut Journal,
    scratch: &Path,
) -> Result<(), Failure> {
    let file = scratch.join("instance.json");
    let mut loaded: Option<Instance> = None;
    for (number, job) in jobs.iter().enumerate() {
        if loaded.as_ref().is_none_or(|instance| instance.name != job.candidate.name) {
            let instance = job.candidate.instance()?;
            fs::write(&file, serde_json::to_vec(&instance)?)?;
            loaded = Some(instance);
        }
        if let Some(instance) = &loaded {
            let run = run(job, instance, programs, versions, scratch)?;
            println!("[{}/{}] {}", number + 1, jobs.len(), line(&run));
            journal.add(run)?;
        }
    }
    Ok(())
}

fn run(
    job: &Job,
    instance: &Instance,
    programs: &Programs,
    versions: &HashMap<Solver, String>,
    scratch: &Path,
) -> Result<Run, Failure> {
    let Job { candidate, solver, budget_ms, seed } = job.clone();
    let mut command = programs.command(solver, &scratch.join("instance.json"), budget_ms, seed);
    let budget = Duration::from_millis(budget_ms);
    let found = child::run(&mut command, instance, budget, scratch)?;
    Ok(Run {
        instance: candidate.name,
        class: candidate.class,
        places: candidate.places,
        symmetric: candidate.symmetric,
        solver,
        version: versions.get(&solver).cloned().unwrap_or_default(),
        budget_ms,
        seed,
        cost: found.cost,
        broken: found.broken,
        ms: found.ms,
        memory_kb: found.memory_kb,
        best_known: candidate.best_known,
    })
}

fn line(run: &Run) -> String {
    let seconds = run.budget_ms as f64 / 1000.0;
    let outcome = match (run.feasible(), run.best_known) {
        (Some(cost), Some(best)) => {
            format!("{cost} ({:+.2} %)", 100.0 * (cost - best) as f64 / best.max(1) as f64)
        }
        (Some(cost), None) => cost.to_string(),
        (None, _) => format!("infeasible: {}", run.broken.as_deref().unwrap_or("no plan")),
    };
    let (name, solver, seed) = (&run.instance, run.solver.title(), run.seed);
    format!("{name}, {seconds} s, {solver}, seed {seed}: {outcome}, {} ms", run.ms)
}

fn publish(
    arguments: &Arguments,
    runs: &[Run],
    versions: &HashMap<Solver, String>,
) -> Result<(), Failure> {
    let name = arguments.picture.file_name().unwrap_or_default().to_string_lossy();
    let report = page::report(runs, versions, &format!("images/{name}"));
    fs::write(arguments.out.join("report.md"), &report.text)?;
    if let Some(picture) = &report.picture {
        fs::write(arguments.out.join(&*name), picture)?;
    }
    println!("\n{}", report.text);
    if arguments.write {
        page::write(&arguments.page, &report.text)?;
        if let Some(picture) = &report.picture {
            fs::create_dir_all(arguments.picture.parent().unwrap_or(Path::new(".")))?;
            fs::write(&arguments.picture, picture)?;
        }
    }
    Ok(())
}
