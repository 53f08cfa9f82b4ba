//! What the tests of storage share: databases over all engines, and ways to look into them.

use std::{collections::BTreeMap, future::Future, ops::ControlFlow, path::Path, sync::Arc};

use chrono::{DateTime, TimeZone as _, Utc};
use furgo::{
    auth::{Permit, System},
    clock::Clock,
    error::Result,
    storage::{
        Database, Record as _, WriteTx,
        change_log::Change,
        check::{Report, check},
        engine::{Engine, KeyRange, MemoryEngine, Order, RedbEngine, View},
        outcome::Once,
        schema::CHANGES,
    },
};
use redb::backends::InMemoryBackend;
use serde_json::Value;

use crate::note::{Note, schema};

pub type Tx<'a, 'v> = &'a mut WriteTx<'v, System>;
pub type Dump = BTreeMap<(&'static str, Vec<u8>), Vec<u8>>;

/// The time in all tests.
pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 14, 9, 0, 0).single().expect("a time that exists once")
}

pub fn over(engine: impl Engine + 'static) -> Arc<Database> {
    Arc::new(Database::new(Arc::new(engine), schema(), Clock::stopped_at(now())).unwrap())
}

pub fn in_memory() -> Arc<Database> {
    over(MemoryEngine::default())
}

pub fn in_redb() -> Arc<Database> {
    over(RedbEngine::open(InMemoryBackend::new(), &schema().spaces()).unwrap())
}

/// The same test on both engines.
pub fn on_both(test: impl Fn(&Arc<Database>)) {
    test(&in_memory());
    test(&in_redb());
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

/// Writes, and waits until it is on disk.
pub fn write(
    db: &Database,
    change: impl FnOnce(Tx<'_, '_>) -> Result<Value> + Send + 'static,
) -> Result<()> {
    block_on(db.write(Permit::<System>::for_job(), Once::by_job("test"), change)).map(drop)
}

pub fn put(db: &Database, note: Note) -> Result<()> {
    write(db, move |tx| tx.put(note).map(|_| Value::Null))
}

/// Puts notes with these numbers.
pub fn fill(db: &Database, numbers: impl IntoIterator<Item = u128>) {
    for number in numbers {
        put(db, Note::labelled(number, now(), &format!("note {number}"))).unwrap();
    }
}

pub fn dump(view: &dyn View) -> Dump {
    let mut dump = Dump::new();
    for space in schema().spaces() {
        view.scan(space, &KeyRange::all(), Order::Ascending, &mut |key, value| {
            dump.insert((space.0, key.to_vec()), value.to_vec());
            ControlFlow::Continue(())
        })
        .unwrap();
    }
    dump
}

/// The change log.
pub fn changes(db: &Database) -> Vec<(u64, Change)> {
    let mut changes = Vec::new();
    let view = db.engine().view().unwrap();
    view.scan(CHANGES, &KeyRange::all(), Order::Ascending, &mut |key, row| {
        let sequence = u64::from_be_bytes(key.try_into().unwrap());
        changes.push((sequence, Change::from_bytes(row).unwrap()));
        ControlFlow::Continue(())
    })
    .unwrap();
    changes
}

pub fn dump_of(db: &Database) -> Dump {
    dump(&*db.engine().view().unwrap())
}

pub fn check_of(db: &Database) -> Report {
    check(&*db.engine().view().unwrap(), db.schema()).unwrap()
}

/// Numbers of the notes that are there.
pub fn notes_in(view: &dyn View) -> Vec<u128> {
    let mut notes = Vec::new();
    view.scan(Note::TABLE, &KeyRange::all(), Order::Ascending, &mut |key, _| {
        notes.push(u128::from_be_bytes(key.try_into().unwrap()));
        ControlFlow::Continue(())
    })
    .unwrap();
    notes
}

/// Fingerprint of a file's bytes.
pub fn bytes_of(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}
