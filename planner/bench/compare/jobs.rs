//! What is to be run: every solver in turn on the same instance with the same budget.

use crate::arguments::Arguments;
use crate::classes::{Class, Group};
use crate::selection::{Candidate, spread};
use crate::solver::Solver;

/// Starting a solver and building its model, on the average.
const START_MS: u64 = 600;

/// A default measurement ends within so many minutes.
const MINUTES_MAX: u64 = 24;

/// Instances of each kind and size that a default measurement takes at most.
const EACH_MAX: usize = 5;

/// Half a second for one van, and a first feasible tour.
const ONE_VAN_MS: u64 = 500;
const FIRST_MS: u64 = 50;

/// Sixty stops are planned while one looks; what that is worth is measured from a long run.
const SMALL_MS: u64 = 100;
const SMALL_REFERENCE_MS: u64 = 3_000;
const SMALL_PLACES: std::ops::RangeInclusive<usize> = 56..=66;

/// Places from which memory is measured, and how long.
const MEMORY_PLACES_MIN: usize = 901;
const MEMORY_MS: u64 = 3_000;

/// One run that is to be made.
#[derive(Clone, Debug)]
pub struct Job {
    pub candidate: Candidate,
    pub solver: Solver,
    pub budget_ms: u64,
    pub seed: u64,
}

/// All runs that the arguments ask for, instance by instance.
pub fn all(arguments: &Arguments, candidates: &[Candidate]) -> Vec<Job> {
    let is_wanted = |candidate: &&Candidate| arguments.has_class(candidate.class);
    let wanted: Vec<Candidate> = candidates.iter().filter(is_wanted).cloned().collect();
    let mut jobs = Vec::new();
    if arguments.one_van {
        jobs.extend(one_van(arguments, &wanted));
    }
    if arguments.small {
        jobs.extend(small(arguments, &wanted));
    }
    if arguments.memory {
        jobs.extend(memory(&wanted));
    }
    if !(arguments.one_van || arguments.small || arguments.memory) {
        jobs.extend(comparison(arguments, &wanted));
    }
    jobs
}

/// How long the jobs take, about.
pub fn estimate_ms(jobs: &[Job]) -> u64 {
    jobs.iter().map(|job| job.budget_ms + START_MS).sum()
}

fn comparison(arguments: &Arguments, wanted: &[Candidate]) -> Vec<Job> {
    let of = |each: usize| -> Vec<Job> {
        let chosen = spread(wanted, each);
        chosen.iter().flat_map(|one| turns(arguments, one, &arguments.budgets_ms)).collect()
    };
    if arguments.all {
        return of(usize::MAX);
    }
    if let Some(each) = arguments.per_class {
        return of(each);
    }
    let limit_ms = MINUTES_MAX * 60_000;
    let short = (1..=EACH_MAX).rev().map(of).find(|jobs| estimate_ms(jobs) <= limit_ms);
    short.unwrap_or_else(|| of(1))
}

/// For each budget and seed, everybody in turn. Who has no seed runs once.
fn turns(arguments: &Arguments, candidate: &Candidate, budgets_ms: &[u64]) -> Vec<Job> {
    let mut jobs = Vec::new();
    for &budget_ms in budgets_ms {
        for (turn, &seed) in arguments.seeds.iter().enumerate() {
            let solvers = arguments.solvers();
            let runs = solvers
                .into_iter()
                .filter(|solver| solver.knows(candidate.class) && (turn == 0 || solver.has_seed()));
            jobs.extend(runs.map(|solver| job(candidate, solver, budget_ms, seed)));
        }
    }
    jobs
}

fn one_van(arguments: &Arguments, wanted: &[Candidate]) -> Vec<Job> {
    let is_tour = |candidate: &&Candidate| candidate.class == Class::OneVanWindows;
    let mut jobs = Vec::new();
    for candidate in wanted.iter().filter(is_tour) {
        for &seed in &arguments.seeds {
            let solvers = arguments.solvers_or(&[Solver::Pyvrp]);
            let known = solvers.into_iter().filter(|solver| solver.knows(candidate.class));
            jobs.extend(known.map(|solver| job(candidate, solver, ONE_VAN_MS, seed)));
            jobs.push(job(candidate, Solver::Furgo, FIRST_MS, seed));
        }
    }
    jobs
}

