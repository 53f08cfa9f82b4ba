//! The command line. Exit codes: 0 done, 1 it failed (one sentence on stderr), 2 wrong
//! usage, 73 another furgo holds the data folder, 74 the data file failed while it was served.

mod data;
mod demo;
mod healthcheck;
mod installation;
pub mod plan;
mod roads;
mod serve;
mod tls;
mod user;

use std::{
    io::{Write, stderr, stdout},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

pub use crate::failure::Failure;

use crate::config::Options;

/// Runs vehicles, packages and delivery routes of a small fleet.
#[derive(Debug, Parser)]
#[command(name = "furgo", version, about, propagate_version = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app and the API.
    Serve,
    /// Serve a filled demo fleet from a folder of its own, made anew each time.
    Demo,
    /// Add people, list them, restore their access. But for `setup-link` and `reset-password`, the
    /// server must not be running.
    #[command(subcommand)]
    User(user::UserCommand),
    /// Verify the data file and everything derived from its records. The server must not be running.
    Check(data::Check),
    /// Write a consistent, verified copy of the data file. The server must not be running.
    Backup(data::Backup),
    /// Give back the room in the data file that is no longer needed. The server must not be running.
    Compact,
    /// Replace the data file with a backup; the old file is kept beside it.
    Restore(data::Restore),
    /// Plan the routes of a problem file in VROOM's JSON format and print its solution format.
    Plan(plan::Plan),
    /// Import the roads of a map extract, or show which are imported.
    #[command(subcommand)]
    Roads(roads::RoadsCommand),
    /// The authority of --tls local: what phones are to trust, or another one.
    #[command(subcommand)]
    Tls(tls::TlsCommand),
    /// Check that a running server works (for containers).
    Healthcheck,
}

/// Does what the command line says.
pub fn run() -> ExitCode {
    let Cli { command, options } = Cli::parse();
    match options.resolve().and_then(|config| perform(command, config)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

fn perform(command: Command, config: crate::config::Config) -> Result<(), Failure> {
    let _log = crate::telemetry::start(&config)?;
    // Making an authority needs no server that would use it.
    if !matches!(command, Command::Tls(_)) {
        config.require_use_of_names()?;
    }
    match command {
        Command::Serve => serve::serve(&config),
        Command::Demo => demo::serve(&config),
        Command::User(command) => user::perform(command, &config),
        Command::Check(check) => data::check(&config, &check),
        Command::Backup(backup) => data::backup(&config, &backup),
        Command::Compact => data::compact(&config),
        Command::Restore(restore) => data::restore(&config, &restore),
        Command::Plan(plan) => plan::perform(&plan),
        Command::Tls(command) => tls::perform(command, &config),
        Command::Roads(command) => roads::perform(&command, &config),
        Command::Healthcheck => healthcheck::ask(&config),
    }
}

/// Says why on stderr. What cannot be said still decides the exit code.
fn complain(failure: &Failure) {
    writeln!(stderr(), "furgo: {failure}").unwrap_or(());
}

/// Says a line on stdout. A reader that went away has heard enough.
fn say(line: &str) {
    writeln!(stdout(), "{line}").unwrap_or(());
}
