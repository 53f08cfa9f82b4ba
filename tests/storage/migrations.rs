//! A file of schema 1 becomes today's: copied first, wholly or not at all, whatever happens.
//!
//! `tests/fixtures/databases/v1.redb` was written by [`write_fixture`] and is never written
//! again. `FURGO_WRITE_FIXTURES=1 cargo nextest run -p furgo-tests fixture` makes it anew where
//! it is missing.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use furgo::storage::{
    IndexEntries, Key, Meta, Record, Sight,
    check::check,
    engine::{
        CommitMode, Engine, KeyRange, Order, Overlay, RedbEngine, Space, View as _, redb::builder,
    },
    error::Result,
    file::{FILE_NAME, OpenOptions, open_engine},
    migrations::{Migration, migrate},
    record::{decode, encode},
    schema::{RecordKind, Schema},
    stamp,
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    note::{ALL, Note, schema},
    simulator::Disk,
    support::{bytes_of, dump, now, over, write},
};

/// A note as schema 1 had it: its rank was a weight, and no list was by state.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct NoteV1 {
    id: Uuid,
    meta: Meta,
    state: u8,
    weight: i64,
    label: Option<String>,
    day: chrono::NaiveDate,
    metres: i64,
}

impl Record for NoteV1 {
    const TABLE: Space = Space("notes");
    const INDEXES: &'static [Space] = &[ALL.space];

    fn id(&self) -> Uuid {
        self.id
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        entries.add(ALL, self.id, Key::new(), Key::new());
    }

    fn sight(&self) -> Sight {
        Sight::everybody()
    }
}

const MIGRATIONS: &[Migration] = &[
    Migration { name: "a note's weight becomes its rank", run: weight_to_rank },
    // The list by state follows from the records.
    Migration { name: "notes are listed by state", run: |_| Ok(()) },
];

fn weight_to_rank(data: &mut Overlay<'_>) -> Result<()> {
    let mut notes = Vec::new();
    data.scan(Note::TABLE, &KeyRange::all(), Order::Ascending, &mut |key, value| {
        notes.push((key.to_vec(), value.to_vec()));
        ControlFlow::Continue(())
    })?;
    for (key, value) in notes {
        let mut note: serde_json::Map<String, Value> = decode(&value)?;
        let weight = note.remove("weight").unwrap_or_default();
        note.insert("rank".to_owned(), weight);
        data.put(Note::TABLE, key, encode(&note)?);
    }
    Ok(())
}

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/v1.redb")
}

fn write_fixture(path: &Path, now: DateTime<Utc>) {
    let dir = tempfile::tempdir().unwrap();
    let schema = Schema::new(vec![RecordKind::of::<NoteV1>()]);
    let options = OpenOptions { migrations: &[], ..OpenOptions::default() };
    let db = over(open_engine(dir.path(), &schema, &options).unwrap());
    for number in 0..40_u32 {
        let Note { id, meta, day, .. } = Note::new(number.into(), now);
        let label = Some(format!("note {number}"));
        let state = u8::try_from(number % 3).unwrap();
        let note =
            NoteV1 { id, meta, state, weight: i64::from(number) * 10, label, day, metres: 5 };
        write(&db, move |tx| tx.put(note).map(|_| Value::Null)).unwrap();
    }
    drop(db);
    let file = dir.path().join(FILE_NAME);
    builder().open(&file).unwrap().compact().unwrap();
    fs::copy(file, path).unwrap();
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a switch for whoever maintains the fixtures")]
fn the_fixture_of_schema_1_is_there() {
    if std::env::var("FURGO_WRITE_FIXTURES").is_ok() && !fixture().exists() {
        write_fixture(&fixture(), now());
    }
    assert!(fixture().exists(), "run this test once with FURGO_WRITE_FIXTURES=1");
}

fn verify(engine: &dyn Engine) {
    let view = engine.view().unwrap();
    assert_eq!(stamp::schema_version(&*view).unwrap(), Some(3));
    let report = check(&*view, &schema()).unwrap();
    assert!(report.is_good(), "{report}");
    assert_eq!((report.records, report.rows), (40, 120));
    for number in 0..40_u32 {
        let bytes = view.get(Note::TABLE, Uuid::from_u128(number.into()).as_bytes()).unwrap();
        let note: Note = decode(&bytes.unwrap()).unwrap();
        assert_eq!(note.rank, i64::from(number) * 10);
        assert_eq!(note.label, Some(format!("note {number}")));
    }
}

#[test]
fn a_file_of_schema_1_is_copied_and_migrated_once() {
    let dir = tempfile::tempdir().unwrap();
    ::support::plant_copy(&fixture(), &dir.path().join(FILE_NAME));
    let options = OpenOptions { migrations: MIGRATIONS, ..OpenOptions::default() };
    let engine = open_engine(dir.path(), &schema(), &options).unwrap();
    verify(&engine);
    let copy = dir.path().join("furgo-before-v3.redb");
    assert!(bytes_of(&copy) == bytes_of(&fixture()));
    let migrated = dump(&*engine.view().unwrap());
    engine.close().unwrap();
    drop(engine);

    fs::remove_file(&copy).unwrap();
    let engine = open_engine(dir.path(), &schema(), &options).unwrap();
    assert!(dump(&*engine.view().unwrap()) == migrated);
    assert!(!copy.exists(), "there was nothing to migrate");
}

#[test]
fn a_migration_that_fails_leaves_the_old_data() {
    const FAILING: &[Migration] = &[
        Migration { name: "works", run: weight_to_rank },
        Migration {
            name: "does not",
            run: |_| {
                let detail = "what it did not expect".to_owned();
                Err(furgo::storage::StorageError::Damaged { space: "notes", detail })
            },
        },
    ];
    let dir = tempfile::tempdir().unwrap();
    ::support::plant_copy(&fixture(), &dir.path().join(FILE_NAME));
    let options = OpenOptions { migrations: FAILING, ..OpenOptions::default() };
    let refused = open_engine(dir.path(), &schema(), &options).map(drop).unwrap_err().to_string();
    assert!(refused.contains("what it did not expect"), "{refused}");
    let options = OpenOptions { migrations: MIGRATIONS, ..OpenOptions::default() };
    verify(&open_engine(dir.path(), &schema(), &options).unwrap());
}

#[test]
fn a_migration_cut_short_by_a_power_cut_is_wholly_done_or_not_at_all() {
    let old = bytes_of(&fixture());
    let open = |disk: &Disk| {
        let database = builder().create_with_backend(disk.clone()).ok()?;
        let spaces = schema().spaces();
        RedbEngine::configured(database, &spaces, CommitMode::default(), None).ok()
    };
    let mut random = StdRng::seed_from_u64(18);
    let (mut undone, mut done) = (0, 0);
    for operations in (1..400).step_by(3) {
        let disk = Disk::holding(old.clone());
        disk.cut_after(operations);
        let migrated = open(&disk).map(|engine| migrate(&engine, &schema(), MIGRATIONS, 1).is_ok());
        let engine = open(&Disk::holding(disk.after_power_cut(random.random()))).unwrap();
        let version = stamp::schema_version(&*engine.view().unwrap()).unwrap().unwrap();
        match version {
            1 => undone += 1,
            _ => done += 1,
        }
        assert!(version == 3 || migrated != Some(true), "a finished migration was lost");
        migrate(&engine, &schema(), MIGRATIONS, version).unwrap();
        verify(&engine);
    }
    assert!(undone > 10 && done > 10, "undone {undone}, done {done}");
}
