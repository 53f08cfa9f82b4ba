//! From runs to the rows of a table: mean gaps by kind, size, budget and solver.

use std::collections::{BTreeMap, BTreeSet};

use crate::classes::Group;
use crate::record::Run;
use crate::solver::Solver;

/// Gaps closer than this, in percent, count as equal.
const EQUAL: f64 = 0.001;

/// What each instance's gaps are measured from: its best known cost, or where there is none the
/// best cost of all runs.
#[derive(Debug)]
pub struct Bases(BTreeMap<String, i64>);

impl Bases {
    pub fn of(runs: &[Run]) -> Self {
        let mut bases = BTreeMap::new();
        for run in runs.iter().filter(|run| run.best_known.is_none()) {
            if let Some(cost) = run.feasible() {
                let base = bases.entry(run.instance.clone()).or_insert(cost);
                *base = cost.min(*base);
            }
        }
        let known = runs.iter().filter_map(|run| Some((run.instance.clone(), run.best_known?)));
        bases.extend(known);
        Self(bases)
    }

    /// How much dearer than the base, in percent; none for a plan that does not count.
    pub fn gap(&self, run: &Run) -> Option<f64> {
        let (cost, base) = (run.feasible()?, *self.0.get(&run.instance)?);
        Some(100.0 * (cost - base) as f64 / base.max(1) as f64)
    }
}

/// One solver in one row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// Over the feasible runs: those of one instance first, then those means.
    pub mean_gap: Option<f64>,
    pub runs: usize,
    pub feasible: usize,
}

/// Furgo beside PyVRP, instance by instance; nothing feasible is worse than anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duel {
    pub better: usize,
    pub equal: usize,
    pub worse: usize,
    /// Whether Furgo's mean over what both solved is not above PyVRP's, and no less is feasible.
    pub mean_holds: bool,
}

/// A line of the table.
#[derive(Debug)]
pub struct Row {
    pub group: Group,
    pub budget_ms: u64,
    pub instances: usize,
    pub cells: BTreeMap<Solver, Cell>,
    pub duel: Option<Duel>,
}

type Gaps = BTreeMap<String, Vec<Option<f64>>>;

/// A row for each kind, size and budget that Furgo and a peer were both given. Only instances that
/// every solver of the row was given count.
pub fn rows(runs: &[Run], bases: &Bases) -> Vec<Row> {
    let mut sorted: BTreeMap<(Group, u64), BTreeMap<Solver, Gaps>> = BTreeMap::new();
    for run in runs {
        let row = sorted.entry((run.group(), run.budget_ms)).or_default();
        let gaps = row.entry(run.solver).or_default();
        gaps.entry(run.instance.clone()).or_default().push(bases.gap(run));
    }
    sorted.into_iter().filter_map(|((group, budget), by)| row(group, budget, by)).collect()
}

fn row(group: Group, budget_ms: u64, mut by_solver: BTreeMap<Solver, Gaps>) -> Option<Row> {
    if by_solver.len() < 2 || !by_solver.contains_key(&Solver::Furgo) {
        return None;
    }
    let names = |gaps: &Gaps| gaps.keys().cloned().collect::<BTreeSet<_>>();
    let common = by_solver.values().map(names).reduce(|all, these| &all & &these)?;
    if common.is_empty() {
        return None;
    }
    by_solver.values_mut().for_each(|gaps| gaps.retain(|instance, _| common.contains(instance)));
    let duel = by_solver.get(&Solver::Pyvrp).map(|pyvrp| duel(&by_solver[&Solver::Furgo], pyvrp));
    let cells = by_solver.iter().map(|(&solver, gaps)| (solver, cell(gaps))).collect();
    Some(Row { group, budget_ms, instances: common.len(), cells, duel })
}

fn cell(gaps: &Gaps) -> Cell {
    let solved = gaps.values().filter_map(|seeds| mean(seeds.iter().flatten().copied()));
    Cell {
        mean_gap: mean(solved),
        runs: gaps.values().map(Vec::len).sum(),
        feasible: gaps.values().flatten().flatten().count(),
    }
}

