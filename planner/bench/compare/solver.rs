//! The solvers that are compared, and how each is started.

use std::collections::HashMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::classes::Class;

/// Who plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Solver {
    Furgo,
    Pyvrp,
    Ortools,
    Vroom,
    Hgs,
}

impl Solver {
    /// Everybody, in the order of the table.
    pub const ALL: [Self; 5] = [Self::Furgo, Self::Pyvrp, Self::Ortools, Self::Vroom, Self::Hgs];

    /// Those that Furgo runs beside unless told otherwise. HGS-CVRP knows capacity alone.
    pub const PEERS: [Self; 3] = [Self::Pyvrp, Self::Ortools, Self::Vroom];

    /// The word for `--peers`, and the end of its runner's name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Furgo => "furgo",
            Self::Pyvrp => "pyvrp",
            Self::Ortools => "ortools",
            Self::Vroom => "vroom",
            Self::Hgs => "hgs",
        }
    }

    /// What a table calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Furgo => "Furgo",
            Self::Pyvrp => "PyVRP",
            Self::Ortools => "OR-Tools",
            Self::Vroom => "VROOM",
            Self::Hgs => "HGS-CVRP",
        }
    }

    /// Its package on PyPI.
    fn package(self) -> &'static str {
        match self {
            Self::Vroom => "pyvroom",
            Self::Hgs => "hygese",
            _ => self.word(),
        }
    }

    /// Whether another seed makes another run.
    pub fn has_seed(self) -> bool {
        matches!(self, Self::Furgo | Self::Pyvrp | Self::Hgs)
    }

    /// Whether it can plan this kind at all.
    pub fn knows(self, class: Class) -> bool {
        self != Self::Hgs || class == Class::Capacity
    }
}

/// Where the programs are.
#[derive(Debug)]
pub struct Programs {
    /// `planner-bench`.
    pub furgo: PathBuf,
    /// A Python that has the peers.
    pub python: PathBuf,
    /// The folder with the peers' runners.
    pub runners: PathBuf,
    /// The core that every run is pinned to; none where it cannot be.
    pub core: Option<usize>,
}

impl Programs {
    /// The command that solves a file in the common form.
    pub fn command(&self, solver: Solver, file: &Path, budget_ms: u64, seed: u64) -> Command {
        let program = if solver == Solver::Furgo { &self.furgo } else { &self.python };
        let mut command = match self.core {
            None => Command::new(program),
            Some(core) => {
                let mut pinned = Command::new("taskset");
                pinned.args(["-c", &core.to_string()]).arg(program);
                pinned
            }
        };
        let (seconds, seed) = (format!("{}", budget_ms as f64 / 1000.0), seed.to_string());
        match solver {
            Solver::Furgo => {
                command.arg("solve").args(["--seconds", &seconds, "--seed", &seed]).arg(file);
            }
            _ => {
                command.arg(self.runner(solver)).arg(file).args([&seconds, &seed]);
            }
        }
        // Linear algebra below the peers must not start threads of its own.
        for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"] {
            command.env(name, "1");
        }
        command
    }

    fn runner(&self, solver: Solver) -> PathBuf {
        self.runners.join(format!("run_{}.py", solver.word()))
    }

    /// What tells runs of different programs apart: a peer's release, and a number over what runs.
    ///
    /// # Errors
    /// When a program is missing.
    pub fn versions(&self, solvers: &[Solver]) -> Result<HashMap<Solver, String>, Failure> {
        solvers.iter().map(|&solver| Ok((solver, self.version(solver)?))).collect()
    }

    fn version(&self, solver: Solver) -> Result<String, Failure> {
        if solver == Solver::Furgo {
            return Ok(format!("this-{:016x}", fingerprint(&[&self.furgo])?));
        }
        let ask =
            format!("import importlib.metadata as m; print(m.version('{}'))", solver.package());
        let output = Command::new(&self.python).args(["-c", &ask]).output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let why = said.lines().next_back().unwrap_or_default();
            return Err(format!("{} is not installed: {why}", solver.title()).into());
        }
        let files = [self.runner(solver), self.runners.join("peer.py")];
        let number = fingerprint(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
        Ok(format!("{}-{number:016x}", String::from_utf8_lossy(&output.stdout).trim()))
    }
}

fn fingerprint(files: &[&Path]) -> Result<u64, Failure> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        bytes.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// The last core that this process may use, if `taskset` is there to pin to it.
pub fn core() -> Option<usize> {
    let pin =
        Command::new("taskset").args(["-p", &std::process::id().to_string()]).output().ok()?;
    let status = fs::read_to_string("/proc/self/status").ok().filter(|_| pin.status.success())?;
    let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    list.trim().rsplit([',', '-']).next()?.parse().ok()
}

/// How many programs have wanted to run in the last minute, on the average.
pub fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}
