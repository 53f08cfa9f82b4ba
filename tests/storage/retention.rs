//! What need not be kept any longer is forgotten, in small transactions.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use chrono::TimeDelta;
use furgo::{
    auth::{Permit, System},
    clock::Clock,
    storage::{
        Database, Reads as _, Record as _,
        change_log::{Change, ChangeKind},
        engine::{Command, Engine, Health, MemoryEngine, View, apply},
        error::Result,
        outcome::{Once, REMEMBERED},
        record::{decode, encode},
        retention::{CHANGES_KEPT, SLICE_KEYS_MAX, forget_changes, forget_outcomes},
        schema::{CHANGES, OUTCOMES},
        stamp,
    },
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    note::{Note, schema},
    support::{block_on, changes, check_of, dump, fill, in_memory, now, write},
};

/// Notes the largest number of keys that one commit took away.
#[derive(Debug)]
struct Spy {
    inner: MemoryEngine,
    deleted_max: AtomicUsize,
}

impl Engine for Spy {
    fn view(&self) -> Result<Box<dyn View + '_>> {
        self.inner.view()
    }

    fn commit(&self, commands: &mut [Box<dyn Command>]) -> Result<Vec<Result<()>>> {
        let before = dump(&*self.inner.view()?);
        let outcomes = self.inner.commit(commands);
        let after = dump(&*self.inner.view()?);
        let deleted = before.keys().filter(|key| !after.contains_key(*key)).count();
        self.deleted_max.fetch_max(deleted, Ordering::SeqCst);
        outcomes
    }

    fn health(&self) -> Health {
        self.inner.health()
    }
}

fn write_once(db: &Database, number: u32) {
    let once = Once { key: Some(number.to_string()), ..Once::by_job("test") };
    block_on(db.write(Permit::<System>::for_job(), once, |_| Ok(Value::Null))).unwrap();
}

fn outcomes(db: &Database) -> usize {
    dump(&*db.engine().view().unwrap()).keys().filter(|(space, _)| *space == OUTCOMES.0).count()
}

#[test]
fn outcomes_are_forgotten_after_thirty_days_and_not_before() {
    let db = in_memory();
    for number in 0..10 {
        write_once(&db, number);
    }
    db.clock().advance(REMEMBERED - TimeDelta::seconds(1));
    write_once(&db, 3);
    write_once(&db, 10);
    assert_eq!(block_on(forget_outcomes(&db)).unwrap(), 0);
    db.clock().advance(TimeDelta::seconds(2));
    // Used again after its time, a key is a new one, and its age counts from then.
    write_once(&db, 5);
    assert_eq!(block_on(forget_outcomes(&db)).unwrap(), 9);
    assert_eq!(outcomes(&db), 2);
    assert!(check_of(&db).is_good());
}

#[test]
fn much_is_forgotten_in_slices() {
    let spy = Arc::new(Spy { inner: MemoryEngine::default(), deleted_max: AtomicUsize::new(0) });
    apply(&spy.inner, |data| {
        let day = now() - REMEMBERED - TimeDelta::days(1);
        for number in 0..2_600_u32 {
            let key = number.to_be_bytes().to_vec();
            let age = furgo::storage::Key::new().instant(day).into_bytes();
            data.put(OUTCOMES, key.clone(), b"an answer".to_vec());
            data.put(furgo::storage::schema::OUTCOMES_BY_AGE, [age, key].concat(), Vec::new());
        }
        Ok(())
    })
    .unwrap();
    let engine: Arc<dyn Engine> = spy.clone();
    let db = Database::new(engine, schema(), Clock::stopped_at(now())).unwrap();
    assert_eq!(block_on(forget_outcomes(&db)).unwrap(), 2_600);
    write(&db, |tx| {
        for _ in 0..1_300 {
            tx.put(Note::new(1, now()))?;
        }
        Ok(Value::Null)
    })
    .unwrap();
    db.clock().advance(CHANGES_KEPT);
    assert_eq!(block_on(forget_changes(&db)).unwrap(), 1_299);
    assert_eq!(outcomes(&db), 0);
    let largest = spy.deleted_max.load(Ordering::SeqCst);
    assert!(largest > 200 && largest <= SLICE_KEYS_MAX, "{largest}");
}

