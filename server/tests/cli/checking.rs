//! Data that do not follow from the records: found, named, put right.

use std::path::Path;

use furgo::{
    features::{
        self, findings::FindingRecord, refuels::IntervalRecord, vehicles::FoundationRecord,
    },
    storage::{
        Record,
        engine::{Engine as _, KeyRange, Order, Overlay, Space, View as _, apply},
        file::{OpenOptions, open_engine},
        migrations::{MIGRATIONS, version_after},
        record::{decode, encode},
        schema::FILE,
    },
};

use crate::process::{Serving, registration, run_on};

const ORIGIN: &str = "Sec-Fetch-Site: same-origin\r\n";

/// A folder with a vehicle that has an interval, of 500 km, and a finding.
fn given_fleet(folder: &Path) {
    let serving = Serving::start(folder);
    let cookie = serving.post("/api/auth/register", "", &registration(&serving)).cookie();
    let post = |path: &str, body: &str| {
        let answer = serving.post(path, &format!("{cookie}{ORIGIN}"), body);
        assert_eq!(answer.status, 201, "{answer:?}");
    };
    let vehicle = r#"{"alias":"van-1","make":"Iveco","model":"Daily","fuel":"diesel","tank_capacity":80,"initial_odometer_km":1000}"#;
    post("/api/vehicles", vehicle);
    for (date, km, litres) in [("2025-05-01", 1100, 40), ("2025-05-10", 1600, 95)] {
        post(
            "/api/refuels",
            &format!(
                r#"{{"vehicle":"van-1","date":"{date}","fuel":"diesel","quantity":{litres},"cost":60,"odometer_km":{km}}}"#
            ),
        );
    }
    serving.stop();
}

/// Changes bytes behind the server's back.
fn spoil(folder: &Path, spoil: impl FnOnce(&mut Overlay<'_>) + Send + 'static) {
    let engine = open_engine(folder, &features::schema(), &OpenOptions::default()).unwrap();
    let spoiled = apply(&engine, |data| {
        spoil(data);
        Ok(())
    });
    spoiled.unwrap();
    engine.close().unwrap();
}

fn stored<R: Record>(data: &Overlay<'_>) -> Vec<R> {
    let mut records = Vec::new();
    data.scan(R::TABLE, &KeyRange::all(), Order::Ascending, &mut |_, value| {
        records.push(decode(value).unwrap());
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    records
}

fn forget_all(data: &mut Overlay<'_>, space: Space) {
    let mut keys = Vec::new();
    data.scan(space, &KeyRange::all(), Order::Ascending, &mut |key, _| {
        keys.push(key.to_vec());
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    keys.into_iter().for_each(|key| data.delete(space, key));
}

#[test]
fn a_damaged_interval_is_found_named_and_repaired() {
    let folder = tempfile::tempdir().unwrap();
    given_fleet(folder.path());
    run_on(folder.path(), &["check"], "").done();
    spoil(folder.path(), |data| {
        let [interval] = <[IntervalRecord; 1]>::try_from(stored(data)).unwrap();
        let wrong = IntervalRecord { distance_m: interval.distance_m / 2, ..interval };
        data.put(
            IntervalRecord::TABLE,
            Record::id(&wrong).as_bytes().to_vec(),
            encode(&wrong).unwrap(),
        );
    });

    let copy = folder.path().join("copy.redb");
    let says_which = |ended: crate::process::Ended| {
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.err.contains("intervals: 1 wrong"), "{ended:?}");
        assert!(ended.err.contains("vehicle van-1") && ended.err.contains("--repair"), "{ended:?}");
    };
    says_which(run_on(folder.path(), &["check"], ""));
    says_which(run_on(folder.path(), &["backup", copy.to_str().unwrap()], ""));
    assert!(!copy.exists());

    let repaired = run_on(folder.path(), &["check", "--repair"], "").done();
    assert!(repaired.out.contains("intervals: 1 wrong"), "{repaired:?}");
    let before = folder.path().join("furgo-before-repair-1.redb");
    assert!(repaired.out.contains(before.to_str().unwrap()) && before.exists(), "{repaired:?}");
    run_on(folder.path(), &["check"], "").done();
    run_on(folder.path(), &["backup", copy.to_str().unwrap()], "").done();
    spoil(folder.path(), |data| {
        assert_eq!(stored::<IntervalRecord>(data)[0].distance_m, 500_000);
    });
}

#[test]
fn an_older_file_has_all_that_follows_as_soon_as_it_is_open() {
    let folder = tempfile::tempdir().unwrap();
    given_fleet(folder.path());
    spoil(folder.path(), |data| {
        let kinds = features::schema().records;
        let derived = [IntervalRecord::TABLE, FindingRecord::TABLE, FoundationRecord::TABLE];
        for kind in kinds.iter().filter(|kind| derived.contains(&kind.table)) {
            forget_all(data, kind.table);
            kind.indexes.iter().for_each(|index| forget_all(data, *index));
        }
        data.put(FILE, b"schema".to_vec(), 1_u64.to_be_bytes().to_vec());
    });

    run_on(folder.path(), &["check"], "").done();
    let kept = format!("furgo-before-v{}.redb", version_after(MIGRATIONS));
    assert!(folder.path().join(kept).exists());
    spoil(folder.path(), |data| {
        assert_eq!(stored::<IntervalRecord>(data).len(), 1);
        assert_eq!(stored::<FindingRecord>(data).len(), 1);
        assert_eq!(stored::<FoundationRecord>(data).len(), 1);
    });
}
