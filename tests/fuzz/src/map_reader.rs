//! Map extracts, as `furgo roads import` reads them.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use furgo_roads::{Roads, VehicleKind, import};

use self::drawing::{Drawing, Packing, blob, bytes_field};
use crate::Target;

#[allow(dead_code, clippy::as_conversions, reason = "the drawings of the roads' own tests")]
#[path = "../../../roads/tests/roads/drawing.rs"]
mod drawing;

pub const TARGET: Target = Target {
    name: "map_reader",
    seeds,
    words: &[
        "OSMHeader",
        "OSMData",
        "OsmSchema-V0.6",
        "DenseNodes",
        "highway",
        "oneway",
        "maxspeed",
        "restriction",
        "no_left_turn",
        "only_straight_on",
        "junction",
        "roundabout",
        "barrier",
    ],
    run,
    inputs: 5_000,
};

/// What reading an input may hold at once: a blob has at most 32 MiB unpacked, and the file and
/// what is made of it are as small as the input.
const MEMORY_BYTES_MAX: u64 = 128 * 1024 * 1024;
const TIME_MAX: Duration = Duration::from_secs(20);

/// The first byte says whether the rest is a file, or one block of data in a sound file: few
/// mutations of a packed file get past its checksum.
fn run(input: &[u8]) {
    let Some((kind, rest)) = input.split_first() else { return };
    let file = match kind % 2 {
        0 => rest.to_vec(),
        _ => around(rest),
    };
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("input.osm.pbf");
    fs::write(&path, file).unwrap();
    let started = Instant::now();
    let mut imported = None;
    let memory = allocation_counter::measure(|| {
        imported = Some(import(&path, VehicleKind::Van, &mut |_| {}));
    });
    assert!(memory.bytes_max < MEMORY_BYTES_MAX, "reading took {} bytes", memory.bytes_max);
    match imported.unwrap() {
        Ok((roads, _)) => is_whole(&roads, folder.path()),
        Err(error) => {
            let sentence = error.to_string();
            assert!(!sentence.contains(char::is_control), "{sentence:?}");
        }
    }
    assert!(started.elapsed() < TIME_MAX, "it took {:?}", started.elapsed());
}

/// What was read can be kept and read again.
fn is_whole(roads: &Roads, folder: &std::path::Path) {
    roads.save(folder).unwrap();
    Roads::load(folder, VehicleKind::Van).unwrap();
}

/// A file whose header is sound, with these bytes as a block of data.
fn around(block: &[u8]) -> Vec<u8> {
    let mut header = Vec::new();
    bytes_field(&mut header, 4, b"OsmSchema-V0.6");
    bytes_field(&mut header, 4, b"DenseNodes");
    let mut file = blob("OSMHeader", &header, Packing::Raw);
    file.extend(blob("OSMData", block, Packing::Raw));
    file
}

fn seeds() -> Vec<Vec<u8>> {
    let mut turns = Drawing::cross();
    turns.restriction("no_left_turn", 2, 1, 3).restriction("only_straight_on", 4, 1, 2);
    turns.long_restriction("no_u_turn", 5, &[13], 2);
    turns.street(20, &[1, 3, 4, 1], &[("junction", "roundabout"), ("oneway", "yes")]);
    turns.tagged_node(6, 520.0, 500.0, &[("barrier", "bollard")]).street(21, &[2, 6], &[]);
    let mut seeds = Vec::new();
    for map in [Drawing::cross(), turns, Drawing::at_antimeridian()] {
        for packing in [Packing::Raw, Packing::Zlib] {
            seeds.push([vec![0], map.bytes(packing)].concat());
        }
        seeds.extend(map.blocks().into_iter().map(|block| [vec![1], block].concat()));
    }
    seeds
}
