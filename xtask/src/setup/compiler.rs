//! The one compiler that the project is built, linted and tested with: `rust-version` of the
//! workspace. A newer one knows other lints and lays code out otherwise.
//!
//! It is not named in a `rust-toolchain.toml`: where rustup cannot download, such a file breaks every
//! call of cargo. Here a machine without the pinned compiler goes on with the one that it has, and
//! says so.

use std::os::unix::process::CommandExt;
use std::time::Duration;

use crate::program::{answer, command, find, succeeds_within};
use crate::{Failure, Outcome, project, say};

/// As rustup names it.
const PINNED: &str = env!("CARGO_PKG_RUST_VERSION");

/// Set once the choice is made, so that it is made once.
const CHOSEN: &str = "FURGO_COMPILER_CHOSEN";

/// A download of 100 MB that has not ended after this is not going to.
const RUSTUP_LIMIT: Duration = Duration::from_secs(180);

/// Lets the pinned compiler take over this very command, when another one is active.
///
/// # Errors
/// When the pinned compiler is there and cannot be started.
pub fn pin(arguments: &[String]) -> Outcome<()> {
    let active = answer(command("rustc").arg("--version").current_dir(project::root()));
    if std::env::var_os(CHOSEN).is_some() || active.as_deref().and_then(version) == Some(PINNED) {
        return Ok(());
    }
    if find("rustup").is_none() || !(is_installed() || installs()) {
        let active = active.as_deref().unwrap_or("no rustc");
        say::note(&format!(
            "the project is built with Rust {PINNED}, which is not to be had here; going on with \
             {active}, whose lints and sizes may differ"
        ));
        return Ok(());
    }
    say::step(&format!("changing to Rust {PINNED}"));
    let mut again = command("rustup");
    again.args(["run", PINNED, "cargo", "xtask"]).args(arguments).env(CHOSEN, PINNED);
    // The active compiler's own; `rustup run` sets those of the other.
    for name in ["CARGO", "RUSTC", "RUSTDOC", "LD_LIBRARY_PATH"] {
        again.env_remove(name);
    }
    // The terminal is handed on: something further down may ask a question.
    let error = again.stdin(std::process::Stdio::inherit()).exec();
    Err(Failure::new(format!("cannot start Rust {PINNED} with rustup: {error}")))
}

/// Makes sure that the active compiler's clippy is there: without it nothing would be linted.
///
/// # Errors
/// When it is missing; the sentence says how to get it.
pub fn require_clippy() -> Outcome<()> {
    match answer(command("cargo").args(["clippy", "--version"])) {
        Some(_) => Ok(()),
        None => Err(Failure::new(
            "clippy is not installed, so nothing can be linted: run `rustup component add clippy`",
        )),
    }
}

fn is_installed() -> bool {
    let list = answer(command("rustup").args(["toolchain", "list"])).unwrap_or_default();
    list.lines().any(|line| line.strip_prefix(PINNED).is_some_and(|rest| rest.starts_with('-')))
}

fn installs() -> bool {
    say::step(&format!("adding Rust {PINNED} with rustup (gives up after three minutes)"));
    let mut install = command("rustup");
    install.args(["toolchain", "install", PINNED, "--profile", "minimal"]);
    install.args(["--component", "clippy", "--component", "rustfmt"]);
    succeeds_within(RUSTUP_LIMIT, &mut install) && is_installed()
}

/// `1.95.0` in `rustc 1.95.0 (59807616e 2026-04-14)`.
fn version(said: &str) -> Option<&str> {
    said.split_whitespace().nth(1)
}

#[cfg(test)]
mod tests {
    use super::{PINNED, version};

    #[test]
    fn a_compiler_tells_its_version() {
        assert_eq!(version("rustc 1.95.0 (59807616e 2026-04-14)"), Some("1.95.0"));
        assert_eq!(version("rustc 1.98.0-nightly (x 2026-04-14)"), Some("1.98.0-nightly"));
    }

    /// `1.95` would be whatever patch is newest.
    #[test]
    fn the_pin_names_one_compiler() {
        assert_eq!(PINNED.split('.').count(), 3, "rust-version is {PINNED}");
    }
}
