//! How near Furgo's times are to OSRM's.

use furgo_roads::{Matrix, Place};

use crate::{
    figures::{correlation, mean, median, quantile},
    osrm::Table,
};

/// Ways shorter than this are more about the metre where a place was found than about roads.
const SECONDS_MIN: f64 = 60.0;

/// Prints how far Furgo's and straight lines' times are from OSRM's.
pub fn compare(places: &[Place], furgo: &Matrix, osrm: &Table) {
    println!(
        "| Times beside OSRM's | Pairs | Correlation | Ratio, middle (5 %–95 %) | \
         Mean error after one factor | and of the sum |"
    );
    println!("|---|---|---|---|---|---|");
    row(
        "Furgo's roads",
        &pairs(osrm, |from, to| {
            let seconds = furgo.durations_s[from * furgo.size + to];
            (seconds != u32::MAX).then_some(f64::from(seconds))
        }),
    );
    row(
        "Straight lines at one speed",
        &pairs(osrm, |from, to| Some(places[from].distance_m(places[to]) / 10.0)),
    );
    println!();
}

fn pairs(osrm: &Table, ours: impl Fn(usize, usize) -> Option<f64>) -> Vec<(f64, f64)> {
    let mut pairs = Vec::new();
    for (from, row) in osrm.durations.iter().enumerate() {
        for (to, seconds) in row.iter().enumerate() {
            let theirs = seconds.filter(|seconds| *seconds >= SECONDS_MIN);
            if let (Some(ours), Some(theirs)) = (ours(from, to), theirs) {
                pairs.push((ours, theirs));
            }
        }
    }
    pairs
}

fn row(name: &str, pairs: &[(f64, f64)]) {
    let ratios: Vec<f64> = pairs.iter().map(|(ours, theirs)| ours / theirs).collect();
    let factor = 1.0 / median(&ratios);
    let errors: Vec<f64> = ratios.iter().map(|ratio| (ratio * factor - 1.0).abs()).collect();
    let missed: f64 = pairs.iter().map(|(ours, theirs)| (ours * factor - theirs).abs()).sum();
    let sum: f64 = pairs.iter().map(|(_, theirs)| theirs).sum();
    println!(
        "| {name} | {} | {:.4} | {:.3} ({:.3}–{:.3}) | {:.2} % | {:.2} % |",
        pairs.len(),
        correlation(pairs),
        median(&ratios),
        quantile(&ratios, 0.05),
        quantile(&ratios, 0.95),
        mean(&errors) * 100.0,
        missed / sum * 100.0,
    );
}