/// The numbers of the changes that are kept.
fn kept(db: &Database) -> Vec<u64> {
    changes(db).iter().map(|(sequence, _)| *sequence).collect()
}

fn oldest(db: &Database) -> u64 {
    stamp::oldest_change(&*db.engine().view().unwrap()).unwrap()
}

fn delete(db: &Database, number: u128) {
    write(db, move |tx| {
        let note: Note = tx.require(Uuid::from_u128(number))?;
        tx.delete(&note)?;
        Ok(Value::Null)
    })
    .unwrap();
}

#[test]
fn after_four_hundred_days_the_last_change_of_each_record_is_left() {
    let db = in_memory();
    fill(&db, [1, 2, 3, 1, 4]);
    delete(&db, 3);
    db.clock().advance(CHANGES_KEPT - TimeDelta::seconds(1));
    fill(&db, [2, 5]);
    assert_eq!(block_on(forget_changes(&db)).unwrap(), 0);
    db.clock().advance(TimeDelta::seconds(1));
    assert_eq!(block_on(forget_changes(&db)).unwrap(), 4, "the first of 1 and 2, both of 3");
    assert_eq!((kept(&db), oldest(&db)), (vec![4, 5, 7, 8], 7));
    assert!(check_of(&db).is_good(), "{}", check_of(&db));
    // Whoever has seen all that was written until the sixth change has missed nothing.
    assert_eq!(block_on(forget_changes(&db)).unwrap(), 0);

    // A later change takes the place of one that was left, a deletion too.
    fill(&db, [1]);
    delete(&db, 4);
    assert_eq!((kept(&db), oldest(&db)), (vec![7, 8, 9, 10], 7));
    assert!(check_of(&db).is_good(), "{}", check_of(&db));
    db.clock().advance(CHANGES_KEPT);
    assert_eq!(block_on(forget_changes(&db)).unwrap(), 1);
    assert_eq!((kept(&db), oldest(&db)), (vec![7, 8, 9], 11));
    fill(&db, [9]);
    assert_eq!(kept(&db), [7, 8, 9, 11]);
    assert!(check_of(&db).is_good(), "{}", check_of(&db));
}

/// Makes the data what schema 3 would have written.
fn as_of_schema_3(db: &Database) {
    let changes = changes(db);
    apply(&**db.engine(), move |data| {
        for (sequence, change) in changes {
            let kind = match change.kind {
                ChangeKind::Put => "put",
                ChangeKind::Delete => "delete",
            };
            let Change { table, id, version, .. } = change;
            let row = json!({ "table": table, "id": id, "version": version, "kind": kind });
            data.put(CHANGES, sequence.to_be_bytes().to_vec(), encode(&row)?);
            if let Some(bytes) = data.get(Note::TABLE, id.as_bytes())? {
                let mut note: Note = decode(&bytes)?;
                note.meta.sequence = None;
                data.put(Note::TABLE, id.as_bytes().to_vec(), encode(&note)?);
            }
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn changes_of_an_unknown_time_are_as_old_as_the_first_that_has_one() {
    let db = in_memory();
    fill(&db, [1, 2, 1, 3]);
    delete(&db, 3);
    as_of_schema_3(&db);
    assert!(check_of(&db).is_good(), "{}", check_of(&db));
    db.clock().advance(CHANGES_KEPT * 2);
    assert_eq!(block_on(forget_changes(&db)).unwrap(), 0, "nobody knows how old they are");
    fill(&db, [2, 4]);
    db.clock().advance(CHANGES_KEPT - TimeDelta::seconds(1));
    assert_eq!(block_on(forget_changes(&db)).unwrap(), 0);
    fill(&db, [5]);
    db.clock().advance(TimeDelta::seconds(1));
    assert_eq!(block_on(forget_changes(&db)).unwrap(), 4);
    assert_eq!((kept(&db), oldest(&db)), (vec![3, 6, 7, 8], 8));
    assert!(check_of(&db).is_good(), "{}", check_of(&db));
    fill(&db, [1]);
    assert_eq!(kept(&db), [6, 7, 8, 9]);
    assert!(check_of(&db).is_good(), "{}", check_of(&db));
}
