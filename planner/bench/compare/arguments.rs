//! The command line.

use std::path::PathBuf;

use clap::Parser;

use crate::Failure;
use crate::classes::Class;
use crate::solver::Solver;

/// Runs the planner beside others on the same instances, with the same time, on one core.
#[derive(Debug, Parser)]
pub struct Arguments {
    /// A folder with instances; generated ones without it.
    pub folder: Option<PathBuf>,
    /// Seconds for each run.
    #[arg(long = "budgets", value_delimiter = ',', default_value = "0.3,1,5,10", value_parser = milliseconds)]
    pub budgets_ms: Vec<u64>,
    #[arg(long, value_delimiter = ',', default_value = "1")]
    pub seeds: Vec<u64>,
    /// Kinds: tsptw, tsp, capacity, narrow, wide; all without it.
    #[arg(long, value_delimiter = ',', value_parser = class)]
    pub classes: Vec<Class>,
    /// Peers: pyvrp, ortools, vroom, hgs; `none` for Furgo alone; the first three without it.
    #[arg(long, value_delimiter = ',', value_parser = peer)]
    peers: Vec<Peer>,
    /// Instances of each kind and size; without it, as many as fit into 24 minutes.
    #[arg(long)]
    pub per_class: Option<usize>,
    /// Every instance.
    #[arg(long)]
    pub all: bool,
    /// Instead: every instance of one van with windows, half a second each, beside PyVRP.
    #[arg(long)]
    pub one_van: bool,
    /// Instead: one van with about 60 stops, a tenth of a second each.
    #[arg(long)]
    pub small: bool,
    /// Instead: the memory that a thousand stops take.
    #[arg(long)]
    pub memory: bool,
    /// Forgets the runs of earlier measurements.
    #[arg(long)]
    pub fresh: bool,
    /// Writes the tables and the picture of all runs so far into the documentation.
    #[arg(long)]
    pub write: bool,
    /// Where runs are kept.
    #[arg(long, default_value = "target/bench/planner")]
    pub out: PathBuf,
    /// The page that `--write` changes, and its picture.
    #[arg(long, default_value = "docs/planning.md")]
    pub page: PathBuf,
    #[arg(long, default_value = "docs/images/planner-bench.svg")]
    pub picture: PathBuf,
    /// A Python in which the peers are installed.
    #[arg(long, default_value = "python3")]
    pub python: PathBuf,
    /// The folder with the peers' runners.
    #[arg(long, default_value = "planner/bench/peers")]
    pub runners: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Peer {
    Nobody,
    Is(Solver),
}

impl Arguments {
    /// Furgo and the peers.
    pub fn solvers(&self) -> Vec<Solver> {
        self.solvers_or(&Solver::PEERS)
    }

    /// Furgo and the peers that were named, or these where none was.
    pub fn solvers_or(&self, peers: &[Solver]) -> Vec<Solver> {
        let chosen = |solver: &Solver| match self.peers.is_empty() {
            true => peers.contains(solver),
            false => self.peers.contains(&Peer::Is(*solver)),
        };
        let everybody = Solver::ALL.into_iter();
        everybody.filter(|solver| *solver == Solver::Furgo || chosen(solver)).collect()
    }

    pub fn has_class(&self, class: Class) -> bool {
        self.classes.is_empty() || self.classes.contains(&class)
    }
}

fn milliseconds(word: &str) -> Result<u64, Failure> {
    let seconds: f64 = word.parse()?;
    match (0.001..=3600.0).contains(&seconds) {
        true => Ok((seconds * 1000.0).round() as u64),
        false => Err("a budget is from 0.001 to 3600 seconds".into()),
    }
}

fn class(word: &str) -> Result<Class, Failure> {
    let found = Class::ALL.into_iter().find(|class| class.word() == word);
    found.ok_or_else(|| format!("there is no kind {word}").into())
}

fn peer(word: &str) -> Result<Peer, Failure> {
    if word == "none" {
        return Ok(Peer::Nobody);
    }
    let found = Solver::ALL.into_iter().find(|solver| solver.word() == word);
    found.map(Peer::Is).ok_or_else(|| format!("there is no peer {word}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(std::iter::once("x").chain(line.split_whitespace()))
    }

    #[test]
    fn lists_are_split_and_checked() {
        let arguments = parsed("folder --budgets 0.3,10 --classes tsp,wide --peers hgs,vroom")
            .expect("every word is known");
        assert_eq!(arguments.budgets_ms, [300, 10_000]);
        assert_eq!(arguments.solvers(), [Solver::Furgo, Solver::Vroom, Solver::Hgs]);
        assert!(arguments.has_class(Class::OneVan) && !arguments.has_class(Class::Capacity));
        for wrong in ["--budgets 0", "--budgets x", "--classes all", "--peers cplex"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn furgo_runs_alone_only_when_asked() {
        let solvers = |line| parsed(line).map(|arguments| arguments.solvers()).ok();
        assert_eq!(solvers("--peers none"), Some(vec![Solver::Furgo]));
        assert_eq!(solvers("").map(|solvers| solvers.len()), Some(4));
    }
}
