//! What the planner is to reach, and whether it did in these runs.

use crate::classes::{Band, Class};
use crate::record::Run;
use crate::solver::Solver;
use crate::summary::{Bases, Row, mean};

/// Memory of a process that plans a thousand stops.
const MEMORY_MB_MAX: f64 = 64.0;

/// Of the cells of Furgo and PyVRP, so many are to be won or drawn.
const NOT_WORSE_MIN: f64 = 0.7;

/// Of the one-van instances with windows, so many are to be at the best known cost.
const AT_BEST_MIN: f64 = 455.0 / 466.0;

/// One goal.
#[derive(Debug, PartialEq, Eq)]
pub struct Goal {
    pub wanted: String,
    pub measured: String,
    pub is_reached: bool,
}

/// The goals about which these runs say something.
pub fn goals(runs: &[Run], rows: &[Row], bases: &Bases) -> Vec<Goal> {
    let furgo: Vec<&Run> = runs.iter().filter(|run| run.solver == Solver::Furgo).collect();
    let figures = Figures { runs: furgo, bases };
    let mut goals = one_van(&figures);
    goals.extend(quick(&figures));
    goals.extend(means(&figures));
    goals.extend(worst(&figures));
    goals.extend(beside_pyvrp(rows));
    goals.extend(memory(&figures));
    goals
}

struct Figures<'a> {
    runs: Vec<&'a Run>,
    bases: &'a Bases,
}

impl Figures<'_> {
    fn where_(&self, budget_ms: u64, holds: impl Fn(&Run) -> bool) -> Vec<&Run> {
        let here = self.runs.iter().copied();
        here.filter(|run| run.budget_ms == budget_ms && holds(run)).collect()
    }

    fn gaps(&self, runs: &[&Run]) -> Vec<f64> {
        runs.iter().filter_map(|run| self.bases.gap(run)).collect()
    }
}

fn is_one_van(run: &Run) -> bool {
    run.class == Class::OneVanWindows && run.best_known.is_some()
}

fn one_van(figures: &Figures<'_>) -> Vec<Goal> {
    let mut goals = Vec::new();
    let runs = figures.where_(500, is_one_van);
    if !runs.is_empty() {
        let gaps = figures.gaps(&runs);
        let at_best = gaps.iter().filter(|&&gap| gap <= 0.0).count();
        let (mean, worst) = (mean(gaps.iter().copied()).unwrap_or(0.0), largest(&gaps));
        goals.push(Goal {
            wanted: "one van with windows, 0.5 s: all feasible, 97.6 % at the best known cost, \
                     mean gap ≤ 0.005 %, worst ≤ 0.5 %"
                .to_owned(),
            measured: format!(
                "{} of {} feasible, {at_best} at the best known, mean {mean:.4} %, worst {worst:.2} %",
                gaps.len(),
                runs.len()
            ),
            is_reached: gaps.len() == runs.len()
                && at_best as f64 >= AT_BEST_MIN * runs.len() as f64
                && mean <= 0.005
                && worst <= 0.5,
        });
    }
    let runs = figures.where_(50, |run| is_one_van(run) && run.symmetric && run.places <= 201);
    if !runs.is_empty() {
        let feasible = runs.iter().filter(|run| run.feasible().is_some()).count();
        goals.push(Goal {
            wanted: "one van with windows, symmetric, to 200 stops: feasible within 50 ms"
                .to_owned(),
            measured: format!("{feasible} of {}", runs.len()),
            is_reached: feasible == runs.len(),
        });
    }
    goals
}

fn quick(figures: &Figures<'_>) -> Option<Goal> {
    let is_small = |run: &Run| {
        matches!(run.class, Class::OneVan | Class::OneVanWindows) && (56..=66).contains(&run.places)
    };
    mean_goal(figures, "one van, 55 to 65 stops", 100, 0.1, is_small)
}

fn means(figures: &Figures<'_>) -> Vec<Goal> {
    let is = |class: Class| move |run: &Run| run.class == class;
    let windows = |run: &Run| {
        matches!(run.class, Class::NarrowWindows | Class::WideWindows) && run.places <= 101
    };
    let large = |class: Class| move |run: &Run| run.group() == (class, Band::Large);
    let goals = [
        mean_goal(figures, "one van, 50 to 200 stops", 1_000, 0.0, |run| {
            run.class == Class::OneVan && (51..=201).contains(&run.places)
        }),
        mean_goal(figures, "one van, from 601 stops", 5_000, 0.3, large(Class::OneVan)),
        mean_goal(figures, "windows, to 100 stops", 1_000, 0.6, windows),
        mean_goal(figures, "windows, to 100 stops", 5_000, 0.3, windows),
        mean_goal(figures, "capacity, to 200 stops", 5_000, 0.6, |run| {
            run.class == Class::Capacity && run.places <= 201
        }),
        mean_goal(figures, "capacity, to 1000 stops", 10_000, 1.0, is(Class::Capacity)),
        mean_goal(figures, "narrow windows, 1000 stops", 10_000, 2.5, large(Class::NarrowWindows)),
        mean_goal(figures, "wide windows, 1000 stops", 10_000, 4.0, large(Class::WideWindows)),
        mean_goal(figures, "windows, 1000 stops", 60_000, 1.5, |run| {
            matches!(run.class, Class::NarrowWindows | Class::WideWindows)
                && Band::of(run.places) == Band::Large
        }),
    ];
    goals.into_iter().flatten().collect()
}

