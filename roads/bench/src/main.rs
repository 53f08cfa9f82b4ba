//! Furgo's roads beside OSRM on the same extract, and against a graph that another program has
//! prepared. `cargo xtask bench roads` gets both and starts this; `docs/roads.md` holds the result.
//!
//! Nothing here fails on timing; wrong answers do.
#![allow(clippy::print_stdout, reason = "a tool for developers")]

mod beside;
mod fidelity;
mod figures;
mod importing;
mod oracle;
mod osrm;
mod places;
mod plans;
mod tables;

use std::{path::Path, process::ExitCode};

/// What goes wrong here is told to a developer, who reads it once.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
roads-bench beside OSRM_FOLDER EXTRACT.osm.pbf   Furgo beside OSRM: import, tables, times, plans
roads-bench oracle GRAPH.ch.fmi                  Furgo's hierarchy against osmgraphing's
roads-bench import EXTRACT.osm.pbf               what an import takes, for `beside`";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        ["beside", osrm, extract] => beside::compare(Path::new(osrm), Path::new(extract)),
        ["oracle", graph] => oracle::compare(Path::new(graph)),
        ["import", extract] => importing::child(Path::new(extract)),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
