//! Furgo beside PocketBase on this machine: requests per second of the same work, under the same
//! load, round by round in turn. `docs/performance.md` says what the figures mean.

pub(super) mod contender;
pub(super) mod http;
mod load;
mod rivals;

use std::fs;
use std::path::PathBuf;

use self::contender::Contender;
use self::load::{Cell, Task, Wrk};
use crate::{Failure, Outcome, project, say};

/// By how much Furgo is to be faster, on every row.
const RATIO_MIN: f64 = 5.0;

/// What is measured; creating comes last, because it makes the data grow.
const TASKS: [Task; 3] = [Task::Get, Task::List, Task::Create];
const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// How much is measured. With these figures it takes about seven minutes.
#[derive(Debug, PartialEq, Eq)]
struct Extent {
    rounds: usize,
    /// Seconds of load for each row, server and round.
    seconds: u64,
    packages: usize,
    /// Where the data lie.
    folder: PathBuf,
}

impl Extent {
    fn read(arguments: &[String]) -> Outcome<Self> {
        let folder = project::root().join("target/bench-server");
        let mut extent = Self { rounds: 5, seconds: 3, packages: 100_000, folder };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { return Err(usage()) };
            let number = || value.parse::<usize>().ok().filter(|number| *number > 0);
            match name.as_str() {
                "--rounds" => extent.rounds = number().ok_or_else(usage)?,
                "--seconds" => extent.seconds = value.parse().ok().ok_or_else(usage)?,
                "--packages" => extent.packages = number().ok_or_else(usage)?,
                "--folder" => extent.folder = PathBuf::from(value).join("furgo-bench-server"),
                _ => return Err(usage()),
            }
        }
        Ok(extent)
    }
}

fn usage() -> Failure {
    Failure::new(
        "cargo xtask bench server [--rounds 5] [--seconds 3] [--packages 100000] [--folder FOLDER]",
    )
}

/// The programs that take part.
pub struct Programs {
    pub furgo: PathBuf,
    pub pocketbase: PathBuf,
    pub wrk: PathBuf,
}

/// Measures and prints the table.
///
/// # Errors
/// When a server fails, or a row is below what was promised.
pub fn measure(programs: &Programs, arguments: &[String]) -> Outcome<()> {
    let extent = Extent::read(arguments)?;
    if extent.folder.exists() {
        fs::remove_dir_all(&extent.folder)?;
    }
    fs::create_dir_all(&extent.folder)?;
    let rows = measure_in(programs, &extent)?;
    fs::remove_dir_all(&extent.folder)?;
    print(&extent, &rows);
    let slow = rows.iter().filter(|row| row.ratio() < RATIO_MIN).count();
    match slow {
        0 => Ok(()),
        _ => Err(Failure::new(format!("{slow} rows are below {RATIO_MIN} times"))),
    }
}

fn measure_in(programs: &Programs, extent: &Extent) -> Outcome<Vec<Row>> {
    let (folder, packages) = (&extent.folder, extent.packages);
    let title = |name: &str| format!("filling {name} with {packages} packages over its API");
    let furgo = say::timed(&title("Furgo"), || rivals::furgo(&programs.furgo, folder, packages))?;
    let pocketbase = say::timed(&title("PocketBase"), || {
        rivals::pocketbase(&programs.pocketbase, folder, packages)
    })?;
    let wrk = Wrk { program: programs.wrk.clone(), folder: folder.clone() };
    let mut rows: Vec<Row> = TASKS
        .iter()
        .flat_map(|task| CONNECTIONS.map(|connections| Cell { task: *task, connections }))
        .map(Row::new)
        .collect();
    for task in TASKS {
        say::step(&format!("{}: {} rounds", task.name(), extent.rounds));
        for _ in 0..extent.rounds {
            // Furgo's tokens live for a quarter of an hour.
            let furgo_token = (furgo.sign_in)(furgo.address)?;
            let pocketbase_token = (pocketbase.sign_in)(pocketbase.address)?;
            for row in rows.iter_mut().filter(|row| row.cell.task == task) {
                let load = |contender: &Contender, token: &str| {
                    wrk.measure(row.cell, contender, token, extent.seconds)
                };
                row.furgo.push(load(&furgo, &furgo_token)?);
                row.pocketbase.push(load(&pocketbase, &pocketbase_token)?);
            }
        }
    }
    Ok(rows)
}

/// Requests per second, a figure for each round.
struct Row {
    cell: Cell,
    furgo: Vec<f64>,
    pocketbase: Vec<f64>,
}

impl Row {
    fn new(cell: Cell) -> Self {
        Self { cell, furgo: Vec::new(), pocketbase: Vec::new() }
    }

    fn ratio(&self) -> f64 {
        median(&self.furgo) / median(&self.pocketbase)
    }
}

fn print(extent: &Extent, rows: &[Row]) {
    say::result(&format!(
        "Requests per second at {} packages: median of {} rounds of {} s (lowest–highest).\n",
        extent.packages, extent.rounds, extent.seconds
    ));
    say::result("| Request | Connections | Furgo | PocketBase | Ratio |");
    say::result("|---|---:|---:|---:|---:|");
    for row in rows {
        say::result(&format!(
            "| {} | {} | {} | {} | {:.1} |",
            row.cell.task.name(),
            row.cell.connections,
            spread(&row.furgo),
            spread(&row.pocketbase),
            row.ratio(),
        ));
    }
}

fn spread(rates: &[f64]) -> String {
    let lowest = rates.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = rates.iter().copied().fold(0.0, f64::max);
    format!("{:.0} ({lowest:.0}–{highest:.0})", median(rates))
}

fn median(rates: &[f64]) -> f64 {
    let mut rates = rates.to_vec();
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_told_by_its_median_and_its_spread() {
        let row = Row {
            cell: Cell { task: Task::Get, connections: 1 },
            furgo: vec![50.0, 10.0, 60.0],
            pocketbase: vec![9.0, 10.0, 11.0],
        };
        assert_eq!(spread(&row.furgo), "50 (10–60)");
        assert!((row.ratio() - 5.0).abs() < 1e-9);
    }

    #[test]
    fn arguments_are_read_and_wrong_ones_refused() {
        let read = |arguments: &[&str]| {
            Extent::read(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(read(&["--rounds", "2"]).ok().map(|extent| extent.rounds), Some(2));
        for wrong in [&["--rounds"][..], &["--rounds", "0"], &["--speed", "2"]] {
            assert!(read(wrong).is_err());
        }
    }
}
