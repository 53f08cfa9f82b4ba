//! Best known costs: from the solutions that the collections bring along.

use std::{fs, path::Path};

use crate::{instance::Instance, judge::judge, optima::optimum};

/// The best known cost in units of the matrix, if a file beside the instance says it.
pub fn best_known(path: &Path, instance: &Instance) -> Option<i64> {
    from_solution(path, instance)
        .or_else(|| from_tours(path, instance))
        .or_else(|| optimum(&instance.name))
}

/// CVRPLIB: a file `.sol` with a line `Cost`.
fn from_solution(path: &Path, instance: &Instance) -> Option<i64> {
    let text = fs::read_to_string(path.with_extension("sol")).ok()?;
    let cost = text.lines().find_map(|line| line.strip_prefix("Cost"))?.trim();
    let cost: f64 = cost.parse().ok()?;
    Some((cost * f64::from(instance.scale)).round() as i64)
}

/// The TSPTW collections: `FAMILY.best.txt` beside the folder, with costs and tours. Where legs are
/// not whole, every file rounds in its own way: the cost is taken from the tour then.
fn from_tours(path: &Path, instance: &Instance) -> Option<i64> {
    let file = path.file_name()?.to_str()?;
    let text = fs::read_to_string(path.parent()?.with_extension("best.txt")).ok()?;
    let mut words = text
        .lines()
        .map(str::split_whitespace)
        .find_map(|mut words| words.next().filter(|&name| name == file).map(|_| words))?;
    let cost: f64 = words.next()?.parse().ok()?;
    if instance.scale == 1 {
        return Some(cost as i64);
    }
    let tour: Option<Vec<usize>> = words.skip(1).map(|word| word.parse().ok()).collect();
    let verdict = judge(instance, &[tour?]);
    verdict.broken.is_none().then_some(verdict.cost)
}
