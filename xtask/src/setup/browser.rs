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
    /// The program that speaks WebDriver, when there is one.
    pub driver: Option<PathBuf>,
}

/// Finds a browser (`CHROMIUM` names one), or installs Debian's.
///
/// # Errors
/// When there is none and it cannot be installed.
pub fn ensure() -> Outcome<Browser> {
    if let Some(chromium) = installed() {
        return Ok(with_driver(chromium));
    }
    debian_packages::require(&["chromium", "chromium-driver"])?;
    let chromium = installed()
        .ok_or_else(|| Failure::new("the package chromium is installed without its program"))?;
    Ok(with_driver(chromium))
}

fn installed() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    named.or_else(|| BROWSERS.iter().find_map(|name| find(name)))
}

fn with_driver(chromium: PathBuf) -> Browser {
    Browser { chromium, driver: find("chromedriver") }
}
