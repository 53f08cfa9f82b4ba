//! One file for each command of `cargo xtask`, and the table that names them.

use std::process::ExitCode;

use crate::setup::compiler;
use crate::{Outcome, say};

mod bench;
mod check;
mod demo;
mod dist;
mod fuzz;
mod portable;
mod test;
mod web;

/// A command: its name, what `--help` says about it, and what it does with its arguments.
struct Entry {
    name: &'static str,
    help: &'static str,
    run: fn(&[String]) -> Outcome<()>,
}

const ENTRIES: &[Entry] = &[
    Entry {
        name: "demo",
        help: "build everything and serve a filled demo fleet (arguments go to `furgo demo`)",
        run: demo::run_command,
    },
    Entry {
        name: "test",
        help: "set up, check and build everything, and run every test",
        run: test::run_command,
    },
    Entry {
        name: "check",
        help: "check format, lints, tidiness and licences",
        run: check::run_command,
    },
    Entry {
        name: "web",
        help: "build the web app into target/web-dist (--dev: quick and unoptimised)",
        run: web::run_command,
    },
    Entry {
        name: "fuzz",
        help: "send mutated input to one target for some time (TARGET --seconds N)",
        run: fuzz::run_command,
    },
    Entry { name: "bench", help: bench::HELP, run: bench::run_command },
    Entry {
        name: "dist",
        help: "pack the program for this machine's kind into target/dist",
        run: dist::run_command,
    },
];

/// Runs the command that the arguments name. Exit code 1: it failed; 2: there is no such command.
pub fn dispatch(arguments: &[String]) -> ExitCode {
    let name = arguments.first().map_or("help", String::as_str);
    if matches!(name, "help" | "--help" | "-h") {
        say::result(&help());
        return ExitCode::SUCCESS;
    }
    let Some(entry) = ENTRIES.iter().find(|entry| entry.name == name) else {
        say::note(&format!("there is no command `{name}`\n\n{}", help()));
        return ExitCode::from(2);
    };
    match compiler::pin(arguments).and_then(|()| (entry.run)(&arguments[1..])) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say::step(&format!("{name} failed: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn help() -> String {
    let lines = ENTRIES.iter().map(|entry| format!("  {:<8}{}", entry.name, entry.help));
    let lines: Vec<String> = lines.collect();
    format!("Usage: cargo xtask <command> [arguments]\n\n{}", lines.join("\n"))
}
