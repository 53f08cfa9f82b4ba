//! Best known costs: from the solutions that the collections bring along.

use std::{fs, path::Path};

use crate::{instance::Instance, judge::judge};

/// Optima of Solomon's instances in the convention of the DIMACS challenge, as published.
#[rustfmt::skip] // Read it as a table.
const SOLOMON: [(&str, i64); 56] = [
    ("C101", 8273), ("C102", 8273), ("C103", 8263), ("C104", 8229), ("C105", 8273), ("C106", 8273),
    ("C107", 8273), ("C108", 8273), ("C109", 8273),
    ("C201", 5891), ("C202", 5891), ("C203", 5887), ("C204", 5881), ("C205", 5864), ("C206", 5860),
    ("C207", 5858), ("C208", 5858),
    ("R101", 16377), ("R102", 14666), ("R103", 12087), ("R104", 9715), ("R105", 13553), ("R106", 12346),
    ("R107", 10646), ("R108", 9321), ("R109", 11469), ("R110", 10680), ("R111", 10487), ("R112", 9486),
    ("R201", 11432), ("R202", 10296), ("R203", 8708), ("R204", 7313), ("R205", 9498), ("R206", 8759),
    ("R207", 7940), ("R208", 7010), ("R209", 8548), ("R210", 9005), ("R211", 7467),
    ("RC101", 16198), ("RC102", 14574), ("RC103", 12580), ("RC104", 11323), ("RC105", 15137), ("RC106", 13727),
    ("RC107", 12078), ("RC108", 11142),
    ("RC201", 12618), ("RC202", 10923), ("RC203", 9237), ("RC204", 7835), ("RC205", 11540), ("RC206", 10511),
    ("RC207", 9629), ("RC208", 7761),
];

/// The best known cost in units of the matrix, if a file beside the instance says it.
pub fn best_known(path: &Path, instance: &Instance) -> Option<i64> {
    from_solution(path, instance)
        .or_else(|| from_tours(path, instance))
        .or_else(|| SOLOMON.iter().find(|known| known.0 == instance.name).map(|known| known.1))
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