/// A mean gap of all runs of a kind at a budget; infeasible runs miss it.
fn mean_goal(
    figures: &Figures<'_>,
    kind: &str,
    budget_ms: u64,
    gap_max: f64,
    is_kind: impl Fn(&Run) -> bool,
) -> Option<Goal> {
    let runs = figures.where_(budget_ms, is_kind);
    let gaps = figures.gaps(&runs);
    let mean = mean(gaps.iter().copied()).unwrap_or(f64::INFINITY);
    let seconds = budget_ms as f64 / 1000.0;
    (!runs.is_empty()).then(|| Goal {
        wanted: format!("{kind}, {seconds} s: mean gap ≤ {gap_max} %"),
        measured: format!("{mean:.2} % ({} of {} runs feasible)", gaps.len(), runs.len()),
        is_reached: gaps.len() == runs.len() && mean <= gap_max,
    })
}

fn worst(figures: &Figures<'_>) -> Option<Goal> {
    let runs = figures.where_(5_000, |run| {
        matches!(run.class, Class::NarrowWindows | Class::WideWindows) && run.places <= 101
    });
    let gaps = figures.gaps(&runs);
    let worst = largest(&gaps);
    (!runs.is_empty()).then(|| Goal {
        wanted: "windows, to 100 stops, 5 s: worst gap ≤ 2 %".to_owned(),
        measured: format!("{worst:.2} %"),
        is_reached: gaps.len() == runs.len() && worst <= 2.0,
    })
}

fn beside_pyvrp(rows: &[Row]) -> Vec<Goal> {
    let duels: Vec<_> = rows.iter().filter_map(|row| row.duel).collect();
    if duels.is_empty() {
        return Vec::new();
    }
    let holds = duels.iter().filter(|duel| duel.mean_holds).count();
    let sum = |count: fn(&crate::summary::Duel) -> usize| duels.iter().map(count).sum::<usize>();
    let (better, equal, worse) =
        (sum(|duel| duel.better), sum(|duel| duel.equal), sum(|duel| duel.worse));
    let not_worse = (better + equal) as f64 / (better + equal + worse) as f64;
    vec![
        Goal {
            wanted: "every kind, size and budget: mean gap not above PyVRP's".to_owned(),
            measured: format!("{holds} of {}", duels.len()),
            is_reached: holds == duels.len(),
        },
        Goal {
            wanted: "70 % of all instances × budgets better than PyVRP or equal".to_owned(),
            measured: format!(
                "{:.0} % (better {better}, equal {equal}, worse {worse})",
                not_worse * 100.0
            ),
            is_reached: not_worse >= NOT_WORSE_MIN,
        },
    ]
}

fn memory(figures: &Figures<'_>) -> Option<Goal> {
    let large = figures.runs.iter().filter(|run| run.places > 900 && run.memory_kb > 0);
    let megabytes = large.map(|run| run.memory_kb).max()? as f64 / 1024.0;
    Some(Goal {
        wanted: format!("1000 stops: the whole process ≤ {MEMORY_MB_MAX:.0} MB"),
        measured: format!("{megabytes:.0} MB at most"),
        is_reached: megabytes <= MEMORY_MB_MAX,
    })
}

fn largest(gaps: &[f64]) -> f64 {
    gaps.iter().copied().fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tests::run;
    use crate::summary;

    fn measured(runs: &[Run]) -> Vec<Goal> {
        let bases = Bases::of(runs);
        goals(runs, &summary::rows(runs, &bases), &bases)
    }

    fn one_van_run(cost: i64) -> Run {
        let class = Class::OneVanWindows;
        Run { class, budget_ms: 500, ..run("n100", Solver::Furgo, cost) }
    }

    #[test]
    fn one_infeasible_tour_misses_the_goal_of_one_van() {
        assert!(measured(&[one_van_run(1_000)])[0].is_reached);
        assert!(!measured(&[one_van_run(1_001)])[0].is_reached);
        let late = Run { broken: Some("late".to_owned()), ..one_van_run(990) };
        assert!(!measured(&[late])[0].is_reached);
    }

    #[test]
    fn goals_without_runs_are_not_claimed() {
        assert!(measured(&[run("X", Solver::Pyvrp, 1_000)]).is_empty());
    }

    #[test]
    fn a_mean_above_pyvrps_is_a_goal_missed() {
        let better = [run("a", Solver::Furgo, 1_010), run("a", Solver::Pyvrp, 1_020)];
        assert!(measured(&better).iter().all(|goal| goal.is_reached));
        let worse = [run("a", Solver::Furgo, 1_030), run("a", Solver::Pyvrp, 1_020)];
        assert!(measured(&worse).iter().all(|goal| !goal.is_reached));
    }

    #[test]
    fn memory_counts_at_a_thousand_stops() {
        let heavy = |places| Run { places, memory_kb: 70_000, ..run("a", Solver::Furgo, 1_000) };
        assert!(measured(&[heavy(101)]).is_empty());
        assert!(!measured(&[heavy(1_001)])[0].is_reached);
    }
}
