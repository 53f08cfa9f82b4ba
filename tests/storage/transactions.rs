//! What a single write may and may not do.

use std::{ops::ControlFlow, panic};

use furgo::{
    auth::{Permit, System},
    error::Error,
    storage::{Key, Reads as _, StorageError, engine::Order},
};
use furgo_shared::problem::ErrorCode;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    note::{ALL, BY_LABEL, BY_STATE, Note},
    support::{check_of, dump_of, fill, now, on_both, put, write},
};

#[test]
fn a_refused_write_leaves_nothing_behind() {
    on_both(|db| {
        fill(db, 0..3);
        let before = dump_of(db);
        let refused = write(db, |tx| {
            tx.put(Note::new(7, now()))?;
            tx.delete(&tx.require::<Note>(Uuid::from_u128(1))?)?;
            Err(Error::Code(ErrorCode::Forbidden))
        });
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Forbidden);
        assert_eq!(dump_of(db), before);
    });
}

#[test]
fn a_panic_ends_its_own_write_and_no_other() {
    on_both(|db| {
        let failed = write(db, |tx| {
            tx.put(Note::new(1, now()))?;
            panic::resume_unwind(Box::new("a fault of the program"))
        });
        assert!(matches!(failed, Err(Error::Storage(StorageError::Panicked))), "{failed:?}");
        fill(db, [2]);
        assert_eq!(crate::support::notes_in(&*db.engine().view().unwrap()), [2]);
        assert!(check_of(db).is_good());
    });
}

#[test]
fn a_unique_key_can_be_handed_over_within_one_write() {
    on_both(|db| {
        put(db, Note::labelled(1, now(), "van")).unwrap();
        write(db, |tx| {
            let mut first: Note = tx.require(Uuid::from_u128(1))?;
            first.label = Some("old van".to_owned());
            tx.put(first)?;
            tx.put(Note::labelled(2, now(), "van")).map(|_| Value::Null)
        })
        .unwrap();
        db.read(&Permit::<System>::for_job(), |tx| {
            assert_eq!(tx.find_by(BY_LABEL, Key::new().text("van"))?.unwrap().id.as_u128(), 2);
            assert_eq!(tx.find_by(BY_LABEL, Key::new().text("old van"))?.unwrap().id.as_u128(), 1);
            Ok(())
        })
        .unwrap();
        assert!(check_of(db).is_good());
    });
}

#[test]
fn two_records_cannot_swap_a_unique_key_without_letting_go_first() {
    on_both(|db| {
        put(db, Note::labelled(1, now(), "a")).unwrap();
        put(db, Note::labelled(2, now(), "b")).unwrap();
        let before = dump_of(db);
        let refused = write(db, |tx| {
            tx.put(Note::labelled(1, now(), "b"))?;
            tx.put(Note::labelled(2, now(), "a")).map(|_| Value::Null)
        });
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Taken);
        assert_eq!(dump_of(db), before);
        write(db, |tx| {
            tx.put(Note::new(1, now()))?;
            tx.put(Note::labelled(2, now(), "a"))?;
            tx.put(Note::labelled(1, now(), "b")).map(|_| Value::Null)
        })
        .unwrap();
        assert!(check_of(db).is_good());
    });
}

#[test]
fn a_create_never_overwrites() {
    on_both(|db| {
        put(db, Note { hidden: true, ..Note::labelled(1, now(), "theirs") }).unwrap();
        let before = dump_of(db);
        let refused = write(db, |tx| tx.create(Note::new(1, now()), &"mine").map(|_| Value::Null));
        assert_eq!(refused.unwrap_err().code(), ErrorCode::IdReused);
        assert_eq!(dump_of(db), before);
    });
}

#[test]
fn a_repeated_create_is_recognised_by_its_content() {
    on_both(|db| {
        let create = |content: &'static str| {
            write(db, move |tx| {
                match tx.created_before::<Note>(Some(Uuid::from_u128(1)), &content)? {
                    Some(_) => Ok(Value::Null),
                    None => tx.create(Note::new(1, now()), &content).map(|_| Value::Null),
                }
            })
        };
        create("one").unwrap();
        let before = dump_of(db);
        create("one").unwrap();
        assert_eq!(create("other").unwrap_err().code(), ErrorCode::IdReused);
        assert_eq!(dump_of(db), before);
    });
}

