//! Format, lints, tidiness and licences: what a reviewer should never have to say.

use crate::program::{command, find, run};
use crate::setup::wasm_target::{self, TARGET, WasmToolchain};
use crate::{Failure, Outcome, project, say, tidy};

const DENY_WARNINGS: [&str; 3] = ["--", "--deny", "warnings"];

/// `cargo xtask check`.
///
/// # Errors
/// At the first kind of finding.
pub fn run_command(arguments: &[String]) -> Outcome<()> {
    if !arguments.is_empty() {
        return Err(Failure::new("`check` takes no arguments"));
    }
    say::step("checking the format");
    cargo(&["fmt", "--all", "--", "--check"])?;
    report("tidiness", tidy::findings()?)?;
    report("licences", tidy::licences::findings()?)?;
    say::timed("linting the server and the tests (a minute or two the first time)", || {
        let native = ["clippy", "--workspace", "--exclude", "furgo-web", "--all-targets"];
        cargo(&[&native[..], &DENY_WARNINGS].concat())
    })?;
    say::timed("linting the web app (a minute the first time)", lint_web)?;
    advisories()
}

fn report(subject: &str, findings: Vec<String>) -> Outcome<()> {
    say::step(&format!("checking {subject}"));
    match findings.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(format!("{subject}:\n{}", findings.join("\n")))),
    }
}

/// Debian's compiler comes without clippy; the active one then lints for this machine instead.
fn lint_web() -> Outcome<()> {
    let toolchain = wasm_target::ensure()?;
    let mut clippy = command("cargo");
    clippy.args(["clippy", "--package", "furgo-web"]).current_dir(project::root());
    if toolchain == WasmToolchain::Active {
        clippy.args(["--target", TARGET]).env("CARGO_TARGET_DIR", project::web_target());
    }
    run(clippy.args(DENY_WARNINGS))
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
