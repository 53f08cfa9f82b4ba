//! The measurement as text for the documentation.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use crate::goals::Goal;
use crate::record::Run;
use crate::solver::Solver;
use crate::summary::{Bases, Cell, Row, mean};

/// The table of mean gaps; the best of each row is bold.
pub fn gaps(rows: &[Row]) -> String {
    let solvers: BTreeSet<Solver> = rows.iter().flat_map(|row| row.cells.keys().copied()).collect();
    let titles: Vec<&str> = solvers.iter().map(|solver| solver.title()).collect();
    let mut text = format!(
        "| Kind | Stops | Instances | Seconds | {} | Furgo beside PyVRP |\n|---|---|--:|--:|{}---|\n",
        titles.join(" | "),
        "--:|".repeat(solvers.len())
    );
    let mut last = None;
    for row in rows {
        let (kind, stops) = match last == Some(row.group) {
            true => ("", ""),
            false => (row.group.0.title(), row.group.1.title()),
        };
        last = Some(row.group);
        let (count, seconds) = (row.instances, row.budget_ms as f64 / 1000.0);
        let best = best(&row.cells);
        let cells: Vec<String> =
            solvers.iter().map(|solver| cell(row.cells.get(solver), &best)).collect();
        let duel = row.duel.map_or(String::new(), |duel| {
            format!("{} better, {} equal, {} worse", duel.better, duel.equal, duel.worse)
        });
        let cells = cells.join(" | ");
        push(
            &mut text,
            format_args!("| {kind} | {stops} | {count} | {seconds} | {cells} | {duel} |"),
        );
    }
    text
}

fn best(cells: &BTreeMap<Solver, Cell>) -> String {
    let most = cells.values().map(|cell| cell.feasible * 1000 / cell.runs.max(1)).max();
    let of_most =
        cells.values().filter(|cell| Some(cell.feasible * 1000 / cell.runs.max(1)) == most);
    of_most.filter_map(|cell| cell.mean_gap).min_by(f64::total_cmp).map_or(String::new(), figure)
}

fn cell(cell: Option<&Cell>, best: &str) -> String {
    let Some(cell) = cell else { return "–".to_owned() };
    let Some(gap) = cell.mean_gap.map(figure) else { return format!("none of {}", cell.runs) };
    match cell.feasible == cell.runs {
        true if gap == best => format!("**{gap}**"),
        true => gap,
        false => format!("{gap} ({} of {})", cell.feasible, cell.runs),
    }
}

fn figure(gap: f64) -> String {
    // No "-0.00".
    format!("{:.2}", if gap.abs() < 0.005 { 0.0 } else { gap })
}

/// The one-van instances family by family, at half a second.
pub fn one_van(runs: &[Run], bases: &Bases) -> Option<String> {
    let is_shown = |run: &&Run| {
        run.class == crate::classes::Class::OneVanWindows
            && run.budget_ms == 500
            && run.best_known.is_some()
    };
    let mut families: BTreeMap<(&str, Solver), Vec<&Run>> = BTreeMap::new();
    for run in runs.iter().filter(is_shown) {
        let family = run.instance.split('-').next().unwrap_or_default();
        families.entry((family, run.solver)).or_default().push(run);
        families.entry(("all", run.solver)).or_default().push(run);
    }
    let mut text = String::from(
        "| Family | Solver | Runs | Feasible | At the best known | Mean gap % | Worst gap % |\n\
         |---|---|--:|--:|--:|--:|--:|\n",
    );
    for ((family, solver), runs) in &families {
        let gaps: Vec<f64> = runs.iter().filter_map(|run| bases.gap(run)).collect();
        let at_best = gaps.iter().filter(|&&gap| gap <= 0.0).count();
        let worst = gaps.iter().copied().fold(0.0, f64::max);
        let figures = mean(gaps.iter().copied())
            .map_or("– | –".to_owned(), |mean| format!("{mean:.4} | {worst:.2}"));
        let (solver, count, feasible) = (solver.title(), runs.len(), gaps.len());
        push(
            &mut text,
            format_args!("| {family} | {solver} | {count} | {feasible} | {at_best} | {figures} |"),
        );
    }
    (!families.is_empty()).then_some(text)
}

