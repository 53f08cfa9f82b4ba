//! What is deleted and can be brought back: it is there for nobody, and comes back as it was.

use std::ops::ControlFlow;

use chrono::TimeDelta;
use furgo::{
    auth::{Permit, Person, System},
    storage::{
        Database, Key, Measure, Reads as _, Record as _,
        change_log::ChangeKind,
        check::differences,
        engine::{Order, Overlay, View as _, apply},
        outcome::Once,
        record::{decode, encode},
        retention::{CHANGES_KEPT, forget_changes},
        summary::{FLEET, Month},
        trash::{self, TRASH},
    },
};
use furgo_shared::{
    access::Role,
    id::{SessionId, UserId},
    problem::ErrorCode,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    note::{ALL, BY_LABEL, Note},
    support::{block_on, changes, check_of, dump_of, fill, in_memory, now, on_both, put, write},
};

type Spoil = Box<dyn FnOnce(&mut Overlay<'_>) + Send>;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn trash(db: &Database, number: u128) {
    write(db, move |tx| {
        let note: Note = tx.require(id(number))?;
        tx.trash(&note)?;
        Ok(Value::Null)
    })
    .unwrap();
}

fn restore(db: &Database, number: u128) -> furgo::error::Result<()> {
    write(db, move |tx| {
        let note: Note = tx.find_deleted(id(number))?.unwrap();
        tx.restore(note).map(|_| Value::Null)
    })
}

fn purge(db: &Database, number: u128) {
    write(db, move |tx| {
        let note: Note = tx.find_deleted(id(number))?.unwrap();
        tx.delete(&note)?;
        Ok(Value::Null)
    })
    .unwrap();
}

fn code_of(db: &Database, number: u128) -> ErrorCode {
    db.read(&Permit::<System>::for_job(), |tx| {
        Ok(tx.require::<Note>(id(number)).map(drop).unwrap_err().code())
    })
    .unwrap()
}

#[test]
fn what_lies_in_the_trash_is_there_for_nobody() {
    on_both(|db| {
        fill(db, 1..=3);
        trash(db, 2);
        db.read(&Permit::<System>::for_job(), |tx| {
            assert_eq!(tx.find::<Note>(id(2))?, None);
            assert_eq!(tx.find_unseen::<Note>(id(2))?, None);
            assert_eq!(tx.find_by(BY_LABEL, Key::new().text("note 2"))?, None);
            assert_eq!(tx.count(ALL, &Key::new())?, 2);
            let listed = tx.collect(ALL, &Key::new(), Order::Ascending, 10)?;
            assert_eq!(listed.iter().map(|note| note.id.as_u128()).collect::<Vec<_>>(), [1, 3]);
            let month = Month::of(Note::new(1, now()).day);
            assert_eq!(tx.summary(FLEET, month, Measure::DistanceM)?, 2);
            Ok(())
        })
        .unwrap();
        assert_eq!(code_of(db, 2), ErrorCode::Deleted);
        assert_eq!(code_of(db, 4), ErrorCode::NotFound);
        assert!(check_of(db).is_good(), "{}", check_of(db));
    });
}

#[test]
fn what_comes_back_is_as_it_was_but_for_its_version() {
    on_both(|db| {
        fill(db, 1..=3);
        let rows = |db: &Database| {
            let mut dump = dump_of(db);
            dump.retain(|(space, _), _| !["notes", "changes", "file"].contains(space));
            dump
        };
        let before = rows(db);
        trash(db, 2);
        assert_ne!(rows(db), before);
        restore(db, 2).unwrap();
        assert_eq!(rows(db), before);
        db.read(&Permit::<System>::for_job(), |tx| {
            let note: Note = tx.require(id(2))?;
            assert_eq!((note.meta.version, note.meta.created_at), (3, now()));
            assert_eq!(note.meta.deleted, None);
            Ok(())
        })
        .unwrap();
        assert!(check_of(db).is_good(), "{}", check_of(db));
    });
}

