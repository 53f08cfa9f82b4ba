//! `cargo xtask`: sets up, builds, tests, measures and packs Furgo on a fresh machine.
//!
//! It has no dependencies, so that it starts at once and can set up everything else.

mod commands;
mod fingerprint;
mod outcome;
mod program;
mod project;
mod say;
mod setup;
mod sizes;
mod tally;
mod tidy;

use std::process::ExitCode;

pub use outcome::{Failure, Outcome};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    commands::dispatch(&arguments)
}
