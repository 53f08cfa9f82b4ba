//! Lists over several groups, between bounds: what filtering and sorting everything gives, without
//! reading everything.

use std::{cell::Cell, ops::ControlFlow};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use furgo::{
    auth::{Permit, System, Viewer},
    storage::{
        Key, Measure, Reads, Span, StorageError,
        engine::{KeyRange, Order, Space, Visit},
        summary::FLEET,
    },
};
use furgo_shared::page::PageRequest;
use proptest::{collection::vec, option, prelude::*};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    note::{BY_STATE, Note},
    support::{in_memory, in_redb, now, write},
};

fn day(number: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + TimeDelta::days(number)
}

fn notes() -> impl Strategy<Value = Vec<Note>> {
    let note = (any::<u128>(), 0..4_u8, -3..4_i64, 0..3_i64, prop::bool::weighted(0.1));
    vec(note, 0..90).prop_map(|notes| {
        let note = |(id, state, rank, number, hidden)| Note {
            state,
            rank,
            day: day(number),
            hidden,
            ..Note::new(id, now())
        };
        notes.into_iter().map(note).collect()
    })
}

/// A bound: none, a rank, or a rank and a day.
type Bound = Option<(i64, Option<i64>)>;

#[derive(Clone, Debug)]
struct Question {
    states: Vec<u8>,
    bounds: Option<(Bound, Bound)>,
    order: Order,
    page: PageRequest,
}

fn questions() -> impl Strategy<Value = Question> {
    let bound = || option::of((-4..5_i64, option::of(-1..4_i64)));
    let order = prop_oneof![Just(Order::Ascending), Just(Order::Descending)];
    let page = (1..5_u32, prop_oneof![1..4_u32, 20..40_u32])
        .prop_map(|(page, limit)| PageRequest { page, limit });
    (vec(0..5_u8, 0..5), option::of((bound(), bound())), order, page)
        .prop_map(|(states, bounds, order, page)| Question { states, bounds, order, page })
}

fn key(bound: Bound) -> Key {
    match bound {
        None => Key::new(),
        Some((rank, None)) => Key::new().signed(rank),
        Some((rank, Some(number))) => Key::new().signed(rank).day(day(number)),
    }
}

impl Question {
    fn span(&self) -> Span {
        let groups = self.states.iter().map(|state| Key::new().byte(*state));
        let span = Span::of(groups, self.order);
        match self.bounds {
            Some((lower, upper)) => span.between(key(lower), key(upper)),
            None => span,
        }
    }

    fn is_inside(&self, note: &Note) -> bool {
        let (lower, upper) = self.bounds.unwrap_or_default();
        let is_after = lower.is_none_or(|(rank, number)| match number {
            Some(number) => (rank, day(number)) <= (note.rank, note.day),
            None => rank <= note.rank,
        });
        let is_before = upper.is_none_or(|(rank, number)| match number {
            Some(number) => (note.rank, note.day) <= (rank, day(number)),
            None => note.rank <= rank,
        });
        self.states.contains(&note.state) && is_after && is_before
    }

    /// What the answer should be, the plain way.
    fn expected<'n>(&self, notes: &'n [Note]) -> Vec<&'n Note> {
        let mut found: Vec<_> = notes.iter().filter(|note| self.is_inside(note)).collect();
        found.sort_by_key(|note| (note.rank, note.day, note.id));
        if self.order == Order::Descending {
            found.reverse();
        }
        found
    }

    fn page_of<'n>(&self, found: &[&'n Note]) -> Vec<&'n Note> {
        let offset = usize::try_from(self.page.offset()).unwrap();
        let limit = usize::try_from(self.page.limit).unwrap();
        found.iter().copied().skip(offset).take(limit).collect()
    }
}

fn ids<'n>(notes: impl IntoIterator<Item = &'n Note>) -> Vec<Uuid> {
    notes.into_iter().map(|note| note.id).collect()
}

