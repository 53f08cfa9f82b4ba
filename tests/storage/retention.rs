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
        Database,
        engine::{Command, Engine, Health, MemoryEngine, View, apply},
        error::Result,
        outcome::{Once, REMEMBERED},
        retention::{SLICE_KEYS_MAX, forget_changes, forget_outcomes},
        schema::{CHANGES, FILE, OUTCOMES},
        stamp,
    },
};
use serde_json::Value;

use crate::{
    note::{Note, schema},
    support::{block_on, check_of, dump, fill, in_memory, now},
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

    fn copy_to(&self, target: &dyn Engine) -> Result<()> {
        self.inner.copy_to(target)
    }
}

fn write_once(db: &Database, number: u32) {
    let once = Once { key: Some(number.to_string()), fingerprint: String::new(), success: 200 };
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
    let spy = Arc::new(Spy {
        inner: MemoryEngine::new(&schema().spaces()),
        deleted_max: AtomicUsize::new(0),
    });
    apply(&spy.inner, |data| {
        let day = now() - REMEMBERED - TimeDelta::days(1);
        for number in 0..2_600_u32 {
            let key = number.to_be_bytes().to_vec();
            let age = furgo::storage::Key::new().instant(day).into_bytes();
            data.put(OUTCOMES, key.clone(), b"an answer".to_vec());
            data.put(furgo::storage::schema::OUTCOMES_BY_AGE, [age, key].concat(), Vec::new());
        }
        for number in 1..=2_600_u64 {
            data.put(CHANGES, number.to_be_bytes().to_vec(), b"a change".to_vec());
        }
        data.put(FILE, b"sequence".to_vec(), 2_600_u64.to_be_bytes().to_vec());
        Ok(())
    })
    .unwrap();
    let engine: Arc<dyn Engine> = spy.clone();
    let db = Database::new(engine, schema(), Clock::stopped_at(now())).unwrap();
    assert_eq!(block_on(forget_outcomes(&db)).unwrap(), 2_600);
    assert_eq!(block_on(forget_changes(&db, 2_500)).unwrap(), 2_499);
    assert_eq!(outcomes(&db), 0);
    let largest = spy.deleted_max.load(Ordering::SeqCst);
    assert!(largest > 500 && largest <= SLICE_KEYS_MAX, "{largest}");
}

#[test]
fn the_change_log_says_where_it_begins() {
    let db = in_memory();
    fill(&db, 0..10);
    assert_eq!(block_on(forget_changes(&db, 4)).unwrap(), 3);
    assert_eq!(stamp::oldest_change(&*db.engine().view().unwrap()).unwrap(), 4);
    assert!(check_of(&db).is_good());
    // More than there is: the sequence goes on where it was.
    assert_eq!(block_on(forget_changes(&db, 1_000)).unwrap(), 7);
    crate::support::put(&db, Note::new(50, now())).unwrap();
    assert_eq!(stamp::last_change(&*db.engine().view().unwrap()).unwrap(), 11);
    assert!(check_of(&db).is_good());
}
