//! One extract, both programs.

use std::{env, fs, path::Path};

use furgo_roads::{Roads, Snapped, VehicleKind, import, network_of};

use crate::{
    Outcome, fidelity,
    importing::{self, Effort},
    osrm::{self, Osrm},
    places, plans, tables,
};

const PLACES: usize = 1001;
const SEED: u64 = 20_260_401;

/// Prints all tables for one extract.
pub fn compare(osrm_folder: &Path, extract: &Path) -> Outcome<()> {
    let name = extract.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = env::temp_dir().join(format!("furgo-roads-bench-{}", std::process::id()));
    let outcome = compare_in(osrm_folder, extract, &folder, &name);
    fs::remove_dir_all(&folder)?;
    outcome
}

fn compare_in(osrm_folder: &Path, extract: &Path, folder: &Path, name: &str) -> Outcome<()> {
    let ours = importing::measure(extract)?;
    let (base, theirs) = osrm::prepare(osrm_folder, extract, folder)?;
    let (roads, _) = import(extract, VehicleKind::Van, &mut |_| {})?;
    let network = network_of(extract, VehicleKind::Van)?;
    let places = places::at_doors(&roads, &network, PLACES, SEED);
    drop(network);
    let osrm = Osrm::serve(osrm_folder, &base, PLACES)?;
    let table = osrm.table(&places)?;
    say_efforts(name, &ours, &theirs, osrm.peak_mb()?, &roads);
    tables::compare(&roads, &osrm, &places[..PLACES - 1])?;
    let snapped: Vec<Snapped> =
        places.iter().map(|place| roads.snap(*place)).collect::<Result<_, _>>()?;
    let matrix = roads.matrix(&snapped);
    fidelity::compare(&places, &matrix, &table);
    plans::compare(&places, &matrix, &table)
}

fn say_efforts(name: &str, ours: &Effort, theirs: &[Effort; 2], served_mb: f64, roads: &Roads) {
    let facts = roads.facts();
    println!("{name}: {} edges, {} streets with a name\n", facts.edges, facts.streets);
    println!("| | Time | Peak of memory |");
    println!("|---|---|---|");
    println!("| Furgo, import | {:.2} s | {:.0} MB |", ours.seconds, ours.peak_mb);
    for (step, effort) in ["osrm-extract", "osrm-contract"].into_iter().zip(theirs) {
        println!("| {step} | {:.1} s | {:.0} MB |", effort.seconds, effort.peak_mb);
    }
    println!("| osrm-routed, after a table of {PLACES}² | | {served_mb:.0} MB |\n");
}
