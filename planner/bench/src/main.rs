//! `planner-bench`: solves and exports benchmark instances.
#![allow(clippy::print_stdout, reason = "its output is its purpose")]

use std::{path::PathBuf, process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};
use furgo_planner_bench::{best_known, judge, read, run};
use serde_json::json;

/// Benchmark instances for the planner.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Plans each file and prints a line of JSON for it.
    Solve {
        files: Vec<PathBuf>,
        #[arg(long, default_value_t = 1.0)]
        seconds: f64,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Count the processor's time instead of the wall's.
        #[arg(long)]
        by_processor: bool,
    },
    /// Prints the common form of an instance as JSON.
    Export { file: PathBuf },
}

fn main() -> ExitCode {
    match obey(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{}", json!({ "error": error.to_string() }));
            ExitCode::FAILURE
        }
    }
}

fn obey(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        Command::Export { file } => println!("{}", serde_json::to_string(&read(&file)?)?),
        Command::Solve { files, seconds, seed, by_processor } => {
            for file in files {
                let instance = read(&file)?;
                let limit = Duration::from_secs_f64(seconds);
                let found = run(&instance, limit, seed, by_processor)?;
                let verdict = judge(&instance, &found.routes);
                let best = best_known(&file, &instance);
                let gap = best.map(|best| 100.0 * (verdict.cost - best) as f64 / best as f64);
                let line = json!({
                    "name": instance.name, "cost": verdict.cost, "best_known": best,
                    "gap_percent": gap, "broken": verdict.broken, "ms": found.ms,
                    "iterations": found.iterations, "routes": found.routes,
                });
                println!("{line}");
            }
        }
    }
    Ok(())
}
