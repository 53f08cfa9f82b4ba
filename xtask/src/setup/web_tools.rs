//! trunk and wasm-bindgen at exactly the versions that the build needs.
//!
//! Both are compiled from one build folder, because they share half of their crates.

use std::process::Command;

use crate::setup::cargo_tools::{self, Tool};
use crate::{Outcome, project};

/// The newest trunk that the project's Rust version compiles.
const TRUNK_VERSION: &str = "0.21.14";

/// The tools and the version of wasm-bindgen that trunk has to be told.
#[derive(Debug)]
pub struct WebTools {
    wasm_bindgen_version: String,
}

/// Finds or compiles both tools.
///
/// # Errors
/// When a tool cannot be downloaded or compiled.
pub fn ensure() -> Outcome<WebTools> {
    let wasm_bindgen_version = project::locked_version("wasm-bindgen")?;
    cargo_tools::ensure(&Tool {
        program: "trunk",
        krate: "trunk",
        version: TRUNK_VERSION,
        options: &["--locked", "--no-default-features", "--features", "rustls"],
        minutes: "4 minutes on two cores, once",
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
    Ok(WebTools { wasm_bindgen_version })
}

impl WebTools {
    /// Lets trunk find the tools and keeps it from downloading any.
    pub fn apply(&self, command: &mut Command) {
        command
            .env("PATH", cargo_tools::path())
            .env("TRUNK_OFFLINE", "true")
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .env("TRUNK_TOOLS_WASM_BINDGEN", &self.wasm_bindgen_version)
            // A fault in the app's code is told by the compiler, not by trunk's own call stack.
            .env_remove("RUST_BACKTRACE")
            // trunk takes only `true` and `false` here, and terminals set `1`.
            .env_remove("NO_COLOR");
    }
}
