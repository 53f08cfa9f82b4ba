//! What the tests of storage share: databases over all engines, and ways to look into them.

use std::{collections::BTreeMap, future::Future, ops::ControlFlow, path::Path, sync::Arc};

use chrono::{DateTime, TimeZone as _, Utc};
use furgo::{
    auth::{Permit, System},
    clock::Clock,
    error::Result,
    storage::{
        Database, Record as _, WriteTx,
        blobs::{
            PIECE_BYTES,
            staging::{self, Standing},
        },
        change_log::Change,
        check::{Report, check},
        engine::{Engine, KeyRange, MemoryEngine, Order, RedbEngine, View},
        outcome::Once,
        schema::CHANGES,
    },
};
use furgo_shared::{files::FileDigest, id::UserId};
use redb::backends::InMemoryBackend;
use serde_json::Value;
use uuid::Uuid;

use crate::note::{Note, schema};

pub type Tx<'a, 'v> = &'a mut WriteTx<'v, System>;
pub type Dump = BTreeMap<(&'static str, Vec<u8>), Vec<u8>>;

/// The time in all tests.
pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 14, 9, 0, 0).single().expect("a time that exists once")
}

pub fn over(engine: impl Engine + 'static) -> Arc<Database> {
    try_over(engine).unwrap()
}

/// The same on a disk that may fail: opening reads what happened last.
pub fn try_over(engine: impl Engine + 'static) -> std::io::Result<Arc<Database>> {
    Database::new(Arc::new(engine), schema(), Clock::stopped_at(now())).map(Arc::new)
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

/// The same, for whoever waits already.
pub async fn put_async(db: &Database, note: Note) -> Result<()> {
    let put = move |tx: Tx<'_, '_>| tx.put(note).map(|_| Value::Null);
    db.write(Permit::<System>::for_job(), Once::by_job("test"), put).await.map(drop)
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

/// Who sends files.
pub const OWNER: UserId = UserId(Uuid::from_u128(7));
/// More than all files of the tests.
pub const BYTES_MAX: u64 = 1 << 30;

/// Brings the first `sent` bytes of a file, from where it stopped, and keeps it when all are there.
pub async fn send_file(
    db: &Database,
    owner: UserId,
    sha256: FileDigest,
    bytes: &[u8],
    sent: usize,
) -> Result<()> {
    let length = u64::try_from(bytes.len()).expect("files of tests are small");
    let begun = staging::begin(db, owner, sha256, length, BYTES_MAX).await?;
    let Standing::Received { content, bytes: mut received, .. } = begun else { return Ok(()) };
    let place = |received: u64| usize::try_from(received).expect("it was a length");
    while place(received) < sent {
        let end = sent.min(place(received) + PIECE_BYTES);
        let piece = bytes[place(received)..end].to_vec();
        received = staging::append(db, owner, sha256, received, piece, BYTES_MAX).await?;
    }
    if received == length { staging::seal(db, owner, sha256, content).await } else { Ok(()) }
}
