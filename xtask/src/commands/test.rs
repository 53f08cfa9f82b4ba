//! Sets up, builds and runs every test. What continuous integration calls.
//!
//! A suite that fails does not keep the next from running: one run tells everything.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::commands::web::{self, Build};
use crate::program::{command, find, run, watch};
use crate::setup::{browser, node_tools};
use crate::tally::Tally;
use crate::{Failure, Outcome, project, say};

/// Every crate but the web app, whose crate features must not leak into the others.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "furgo-web"];

/// `cargo xtask test`.
///
/// # Errors
/// When the set-up, a build or a test fails.
pub fn run_command(arguments: &[String]) -> Outcome<()> {
    if !arguments.is_empty() {
        return Err(Failure::new("`test` takes no arguments; it runs everything"));
    }
    let browser = browser::ensure();
    let modules = node_tools::ensure()?;
    web::build(Build::Release)?;
    say::step("checking the format");
    run(in_root("cargo").args(["fmt", "--all", "--", "--check"]))?;
    let furgo = build_all()?;

    let mut tally = Tally::default();
    suite("native tests", &mut tests(&NATIVE, &furgo), &mut tally)?;
    suite("tests in the documentation", &mut documentation_tests(), &mut tally)?;
    suite("the web app's own logic", &mut tests(&["--package", "furgo-web"], &furgo), &mut tally)?;
    match browser {
        Ok(browser) => {
            suite("browser tests", &mut browser_tests(&browser, &modules, &furgo), &mut tally)?;
        }
        // Said at the end, where it is seen: without a browser half of the promise is untested.
        Err(why) => tally.cannot_run("browser tests", &why),
    }
    tally.conclude()
}

fn suite(title: &str, command: &mut Command, tally: &mut Tally) -> Outcome<()> {
    say::step(title);
    let status = watch(command, |line| tally.read(line))?;
    tally.end_suite(title, status.success());
    Ok(())
}

fn build_all() -> Outcome<PathBuf> {
    say::timed("building the server and all tests (3 to 5 minutes the first time)", || {
        run(in_root("cargo").arg("build").args(NATIVE).arg("--all-targets"))
    })?;
    Ok(project::target().join("debug/furgo"))
}

/// nextest runs tests in parallel processes; plain `cargo test` does where it is missing.
fn tests(packages: &[&str], furgo: &Path) -> Command {
    let mut command = in_root("cargo");
    match find("cargo-nextest") {
        Some(_) => command.args(["nextest", "run", "--no-fail-fast"]),
        None => command.args(["test", "--no-fail-fast", "--all-targets"]),
    };
    command.args(packages).env("FURGO_BIN", furgo);
    command
}

fn documentation_tests() -> Command {
    let mut command = in_root("cargo");
    command.args(["test", "--doc", "--no-fail-fast", "--quiet"]).args(NATIVE);
    command
}

fn browser_tests(browser: &browser::Browser, modules: &Path, furgo: &Path) -> Command {
    let mut command = in_root("node");
    command
        .arg("tests/browser/run.mjs")
        .env("FURGO_BIN", furgo)
        .env("FURGO_NODE_MODULES", modules)
        .env("FURGO_SCREENSHOTS", project::root().join("target/screenshots"))
        .env("CHROMIUM", &browser.chromium);
    if let Some(driver) = &browser.driver {
        command.env("CHROMEDRIVER", driver);
    }
    command
}

fn in_root(program: &str) -> Command {
    let mut command = command(program);
    command.current_dir(project::root());
    command
}