#[test]
fn a_unique_key_is_free_meanwhile_and_an_id_is_not() {
    on_both(|db| {
        fill(db, [1]);
        trash(db, 1);
        let reused = put(db, Note::new(1, now())).unwrap_err();
        assert_eq!(reused.code(), ErrorCode::IdReused);
        let reused = write(db, |tx| tx.create(Note::new(1, now()), &"a").map(|_| Value::Null));
        assert_eq!(reused.unwrap_err().code(), ErrorCode::IdReused);
        put(db, Note::labelled(2, now(), "note 1")).unwrap();
        let before = dump_of(db);
        assert_eq!(restore(db, 1).unwrap_err().code(), ErrorCode::Taken);
        assert_eq!(dump_of(db), before);
        trash(db, 2);
        restore(db, 1).unwrap();
        assert_eq!(restore(db, 2).unwrap_err().code(), ErrorCode::Taken);
        assert!(check_of(db).is_good(), "{}", check_of(db));
    });
}

#[test]
fn the_log_says_that_everybody_lost_sight_and_came_to_see_again() {
    let anybody = Person {
        id: UserId(Uuid::from_u128(1)),
        role: Role::Viewer,
        session: SessionId(Uuid::from_u128(2)),
    };
    on_both(|db| {
        fill(db, [1]);
        trash(db, 1);
        restore(db, 1).unwrap();
        trash(db, 1);
        purge(db, 1);
        let rows: Vec<_> = changes(db)
            .into_iter()
            .map(|(_, it)| (it.version, it.kind, it.lost.has(&anybody), it.gained.has(&anybody)))
            .collect();
        let (put, delete) = (ChangeKind::Put, ChangeKind::Delete);
        assert_eq!(
            rows,
            [
                (1, put, false, false),
                (2, delete, true, false),
                (3, put, false, true),
                (4, delete, true, false),
                // It was gone for everybody already.
                (5, delete, false, false),
            ]
        );
        assert!(check_of(db).is_good(), "{}", check_of(db));
    });
}

#[test]
fn what_belongs_to_something_in_the_trash_is_seen_by_nobody() {
    on_both(|db| {
        fill(db, [1]);
        put(db, Note { owner: Some(id(1)), ..Note::new(2, now()) }).unwrap();
        trash(db, 1);
        assert_eq!(code_of(db, 2), ErrorCode::NotFound);
        restore(db, 1).unwrap();
        db.read(&Permit::<System>::for_job(), |tx| tx.require::<Note>(id(2))).unwrap();
    });
}

#[test]
fn a_repeated_creation_of_something_deleted_says_so() {
    on_both(|db| {
        let create = |db: &Database, request: &'static str| {
            write(db, move |tx| match tx.created_before::<Note>(Some(id(1)), &request)? {
                Some(_) => Ok(Value::Null),
                None => tx.create(Note::new(1, now()), &request).map(|_| Value::Null),
            })
        };
        create(db, "a").unwrap();
        trash(db, 1);
        assert_eq!(create(db, "a").unwrap_err().code(), ErrorCode::Deleted);
        assert_eq!(create(db, "b").unwrap_err().code(), ErrorCode::IdReused);
        restore(db, 1).unwrap();
        create(db, "a").unwrap();
    });
}

/// A repeated request gets its answer only while what it shows is there.
#[test]
fn an_answer_that_shows_something_deleted_is_not_given_again() {
    on_both(|db| {
        let enter = || {
            let once = Once { key: Some("key".to_owned()), ..Once::by_job("test") };
            block_on(db.write(Permit::<System>::for_job(), once, |tx| {
                tx.put(Note::new(1, now())).map(|note| serde_json::json!({ "id": note.id }))
            }))
        };
        enter().unwrap();
        trash(db, 1);
        assert_eq!(enter().map(drop).unwrap_err().code(), ErrorCode::Deleted);
        restore(db, 1).unwrap();
        enter().unwrap();
        assert_eq!(changes(db).len(), 3);
    });
}

/// What is there is shown again, whatever became of the others, as long as they can come back.
#[test]
fn an_answer_is_given_again_while_some_of_what_it_shows_is_there() {
    on_both(|db| {
        let enter = || {
            let once = Once { key: Some("key".to_owned()), ..Once::by_job("test") };
            block_on(db.write(Permit::<System>::for_job(), once, |tx| {
                let notes = [tx.put(Note::new(1, now()))?, tx.put(Note::new(2, now()))?];
                let items = notes.map(|note| serde_json::json!({ "id": note.id }));
                Ok(serde_json::json!({ "items": items }))
            }))
        };
        enter().unwrap();
        trash(db, 1);
        enter().unwrap();
        trash(db, 2);
        assert_eq!(enter().map(drop).unwrap_err().code(), ErrorCode::Deleted);
        restore(db, 1).unwrap();
        purge(db, 2);
        assert_eq!(enter().map(drop).unwrap_err().code(), ErrorCode::Gone);
    });
}

