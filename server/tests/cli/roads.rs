//! `furgo roads` as a process.

use std::fs;

use crate::process::{Serving, run_on};

/// © OpenStreetMap contributors, ODbL 1.0; see the README beside it.
const EXTRACT: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/roads/helsinki-streets.osm.pbf");

#[test]
fn an_extract_is_imported_and_described_also_while_the_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    run_on(folder.path(), &["roads", "info"], "").failed_saying(&["furgo roads import", "--data"]);
    let serving = Serving::start(folder.path());
    let imported = run_on(folder.path(), &["roads", "import", EXTRACT], "").done();
    for part in ["turn restrictions applied", "roads-van.furgo", "MB", "© OpenStreetMap"] {
        assert!(imported.out.contains(part), "{imported:?}");
    }
    assert_eq!(serving.get("/api/health", "").status, 200);
    let first = fs::read(folder.path().join("roads-van.furgo")).unwrap();
    run_on(folder.path(), &["roads", "import", EXTRACT], "").done();
    assert!(fs::read(folder.path().join("roads-van.furgo")).unwrap() == first);
    let bike = ["roads", "import", EXTRACT, "--vehicle", "cargo-bike"];
    run_on(folder.path(), &bike, "").done();
    let told = run_on(folder.path(), &["roads", "info"], "").done().out;
    for part in ["roads-van.furgo: helsinki-streets.osm.pbf", "roads-cargo-bike.furgo: ", "60.1"] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn an_import_may_be_told_until_when_pedestrian_streets_are_open() {
    let folder = tempfile::tempdir().unwrap();
    let import = ["roads", "import", EXTRACT, "--pedestrian-until"];
    run_on(folder.path(), &[&import[..], &["11:00"]].concat(), "").done();
    let told = run_on(folder.path(), &["roads", "info"], "").done().out;
    assert!(told.contains("pedestrian streets open for delivery until 11:00"), "{told}");
    let wrong = run_on(folder.path(), &[&import[..], &["noon"]].concat(), "");
    assert!(wrong.code == Some(2) && wrong.err.contains("noon"), "{wrong:?}");
    run_on(folder.path(), &["roads", "import", EXTRACT], "").done();
    let told = run_on(folder.path(), &["roads", "info"], "").done().out;
    assert!(!told.contains("pedestrian"), "{told}");
}

#[test]
fn what_is_no_extract_is_told_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    run_on(&data, &["roads", "import", EXTRACT], "").done();
    let before = fs::read(data.join("roads-van.furgo")).unwrap();
    let bad = folder.path().join("bad.osm.pbf");
    for (content, part) in [(&b""[..], "is empty"), (b"<osm/>", "is not an OpenStreetMap extract")]
    {
        fs::write(&bad, content).unwrap();
        run_on(&data, &["roads", "import", bad.to_str().unwrap()], "").failed_saying(&[part]);
    }
    let missing = folder.path().join("missing.osm.pbf");
    run_on(&data, &["roads", "import", missing.to_str().unwrap()], "")
        .failed_saying(&["cannot read", "missing.osm.pbf"]);
    assert!(fs::read(data.join("roads-van.furgo")).unwrap() == before);

    fs::write(data.join("roads-van.furgo"), &before[..before.len() / 2]).unwrap();
    run_on(&data, &["roads", "info"], "")
        .failed_saying(&["is damaged", "import the extract again"]);
}
