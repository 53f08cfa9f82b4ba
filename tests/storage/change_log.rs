//! What a row of the change log says: who, when and why, and who lost sight of the record.

use furgo::{
    auth::Person,
    storage::{Author, Database, Reads as _, change_log::Change},
};
use furgo_shared::{
    access::Role,
    id::{SessionId, UserId},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    note::Note,
    support::{changes, now, on_both, put, write},
};

fn anybody() -> Person {
    let (id, session) = (UserId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
    Person { id, role: Role::Viewer, session }
}

fn last(db: &Database) -> Change {
    changes(db).pop().unwrap().1
}

/// Who lost sight, and who gained it.
fn moved(change: &Change) -> (bool, bool) {
    (change.lost.has(&anybody()), change.gained.has(&anybody()))
}

fn note(number: u128) -> Note {
    Note::new(number, now())
}

#[test]
fn a_row_says_who_when_and_why() {
    on_both(|db| {
        put(db, note(1)).unwrap();
        let origin = last(db).origin.unwrap();
        assert_eq!((origin.by, origin.cause.as_str()), (Author::Job, "test"));
        assert_eq!((origin.at, origin.request), (now(), None));
    });
}

#[test]
fn a_row_says_who_lost_sight_and_who_came_to_see() {
    on_both(|db| {
        put(db, note(1)).unwrap();
        assert_eq!(moved(&last(db)), (false, false), "a first version is new to everybody");
        put(db, note(1)).unwrap();
        assert_eq!(moved(&last(db)), (false, false));
        put(db, Note { hidden: true, ..note(1) }).unwrap();
        assert_eq!(moved(&last(db)), (true, false));
        put(db, note(1)).unwrap();
        assert_eq!(moved(&last(db)), (false, true));
        write(db, |tx| {
            let note: Note = tx.require(Uuid::from_u128(1))?;
            tx.delete(&note).map(|()| Value::Null)
        })
        .unwrap();
        assert_eq!(moved(&last(db)), (true, false), "a deletion is for all who saw it");
    });
}

#[test]
fn the_row_of_a_record_speaks_for_what_belongs_to_it() {
    on_both(|db| {
        put(db, note(1)).unwrap();
        put(db, Note { hidden: true, ..note(2) }).unwrap();
        let owned = |owner| Note { owner: Some(Uuid::from_u128(owner)), ..note(9) };
        put(db, owned(1)).unwrap();
        let before = changes(db).len();
        put(db, Note { hidden: true, ..note(1) }).unwrap();
        assert_eq!(changes(db).len(), before + 1, "one row, whatever belongs to it");
        assert_eq!((last(db).id.as_u128(), moved(&last(db))), (1, (true, false)));
        put(db, note(1)).unwrap();
        put(db, owned(2)).unwrap();
        assert_eq!((last(db).id.as_u128(), moved(&last(db))), (9, (true, false)));
        put(db, owned(1)).unwrap();
        assert_eq!((last(db).id.as_u128(), moved(&last(db))), (9, (false, true)));
    });
}
