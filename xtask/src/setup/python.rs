//! Packages of Python in a folder of their own, apart from the system's.

use std::path::{Path, PathBuf};

use crate::program::{answer, command, run_quietly};
use crate::setup::debian_packages;
use crate::{Failure, Outcome, say};

/// Prints nothing, and fails unless each `name==version` among the arguments is installed.
const ARE_THERE: &str = "
import importlib.metadata, sys
for pin in sys.argv[1:]:
    name, version = pin.split('==')
    assert importlib.metadata.version(name) == version, pin
";

/// The Python of a folder in which exactly these releases are installed, from PyPI where they
/// are not.
///
/// # Errors
/// When Python is missing and cannot be installed, or a package cannot be downloaded.
pub fn packages(folder: &Path, what: &str, pinned: &[&str]) -> Outcome<PathBuf> {
    let python = folder.join("bin/python");
    let are_there = || answer(command(&python).args(["-c", ARE_THERE]).args(pinned)).is_some();
    if !are_there() {
        // `venv` without `ensurepip` makes a folder in which nothing can be installed.
        if answer(command("python3").args(["-c", "import venv, ensurepip"])).is_none() {
            debian_packages::require(&["python3", "python3-venv"])?;
        }
        say::timed(&format!("downloading {what}"), || {
            run_quietly(command("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
            let mut pip = command(&python);
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
            run_quietly(pip.args(pinned))
        })?;
    }
    match are_there() {
        true => Ok(python),
        false => Err(Failure::new(format!("{} lacks what was installed", folder.display()))),
    }
}
