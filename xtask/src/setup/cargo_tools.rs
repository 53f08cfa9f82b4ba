//! Programs that crates.io carries as source, at exactly the versions that are needed.
//!
//! The right version on `PATH` is used; otherwise it is compiled into `target/tools`. These programs
//! run for seconds, so they are compiled for a short build instead of a fast program.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::program::{answer, command, run_quietly};
use crate::{Failure, Outcome, project, say};

/// A program of a crate.
#[derive(Debug)]
pub struct Tool<'a> {
    pub program: &'a str,
    pub krate: &'a str,
    pub version: &'a str,
    /// Further arguments for `cargo install`.
    pub options: &'a [&'a str],
    /// How long it takes to compile, as people are told.
    pub minutes: &'a str,
}

/// Finds or compiles a tool.
///
/// # Errors
/// When it cannot be downloaded or compiled.
pub fn ensure(tool: &Tool<'_>) -> Outcome<()> {
    if is_there(tool) {
        return Ok(());
    }
    let title = format!("compiling {} {} (about {})", tool.krate, tool.version, tool.minutes);
    say::timed(&title, || run_quietly(&mut install_command(tool)))?;
    match is_there(tool) {
        true => Ok(()),
        false => Err(Failure::new(format!("{} was compiled but does not run", tool.program))),
    }
}

/// Gives the space back that compiling took.
///
/// # Errors
/// When the folder cannot be removed.
pub fn remove_build_folder() -> Outcome<()> {
    match build_folder().exists() {
        true => Ok(fs::remove_dir_all(build_folder())?),
        false => Ok(()),
    }
}

/// The project's own tools first, then npm's, then what the machine has.
pub fn path() -> OsString {
    let mut folders = vec![project::tools().join("bin"), project::node().join("node_modules/.bin")];
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    env::join_paths(folders).expect("the parts of a search path can be joined to one")
}

fn install_command(tool: &Tool<'_>) -> Command {
    let mut install = command("cargo");
    install.args(["install", tool.krate, "--version", tool.version, "--force"]);
    install.args(tool.options).arg("--root").arg(project::tools());
    install
        .env("CARGO_TARGET_DIR", build_folder())
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    install
}

fn is_there(tool: &Tool<'_>) -> bool {
    has_version(tool.program, tool.version) || was_installed(tool)
}

/// Not every program tells its version; cargo remembers what it installed.
fn was_installed(tool: &Tool<'_>) -> bool {
    let list = fs::read_to_string(project::tools().join(".crates.toml")).unwrap_or_default();
    list.contains(&format!("\"{} {} (", tool.krate, tool.version))
        && project::tools().join("bin").join(tool.program).exists()
}

fn has_version(program: &str, version: &str) -> bool {
    let mut ask = command(program);
    ask.arg("--version").env("PATH", path());
    answer(&mut ask).is_some_and(|line| line.split_whitespace().any(|word| word == version))
}

fn build_folder() -> PathBuf {
    project::tools().join("build")
}