fn duel(furgo: &Gaps, pyvrp: &Gaps) -> Duel {
    let mut duel = Duel::default();
    let mut both = Vec::new();
    for (ours, theirs) in furgo.values().zip(pyvrp.values()) {
        match (all(ours), all(theirs)) {
            (Some(ours), Some(theirs)) => {
                both.push((ours, theirs));
                match ours - theirs {
                    less if less < -EQUAL => duel.better += 1,
                    more if more > EQUAL => duel.worse += 1,
                    _ => duel.equal += 1,
                }
            }
            (Some(_), None) => duel.better += 1,
            (None, Some(_)) => duel.worse += 1,
            (None, None) => duel.equal += 1,
        }
    }
    let ours = mean(both.iter().map(|pair| pair.0)).unwrap_or(0.0);
    let theirs = mean(both.iter().map(|pair| pair.1)).unwrap_or(0.0);
    duel.mean_holds = ours <= theirs + EQUAL && cell(furgo).feasible >= cell(pyvrp).feasible;
    duel
}

/// The mean over all seeds; none when one of them found nothing.
fn all(seeds: &[Option<f64>]) -> Option<f64> {
    let gaps: Option<Vec<f64>> = seeds.iter().copied().collect();
    mean(gaps?.into_iter())
}

/// The arithmetic mean; none of nothing.
pub fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tests::run;

    fn infeasible(instance: &str, solver: Solver) -> Run {
        Run { broken: Some("late".to_owned()), ..run(instance, solver, 900) }
    }

    #[test]
    fn gaps_are_from_the_best_known_or_the_best_run_that_is_feasible() {
        let unknown = |run: Run| Run { best_known: None, ..run };
        let runs = [
            run("a", Solver::Furgo, 1_010),
            unknown(run("b", Solver::Furgo, 550)),
            unknown(run("b", Solver::Pyvrp, 500)),
            unknown(infeasible("b", Solver::Vroom)),
        ];
        let bases = Bases::of(&runs);
        let gaps: Vec<_> = runs.iter().map(|run| bases.gap(run)).collect();
        assert_eq!(gaps, [Some(1.0), Some(10.0), Some(0.0), None]);
    }

    #[test]
    fn a_row_counts_what_every_solver_was_given_and_says_who_failed() {
        let runs = [
            run("a", Solver::Furgo, 1_010),
            run("b", Solver::Furgo, 1_030),
            run("only-furgo", Solver::Furgo, 2_000),
            run("a", Solver::Pyvrp, 1_020),
            infeasible("b", Solver::Pyvrp),
        ];
        let rows = rows(&runs, &Bases::of(&runs));
        assert_eq!((rows.len(), rows[0].instances), (1, 2));
        let furgo = Cell { mean_gap: Some(2.0), runs: 2, feasible: 2 };
        assert_eq!(rows[0].cells[&Solver::Furgo], furgo);
        let pyvrp = Cell { mean_gap: Some(2.0), runs: 2, feasible: 1 };
        assert_eq!(rows[0].cells[&Solver::Pyvrp], pyvrp);
        let duel = Duel { better: 2, equal: 0, worse: 0, mean_holds: true };
        assert_eq!(rows[0].duel, Some(duel));
    }

    #[test]
    fn seeds_are_averaged_before_they_are_compared() {
        let seed = |cost, seed| Run { seed, ..run("a", Solver::Furgo, cost) };
        let runs = [seed(1_000, 1), seed(1_040, 2), run("a", Solver::Pyvrp, 1_010)];
        let rows = rows(&runs, &Bases::of(&runs));
        let duel = Duel { better: 0, equal: 0, worse: 1, mean_holds: false };
        assert_eq!(rows[0].duel, Some(duel));
        assert_eq!(rows[0].cells[&Solver::Furgo].mean_gap, Some(2.0));
    }

    #[test]
    fn without_a_peer_there_is_no_row() {
        let runs = [run("a", Solver::Furgo, 1_010)];
        assert!(rows(&runs, &Bases::of(&runs)).is_empty());
    }
}
