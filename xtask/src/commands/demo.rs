//! Builds everything and serves the filled demo fleet: the first thing a newcomer runs.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use crate::commands::web::{self, Build};
use crate::program::{command, run};
use crate::{Failure, Outcome, project, say};

/// `cargo xtask demo [arguments of furgo demo]`.
///
/// # Errors
/// When a build fails or the server cannot start.
pub fn run_command(arguments: &[String]) -> Outcome<()> {
    web::build(Build::Release)?;
    let furgo = build_server()?;
    say::step("starting the demo fleet; Ctrl-C ends it");
    // The server takes this process's place, so that signals reach it and nothing stays behind.
    let error = Command::new(&furgo).arg("demo").args(arguments).exec();
    Err(Failure::new(format!("cannot start {}: {error}", furgo.display())))
}

/// Builds the server as it is shipped, with the web app inside; returns the program.
///
/// # Errors
/// When the build fails.
pub fn build_server() -> Outcome<PathBuf> {
    say::timed("building the server (4 to 5 minutes the first time on two cores)", || {
        let mut build = command("cargo");
        build.args(["build", "--release", "--package", "furgo-server"]);
        run(build.current_dir(project::root()))
    })?;
    Ok(project::target().join("release/furgo"))
}
