//! wasm-bindgen and wasm-split at exactly the versions that the build needs.
//!
//! Both are compiled from one build folder, because they share half of their crates.

use std::process::Command;

use crate::setup::cargo_tools::{self, Tool};
use crate::{Outcome, project};

/// Takes the app's program apart; the macro in `web/src/parts` is its other half.
const SPLIT_VERSION: &str = "0.2.4";

/// The tools, which are there.
#[derive(Debug)]
pub struct WebTools(());

/// Finds or compiles both tools.
///
/// # Errors
/// When a tool cannot be downloaded or compiled.
pub fn ensure() -> Outcome<WebTools> {
    let wasm_bindgen_version = project::locked_version("wasm-bindgen")?;
    cargo_tools::ensure(&Tool {
        program: "wasm-split-cli",
        krate: "wasm_split_cli_support",
        version: SPLIT_VERSION,
        options: &["--locked", "--features", "build-binary"],
        minutes: "1 minute on two cores, once",
    })?;
    cargo_tools::ensure(&Tool {
        program: "wasm-bindgen",
        krate: "wasm-bindgen-cli",
        version: &wasm_bindgen_version,
        // Its own lock file has named crates that the registry did not have.
        options: &[],
        minutes: "1 minute on two cores, once",
    })?;
    cargo_tools::remove_build_folder()?;
    Ok(WebTools(()))
}

impl WebTools {
    /// Lets a command be one of the tools.
    pub fn apply(&self, command: &mut Command) {
        command.env("PATH", cargo_tools::path());
    }
}
