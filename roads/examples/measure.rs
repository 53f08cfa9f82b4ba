//! Measures an extract: import, file, matrices, and paths against Dijkstra's search.
//!
//! `cargo run --release -p furgo-roads --example measure -- EXTRACT.osm.pbf [PAIRS]`
//!
//! Places are random points of connected edges, the same in every run. PAIRS (10 000 if not given)
//! of them are compared with the tests' oracle; a mismatch ends the program with 1.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a tool for developers")]

#[allow(dead_code, reason = "tests use more of it")]
#[path = "../tests/roads/oracle.rs"]
mod oracle;
#[path = "../tests/roads/parts.rs"]
mod parts;

use std::{path::Path, process::ExitCode, time::Instant};

use furgo_roads::{
    Place, Roads, Snapped, VehicleKind, import, network::Network, network_of, weight,
};
use oracle::{Memory, Oracle, spot};

/// Targets of each source that is compared.
const TARGETS: usize = 1000;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(extract) = arguments.next() else {
        eprintln!("usage: measure EXTRACT.osm.pbf [PAIRS]");
        return ExitCode::from(2);
    };
    let pairs = arguments.next().map_or(10_000, |pairs| pairs.parse().unwrap());
    let extract = Path::new(&extract);
    let roads = measure_import(extract);
    measure_file(&roads);
    let network = network_of(extract, VehicleKind::Van).unwrap();
    let places = places(&roads, &network, TARGETS);
    for size in [100, 200, 500, 1000] {
        let started = Instant::now();
        let snapped: Vec<Snapped> =
            places[..size].iter().map(|place| roads.snap(*place).unwrap()).collect();
        let snapping = started.elapsed();
        let started = Instant::now();
        let matrix = roads.matrix(&snapped);
        let took = started.elapsed();
        println!("{size} × {size}: {took:.1?} and snapping {snapping:.1?}");
        assert_eq!(matrix.durations_s.len(), size * size);
    }
    let snapped: Vec<Snapped> = places.iter().map(|place| roads.snap(*place).unwrap()).collect();
    match compare(&roads, &network, &snapped, pairs) {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn measure_import(extract: &Path) -> Roads {
    let started = Instant::now();
    let mut marks = Vec::new();
    let (roads, summary) = import(extract, VehicleKind::Van, &mut |progress| {
        let phase = format!("{progress:?}").split(' ').next().unwrap_or_default().to_owned();
        if marks.last().is_none_or(|(last, _)| *last != phase) {
            marks.push((phase, started.elapsed()));
        }
    })
    .unwrap();
    println!("import {:.2?}, phases from {marks:.2?}; peak {}", started.elapsed(), peak());
    println!("{summary:?}");
    roads
}

fn measure_file(roads: &Roads) {
    let folder = tempfile::tempdir().unwrap();
    let started = Instant::now();
    let path = roads.save(folder.path()).unwrap();
    let saved = started.elapsed();
    let bytes = path.metadata().unwrap().len();
    let started = Instant::now();
    let loaded = Roads::load(folder.path(), roads.kind()).unwrap();
    println!("file {bytes} bytes, saved in {saved:.1?}, loaded in {:.1?}", started.elapsed());
    assert_eq!(loaded.facts(), roads.facts());
}

/// Random points of edges, by a linear congruential generator (Knuth's MMIX constants).
fn places(roads: &Roads, network: &Network, count: usize) -> Vec<Place> {
    let mut state = 1_u64;
    let mut places = Vec::new();
    while places.len() < count {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let place = network.points[(state >> 33) as usize % network.points.len()];
        if roads.snap(place).is_ok() {
            places.push(place);
        }
    }
    places
}

fn compare(roads: &Roads, network: &Network, places: &[Snapped], pairs: usize) -> usize {
    let oracle = Oracle::new(network, Memory::Beginnings);
    let shared = oracle.shared();
    assert_eq!(shared.len(), 1, "one part of a real map is the largest");
    let spots: Vec<_> = places.iter().map(spot).collect();
    let sources = &places[..(pairs / places.len()).min(places.len())];
    let weights = roads.weights(sources, places);
    let (mut wrong, mut paths_wrong) = (0, 0);
    for (row, source) in sources.iter().enumerate() {
        let expected = oracle.from(spot(source), &spots, &shared[0]);
        for (column, expected) in expected.iter().enumerate() {
            let found = weights[row * places.len() + column];
            let found = (found != weight::INFINITE).then(|| (weight::ms(found), weight::cm(found)));
            wrong += usize::from(found != *expected);
            if column % 50 == 0 {
                let path = roads.path(source, &places[column]);
                let path = path.map(|path| (path.duration_ms, path.length_cm));
                paths_wrong += usize::from(path != *expected);
            }
        }
    }
    let compared = sources.len() * places.len();
    println!("{compared} pairs compared with Dijkstra: {wrong} wrong; {paths_wrong} paths wrong");
    wrong + paths_wrong
}

/// The most memory the process has had, as the kernel tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("unknown");
    line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
}
