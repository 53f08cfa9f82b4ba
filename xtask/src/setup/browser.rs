//! Three real browsers and their drivers for the tests: the machine's own, or Debian's.
//!
//! Debian has no driver for Firefox, so Mozilla's is compiled from its crate. WebKit is what Safari
//! and every browser of an iPhone draw with; on Linux it is WebKitGTK, which needs a screen: Xvfb.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::program::find;
use crate::setup::cargo_tools::{self, Tool};
use crate::setup::debian_packages;
use crate::{Failure, Outcome, project};

/// Names under which systems install a Chromium that tests can drive.
const CHROMIUMS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Names under which systems install Firefox.
const FIREFOXES: [&str; 2] = ["firefox-esr", "firefox"];

/// Mozilla's driver, which leads every Firefox since 115.
const GECKODRIVER: Tool<'static> = Tool {
    program: "geckodriver",
    krate: "geckodriver",
    version: "0.37.1",
    options: &["--locked"],
    minutes: "3 minutes on two cores, once",
};

/// The variables that name programs to the tests, and where the programs are.
type Installed = Vec<(&'static str, PathBuf)>;

/// One engine that the browser tests run in.
#[derive(Debug)]
pub struct Engine {
    /// As people know it.
    pub name: &'static str,
    /// What the tests of this engine are called, as the last part of their names.
    pub test: &'static str,
    /// Its programs, or why there are none.
    pub programs: Outcome<Installed>,
}

impl Engine {
    /// Tells the tests where the programs are; they look in the usual places otherwise.
    pub fn tell(&self, tests: &mut Command) {
        if let Ok(programs) = &self.programs {
            tests.envs(programs.iter().map(|(variable, path)| (variable, path)));
        }
    }
}

/// Finds each engine with its driver, or installs it.
pub fn ensure() -> [Engine; 3] {
    [
        Engine { name: "Chromium", test: "chromium", programs: chromium() },
        Engine { name: "Firefox", test: "firefox", programs: firefox() },
        Engine { name: "WebKit", test: "webkit", programs: webkit() },
    ]
}

/// `CHROMIUM` names another browser than the one on `PATH`.
fn chromium() -> Outcome<Installed> {
    let installed = || {
        Some(vec![
            ("CHROMIUM", named("CHROMIUM").or_else(|| first(&CHROMIUMS))?),
            ("CHROMEDRIVER", find("chromedriver")?),
        ])
    };
    or_packages(installed, &["chromium", "chromium-driver"])
}

/// `FIREFOX` names another browser than the one on `PATH`.
fn firefox() -> Outcome<Installed> {
    let installed = || Some(vec![("FIREFOX", named("FIREFOX").or_else(|| first(&FIREFOXES))?)]);
    let mut programs = or_packages(installed, &["firefox-esr"])?;
    programs.push(("GECKODRIVER", geckodriver()?));
    Ok(programs)
}

fn geckodriver() -> Outcome<PathBuf> {
    if let Some(driver) = find("geckodriver") {
        return Ok(driver);
    }
    cargo_tools::ensure(&GECKODRIVER)?;
    cargo_tools::remove_build_folder()?;
    Ok(project::tools().join("bin/geckodriver"))
}

fn webkit() -> Outcome<Installed> {
    let installed =
        || Some(vec![("WEBKITDRIVER", find("WebKitWebDriver")?), ("XVFB", find("Xvfb")?)]);
    or_packages(installed, &["webkit2gtk-driver", "xvfb"])
}

fn or_packages(installed: impl Fn() -> Option<Installed>, packages: &[&str]) -> Outcome<Installed> {
    if let Some(programs) = installed() {
        return Ok(programs);
    }
    debian_packages::require(packages)?;
    installed().ok_or_else(|| {
        Failure::new(format!("{} are installed without their programs", packages.join(", ")))
    })
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from)
}

fn first(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| find(name))
}