#[test]
fn the_oldest_is_found_first_and_only_what_is_old() {
    let db = in_memory();
    fill(&db, 1..=4);
    for number in [3, 1, 4] {
        trash(&db, number);
        db.clock().advance(TimeDelta::hours(1));
    }
    let found = |limit| {
        db.read(&Permit::<System>::for_job(), |tx| {
            // The first was deleted two hours before.
            trash::older_than(tx, tx.now() - TimeDelta::minutes(90), limit)
        })
        .unwrap()
        .iter()
        .map(|trashed| (trashed.table.clone(), trashed.id.as_u128()))
        .collect::<Vec<_>>()
    };
    let notes = "notes".to_owned();
    assert_eq!(found(10), [(notes.clone(), 3), (notes.clone(), 1)]);
    assert_eq!(found(1), [(notes, 3)]);
    db.read(&Permit::<System>::for_job(), |tx| {
        let mut newest = Vec::new();
        trash::each(tx, None, Order::Descending, |trashed| {
            newest.push(trashed.id.as_u128());
            Ok(ControlFlow::Continue(()))
        })?;
        assert_eq!(newest, [4, 1, 3]);
        assert_eq!(trash::count(tx, None)?, 3);
        Ok(())
    })
    .unwrap();
}

#[test]
fn the_last_change_of_what_lies_in_the_trash_is_kept_however_old_it_is() {
    let db = in_memory();
    fill(&db, 1..=2);
    trash(&db, 1);
    db.clock().advance(CHANGES_KEPT + TimeDelta::days(1));
    assert_eq!(block_on(forget_changes(&db)).unwrap(), 1);
    assert_eq!(changes(&db).iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2, 3]);
    assert!(check_of(&db).is_good(), "{}", check_of(&db));
    purge(&db, 1);
    assert_eq!(changes(&db).iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2, 4]);
    assert!(check_of(&db).is_good(), "{}", check_of(&db));
}

/// What is wrong with the trash is found, and a repair puts it right.
#[test]
fn a_trash_that_does_not_follow_is_found_and_mended() {
    let row = |number: u128| {
        Key::new().id(Uuid::nil()).instant(now()).text("notes").id(id(number)).into_bytes()
    };
    let cases: [(&str, Spoil); 4] = [
        ("trash", Box::new(move |data| data.delete(TRASH, row(1)))),
        ("trash", Box::new(move |data| data.put(TRASH, row(9), Vec::new()))),
        ("notes.all", Box::new(|data| data.put(ALL.space, id(1).as_bytes().to_vec(), vec![]))),
        // Taken out of the trash behind everybody's back.
        (
            "trash",
            Box::new(|data| {
                let table = Note::TABLE;
                let bytes = data.get(table, id(1).as_bytes()).unwrap().unwrap();
                let mut note: Note = decode(&bytes).unwrap();
                note.meta.deleted = None;
                data.put(table, id(1).as_bytes().to_vec(), encode(&note).unwrap());
            }),
        ),
    ];
    for (space, spoil) in cases {
        let db = in_memory();
        fill(&db, 1..=3);
        trash(&db, 1);
        apply(&**db.engine(), move |data| {
            spoil(data);
            Ok(())
        })
        .unwrap();
        let report = check_of(&db);
        assert!(report.findings.contains_key(space), "{report}");
        let schema = db.schema().clone();
        let found = differences(&*db.engine().view().unwrap(), &schema).unwrap();
        let corrections = found.corrections;
        apply(&**db.engine(), move |data| {
            data.put_all(&corrections);
            Ok(())
        })
        .unwrap();
        let mut report = check_of(&db);
        // What was written behind everybody's back is in no log.
        report.findings.remove("changes");
        assert!(report.is_good(), "{report}");
    }
}
