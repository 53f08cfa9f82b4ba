//! Reading, writing or flushing fails at every possible moment: nobody is told that something
//! was written which was not, and a failed flush is never tried again on the same handle.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use furgo::{
    error::Error,
    storage::{
        Database, StorageError,
        check::check,
        engine::{CommitMode, Engine as _, Health, RedbEngine, redb::builder},
    },
};
use furgo_shared::problem::ErrorCode;
use serde_json::Value;

use crate::{
    faulty::{Fails, FaultyDisk, FaultyHome},
    note::{Note, schema},
    support::{block_on, notes_in, now, over, put, write},
};

/// Writes of the script, each of two notes.
const WRITES: u128 = 30;

/// Runs the script on a fresh disk whose n-th operation fails; true if it got so far.
fn script_with_failure_at(operation: i64, fails: Fails) -> bool {
    let disk = FaultyDisk::new(fails);
    drop(RedbEngine::open(disk.clone(), &schema().spaces()).unwrap());
    disk.fail_at(operation);
    let mut acknowledged = BTreeSet::new();
    // Opening may be what fails; then nobody was told anything.
    if let Ok(engine) = RedbEngine::open(disk.clone(), &schema().spaces()) {
        let db = over(engine);
        for number in 0..WRITES {
            let before = disk.failures();
            match write_pair(&db, number) {
                Ok(()) => {
                    assert_eq!(disk.failures(), before, "a write was acknowledged over a failure");
                    acknowledged.insert(number);
                }
                Err(Error::Storage(StorageError::Engine(_) | StorageError::Closed)) => {}
                Err(other) => unreachable!("{other}"),
            }
        }
    }
    let failed = disk.failures() > 0;
    disk.fail_at(-1);
    verify(&disk, &acknowledged);
    failed
}

fn write_pair(db: &Database, number: u128) -> furgo::error::Result<()> {
    write(db, move |tx| {
        tx.put(Note::labelled(number, now(), &number.to_string()))?;
        tx.put(Note::new(number + 1_000, now())).map(|_| Value::Null)
    })
}

/// The data end at the border of a write, at most one beyond what was acknowledged.
fn verify(disk: &FaultyDisk, acknowledged: &BTreeSet<u128>) {
    let engine = RedbEngine::open(disk.clone(), &schema().spaces()).unwrap();
    let view = engine.view().unwrap();
    let (first, second): (BTreeSet<u128>, BTreeSet<u128>) =
        notes_in(&*view).into_iter().partition(|note| *note < 1_000);
    assert!(first.iter().map(|note| note + 1_000).eq(second), "half of a write is there");
    assert!(first.is_superset(acknowledged));
    assert!(first.len() <= acknowledged.len() + 1, "{first:?} of {acknowledged:?}");
    let report = check(&*view, &schema()).unwrap();
    assert!(report.is_good(), "{report}");
}

fn every_operation_fails_once(fails: Fails) -> i64 {
    let mut operation = 1;
    while script_with_failure_at(operation, fails) {
        operation += 1;
    }
    operation
}

#[test]
fn any_operation_may_fail() {
    let operations = every_operation_fails_once(Fails::Any);
    assert!(operations > 300, "only {operations} operations were seen");
}

#[test]
fn any_flush_may_fail() {
    let flushes = every_operation_fails_once(Fails::Flushes);
    assert!(flushes > 30, "only {flushes} flushes were seen");
}

fn with_home(disk: &FaultyDisk) -> Arc<Database> {
    let home = FaultyHome(disk.clone());
    let database = builder().create_with_backend(disk.clone()).unwrap();
    let spaces = schema().spaces();
    over(
        RedbEngine::configured(database, &spaces, CommitMode::default(), Some(Box::new(home)))
            .unwrap(),
    )
}

#[test]
fn after_a_failed_flush_the_data_are_opened_anew_and_writing_goes_on() {
    let disk = FaultyDisk::new(Fails::Flushes);
    let db = with_home(&disk);
    put(&db, Note::new(1, now())).unwrap();
    disk.fail_at(1);
    assert_eq!(put(&db, Note::new(2, now())).unwrap_err().code(), ErrorCode::Unavailable);
    put(&db, Note::new(3, now())).unwrap();
    assert_eq!((disk.failures(), disk.opened()), (1, 1));
    let notes = notes_in(&*db.engine().view().unwrap());
    assert!(notes.contains(&1) && notes.contains(&3), "{notes:?}");
    assert_eq!(db.health(), Health::Good);
    // It can happen again, as long as something was written in between.
    disk.fail_at(2);
    assert!(put(&db, Note::new(4, now())).is_err());
    put(&db, Note::new(5, now())).unwrap();
}

#[test]
fn without_room_writing_stops_and_goes_on_by_itself_when_there_is_some() {
    let disk = FaultyDisk::new(Fails::Writes);
    let db = with_home(&disk);
    put(&db, Note::new(1, now())).unwrap();
    disk.make_room(false);
    let refused = put(&db, Note::new(2, now()));
    assert!(matches!(refused, Err(Error::Storage(StorageError::Full { .. }))), "{refused:?}");
    // Nothing was touched, so reads go on and nothing has to be opened anew.
    assert_eq!(notes_in(&*db.engine().view().unwrap()), [1]);
    assert_eq!((db.health(), disk.opened()), (Health::Good, 0));
    disk.make_room(true);
    put(&db, Note::new(3, now())).unwrap();
    assert_eq!(disk.opened(), 0);
}

#[test]
fn after_a_full_disk_writing_goes_on_without_help_as_soon_as_there_is_room() {
    let disk = FaultyDisk::new(Fails::Writes);
    let db = with_home(&disk);
    put(&db, Note::new(1, now())).unwrap();
    disk.fill_at(1);
    for number in 2..5 {
        assert_eq!(put(&db, Note::new(number, now())).unwrap_err().code(), ErrorCode::Unavailable);
    }
    assert!(matches!(db.health(), Health::Failed(_)));
    assert_eq!(disk.opened(), 0);
    disk.make_room(true);
    let started = Instant::now();
    while db.health() != Health::Good {
        assert!(started.elapsed() < Duration::from_secs(5), "it never recovered");
        std::thread::yield_now();
    }
    assert_eq!(notes_in(&*db.engine().view().unwrap()), [1]);
    put(&db, Note::new(5, now())).unwrap();
    assert_eq!(disk.opened(), 1);
}

#[test]
fn a_disk_that_fails_again_is_given_up() {
    let disk = FaultyDisk::new(Fails::Flushes);
    let db = with_home(&disk);
    disk.fail_at(1);
    assert!(put(&db, Note::new(1, now())).is_err());
    disk.fail_at(1);
    assert!(put(&db, Note::new(2, now())).is_err());
    let reason = block_on(db.lost());
    assert!(reason.contains("again"), "{reason}");
    assert!(put(&db, Note::new(3, now())).is_err());
    assert!(matches!(db.health(), Health::Failed(_)));
}
