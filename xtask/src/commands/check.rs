//! Format, tidiness, licences and lints: what a reviewer should never have to say.

use crate::commands::web::PROFILE;
use crate::program::{command, find, run};
use crate::setup::wasm_target::{self, TARGET};
use crate::setup::{compiler, debian_wasm};
use crate::tally::Tally;
use crate::{Failure, Outcome, project, say, tidy};

/// A kind of finding, and how it is looked for.
type Check = (&'static str, fn() -> Outcome<()>);

/// Every one, the quickest first. A finding of one does not keep the next from being looked for.
const CHECKS: [Check; 6] = [
    ("the format", || cargo(&["fmt", "--all", "--", "--check"])),
    ("tidiness", || none_of(tidy::findings()?)),
    ("licences", || none_of(tidy::licences::findings()?)),
    ("bans and sources of dependencies", advisories),
    ("lints of the server and the tests", lint_native),
    ("lints of the web app", lint_web),
];

/// Everything but the web app, and the web app by itself: as they are built.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "furgo-web*"];
const DENY_WARNINGS: [&str; 3] = ["--", "--deny", "warnings"];

/// `cargo xtask check`.
///
/// # Errors
/// When there is a finding.
pub fn run_command(arguments: &[String]) -> Outcome<()> {
    if !arguments.is_empty() {
        return Err(Failure::new("`check` takes no arguments"));
    }
    let mut tally = Tally::default();
    look(&mut tally);
    tally.findings()
}

/// Looks for all of it.
pub fn look(tally: &mut Tally) {
    for (title, check) in CHECKS {
        if let Err(findings) = say::timed(&format!("checking {title}"), check) {
            say::note(&findings.to_string());
            tally.end_suite(title, false);
        }
    }
}

fn none_of(findings: Vec<String>) -> Outcome<()> {
    match findings.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(findings.join("\n"))),
    }
}

fn lint_native() -> Outcome<()> {
    compiler::require_clippy()?;
    cargo(&[&["clippy", "--all-targets"], &NATIVE[..], &DENY_WARNINGS].concat())
}

/// Once for the browser, by the compiler that builds it, and once for the machine that its tests run
/// on.
fn lint_web() -> Outcome<()> {
    let toolchain = wasm_target::ensure()?;
    debian_wasm::require_clippy(toolchain)?;
    let web = ["clippy", "--package", "furgo-web*"];
    let mut browser = command("cargo");
    // As it is shipped: what runs at compile time is there then, or is needed for it later.
    browser.args(web).args(["--target", TARGET, "--profile", PROFILE]).args(DENY_WARNINGS);
    browser.current_dir(project::root());
    toolchain.apply(&mut browser);
    run(&mut browser)?;
    compiler::require_clippy()?;
    cargo(&[&web[..], &["--all-targets"], &DENY_WARNINGS].concat())
}

/// cargo-deny takes minutes to compile, so it runs only where somebody has it.
fn advisories() -> Outcome<()> {
    if find("cargo-deny").is_none() {
        say::note("cargo-deny is not installed: bans and sources were not checked");
        return Ok(());
    }
    cargo(&["deny", "--offline", "check", "bans", "licenses", "sources"])
}

fn cargo(arguments: &[&str]) -> Outcome<()> {
    run(command("cargo").args(arguments).current_dir(project::root()))
}
