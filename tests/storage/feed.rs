//! What listeners hear: every commit, in order, and nothing of what they may not see.

use std::sync::{Arc, mpsc};

use furgo::{
    auth::{Permit, Person, System},
    error::Error,
    storage::{
        Database,
        feed::{Heard, LISTENERS_MAX, Listener, News, RECORDS_MAX},
        outcome::Once,
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
    note::Note,
    support::{block_on, in_memory, now, on_both, put, write},
};

fn somebody() -> Person {
    Person {
        id: UserId(Uuid::from_u128(900)),
        role: Role::Dispatcher,
        session: SessionId(Uuid::from_u128(901)),
    }
}

fn listen(db: &Database) -> Listener {
    db.feed().listen(somebody()).unwrap()
}

/// Everything that has come until now.
fn heard(listener: &mut Listener) -> Vec<Heard> {
    let mut all = Vec::new();
    block_on(async {
        loop {
            tokio::select! {
                biased;
                heard = listener.next() => all.push(heard),
                () = std::future::ready(()) => break,
            }
        }
    });
    all
}

/// The news among it, notes by their numbers.
fn told(listener: &mut Listener) -> Vec<Option<u128>> {
    let news = heard(listener).into_iter().filter_map(|heard| heard.news);
    news.map(|news| match news {
        News::Changed { noun, id } => {
            assert_eq!(noun, "notes");
            Some(id.as_u128())
        }
        News::Missed => None,
    })
    .collect()
}

const MISSED: Option<u128> = None;

fn note(number: u128) -> Note {
    Note::new(number, now())
}

fn hidden(number: u128) -> Note {
    Note { hidden: true, ..note(number) }
}

fn owned(number: u128, owner: u128) -> Note {
    Note { owner: Some(Uuid::from_u128(owner)), ..note(number) }
}

fn delete(db: &Database, number: u128) {
    write(db, move |tx| {
        let note = tx.find_unseen_note(number)?;
        tx.delete(&note)?;
        Ok(Value::Null)
    })
    .unwrap();
}

trait FindNote {
    fn find_unseen_note(&self, number: u128) -> furgo::error::Result<Note>;
}

impl<T: furgo::storage::Reads> FindNote for T {
    fn find_unseen_note(&self, number: u128) -> furgo::error::Result<Note> {
        let note = self.find_unseen(Uuid::from_u128(number))?;
        note.ok_or(Error::Code(ErrorCode::NotFound))
    }
}

#[test]
fn commits_are_told_in_their_order_each_record_once() {
    on_both(|db| {
        let mut listener = listen(db);
        put(db, note(7)).unwrap();
        write(db, |tx| {
            for number in [3, 9, 3, 1] {
                tx.put(note(number))?;
            }
            Ok(Value::Null)
        })
        .unwrap();
        delete(db, 9);
        assert_eq!(told(&mut listener), [Some(7), Some(3), Some(9), Some(1), Some(9)]);
    });
}

#[test]
fn what_was_refused_is_not_told() {
    let db = in_memory();
    let mut listener = listen(&db);
    let refused = write(&db, |tx| {
        tx.put(note(1))?;
        Err(Error::Code(ErrorCode::Forbidden))
    });
    assert!(refused.is_err());
    assert_eq!(heard(&mut listener), []);
}

#[test]
fn what_was_never_seen_is_never_told_and_what_is_gone_is_told_once() {
    on_both(|db| {
        let mut listener = listen(db);
        put(db, hidden(1)).unwrap();
        put(db, hidden(1)).unwrap();
        delete(db, 1);
        assert_eq!(told(&mut listener), []);

        put(db, hidden(2)).unwrap();
        put(db, note(2)).unwrap();
        assert_eq!(told(&mut listener), [Some(2)], "it has come into sight");
        put(db, hidden(2)).unwrap();
        assert_eq!(told(&mut listener), [Some(2)], "it has gone out of sight");
        put(db, hidden(2)).unwrap();
        delete(db, 2);
        assert_eq!(told(&mut listener), []);
    });
}

#[test]
fn what_belongs_to_another_record_is_judged_as_of_that_very_write() {
    on_both(|db| {
        let mut listener = listen(db);
        // The owner comes after what it owns, in the same write.
        write(db, |tx| {
            tx.put(owned(2, 1))?;
            tx.put(note(1))?;
            Ok(Value::Null)
        })
        .unwrap();
        assert_eq!(told(&mut listener), [Some(2), Some(1)]);
        // Both go: it was seen until then.
        write(db, |tx| {
            for number in [1, 2] {
                let note = tx.find_unseen_note(number)?;
                tx.delete(&note)?;
            }
            Ok(Value::Null)
        })
        .unwrap();
        assert_eq!(told(&mut listener), [Some(1), Some(2)]);

        put(db, hidden(3)).unwrap();
        put(db, owned(4, 3)).unwrap();
        assert_eq!(told(&mut listener), []);
        // Moved under an owner that is seen, in the write that hides that one: never seen.
        put(db, note(5)).unwrap();
        assert_eq!(told(&mut listener), [Some(5)]);
        write(db, |tx| {
            tx.put(owned(4, 5))?;
            tx.put(hidden(5))?;
            Ok(Value::Null)
        })
        .unwrap();
        assert_eq!(told(&mut listener), [Some(5)]);
    });
}

#[test]
fn whoever_reads_too_slowly_hears_that_and_what_comes_then() {
    let db = in_memory();
    let (mut slow, mut quick) = (listen(&db), listen(&db));
    let (writes, each) = (20, 100);
    let all: Vec<_> = (1..=writes * each).map(Some).collect();
    let mut quickly = Vec::new();
    for first in (1..=writes * each).step_by(100) {
        write(&db, move |tx| {
            for number in first..first + each {
                tx.put(note(number))?;
            }
            Ok(Value::Null)
        })
        .unwrap();
        quickly.extend(told(&mut quick));
    }
    assert_eq!(quickly, all);
    let slowly = told(&mut slow);
    let (first, rest) = slowly.split_first().unwrap();
    assert_eq!(*first, MISSED);
    assert!(rest.len() < 1_500, "what waits is bounded: {}", rest.len());
    assert!(!rest.is_empty() && all.ends_with(rest));
}

#[test]
fn a_write_of_very_many_records_is_told_as_a_whole() {
    let db = in_memory();
    let mut listener = listen(&db);
    for many in [RECORDS_MAX, RECORDS_MAX + 1] {
        write(&db, move |tx| {
            for number in 0..many {
                tx.put(note(number as u128))?;
            }
            Ok(Value::Null)
        })
        .unwrap();
    }
    let told = told(&mut listener);
    assert_eq!(told.len(), RECORDS_MAX + 1);
    assert_eq!(told.last(), Some(&MISSED));
}

/// One write holds up the thread; the next two wait for it, and are committed together: the second
/// begins to listen after the first was judged, and before it is told.
fn joined_between(db: &Arc<Database>) -> Listener {
    let (entered, has_entered) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let (gives, given) = mpsc::channel();
    let in_order = Arc::clone(db);
    block_on(async {
        let permit = Permit::<System>::for_job;
        let first = db.write(permit(), Once::by_job("test"), move |_| {
            entered.send(()).unwrap();
            released.recv().unwrap();
            Ok(Value::Null)
        });
        let second = db.write(permit(), Once::by_job("test"), |tx| {
            tx.put(note(1))?;
            Ok(Value::Null)
        });
        let third = db.write(permit(), Once::by_job("test"), move |_| {
            gives.send(in_order.feed().listen(somebody()).unwrap()).unwrap();
            Ok(Value::Null)
        });
        let is_held = async move { has_entered.recv().unwrap() };
        let let_go = async move { release.send(()).unwrap() };
        // Polled in this order: the first is alone, and the others are queued when it is let go.
        let (first, (), second, third, ()) =
            tokio::join!(biased; first, is_held, second, third, let_go);
        first.and(second).and(third).unwrap();
    });
    given.recv().unwrap()
}

#[test]
fn whoever_comes_while_a_write_is_judged_and_not_told_has_missed_it() {
    let db = in_memory();
    let alone = told(&mut joined_between(&db));
    assert!(!alone.is_empty() && alone.iter().all(|told| *told == MISSED), "{alone:?}");
    let _before = listen(&db);
    assert_eq!(told(&mut joined_between(&db)), [MISSED], "somebody else listens");
    let mut after = listen(&db);
    put(&db, note(2)).unwrap();
    assert_eq!(told(&mut after), [Some(2)]);
}

#[test]
fn places_are_limited_and_come_back() {
    let db = in_memory();
    let mut listeners: Vec<_> = (0..LISTENERS_MAX).map(|_| listen(&db)).collect();
    assert!(db.feed().listen(somebody()).is_none());
    listeners.remove(LISTENERS_MAX / 2);
    let mut last = listen(&db);
    put(&db, note(1)).unwrap();
    assert_eq!(told(&mut last), [Some(1)]);
    assert!(listeners.iter_mut().all(|each| told(each) == [Some(1)]));
}

#[test]
fn what_is_about_the_listener_s_account_says_so() {
    let db = in_memory();
    let mut listener = listen(&db);
    // Ids are what counts: the notes stand for an account, a session and something else.
    for number in [900, 901, 902] {
        put(&db, hidden(number)).unwrap();
    }
    let about: Vec<_> = heard(&mut listener).iter().map(|heard| heard.is_about_them).collect();
    assert_eq!(about, [true, true, false]);
}
