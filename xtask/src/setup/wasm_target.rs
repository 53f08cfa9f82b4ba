//! The `wasm32-unknown-unknown` target: the active toolchain's own, or one that rustup adds, or
//! Debian's compiler with a standard library built for it.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::program::{answer, command, find, succeeds_within};
use crate::setup::debian_wasm;
use crate::{Outcome, project, say};

/// The target's name, everywhere.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A download of 20 MB that has not ended after this is not going to.
const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

/// Set to `debian`, it chooses Debian's compiler even where rustup could download.
const CHOICE: &str = "FURGO_WASM";

/// The compiler that builds the web app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WasmToolchain {
    /// The same as for everything else.
    Active,
    /// Debian's, linked into rustup under the name `debian`.
    Debian,
}

impl WasmToolchain {
    /// Lets a command, and the cargo that it starts, use this compiler and the web's own folder.
    pub fn apply(self, command: &mut Command) {
        command.env("CARGO_TARGET_DIR", project::web_target());
        if self == Self::Debian {
            command.env("RUSTUP_TOOLCHAIN", debian_wasm::TOOLCHAIN);
            // `cargo run` points these at the active toolchain, whose libraries are not Debian's.
            for name in ["CARGO", "RUSTC", "RUSTDOC", "LD_LIBRARY_PATH"] {
                command.env_remove(name);
            }
        }
    }
}

/// Finds or sets up the compiler for the web app.
///
/// # Errors
/// When none can be had; the sentence says what to install.
pub fn ensure() -> Outcome<WasmToolchain> {
    if std::env::var_os(CHOICE).is_some_and(|choice| choice == debian_wasm::TOOLCHAIN) {
        debian_wasm::install()?;
        return Ok(WasmToolchain::Debian);
    }
    if active_has_target() {
        return Ok(WasmToolchain::Active);
    }
    if debian_wasm::is_ready() {
        return Ok(WasmToolchain::Debian);
    }
    if find("rustup").is_some() {
        say::step("adding the WASM target with rustup (seconds; gives up after one minute)");
        let added =
            succeeds_within(RUSTUP_LIMIT, command("rustup").args(["target", "add", TARGET]));
        if added && active_has_target() {
            return Ok(WasmToolchain::Active);
        }
        say::note("rustup cannot download here; using Debian's compiler for the web app instead");
    }
    debian_wasm::install()?;
    Ok(WasmToolchain::Debian)
}

fn active_has_target() -> bool {
    let sysroot =
        answer(command("rustc").args(["--print", "sysroot"]).current_dir(project::root()));
    sysroot.is_some_and(|sysroot| has_std(Path::new(&sysroot)))
}

/// True when the sysroot holds a compiled standard library for the target.
pub fn has_std(sysroot: &Path) -> bool {
    let folder = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    std::fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}
