//! trunk and wasm-bindgen at exactly the versions that the build needs.
//!
//! The right version on `PATH` is used; otherwise it is compiled into `target/tools`. These
//! programs run for seconds, so they are compiled for a short build instead of a fast program, and
//! both from one build folder, because they share half of their crates.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::process::Command;

use crate::program::{answer, command, run_quietly};
use crate::{Failure, Outcome, project, say};

/// The newest trunk that the project's Rust version compiles.
const TRUNK_VERSION: &str = "0.21.14";

/// The tools and the version of wasm-bindgen that trunk has to be told.
#[derive(Debug)]
pub struct WebTools {
    wasm_bindgen_version: String,
}

struct Tool<'a> {
    program: &'a str,
    krate: &'a str,
    version: &'a str,
    options: &'a [&'a str],
    minutes: &'a str,
}

/// Finds or compiles both tools.
///
/// # Errors
/// When a tool cannot be downloaded or compiled.
pub fn ensure() -> Outcome<WebTools> {
    let wasm_bindgen_version = project::locked_version("wasm-bindgen")?;
    ensure_tool(&Tool {
        program: "trunk",
        krate: "trunk",
        version: TRUNK_VERSION,
        options: &["--locked", "--no-default-features", "--features", "rustls"],
        minutes: "4 minutes on two cores, once",
    })?;
    ensure_tool(&Tool {
        program: "wasm-bindgen",
        krate: "wasm-bindgen-cli",
        version: &wasm_bindgen_version,
        // Its own lock file has named crates that the registry did not have.
        options: &[],
        minutes: "1 minute on two cores, once",
    })?;
    let build = build_folder();
    if build.exists() {
        fs::remove_dir_all(build)?;
    }
    Ok(WebTools { wasm_bindgen_version })
}

impl WebTools {
    /// Lets trunk find the tools and keeps it from downloading any.
    pub fn apply(&self, command: &mut Command) {
        command
            .env("PATH", path_with_tools())
            .env("TRUNK_OFFLINE", "true")
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .env("TRUNK_TOOLS_WASM_BINDGEN", &self.wasm_bindgen_version)
            // A fault in the app's code is told by the compiler, not by trunk's own call stack.
            .env_remove("RUST_BACKTRACE")
            // trunk takes only `true` and `false` here, and terminals set `1`.
            .env_remove("NO_COLOR");
    }
}

fn ensure_tool(tool: &Tool<'_>) -> Outcome<()> {
    if has_version(tool.program, tool.version) {
        return Ok(());
    }
    let title = format!("compiling {} {} (about {})", tool.krate, tool.version, tool.minutes);
    say::timed(&title, || run_quietly(&mut install_command(tool)))?;
    match has_version(tool.program, tool.version) {
        true => Ok(()),
        false => Err(Failure::new(format!("{} was compiled but does not run", tool.program))),
    }
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

fn has_version(program: &str, version: &str) -> bool {
    let mut ask = command(program);
    ask.arg("--version").env("PATH", path_with_tools());
    answer(&mut ask).is_some_and(|line| line.split_whitespace().any(|word| word == version))
}

/// The project's own tools first, then npm's, then what the machine has.
fn path_with_tools() -> OsString {
    let mut folders = vec![project::tools().join("bin"), project::node().join("node_modules/.bin")];
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    env::join_paths(folders).expect("the parts of a search path can be joined to one")
}

fn build_folder() -> std::path::PathBuf {
    project::tools().join("build")
}
