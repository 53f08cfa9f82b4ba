//! Runs and the file that keeps them: one line of JSON each, so that a measurement that was
//! interrupted goes on where it stopped.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::classes::{Band, Class, Group};
use crate::solver::Solver;

/// What one solver did with one instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    pub instance: String,
    pub class: Class,
    /// Places, the depot included.
    pub places: usize,
    /// Whether every way back is as long as the way there.
    pub symmetric: bool,
    pub solver: Solver,
    pub version: String,
    pub budget_ms: u64,
    pub seed: u64,
    /// What the judge computed; none where there were no routes at all.
    pub cost: Option<i64>,
    /// Why the routes do not count.
    pub broken: Option<String>,
    /// The solver's own wall time.
    pub ms: u64,
    /// The most that the process ever held.
    pub memory_kb: u64,
    pub best_known: Option<i64>,
}

impl Run {
    /// The row that the run belongs to.
    pub fn group(&self) -> Group {
        (self.class, Band::of(self.places))
    }

    /// The cost of a plan that keeps every constraint.
    pub fn feasible(&self) -> Option<i64> {
        self.cost.filter(|_| self.broken.is_none())
    }

    fn key(&self) -> Key {
        (self.instance.clone(), self.solver, self.version.clone(), self.budget_ms, self.seed)
    }
}

/// What makes a run the same run.
pub type Key = (String, Solver, String, u64, u64);

/// All runs so far.
#[derive(Debug)]
pub struct Journal {
    file: File,
    runs: Vec<Run>,
    places: HashMap<Key, usize>,
}

impl Journal {
    /// Opens the file and reads what is there. A line that was cut short is left out.
    ///
    /// # Errors
    /// When the file cannot be read or made.
    pub fn open(path: &Path) -> io::Result<Self> {
        let text = if path.exists() { fs::read_to_string(path)? } else { String::new() };
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n")?;
        }
        let mut journal = Self { file, runs: Vec::new(), places: HashMap::new() };
        text.lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .for_each(|run| journal.keep(run));
        Ok(journal)
    }

    /// Whether this run was made already.
    pub fn has(&self, key: &Key) -> bool {
        self.places.contains_key(key)
    }

    /// Keeps a run, on the disk first.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, run: Run) -> io::Result<()> {
        let mut line = serde_json::to_string(&run)?;
        line.push('\n');
        self.file.write_all(line.as_bytes())?;
        self.keep(run);
        Ok(())
    }

    /// The runs of these versions of the solvers.
    pub fn of(&self, versions: &HashMap<Solver, String>) -> Vec<Run> {
        let current = |run: &&Run| versions.get(&run.solver) == Some(&run.version);
        self.runs.iter().filter(current).cloned().collect()
    }

    fn keep(&mut self, run: Run) {
        match self.places.get(&run.key()) {
            Some(&place) => self.runs[place] = run,
            None => {
                self.places.insert(run.key(), self.runs.len());
                self.runs.push(run);
            }
        }
    }
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used, reason = "a failing set-up is a failing test")]

    use super::*;

    /// A feasible run of one second, with a best known cost of 1000.
    pub fn run(instance: &str, solver: Solver, cost: i64) -> Run {
        Run {
            instance: instance.to_owned(),
            class: Class::Capacity,
            places: 101,
            symmetric: true,
            solver,
            version: "1".to_owned(),
            budget_ms: 1_000,
            seed: 1,
            cost: Some(cost),
            broken: None,
            ms: 1_000,
            memory_kb: 9_000,
            best_known: Some(1_000),
        }
    }

    #[test]
    fn an_interrupted_journal_goes_on_after_its_last_whole_line() {
        let path = std::env::temp_dir().join(format!("furgo-journal-{}", std::process::id()));
        let first = run("a", Solver::Furgo, 1_010);
        Journal::open(&path).unwrap().add(first.clone()).unwrap();
        OpenOptions::new().append(true).open(&path).unwrap().write_all(b"{\"insta").unwrap();

        let mut journal = Journal::open(&path).unwrap();
        let second = run("b", Solver::Pyvrp, 1_020);
        assert!(journal.has(&first.key()) && !journal.has(&second.key()));
        journal.add(second.clone()).unwrap();

        let versions = [Solver::Furgo, Solver::Pyvrp].map(|solver| (solver, "1".to_owned()));
        let runs = Journal::open(&path).unwrap().of(&versions.into());
        assert_eq!(runs, [first, second]);
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn runs_of_another_version_are_not_mixed_in() {
        let path = std::env::temp_dir().join(format!("furgo-journal-v-{}", std::process::id()));
        let mut journal = Journal::open(&path).unwrap();
        journal.add(run("a", Solver::Furgo, 1_010)).unwrap();
        assert!(journal.of(&[(Solver::Furgo, "2".to_owned())].into()).is_empty());
        fs::remove_file(path).unwrap();
    }
}
