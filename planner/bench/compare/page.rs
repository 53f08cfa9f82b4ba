//! The part of the documentation that a measurement writes.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::Failure;
use crate::record::Run;
use crate::solver::Solver;
use crate::summary::{Bases, Row, rows};
use crate::{goals, plot, table};

const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";

/// The tables, in Markdown, and the picture, in SVG.
#[derive(Debug)]
pub struct Report {
    pub text: String,
    pub picture: Option<String>,
}

/// Everything that the runs say.
pub fn report(runs: &[Run], versions: &HashMap<Solver, String>, picture: &str) -> Report {
    let bases = Bases::of(runs);
    let rows = rows(runs, &bases);
    let mut text = format!("{}\n\n", circumstances(runs));
    text += &table::solvers(runs, versions);
    if !rows.is_empty() {
        text += &format!(
            "\n![Mean gap over time given, a panel for each kind and size]({picture})\n\n\
             Mean gap to the best known cost in %; in brackets, how many runs ended with a feasible \
             plan where not all did.\n\n"
        );
        text += &table::gaps(&rows);
    }
    if let Some(families) = table::one_van(runs, &bases) {
        text += &format!("\nOne van with windows, 0.5 s:\n\n{families}");
    }
    let goals = goals::goals(runs, &rows, &bases);
    if !goals.is_empty() {
        text += &format!("\nGoals:\n\n{}", table::goals(&goals));
    }
    Report { text, picture: picture_of(&rows) }
}

fn picture_of(rows: &[Row]) -> Option<String> {
    (!rows.is_empty()).then(|| plot::svg(rows))
}

fn circumstances(runs: &[Run]) -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("unknown processor", |name| name.trim_start_matches([' ', '\t', ':']));
    let mut instances: Vec<&str> = runs.iter().map(|run| run.instance.as_str()).collect();
    instances.sort_unstable();
    instances.dedup();
    let mut seeds: Vec<u64> = runs.iter().map(|run| run.seed).collect();
    seeds.sort_unstable();
    seeds.dedup();
    let seeds: Vec<String> = seeds.iter().map(u64::to_string).collect();
    format!(
        "One core of a machine with {model}; {} runs on {} instances, seeds {}.",
        runs.len(),
        instances.len(),
        seeds.join(", ")
    )
}

/// Puts the text between the marks of the page.
///
/// # Errors
/// When the page has no marks, or cannot be read or written.
pub fn write(page: &Path, text: &str) -> Result<(), Failure> {
    let old = fs::read_to_string(page).map_err(|error| format!("{}: {error}", page.display()))?;
    let new = spliced(&old, text)
        .ok_or_else(|| format!("{}: there is no {BEGIN} … {END}", page.display()))?;
    Ok(fs::write(page, new)?)
}

fn spliced(page: &str, text: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{}\n{END}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tests::run;

    #[test]
    fn only_what_is_between_the_marks_changes() {
        let page = format!("above\n{BEGIN}\nold\n{END}\nbelow\n");
        let expected = format!("above\n{BEGIN}\nnew\n{END}\nbelow\n");
        assert_eq!(spliced(&page, "new\n"), Some(expected.clone()));
        assert_eq!(spliced(&expected, "new"), Some(expected));
        assert_eq!(spliced("no marks", "new"), None);
    }

    #[test]
    fn a_report_without_peers_has_goals_and_no_picture() {
        let large = Run { places: 1_001, ..run("a", Solver::Furgo, 1_000) };
        let versions = [(Solver::Furgo, "this".to_owned())].into();
        let report = report(&[large], &versions, "p.svg");
        assert!(report.picture.is_none() && report.text.contains("Goals"));
        assert!(!report.text.contains("p.svg"));
    }
}
