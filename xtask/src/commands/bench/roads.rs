//! Furgo's roads beside OSRM on the same extracts, and its hierarchy against another program's.
//! `docs/roads.md` says what the figures mean and holds those of the last run with `--write`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::program::{command, run};
use crate::setup::rivals;
use crate::{Failure, Outcome, project, say};

/// The lines around the measured part of `docs/roads.md`.
const BEGIN: &str = "<!-- Written by `cargo xtask bench roads --write`. -->";
const END: &str = "<!-- Here ends what was written. -->";

/// Measures all extracts and prints the tables.
///
/// # Errors
/// When OSRM cannot be had, an extract is none, or an answer is wrong; never on timing.
pub fn measure(arguments: &[String]) -> Outcome<()> {
    let (options, extracts): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| argument.starts_with("--"));
    let writes = match options[..] {
        [] => false,
        [option] if option == "--write" => true,
        _ => return Err(usage()),
    };
    if extracts.is_empty() {
        return Err(usage());
    }
    let (osrm, graph) = (rivals::osrm()?, rivals::osmgraphing_graph()?);
    let bench = build()?;
    let mut said = vec![told(&bench, &["oracle".as_ref(), &graph])?];
    for extract in extracts {
        say::step(&format!("{extract} beside OSRM (minutes)"));
        said.push(told(&bench, &["beside".as_ref(), &osrm, extract.as_ref()])?);
    }
    match writes {
        true => write(&project::root().join("docs/roads.md"), &said.join("\n\n")),
        false => Ok(()),
    }
}

fn usage() -> Failure {
    Failure::new("cargo xtask bench roads [--write] EXTRACT.osm.pbf …")
}

fn build() -> Outcome<PathBuf> {
    let mut cargo = command("cargo");
    cargo.args(["build", "--release", "--package", "furgo-roads-bench"]);
    run(cargo.current_dir(project::root()))?;
    Ok(project::target().join("release/roads-bench"))
}

/// Runs the bench, passes on what it says, and keeps it.
fn told(bench: &Path, arguments: &[&Path]) -> Outcome<String> {
    let output = command(bench).args(arguments).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    say::result(&text);
    match output.status.success() {
        true => Ok(text),
        false => Err(Failure::new("the bench of roads failed")),
    }
}

fn write(page: &Path, text: &str) -> Outcome<()> {
    let old = fs::read_to_string(page)?;
    let new = replaced(&old, text).ok_or_else(|| {
        Failure::new(format!("{} lacks the lines {BEGIN} and {END}", page.display()))
    })?;
    Ok(fs::write(page, new)?)
}

/// The page with another text between the two lines.
fn replaced(page: &str, text: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{text}\n\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_between_the_lines_is_replaced() {
        let page = format!("a\n{BEGIN}\nold\n{END}\nz\n");
        let new = replaced(&page, "new").expect("both lines are there");
        assert_eq!(new, format!("a\n{BEGIN}\n\nnew\n\n{END}\nz\n"));
        assert_eq!(replaced(&new, "new"), Some(new.clone()));
        assert_eq!(replaced("a", "new"), None);
    }

    #[test]
    fn arguments_that_are_none_are_refused() {
        for wrong in [&[][..], &["--write"], &["--quick", "malta.osm.pbf"]] {
            let wrong: Vec<String> = wrong.iter().map(ToString::to_string).collect();
            assert!(measure(&wrong).is_err());
        }
    }
}
