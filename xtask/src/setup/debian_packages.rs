//! Debian packages: installs them when it may, and otherwise says which ones are missing. Whoever
//! sits at a terminal is asked before.

use std::fs;
use std::io::{self, IsTerminal};
use std::process::Command;

use crate::program::{answer, command, find, run_quietly};
use crate::{Failure, Outcome, say};

/// Makes sure that all packages are installed.
///
/// # Errors
/// When one is missing and cannot be installed; the sentence names the packages.
pub fn require(packages: &[&str]) -> Outcome<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|name| !is_installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if find("apt-get").is_none() || !may_install() {
        return Err(Failure::new(format!(
            "these Debian packages (or their like on another system) are missing and this user \
             may not install them: {names}"
        )));
    }
    if !may_change_system(&names)? {
        return Err(Failure::new(format!("these Debian packages are missing: {names}")));
    }
    say::timed(&format!("installing Debian packages: {names} (about a minute)"), || {
        install(&missing)
    })
}

/// Asks a person; where there is none, as in continuous integration, the machine is there for this.
fn may_change_system(names: &str) -> Outcome<bool> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(true);
    }
    say::ask(&format!("install these Debian packages: {names}? [y/N]"));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(is_yes(&answer))
}

/// Only what says so.
fn is_yes(answer: &str) -> bool {
    ["y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}

/// True when dpkg knows the package as installed.
pub fn is_installed(package: &str) -> bool {
    answer(command("dpkg-query").args(["-W", "-f=${db:Status-Status}", package])).as_deref()
        == Some("installed")
}

/// A fresh machine has no package lists, and old lists name files that are gone: both are cured
/// by one update.
fn install(packages: &[&str]) -> Outcome<()> {
    if !has_lists() {
        update()?;
        return run_quietly(&mut install_command(packages));
    }
    run_quietly(&mut install_command(packages)).or_else(|_| {
        update()?;
        run_quietly(&mut install_command(packages))
    })
}

fn update() -> Outcome<()> {
    run_quietly(apt_get().arg("update"))
}

fn install_command(packages: &[&str]) -> Command {
    let mut command = apt_get();
    command.args(["install", "-y", "--no-install-recommends"]).args(packages);
    command
}

fn apt_get() -> Command {
    let mut apt = match is_root() {
        true => command("apt-get"),
        false => {
            let mut sudo = command("sudo");
            sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            sudo
        }
    };
    apt.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=300"]);
    apt
}

fn has_lists() -> bool {
    fs::read_dir("/var/lib/apt/lists").is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().contains("_Packages"))
    })
}

fn may_install() -> bool {
    is_root() || answer(command("sudo").args(["-n", "true"])).is_some()
}

/// True when this process runs as root.
pub fn is_root() -> bool {
    answer(command("id").arg("-u")).as_deref() == Some("0")
}

#[cfg(test)]
mod tests {
    use super::is_yes;

    #[test]
    fn only_a_yes_installs() {
        for answer in ["y\n", "Y\n", "yes\n", " Yes \n"] {
            assert!(is_yes(answer), "{answer:?}");
        }
        for answer in ["", "\n", "n\n", "no\n", "yesterday\n"] {
            assert!(!is_yes(answer), "{answer:?}");
        }
    }
}
