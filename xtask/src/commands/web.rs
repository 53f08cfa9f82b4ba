//! Builds the web app into `target/web-dist`, from where the server's build script embeds it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::program::{command, run, run_quietly};
use crate::setup::wasm_target::{TARGET, WasmToolchain};
use crate::setup::web_tools::WebTools;
use crate::setup::{node_tools, wasm_target, web_tools};
use crate::{Failure, Outcome, fingerprint, project, say};

/// The profile that the web app is shipped with.
pub const PROFILE: &str = "wasm-release";

/// The binary of `web`, and the beginning of its files' names.
const PROGRAM: &str = "furgo-web";
/// The planner's thread, likewise: package and binary, and its files.
const PLANNER: (&str, &str) = ("furgo-web-planner", "furgo-planner");

/// What the built app depends on.
const INPUTS: &[&str] = &[
    "web",
    "shared",
    "phone",
    "planner",
    "ahead",
    "Cargo.toml",
    "Cargo.lock",
    "xtask/node",
    "xtask/src/commands/web.rs",
    "xtask/src/setup/web_tools.rs",
];

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
    say::timed(title, || make(build, toolchain, &tools))?;
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

fn make(build: Build, toolchain: WasmToolchain, tools: &WebTools) -> Outcome<()> {
    forget_build()?;
    let module = compile(build, toolchain, PROGRAM, &["-Clink-arg=--emit-relocs"])?;
    let planner = compile(build, toolchain, PLANNER.0, &[])?;
    let program = project::web_target().join("program");
    if program.exists() {
        fs::remove_dir_all(&program)?;
    }
    take_apart(&module, &program, tools)?;
    bind(&planner, &program, PLANNER.1, &[], tools)?;
    fs::copy(project::root().join("web/planner/start.js"), program.join("start-planner.js"))?;
    if build == Build::Release {
        shrink(&program, tools)?;
    }
    pack(build, &program)
}

/// One module that holds a whole program.
fn compile(
    build: Build,
    toolchain: WasmToolchain,
    binary: &str,
    flags: &[&str],
) -> Outcome<PathBuf> {
    let mut cargo = command("cargo");
    cargo.args(["rustc", "--quiet", "--package", binary, "--bin", binary]);
    cargo.args(["--target", TARGET]).current_dir(project::root());
    if build == Build::Release {
        cargo.args(["--profile", PROFILE]);
    }
    cargo.arg("--").args(flags);
    toolchain.apply(&mut cargo);
    run(&mut cargo)?;
    let profile = if build == Build::Release { PROFILE } else { "debug" };
    Ok(project::web_target().join(TARGET).join(profile).join(binary).with_extension("wasm"))
}

/// The parts that `web/src/parts` names, each a module of its own, and the JavaScript that starts the
/// first and fetches the others.
fn take_apart(module: &Path, program: &Path, tools: &WebTools) -> Outcome<()> {
    let mut split = command("wasm-split-cli");
    split.arg(module).arg(program).args(["--out-name", PROGRAM]);
    tools.apply(&mut split);
    run_quietly(&mut split)?;
    let first = program.join(PROGRAM).with_extension("wasm");
    // The parts find each other through the table of functions, which it would leave out otherwise.
    bind(&first, program, PROGRAM, &["--keep-lld-exports"], tools)?;
    // wasm-bindgen's own is `furgo-web_bg.wasm`.
    Ok(fs::remove_file(first)?)
}

/// The JavaScript that starts a module, and the module as it wants it.
fn bind(
    module: &Path,
    program: &Path,
    name: &str,
    options: &[&str],
    tools: &WebTools,
) -> Outcome<()> {
    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript"]).args(options);
    bindgen.args(["--out-name", name, "--out-dir"]).arg(program).arg(module);
    tools.apply(&mut bindgen);
    run_quietly(&mut bindgen)
}

/// What the compiler's features are called by wasm-opt. Not `--all-features`: it would write a module
/// that browsers refuse.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

fn shrink(program: &Path, tools: &WebTools) -> Outcome<()> {
    for entry in fs::read_dir(program)? {
        let module = entry?.path();
        if module.extension().is_none_or(|ending| ending != "wasm") {
            continue;
        }
        let mut optimise = command("wasm-opt");
        optimise
            .args(["-Oz", "--reorder-functions", "--strip-debug", "--strip-producers"])
            .args(FEATURES);
        optimise.arg(&module).arg("-o").arg(&module);
        tools.apply(&mut optimise);
        run_quietly(&mut optimise)?;
    }
    Ok(())
}

/// No inline script is left, and what is shipped has its compressed copies beside it.
fn pack(build: Build, program: &Path) -> Outcome<()> {
    let mut pack = command("node");
    pack.arg(project::root().join("xtask/node/pack.mjs")).arg(project::root().join("web"));
    pack.arg(program).arg(project::web_dist());
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