/// Each goal with what was measured.
pub fn goals(goals: &[Goal]) -> String {
    let mut text = String::from("| Goal | Measured | |\n|---|---|---|\n");
    for Goal { wanted, measured, is_reached } in goals {
        let verdict = if *is_reached { "reached" } else { "**missed**" };
        push(&mut text, format_args!("| {wanted} | {measured} | {verdict} |"));
    }
    text
}

/// Who ran, and by how much the longest runs exceeded their budget.
pub fn solvers(runs: &[Run], versions: &HashMap<Solver, String>) -> String {
    let mut words = Vec::new();
    for solver in Solver::ALL.into_iter().filter(|solver| versions.contains_key(solver)) {
        let own: Vec<&Run> = runs.iter().filter(|run| run.solver == solver).collect();
        let Some(longest) = own.iter().max_by(|a, b| over(a).total_cmp(&over(b))) else { continue };
        let version = versions[&solver].split('-').next().unwrap_or_default();
        let version = if solver == Solver::Furgo { "" } else { version };
        let (ms, budget) = (longest.ms as f64 / 1000.0, longest.budget_ms as f64 / 1000.0);
        let failed = own.iter().filter(|run| run.feasible().is_none()).count();
        words.push(format!(
            "- {} {version}: {} runs, {failed} without a feasible plan; at most {ms:.2} s of {budget} s",
            solver.title(),
            own.len()
        ));
    }
    words.join("\n").replace(" :", ":") + "\n"
}

fn over(run: &Run) -> f64 {
    run.ms as f64 / run.budget_ms as f64
}

fn push(text: &mut String, line: std::fmt::Arguments<'_>) {
    text.write_fmt(line).expect("a String takes any text");
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tests::run;
    use crate::summary;

    #[test]
    fn a_row_shows_gaps_failures_and_the_best_in_bold() {
        let lost = Run { cost: None, ..run("a", Solver::Ortools, 1) };
        let half = Run { broken: Some("late".to_owned()), seed: 2, ..run("a", Solver::Vroom, 1) };
        let runs = [
            run("a", Solver::Furgo, 1_001),
            run("a", Solver::Pyvrp, 1_020),
            run("a", Solver::Vroom, 1_000),
            half,
            lost,
        ];
        let text = gaps(&summary::rows(&runs, &Bases::of(&runs)));
        let expected = "| capacity | to 150 | 1 | 1 | **0.10** | 2.00 | none of 1 | 0.00 (1 of 2) | \
                        1 better, 0 equal, 0 worse |";
        assert_eq!(text.lines().last(), Some(expected));
    }

    #[test]
    fn families_of_tours_are_counted_and_nothing_feasible_has_no_mean() {
        let class = crate::classes::Class::OneVanWindows;
        let tour = |run: Run| Run { class, budget_ms: 500, ..run };
        let late = Run { broken: Some("late".to_owned()), ..run("AFG-rbg1", Solver::Furgo, 900) };
        let runs = [tour(late), tour(run("Dumas-n20", Solver::Furgo, 1_000))];
        let text = one_van(&runs, &Bases::of(&runs)).unwrap_or_default();
        assert!(text.contains("| AFG | Furgo | 1 | 0 | 0 | – | – |"));
        assert!(text.contains("| Dumas | Furgo | 1 | 1 | 1 | 0.0000 | 0.00 |"));
        assert!(text.contains("| all | Furgo | 2 | 1 | 1 | 0.0000 | 0.00 |"));
    }

    #[test]
    fn what_rounds_to_nothing_has_no_sign() {
        assert_eq!(figure(-0.001), "0.00");
        assert_eq!(figure(-0.01), "-0.01");
    }

    #[test]
    fn an_overrun_is_told() {
        let slow = Run { ms: 2_500, ..run("a", Solver::Vroom, 1_000) };
        let versions = [(Solver::Vroom, "1.15.2-00ff".to_owned())].into();
        let expected = "- VROOM 1.15.2: 1 runs, 0 without a feasible plan; at most 2.50 s of 1 s\n";
        assert_eq!(solvers(&[slow], &versions), expected);
    }
}
