//! When work and bills are due next.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::book::{Book, Entry, What};

/// What is due: the entry, its day, its reading.
pub type Due = (String, Option<NaiveDate>, Option<i64>);

/// Of a vehicle, in the order of the entries' ids.
pub fn due(book: &Book, van: usize) -> Vec<Due> {
    let mut found = Vec::new();
    let kinds: std::collections::BTreeSet<usize> = book
        .of(van)
        .filter_map(|entry| match entry.what {
            What::Work { kind, .. } => Some(kind),
            _ => None,
        })
        .collect();
    for kind in kinds {
        let (mut newest, mut plan) = (None, Plan::default());
        for entry in works(book, van, kind) {
            plan = planned(entry, plan);
            newest = Some(entry.id.clone());
        }
        if plan.date.is_some() || plan.reading.is_some() {
            found.extend(newest.map(|id| (id, plan.date, plan.reading)));
        }
    }
    found.extend(book.of(van).filter_map(|entry| match entry.what {
        What::Expense { due: Some(due), .. } => Some((entry.id.clone(), Some(due), None)),
        _ => None,
    }));
    found.sort();
    found
}

fn works(book: &Book, van: usize, kind: usize) -> Vec<&Entry> {
    let is_of_kind =
        |entry: &&Entry| matches!(entry.what, What::Work { kind: own, .. } if own == kind);
    let mut works: Vec<&Entry> = book.of(van).filter(is_of_kind).collect();
    works.sort_by_key(|entry| (entry.day, entry.number));
    works
}

#[derive(Clone, Copy, Debug, Default)]
struct Plan {
    date: Option<NaiveDate>,
    /// The day of the month to come back to.
    anchor: u32,
    reading: Option<i64>,
}

/// As typed; else floating from the day and the reading of the work, fixed from the plan before it.
fn planned(entry: &Entry, before: Plan) -> Plan {
    let What::Work { every, fixed, next_date, next, .. } = entry.what else {
        return Plan::default();
    };
    let due = before.date.filter(|_| fixed);
    let anchor = due.map_or(entry.day.day(), |_| before.anchor);
    let step = |from: NaiveDate, times: u32| match (every.months, every.days) {
        (Some(months), _) => Some(month_later(from, months * times, anchor)),
        (None, Some(days)) => Some(from + Days::new(u64::from(days * times))),
        (None, None) => None,
    };
    let date = match due {
        Some(due) => (1..).map_while(|times| step(due, times)).find(|date| *date > entry.day),
        None => step(entry.day, 1),
    };
    let odometer = entry.odometer.unwrap();
    let reading = every.distance.map(|every| match before.reading.filter(|_| fixed) {
        Some(due) => (1..).map(|times| due + every * times).find(|next| *next > odometer).unwrap(),
        None => odometer + every,
    });
    let own = match (next_date, every.months) {
        (Some(typed), _) => typed.day(),
        (None, Some(_)) => anchor,
        (None, None) => date.map_or(1, |date| date.day()),
    };
    Plan { date: next_date.or(date), anchor: own, reading: next.or(reading) }
}

/// One period on, on the same day of the month where there is one.
pub fn month_later(day: NaiveDate, months: u32, anchor: u32) -> NaiveDate {
    let first = day.with_day(1).unwrap() + Months::new(months);
    (1..=anchor).rev().find_map(|number| first.with_day(number)).unwrap()
}

/// The day of the month that somebody set.
pub fn anchor(day: NaiveDate) -> u32 {
    day.day()
}
