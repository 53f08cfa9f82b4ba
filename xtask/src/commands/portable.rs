//! Builds the programs of `tests/portable` as modules that Node.js runs: the planner as a phone has
//! it, with the compiler, the profile and the tools of the web app.

use std::path::{Path, PathBuf};

use crate::commands::web::PROFILE;
use crate::program::{command, run, run_quietly};
use crate::setup::wasm_target::TARGET;
use crate::setup::{node_tools, wasm_target, web_tools};
use crate::{Outcome, project, say};

/// Builds one program; returns the file that `node` takes.
///
/// # Errors
/// When the set-up or the build fails.
pub fn build(program: &str) -> Outcome<PathBuf> {
    let toolchain = wasm_target::ensure()?;
    let tools = web_tools::ensure()?;
    node_tools::ensure()?;
    let mut cargo = command("cargo");
    cargo.args(["build", "--quiet", "--package", "furgo-portable-tests", "--bin", program]);
    cargo.args(["--target", TARGET, "--profile", PROFILE]).current_dir(project::root());
    toolchain.apply(&mut cargo);
    say::timed("building the planner for WASM (half a minute the first time)", || {
        run(&mut cargo)?;
        bind(program, |bindgen| tools.apply(bindgen))
    })
}

/// Lays the JavaScript that starts the module beside it.
fn bind(program: &str, with_tools: impl Fn(&mut std::process::Command)) -> Outcome<PathBuf> {
    let built = project::web_target().join(TARGET).join(PROFILE);
    let folder = project::web_target().join("portable");
    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "nodejs", "--no-typescript", "--out-dir"]).arg(&folder);
    bindgen.arg(built.join(Path::new(program).with_extension("wasm")));
    with_tools(&mut bindgen);
    run_quietly(&mut bindgen)?;
    Ok(folder.join(program).with_extension("js"))
}