#[test]
fn what_nobody_may_see_is_not_found() {
    on_both(|db| {
        put(db, Note { hidden: true, ..Note::labelled(1, now(), "secret") }).unwrap();
        db.read(&Permit::<System>::for_job(), |tx| {
            let id = Uuid::from_u128(1);
            assert_eq!(tx.find::<Note>(id)?, None);
            assert_eq!(tx.require::<Note>(id).unwrap_err().code(), ErrorCode::NotFound);
            assert_eq!(tx.find_by(BY_LABEL, Key::new().text("secret"))?, None);
            assert_eq!(tx.collect(ALL, &Key::new(), Order::Ascending, 9)?, []);
            assert!(tx.find_unseen::<Note>(id)?.is_some());
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn what_belongs_to_a_record_is_seen_by_whoever_sees_that() {
    on_both(|db| {
        put(db, Note { hidden: true, ..Note::new(1, now()) }).unwrap();
        put(db, Note::new(2, now())).unwrap();
        for (id, owner) in [(3, 1), (4, 2), (5, 9)] {
            put(db, Note { owner: Some(Uuid::from_u128(owner)), ..Note::new(id, now()) }).unwrap();
        }
        db.read(&Permit::<System>::for_job(), |tx| {
            let seen = tx.collect::<Note>(ALL, &Key::new(), Order::Ascending, 9)?;
            assert_eq!(seen.iter().map(|note| note.id.as_u128()).collect::<Vec<_>>(), [2, 4]);
            let hidden = tx.require::<Note>(Uuid::from_u128(3)).unwrap_err();
            assert_eq!(hidden.code(), ErrorCode::NotFound);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_visitor_may_read_anything_while_it_visits() {
    on_both(|db| {
        fill(db, 0..4);
        let pairs = |tx: &dyn Fn() -> furgo::error::Result<usize>| tx().unwrap();
        // Twice, because a table that is open already is another path than one that is not.
        for _ in 0..2 {
            db.read(&Permit::<System>::for_job(), |tx| {
                assert_eq!(pairs(&|| count_pairs(tx)), 16);
                Ok(())
            })
            .unwrap();
        }
        write(db, |tx| {
            tx.put(Note::new(9, now()))?;
            assert_eq!(count_pairs(tx)?, 25);
            assert_eq!(count_pairs(tx)?, 25);
            Ok(Value::Null)
        })
        .unwrap();
    });
}

/// Visits an index while visiting the same index, and reads other spaces in between.
fn count_pairs(tx: &impl furgo::storage::Reads) -> furgo::error::Result<usize> {
    let mut pairs = 0;
    tx.for_each(BY_STATE, &Key::new().byte(0), Order::Ascending, |_: Note| {
        tx.for_each(BY_STATE, &Key::new().byte(0), Order::Descending, |_: Note| {
            pairs += 1;
            Ok(ControlFlow::Continue(()))
        })?;
        tx.count(ALL, &Key::new())?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(pairs)
}

#[test]
fn a_list_inside_a_write_shows_what_the_write_has_done() {
    on_both(|db| {
        fill(db, 0..6);
        write(db, |tx| {
            tx.delete(&tx.require::<Note>(Uuid::from_u128(0))?)?;
            tx.delete(&tx.require::<Note>(Uuid::from_u128(5))?)?;
            tx.put(Note::new(3, now()))?;
            tx.put(Note::new(8, now()))?;
            let ids = |order, limit| {
                let notes = tx.collect(ALL, &Key::new(), order, limit);
                notes.map(|notes| notes.iter().map(|note| note.id.as_u128()).collect::<Vec<_>>())
            };
            assert_eq!(ids(Order::Ascending, 9)?, [1, 2, 3, 4, 8]);
            assert_eq!(ids(Order::Descending, 9)?, [8, 4, 3, 2, 1]);
            assert_eq!(ids(Order::Descending, 1)?, [8]);
            assert_eq!(ids(Order::Ascending, 2)?, [1, 2]);
            assert_eq!(tx.count(ALL, &Key::new())?, 5);
            Ok(Value::Null)
        })
        .unwrap();
    });
}
