//! Sets up, checks and builds everything, and runs every test. What continuous integration calls.
//!
//! A suite that fails does not keep the next from running: one run tells everything.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::commands::web::{self, Build};
use crate::commands::{check, portable};
use crate::program::{command, find, run, watch};
use crate::setup::browser::{self, Engine};
use crate::setup::{node_tools, rivals};
use crate::tally::Tally;
use crate::{Failure, Outcome, project, say, sizes};

/// Every crate but the web app, whose crate features must not leak into the others. The same set in
/// every call, because another set has other features and would compile everything again.
/// The app and the planner's thread are built for browsers only.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "furgo-web*"];
const WEB: [&str; 2] = ["--package", "furgo-web"];

/// Tests that need the machine for themselves: a browser that has to share it misses its limits.
const BROWSER: &str = "package(furgo-browser-tests)";

/// `cargo xtask test`.
///
/// # Errors
/// When the set-up, a build or a test fails.
pub fn run_command(arguments: &[String]) -> Outcome<()> {
    if !arguments.is_empty() {
        return Err(Failure::new("`test` takes no arguments; it runs everything"));
    }
    let engines = browser::ensure();
    let modules = node_tools::ensure()?;
    // Where the planner's tests look for it.
    let vroom = rivals::vroom();
    // Where the tests of mail look for it.
    let aiosmtpd = rivals::aiosmtpd();
    let pebble = rivals::pebble();
    web::build(Build::Release)?;
    // The tests look for it where it is built.
    portable::build("portable-plans")?;
    let mut tally = Tally::default();
    if let Err(why) = &vroom {
        tally.cannot_run("planning beside VROOM", why);
    }
    if let Err(why) = &aiosmtpd {
        tally.cannot_run("sending mail", why);
    }
    if let Err(why) = &pebble {
        tally.cannot_run("certificates by ACME", why);
    }
    check::look(&mut tally);
    say::step("checking what a browser downloads");
    if let Err(beyond) = sizes::judge(&sizes::of_app()?) {
        say::note(&beyond.to_string());
        tally.end_suite("what a browser downloads", false);
    }
    let furgo = build_all()?;
    match find("cargo-nextest") {
        Some(_) => with_nextest(&furgo, &engines, &modules, &mut tally)?,
        None => with_plain_cargo(&furgo, &engines, &modules, &mut tally)?,
    }
    suite(
        "tests in the documentation",
        cargo(&["test", "--doc", "--quiet"]).args(NATIVE),
        &mut tally,
    )?;
    tally.conclude()
}

/// nextest runs tests in parallel processes, the browser's after all others.
fn with_nextest(
    furgo: &Path,
    engines: &[Engine],
    modules: &Path,
    tally: &mut Tally,
) -> Outcome<()> {
    let run = ["nextest", "run"];
    let others = format!("not {BROWSER}");
    let mut native = cargo(&run);
    native.args(NATIVE).args(["-E", &others]).env("FURGO_BIN", furgo);
    suite("native tests", &mut native, tally)?;
    suite("the web app's own logic", cargo(&run).args(WEB), tally)?;
    let missing = without_missing(engines, tally);
    if missing.len() < engines.len() {
        let mut which = BROWSER.to_owned();
        missing.iter().for_each(|engine| which.push_str(&format!(" and not test(/::{engine}$/)")));
        let mut driven = cargo(&run);
        driven.args(NATIVE).args(["-E", &which]);
        suite("browser tests", with_browsers(&mut driven, furgo, engines, modules), tally)?;
    }
    Ok(())
}

/// Without nextest, cargo runs one test program after the other, the browser's among them.
fn with_plain_cargo(
    furgo: &Path,
    engines: &[Engine],
    modules: &Path,
    tally: &mut Tally,
) -> Outcome<()> {
    // Without `--benches`: a measurement is no test.
    let run = ["test", "--no-fail-fast", "--lib", "--bins", "--tests"];
    let mut native = cargo(&run);
    native.args(NATIVE);
    with_browsers(&mut native, furgo, engines, modules);
    let missing = without_missing(engines, tally);
    if !missing.is_empty() {
        native.arg("--");
        missing.iter().for_each(|engine| _ = native.args(["--skip", &format!("::{engine}")]));
    }
    suite("native and browser tests", &mut native, tally)?;
    suite("the web app's own logic", cargo(&run).args(WEB), tally)
}

fn suite(title: &str, command: &mut Command, tally: &mut Tally) -> Outcome<()> {
    say::step(title);
    let status = watch(command, |line| tally.read(line))?;
    tally.end_suite(title, status.success());
    Ok(())
}

/// The tests' names of the engines that are not to be had. Said at the end, where it is seen: without
/// an engine some of the promise is untested.
fn without_missing(engines: &[Engine], tally: &mut Tally) -> Vec<&'static str> {
    let mut missing = Vec::new();
    for engine in engines {
        if let Err(why) = &engine.programs {
            tally.cannot_run(&format!("browser tests in {}", engine.name), why);
            missing.push(engine.test);
        }
    }
    missing
}

fn build_all() -> Outcome<PathBuf> {
    say::timed("building the server and all tests (3 to 5 minutes the first time)", || {
        run(cargo(&["build", "--all-targets"]).args(NATIVE))
    })?;
    Ok(project::target().join("debug/furgo"))
}

/// Tells the browser tests where everything is; they look in the usual places otherwise.
fn with_browsers<'a>(
    tests: &'a mut Command,
    furgo: &Path,
    engines: &[Engine],
    modules: &Path,
) -> &'a mut Command {
    engines.iter().for_each(|engine| engine.tell(tests));
    tests
        .env("FURGO_BIN", furgo)
        .env("FURGO_SCREENSHOTS", project::root().join("target/screenshots"))
        .env("AXE_CORE", modules.join("axe-core/axe.min.js"))
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = command("cargo");
    command.args(arguments).current_dir(project::root());
    command
}
