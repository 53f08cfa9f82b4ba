//! Builds the web app into `target/web-dist`, from where the server's build script embeds it.

use std::fs::{self, File};
use std::path::PathBuf;

use crate::program::{command, run};
use crate::setup::wasm_target::WasmToolchain;
use crate::setup::web_tools::WebTools;
use crate::setup::{node_tools, wasm_target, web_tools};
use crate::{Failure, Outcome, fingerprint, project, say};

/// The profile that the web app is shipped with.
pub const PROFILE: &str = "wasm-release";

/// What the built app depends on.
const INPUTS: &[&str] =
    &["web", "shared", "planner", "Cargo.toml", "Cargo.lock", "Trunk.toml", "xtask/node"];

/// How much the build is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// Small and slow to make: what is shipped.
    Release,
    /// Quick to make, for working on the app.
    Dev,
}

/// `cargo xtask web [--dev]`.
///
/// # Errors
/// When the set-up or the build fails.
pub fn run_command(arguments: &[String]) -> Outcome<()> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => build(Build::Release),
        ["--dev"] => build(Build::Dev),
        _ => Err(Failure::new("`web` takes no argument but --dev")),
    }
}

/// Sets up what is missing and builds, unless nothing changed since the last time.
///
/// # Errors
/// When the set-up or the build fails.
pub fn build(build: Build) -> Outcome<()> {
    let _alone = wait_for_turn()?;
    let toolchain = wasm_target::ensure()?;
    let tools = web_tools::ensure()?;
    node_tools::ensure()?;
    let state = format!("{build:?} {toolchain:?} {:x}", fingerprint::of(&project::root(), INPUTS)?);
    if is_built(&state) {
        say::step("the web app is up to date");
        return Ok(());
    }
    let title = match build {
        Build::Release => "building the web app (2 to 3 minutes the first time)",
        Build::Dev => "building the web app for development (about a minute the first time)",
    };
    say::timed(title, || trunk(build, toolchain, &tools))?;
    fs::write(stamp(), state)?;
    Ok(())
}

/// Two builds at once would pull the half-made files from under each other. Let go when dropped.
fn wait_for_turn() -> Outcome<File> {
    fs::create_dir_all(project::web_target())?;
    let lock = File::create(project::web_target().join("lock"))?;
    if lock.try_lock().is_err() {
        say::step("waiting for another build of the web app");
        lock.lock()?;
    }
    Ok(lock)
}

fn trunk(build: Build, toolchain: WasmToolchain, tools: &WebTools) -> Outcome<()> {
    // trunk asks cargo about crates of all platforms, and may not download them itself.
    run(command("cargo").args(["fetch", "--quiet"]).current_dir(project::root()))?;
    forget_build()?;
    let mut trunk = command("trunk");
    trunk.args(["build", "--offline"]).current_dir(project::root());
    if build == Build::Release {
        trunk.args(["--release", "--cargo-profile", PROFILE]);
    }
    toolchain.apply(&mut trunk);
    tools.apply(&mut trunk);
    run(&mut trunk)?;
    pack(build)
}

/// No inline script is left, and what is shipped has its compressed copies beside it.
fn pack(build: Build) -> Outcome<()> {
    let mut pack = command("node");
    pack.arg(project::root().join("xtask/node/pack.mjs")).arg(project::web_dist());
    if build == Build::Release {
        pack.arg("--compress");
    }
    run(&mut pack)
}

fn is_built(state: &str) -> bool {
    project::web_dist().join("index.html").exists()
        && fs::read_to_string(stamp()).is_ok_and(|built| built == state)
}

/// A build that fails must not leave the note of an earlier one.
fn forget_build() -> Outcome<()> {
    match stamp().exists() {
        true => Ok(fs::remove_file(stamp())?),
        false => Ok(()),
    }
}

fn stamp() -> PathBuf {
    project::web_target().join("built-from")
}
