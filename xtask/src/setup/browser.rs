//! A real browser and its driver for the tests: the machine's own, or Debian's.

use std::env;
use std::path::PathBuf;

use crate::program::find;
use crate::setup::debian_packages;
use crate::{Failure, Outcome};

/// Names under which systems install a Chromium that tests can drive.
const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Where the browser and its driver are.
#[derive(Debug)]
pub struct Browser {
    /// The program that shows pages.
    pub chromium: PathBuf,
    /// The program that speaks WebDriver; it must have the browser's major version.
    pub driver: PathBuf,
}

/// Finds a browser (`CHROMIUM` names one) with its driver, or installs Debian's.
///
/// # Errors
/// When there is none and it cannot be installed.
pub fn ensure() -> Outcome<Browser> {
    if let Some(browser) = installed() {
        return Ok(browser);
    }
    debian_packages::require(&["chromium", "chromium-driver"])?;
    installed()
        .ok_or_else(|| Failure::new("the package chromium is installed without its programs"))
}

fn installed() -> Option<Browser> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let chromium = named.or_else(|| BROWSERS.iter().find_map(|name| find(name)))?;
    Some(Browser { chromium, driver: find("chromedriver")? })
}
