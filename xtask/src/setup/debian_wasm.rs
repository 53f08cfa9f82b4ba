//! Debian's compiler as the web app's compiler, for machines where rustup cannot download.
//!
//! Debian packages the compiler and the standard library's source but no library for WASM, so it
//! is built once and laid into the compiler's folder. Its version is noted beside it: an upgraded
//! compiler gets a new library, and the web app's target folder is emptied then.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{answer, command, find, run_quietly};
use crate::setup::debian_packages;
use crate::setup::wasm_target::{TARGET, WasmToolchain, has_std};
use crate::{Failure, Outcome, project, say};

/// The name under which rustup knows Debian's compiler.
pub const TOOLCHAIN: &str = "debian";

const SYSROOT: &str = "/usr";
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const LLD: &str = "/usr/bin/rust-lld";
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];
/// What lints with this compiler.
const CLIPPY: &str = "rust-web-clippy";

/// True when compiler, linker and a standard library of the same version are in place.
pub fn is_ready() -> bool {
    has_std(Path::new(SYSROOT))
        && Path::new(LLD).exists()
        && compiler_version().is_some_and(|version| Some(version) == noted_version())
        && is_linked()
}

/// Installs the compiler, builds the standard library for WASM and links both into rustup.
///
/// # Errors
/// When packages are missing and may not be installed, or a build fails.
pub fn install() -> Outcome<()> {
    debian_packages::require(&PACKAGES)?;
    require_linker()?;
    let version = compiler_version()
        .ok_or_else(|| Failure::new(format!("{RUSTC} does not tell its version")))?;
    if !has_std(Path::new(SYSROOT)) || noted_version().as_ref() != Some(&version) {
        say::timed("building the standard library for WASM (about a minute)", || {
            let rlibs = build_std()?;
            lay_into_sysroot(&rlibs, &version)
        })?;
        remove_folder(&project::web_target())?;
    }
    match is_linked() {
        true => Ok(()),
        false => run_quietly(command("rustup").args(["toolchain", "link", TOOLCHAIN, SYSROOT])),
    }
}

/// Makes sure that Debian's clippy is there, if the web app is built with Debian's compiler.
///
/// # Errors
/// When it is missing and may not be installed.
pub fn require_clippy(toolchain: WasmToolchain) -> Outcome<()> {
    match toolchain {
        WasmToolchain::Active => Ok(()),
        WasmToolchain::Debian => debian_packages::require(&[CLIPPY]),
    }
}

/// `rust-lld` is a link into the LLVM version that the compiler was built with, and that version's
/// linker is a package of its own.
fn require_linker() -> Outcome<()> {
    if Path::new(LLD).exists() {
        return Ok(());
    }
    let points_to = fs::read_link(LLD).map_err(|error| {
        Failure::new(format!("{LLD} is missing although rust-web-llvm is installed: {error}"))
    })?;
    let version = llvm_version(&points_to).ok_or_else(|| {
        Failure::new(format!("{LLD} points to {}, which names no LLVM", points_to.display()))
    })?;
    debian_packages::require(&[&format!("lld-{version}")])
}

fn llvm_version(link: &Path) -> Option<String> {
    let mut parts = link.components().map(|part| part.as_os_str().to_string_lossy());
    parts.find_map(|part| {
        let version = part.strip_prefix("llvm-").or_else(|| part.strip_prefix("lld-"))?;
        Some(version.to_owned())
    })
}

/// Builds std from Debian's source and returns the libraries.
///
/// Bitcode is embedded because the release build of the web app optimises across crates.
fn build_std() -> Outcome<Vec<PathBuf>> {
    let folder = project::tools().join("wasm-std");
    remove_folder(&folder)?;
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "#![no_std]\n")?;
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n",
    )?;
    let mut build = command(CARGO);
    build.args(["build", "--release", "-Zbuild-std=std,panic_abort", "--target", TARGET]);
    build.current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    build.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", RUSTC).env("RUSTFLAGS", "-Cembed-bitcode=yes");
    without_active_toolchain(&mut build);
    run_quietly(&mut build)?;

    let deps = folder.join("target").join(TARGET).join("release/deps");
    let mut rlibs = Vec::new();
    for entry in fs::read_dir(deps)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            rlibs.push(path);
        }
    }
    Ok(rlibs)
}

fn without_active_toolchain(command: &mut Command) {
    for name in ["RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH", "RUSTC_WRAPPER", "CARGO_ENCODED_RUSTFLAGS"]
    {
        command.env_remove(name);
    }
}

fn lay_into_sysroot(rlibs: &[PathBuf], version: &str) -> Outcome<()> {
    let folder = library_folder();
    let note = project::tools().join("wasm-std/version");
    fs::write(&note, version)?;
    run_quietly(as_root("rm").arg("-rf").arg(&folder))?;
    run_quietly(as_root("mkdir").arg("-p").arg(&folder))?;
    run_quietly(as_root("cp").args(rlibs).arg(&folder))?;
    // Last, so that a copy that was cut short is not taken for a whole one.
    run_quietly(as_root("cp").arg(&note).arg(version_note()))
}

fn as_root(program: &str) -> Command {
    match debian_packages::is_root() {
        true => command(program),
        false => {
            let mut sudo = command("sudo");
            sudo.args(["-n", program]);
            sudo
        }
    }
}

fn library_folder() -> PathBuf {
    Path::new(SYSROOT).join("lib/rustlib").join(TARGET).join("lib")
}

fn version_note() -> PathBuf {
    library_folder().join("built-with")
}

fn noted_version() -> Option<String> {
    fs::read_to_string(version_note()).ok()
}

fn compiler_version() -> Option<String> {
    answer(command(RUSTC).arg("-vV").env_remove("LD_LIBRARY_PATH"))
}

/// Without rustup, Debian's compiler is the only one and needs no link.
fn is_linked() -> bool {
    find("rustup").is_none()
        || answer(command("rustup").args(["toolchain", "list"]))
            .is_some_and(|list| list.lines().any(|line| line.split(' ').next() == Some(TOOLCHAIN)))
}

fn remove_folder(folder: &Path) -> Outcome<()> {
    match folder.exists() {
        true => Ok(fs::remove_dir_all(folder)?),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::llvm_version;
    use std::path::Path;

    #[test]
    fn the_link_tells_which_linker_belongs_to_the_compiler() {
        let version = |link| llvm_version(Path::new(link));
        assert_eq!(version("../lib/llvm-22/bin/lld").as_deref(), Some("22"));
        assert_eq!(version("lld-22").as_deref(), Some("22"));
        assert_eq!(version("../bin/lld"), None);
    }
}
