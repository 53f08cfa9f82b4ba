//! Where things lie. Everything that is made lies under `target/`, which git ignores.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::{Failure, Outcome};

/// The project's root folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask lies in the project's root").to_path_buf()
}

/// Cargo's target folder for everything but the web app.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The web app's own target folder: two compilers must never share artefacts.
pub fn web_target() -> PathBuf {
    root().join("target/web")
}

/// The built web app, which the server's build script embeds.
pub fn web_dist() -> PathBuf {
    root().join("target/web-dist")
}

/// Build tools that this project installs for itself.
pub fn tools() -> PathBuf {
    root().join("target/tools")
}

/// The folder of `node_modules` with the pinned npm packages.
pub fn node() -> PathBuf {
    tools().join("node")
}

/// The version of a crate in `Cargo.lock`.
///
/// # Errors
/// When the lock file is unreadable or does not name the crate.
pub fn locked_version(krate: &str) -> Outcome<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))?;
    version_in(&lock, krate)
        .ok_or_else(|| Failure::new(format!("Cargo.lock does not name the crate {krate}")))
}

fn version_in(lock: &str, krate: &str) -> Option<String> {
    let name = format!("name = \"{krate}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n\
        [[package]]\nname = \"yew\"\nversion = \"0.23.0\"\n";

    #[test]
    fn the_lock_file_tells_a_version() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(LOCK, "yew").as_deref(), Some("0.23.0"));
        assert_eq!(version_in(LOCK, "wasm"), None);
    }
}
