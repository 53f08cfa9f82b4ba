//! The file of roads: what is written is read, and what was not is refused with a sentence.

use std::{fs, os::unix::fs::PermissionsExt as _};

use furgo_roads::{FileError, Roads, VehicleKind, file_name};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::{
    at_least,
    drawing::{Drawing, place},
};

fn bytes() -> Vec<u8> {
    let mut map = Drawing::cross();
    map.restriction("no_left_turn", 4, 1, 3);
    map.node(6, 560.0, 560.0).node(7, 580.0, 580.0).street(
        6,
        &[1, 6, 7, 3],
        &[("access", "private")],
    );
    let mut bytes = Vec::new();
    map.roads().write(&mut bytes).unwrap();
    bytes
}

/// Makes the checksum right again.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.len().saturating_sub(32);
    let digest = Sha256::digest(&bytes[..end]);
    bytes.truncate(end);
    bytes.extend_from_slice(&digest);
    bytes
}

/// Asks everything that can be asked.
fn use_all(roads: &Roads) {
    let asked = [(450.0, 500.0), (500.0, 550.0), (560.0, 560.0), (430.0, 430.0)];
    let places: Vec<_> = asked.iter().filter_map(|(x, y)| roads.snap(place(*x, *y)).ok()).collect();
    assert_eq!(roads.matrix(&places).size, places.len());
    for from in &places {
        for to in &places {
            if let Some(path) = roads.path(from, to) {
                assert!(!path.steps.is_empty());
            }
        }
        assert!(roads.street(from).len() < 10_000);
    }
    assert!(roads.facts().edges < 10_000);
}

#[test]
fn what_is_saved_is_loaded() {
    let folder = TempDir::new().unwrap();
    let roads = Drawing::cross().roads();
    let path = roads.save(folder.path()).unwrap();
    assert_eq!(path, folder.path().join("roads-van.furgo"));
    let loaded = Roads::load(folder.path(), VehicleKind::Van).unwrap();
    assert_eq!(loaded.facts(), roads.facts());
    use_all(&loaded);
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["roads-van.furgo"], "nothing else is left in the folder");
}

#[test]
fn a_file_is_replaced_while_somebody_reads_the_old_one() {
    let folder = TempDir::new().unwrap();
    let path = Drawing::cross().roads().save(folder.path()).unwrap();
    let old = fs::read(&path).unwrap();
    let mut reader = fs::File::open(&path).unwrap();
    let mut map = Drawing::cross();
    map.node(9, 700.0, 500.0).street(9, &[2, 9], &[]);
    map.roads().save(folder.path()).unwrap();
    let mut seen = Vec::new();
    std::io::Read::read_to_end(&mut reader, &mut seen).unwrap();
    assert!(seen == old && fs::read(&path).unwrap() != old);
}

#[test]
fn two_imports_do_not_write_into_each_others_file() {
    let folder = TempDir::new().unwrap();
    let new = folder.path().join(format!("{}.new", file_name(VehicleKind::Van)));
    let held = fs::File::create(&new).unwrap();
    held.lock().unwrap();
    let error = Drawing::cross().roads().save(folder.path()).unwrap_err();
    assert!(matches!(error, FileError::Busy { .. }), "{error}");
    drop(held);
    // What a killed import left behind is overwritten.
    fs::write(&new, vec![7; 100_000]).unwrap();
    Drawing::cross().roads().save(folder.path()).unwrap();
    use_all(&Roads::load(folder.path(), VehicleKind::Van).unwrap());
}

#[test]
fn who_reads_never_sees_half_a_file_however_many_write() {
    let folder = TempDir::new().unwrap();
    let roads = Drawing::cross().roads();
    roads.save(folder.path()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..150 {
                    match roads.save(folder.path()) {
                        Ok(_) | Err(FileError::Busy { .. }) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
        for _ in 0..200 {
            let loaded = Roads::load(folder.path(), VehicleKind::Van).unwrap();
            assert_eq!(loaded.facts(), roads.facts());
        }
    });
}

#[test]
fn each_fault_has_its_sentence() {
    let good = bytes();
    let (mut older, mut newer, mut flipped) = (good.clone(), good.clone(), good.clone());
    older[8] = 2;
    newer[8] = 9;
    flipped[200] ^= 1;
    let longer = [&good[..], &[0]].concat();
    for (bytes, part) in [
        (b"".to_vec(), "holds no roads of Furgo"),
        (b"PK\x03\x04 something else entirely".to_vec(), "holds no roads of Furgo"),
        (
            older,
            "has format 2 of an earlier Furgo, which knew less of the roads; import the extract again with `furgo roads import`",
        ),
        (newer, "has format 9, which this Furgo does not read; import the extract again"),
        (flipped, "is damaged (its checksum is wrong); import the extract again"),
        (good[..good.len() / 2].to_vec(), "is damaged (its end is missing)"),
        (good[..20].to_vec(), "is damaged (its end is missing)"),
        (longer, "is damaged (its length is wrong)"),
    ] {
        let sentence = Roads::read(&bytes).unwrap_err().to_string();
        assert!(sentence.contains(part), "{sentence}");
    }
    let missing = Roads::load(TempDir::new().unwrap().path(), VehicleKind::Van).unwrap_err();
    assert!(missing.to_string().contains("furgo roads import"), "{missing}");
    let folder = TempDir::new().unwrap();
    let bike = folder.path().join(file_name(VehicleKind::CargoBike));
    fs::write(&bike, good).unwrap();
    fs::set_permissions(&bike, fs::Permissions::from_mode(0o604)).unwrap();
    assert!(matches!(
        Roads::load(folder.path(), VehicleKind::CargoBike),
        Err(FileError::Exposed { .. })
    ));
    fs::set_permissions(&bike, fs::Permissions::from_mode(0o600)).unwrap();
    let wrong = Roads::load(folder.path(), VehicleKind::CargoBike).unwrap_err();
    assert!(wrong.to_string().contains("it is for another vehicle"), "{wrong}");
    assert!(Drawing::cross().roads().save(&folder.path().join("nowhere")).is_err());
}

proptest! {
    #![proptest_config(at_least(2000))]

    #[test]
    fn a_changed_byte_is_found(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut bytes = bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(Roads::read(&bytes).is_err());
    }

    /// Also a file that was made on purpose is refused or answers without harm.
    #[test]
    fn no_sealed_file_does_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        words in prop::collection::vec((any::<prop::sample::Index>(), any::<u32>()), 0..3),
    ) {
        let mut bytes = bytes();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        for (at, word) in words {
            let at = at.index(bytes.len() / 4 - 1) * 4;
            // Small numbers pass more checks and get further.
            let word = if word % 2 == 0 { word % 64 } else { word };
            bytes[at..at + 4].copy_from_slice(&word.to_le_bytes());
        }
        if let Ok(roads) = Roads::read(&sealed(bytes)) {
            use_all(&roads);
        }
    }

    #[test]
    fn random_bytes_are_refused(tail in prop::collection::vec(any::<u8>(), 0..600), keep in 0..60_usize) {
        let mut bytes = bytes()[..keep].to_vec();
        bytes.extend(tail);
        prop_assert!(Roads::read(&bytes).is_err());
    }
}
