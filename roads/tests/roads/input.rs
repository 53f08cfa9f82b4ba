//! Extracts that are none, are damaged, or hold no roads.

use std::{fs, path::Path};

use furgo_roads::{ImportError, Roads, Summary, VehicleKind, import};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::{
    at_least,
    drawing::{Drawing, Packing, at, blob, bytes_field},
};

fn import_bytes(bytes: &[u8]) -> Result<(Roads, Summary), ImportError> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("input.osm.pbf");
    fs::write(&path, bytes).unwrap();
    import(&path, VehicleKind::Van, &mut |_| {})
}

fn sentence(bytes: &[u8]) -> String {
    import_bytes(bytes).unwrap_err().to_string()
}

fn header(feature: &str) -> Vec<u8> {
    let mut header = Vec::new();
    bytes_field(&mut header, 4, feature.as_bytes());
    blob("OSMHeader", &header, Packing::Raw)
}

#[test]
fn each_fault_has_its_sentence() {
    let good = Drawing::cross().bytes(Packing::Zlib);
    let mut cut = good.clone();
    cut.truncate(good.len() - 10);
    let mut lzma = Vec::new();
    bytes_field(&mut lzma, 4, b"...");
    for (bytes, part) in [
        (b"".to_vec(), "is empty; download it again"),
        (b"<osm version=\"0.6\"></osm>".to_vec(), "is not an OpenStreetMap extract in PBF format"),
        (vec![0; 5000], "is not an OpenStreetMap extract in PBF format"),
        (b"\0\0".to_vec(), "is not an OpenStreetMap extract in PBF format"),
        (cut, "is damaged at byte"),
        (header("HistoricalInformation"), "uses `HistoricalInformation`, which cannot be read"),
        (header("OsmSchema-V0.6"), "holds no road that a van may use"),
        (Drawing::default().bytes(Packing::Raw), "holds no road that a van may use"),
    ] {
        let sentence = sentence(&bytes);
        assert!(sentence.contains(part), "{sentence}");
    }
}

#[test]
fn what_an_extract_says_of_itself_steers_no_terminal() {
    let sentence = sentence(&header(&format!("Odd\u{1b}[31m\n{}", "x".repeat(100_000))));
    assert!(sentence.contains("uses `Odd [31m x"), "{sentence}");
    assert!(!sentence.contains(char::is_control) && sentence.len() < 600, "{sentence}");
    let mut map = Drawing::default();
    map.node(1, 0.0, 0.0).node(2, 100.0, 0.0);
    map.way(1, &[1, 2], &[("highway", "residential"), ("name", "Elm\n\u{1b}[2JStreet")]);
    let roads = map.roads();
    assert_eq!(roads.street(&at(&roads, 50.0, 0.0)), "Elm  [2JStreet");
}

#[test]
fn footpaths_and_single_one_ways_are_no_roads() {
    let mut paths = Drawing::default();
    paths.node(1, 0.0, 0.0).node(2, 100.0, 0.0).way(1, &[1, 2], &[("highway", "footway")]);
    assert!(paths.try_import(VehicleKind::Van).is_err());
    let mut one_way = Drawing::default();
    one_way.node(1, 0.0, 0.0).node(2, 100.0, 0.0).street(1, &[1, 2], &[("oneway", "yes")]);
    let error = one_way.try_import(VehicleKind::Van).unwrap_err();
    assert!(matches!(error, ImportError::NoRoads { .. }), "{error}");
    // Ways whose nodes are all elsewhere.
    let mut elsewhere = Drawing::default();
    elsewhere.street(1, &[1, 2], &[]);
    assert!(elsewhere.try_import(VehicleKind::CargoBike).is_err());
}

#[test]
fn a_missing_file_and_a_folder_are_told_apart() {
    let folder = TempDir::new().unwrap();
    let ask = |path: &Path| import(path, VehicleKind::Van, &mut |_| {}).unwrap_err().to_string();
    assert!(ask(&folder.path().join("none.osm.pbf")).starts_with("cannot read"));
    assert!(ask(folder.path()).contains("is not an OpenStreetMap extract"));
}

#[test]
fn a_blob_that_swells_beyond_the_formats_limit_is_refused() {
    let mut bytes = header("OsmSchema-V0.6");
    bytes.extend(blob("OSMData", &vec![0; 33 * 1024 * 1024], Packing::Zlib));
    assert!(sentence(&bytes).contains("is damaged at byte"));
}

proptest! {
    #![proptest_config(at_least(1500))]

    #[test]
    fn damaged_extracts_do_no_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
    ) {
        let mut map = Drawing::cross();
        map.restriction("no_left_turn", 4, 1, 3).long_restriction("no_u_turn", 2, &[10], 3);
        let mut bytes = map.bytes(Packing::Raw);
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Ok((roads, _)) = import_bytes(&bytes) {
            let mut written = Vec::new();
            roads.write(&mut written).unwrap();
            prop_assert_eq!(Roads::read(&written).unwrap().facts(), roads.facts());
        }
    }

    #[test]
    fn random_bytes_do_no_harm(tail in prop::collection::vec(any::<u8>(), 0..400), packed in any::<bool>()) {
        let packing = if packed { Packing::Zlib } else { Packing::Raw };
        let mut bytes = header("OsmSchema-V0.6");
        bytes.extend(blob("OSMData", &tail, packing));
        bytes.extend(&tail);
        prop_assert!(import_bytes(&bytes).is_err());
    }
}