fn compare(tx: &impl Reads, notes: &[Note], question: &Question) {
    let (span, all) = (question.span(), question.expected(notes));
    let mut rows = Vec::new();
    tx.rows(BY_STATE, &span, |mut sort, id| {
        rows.push((sort.signed()?, sort.day()?, id));
        assert!(sort.rest().is_empty());
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    assert_eq!(rows, all.iter().map(|note| (note.rank, note.day, note.id)).collect::<Vec<_>>());
    assert_eq!(tx.count_in(BY_STATE, &span).unwrap(), u64::try_from(all.len()).unwrap());

    let seen: Vec<_> = all.iter().copied().filter(|note| !note.hidden).collect();
    let first = tx.first_in(BY_STATE, &span).unwrap();
    assert_eq!(first.map(|note| note.id), seen.first().map(|note| note.id));
    if question.page_of(&all).iter().all(|note| !note.hidden) {
        let page = tx.list_in(BY_STATE, &span, question.page).unwrap();
        assert_eq!(ids(&page.items), ids(question.page_of(&all)));
        assert_eq!(page.total, u64::try_from(all.len()).unwrap());
    }
    let is_even = |note: &Note| note.id.as_u128().is_multiple_of(2);
    let even: Vec<_> = seen.iter().copied().filter(|note| is_even(note)).collect();
    let mut summed = 0;
    let add = |note: &Note| summed += note.rank;
    let page = tx.list_in_where(BY_STATE, &span, question.page, is_even, add).unwrap();
    assert_eq!(ids(&page.items), ids(question.page_of(&even)));
    assert_eq!(page.total, u64::try_from(even.len()).unwrap());
    assert_eq!(summed, even.iter().map(|note| note.rank).sum::<i64>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn merged_lists_are_what_sorting_everything_gives(
        notes in notes(),
        split in 0..90_usize,
        questions in vec(questions(), 1..12),
    ) {
        for db in [in_memory(), in_redb()] {
            // Half are there already, half are being written: both are listed.
            let (old, new) = notes.split_at(split.min(notes.len()));
            let old = old.to_vec();
            write(&db, move |tx| {
                old.into_iter().try_for_each(|note| tx.put(note).map(drop))?;
                Ok(Value::Null)
            }).unwrap();
            let (new, notes, questions) = (new.to_vec(), notes.clone(), questions.clone());
            write(&db, move |tx| {
                new.into_iter().try_for_each(|note| tx.put(note).map(drop))?;
                questions.iter().for_each(|question| compare(tx, &notes, question));
                Ok(Value::Null)
            }).unwrap();
        }
    }
}

/// Counts the rows that are visited.
struct Counting<'t, T> {
    tx: &'t T,
    rows: Cell<usize>,
}

impl<T: Reads> Reads for Counting<'_, T> {
    fn viewer(&self) -> &Viewer {
        self.tx.viewer()
    }

    fn now(&self) -> DateTime<Utc> {
        self.tx.now()
    }

    fn bytes(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StorageError> {
        self.tx.bytes(space, key)
    }

    fn visit(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<(), StorageError> {
        self.tx.visit(space, range, order, &mut |key, value| {
            self.rows.set(self.rows.get() + 1);
            visit(key, value)
        })
    }
}

#[test]
fn what_is_read_does_not_grow_with_what_is_there() {
    let db = in_redb();
    write(&db, |tx| {
        for number in 0..3_000_u16 {
            let (rank, state) = (i64::from(number), u8::from(number % 2 == 1));
            tx.put(Note { rank, state, day: day(rank), ..Note::new(number.into(), now()) })?;
        }
        Ok(Value::Null)
    })
    .unwrap();
    db.read(&Permit::<System>::for_job(), |tx| {
        let tx = Counting { tx, rows: Cell::new(0) };
        let groups = || [Key::new().byte(0), Key::new().byte(1)];
        let before = |rank| {
            let upper = Key::new().signed(rank);
            Span::of(groups(), Order::Descending).between(Key::new(), upper)
        };
        assert_eq!(tx.first_in(BY_STATE, &before(1_501))?.unwrap().rank, 1_501);
        assert!(tx.rows.replace(0) <= 8, "one search in each group");

        let page = PageRequest { page: 2, limit: 20 };
        let page = tx.list_in(BY_STATE, &Span::of(groups(), Order::Descending), page)?;
        assert_eq!((page.total, page.items[0].rank), (3_000, 2_979));
        assert!(tx.rows.replace(0) <= 2 * 60, "what lies before the page's end");

        let (from, to) = (Some(day(10)), Some(day(2_000)));
        assert_eq!(tx.sums(FLEET, from, to)?.get(Measure::DistanceM), 1_991);
        // Three measures in some 65 months and 60 days.
        assert!(tx.rows.replace(0) <= 3 * (66 + 60), "months and not days");
        Ok(())
    })
    .unwrap();
}