fn small(arguments: &Arguments, wanted: &[Candidate]) -> Vec<Job> {
    let is_small = |candidate: &&Candidate| {
        matches!(candidate.class, Class::OneVan | Class::OneVanWindows)
            && SMALL_PLACES.contains(&candidate.places)
    };
    let mut jobs = Vec::new();
    for candidate in wanted.iter().filter(is_small) {
        for &seed in &arguments.seeds {
            jobs.push(job(candidate, Solver::Furgo, SMALL_MS, seed));
            if candidate.best_known.is_none() {
                jobs.push(job(candidate, Solver::Furgo, SMALL_REFERENCE_MS, seed));
            }
        }
    }
    jobs
}

fn memory(wanted: &[Candidate]) -> Vec<Job> {
    let large: Vec<Candidate> =
        wanted.iter().filter(|one| one.places >= MEMORY_PLACES_MIN).cloned().collect();
    spread(&large, 2).iter().map(|one| job(one, Solver::Furgo, MEMORY_MS, 1)).collect()
}

fn job(candidate: &Candidate, solver: Solver, budget_ms: u64, seed: u64) -> Job {
    Job { candidate: candidate.clone(), solver, budget_ms, seed }
}

/// The groups that the jobs are about.
pub fn groups(jobs: &[Job]) -> std::collections::BTreeSet<Group> {
    jobs.iter().map(|job| job.candidate.group()).collect()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    /// Two of each kind and size.
    fn candidates() -> Vec<Candidate> {
        let sizes = |class: Class| match class {
            Class::OneVan | Class::OneVanWindows => vec![61, 201],
            _ => vec![101, 301, 1_001],
        };
        let of = |class: Class| sizes(class).into_iter().map(move |places| (class, places));
        let kinds = Class::ALL.into_iter().flat_map(of);
        let named = |(class, places): (Class, usize)| {
            ["a", "b"].map(|letter| Candidate::sized(&format!("{letter}-{places}"), class, places))
        };
        kinds.flat_map(named).collect()
    }

    fn jobs(line: &str) -> Vec<Job> {
        let words = std::iter::once("x").chain(line.split_whitespace());
        let arguments = Arguments::parse_from(words);
        all(&arguments, &candidates())
    }

    #[test]
    fn the_default_ends_within_its_time_and_takes_every_kind() {
        let jobs = jobs("");
        assert!(estimate_ms(&jobs) <= MINUTES_MAX * 60_000);
        assert_eq!(groups(&jobs).len(), 13);
    }

    #[test]
    fn everybody_takes_turns_on_one_instance_and_who_has_no_seed_runs_once() {
        let jobs = jobs("--classes capacity --per-class 1 --budgets 0.3,1 --seeds 1,2");
        let first: Vec<_> = jobs[..6].iter().map(|job| (job.solver, job.seed)).collect();
        let expected = [
            (Solver::Furgo, 1),
            (Solver::Pyvrp, 1),
            (Solver::Ortools, 1),
            (Solver::Vroom, 1),
            (Solver::Furgo, 2),
            (Solver::Pyvrp, 2),
        ];
        assert_eq!(first, expected);
        assert!(jobs[..12].iter().all(|job| job.candidate.name == jobs[0].candidate.name));
        assert_eq!((jobs[5].budget_ms, jobs[6].budget_ms), (300, 1_000));
    }

    #[test]
    fn the_smaller_measurements_take_what_they_are_about() {
        let one_van = jobs("--one-van");
        assert!(one_van.iter().all(|job| job.candidate.class == Class::OneVanWindows));
        assert!(one_van.iter().all(|job| matches!(job.solver, Solver::Furgo | Solver::Pyvrp)));
        assert!(jobs("--small").iter().all(|job| job.candidate.places == 61));
        assert!(jobs("--memory").iter().all(|job| job.solver == Solver::Furgo));
        assert!(!jobs("--memory").is_empty());
    }
}
