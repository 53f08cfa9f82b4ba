//! The npm packages of `xtask/node`: wasm-opt for the build and an accessibility checker for the
//! tests. Only what the lock file names is installed, and no package's script runs.

use std::fs;
use std::path::PathBuf;

use crate::program::{answer, command, find, run_quietly};
use crate::setup::debian_packages;
use crate::{Failure, Outcome, project, say};

/// The oldest Node.js that runs all of the packages.
const NODE_MAJOR_MIN: u32 = 18;

/// Installs the packages unless exactly these are there; returns the folder `node_modules`.
///
/// # Errors
/// When Node.js is missing or too old, or npm cannot download.
pub fn ensure() -> Outcome<PathBuf> {
    let modules = project::node().join("node_modules");
    if is_current()? {
        return Ok(modules);
    }
    require_node()?;
    say::timed("installing wasm-opt and axe-core from npm (seconds)", || {
        fs::create_dir_all(project::node())?;
        for name in ["package.json", "package-lock.json"] {
            fs::copy(source().join(name), project::node().join(name))?;
        }
        let mut npm = command("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        run_quietly(npm.current_dir(project::node()))?;
        // Last, so that an installation that was cut short is done again.
        Ok(fs::copy(source().join("package-lock.json"), stamp())?)
    })?;
    Ok(modules)
}

fn is_current() -> Outcome<bool> {
    let wanted = fs::read(source().join("package-lock.json"))?;
    Ok(fs::read(stamp()).is_ok_and(|installed| installed == wanted))
}

fn require_node() -> Outcome<()> {
    if find("node").is_none() || find("npm").is_none() {
        debian_packages::require(&["nodejs", "npm"])?;
    }
    let version = answer(command("node").arg("--version")).unwrap_or_default();
    match major(&version) {
        Some(major) if major >= NODE_MAJOR_MIN => Ok(()),
        _ => Err(Failure::new(format!(
            "Node.js {NODE_MAJOR_MIN} or newer is needed and this is `{version}`"
        ))),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn source() -> PathBuf {
    project::root().join("xtask/node")
}

fn stamp() -> PathBuf {
    project::node().join("installed-lock.json")
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major(""), None);
        assert_eq!(major("20"), None);
    }
}
