//! Packs the server with the app inside for machines of this kind.

use std::fs;
use std::path::Path;

use crate::commands::demo::build_server;
use crate::commands::web::{self, Build};
use crate::program::{answer, command, run_quietly};
use crate::{Failure, Outcome, project, say};

/// What a person who unpacks the archive needs beside the program.
const PAPERS: [&str; 4] = ["LICENSE", "README.md", "CHANGELOG.md", "SECURITY.md"];

/// `cargo xtask dist`.
///
/// # Errors
/// When a build fails, a paper is missing, or `tar` or `sha256sum` is.
pub fn run_command(arguments: &[String]) -> Outcome<()> {
    if !arguments.is_empty() {
        return Err(Failure::new("`dist` takes no arguments"));
    }
    web::build(Build::Release)?;
    let furgo = build_server()?;
    let name = format!("furgo-{}-{}", env!("CARGO_PKG_VERSION"), host()?);
    let dist = project::root().join("target/dist");
    fill(&dist.join(&name), &furgo)?;
    let archive = format!("{name}.tar.gz");
    run_quietly(command("tar").current_dir(&dist).args([
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--sort=name",
        "-czf",
        &archive,
        &name,
    ]))?;
    let sum = answer(command("sha256sum").arg(&archive).current_dir(&dist))
        .ok_or_else(|| Failure::new("sha256sum is missing or cannot read the archive"))?;
    fs::write(dist.join(format!("{archive}.sha256")), format!("{sum}\n"))?;
    say::result(&format!("{}\n{sum}", dist.join(archive).display()));
    Ok(())
}

fn fill(folder: &Path, furgo: &Path) -> Outcome<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    fs::copy(furgo, folder.join("furgo"))?;
    for paper in PAPERS {
        fs::copy(project::root().join(paper), folder.join(paper))
            .map_err(|error| Failure::new(format!("cannot pack {paper}: {error}")))?;
    }
    Ok(())
}

/// The kind of machine that the compiler builds for, such as `x86_64-unknown-linux-gnu`.
fn host() -> Outcome<String> {
    let version = answer(command("rustc").arg("-vV")).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Failure::new("rustc does not tell its host"))
}
