//! Sums over any days are what adding up the records gives.

use chrono::{Datelike as _, NaiveDate};
use furgo::{
    auth::{Permit, System},
    storage::{Measure, Month, Reads as _, Sums, summary::FLEET},
};
use proptest::{collection::vec, option, prelude::*};
use serde_json::Value;

use crate::{
    note::{Note, subject},
    support::{check_of, in_memory, in_redb, now, put, write},
};

/// Days around two turns of the year, some of them the first or last of a month.
fn days() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2024, 11, 20).unwrap();
    let any = (0..460_i64).prop_map(move |days| first + chrono::TimeDelta::days(days));
    prop_oneof![
        2 => any.clone(),
        1 => any.clone().prop_map(|day| Month::of(day).first_day()),
        1 => any.prop_map(|day| Month::of(day).last_day()),
    ]
}

fn notes() -> impl Strategy<Value = Vec<Note>> {
    let note = (days(), 0..3_u8, -9..50_i64, prop_oneof![Just(0_u8), Just(7), Just(u8::MAX)]);
    vec(note, 0..30).prop_map(|notes| {
        let numbered = (1_u128..).zip(notes);
        numbered
            .map(|(id, (day, state, metres, part))| Note {
                day,
                state,
                metres,
                part,
                rank: metres + 1,
                ..Note::new(id, now())
            })
            .collect()
    })
}

/// What the sums of the fleet over these notes should be.
fn verify(sums: &Sums, notes: &[&Note]) {
    let metres = |notes: &[&Note]| notes.iter().map(|note| note.metres).sum::<i64>();
    assert_eq!(sums.get(Measure::DistanceM), metres(notes));
    assert_eq!(sums.total(Measure::FuelCost), metres(notes));
    for part in [0, 1, 7, u8::MAX] {
        let of_part: Vec<_> = notes.iter().copied().filter(|note| note.part == part).collect();
        assert_eq!(sums.get(Measure::FuelCost(part)), metres(&of_part));
        let found = sums.parts(Measure::FuelCost).find(|(found, _)| *found == part);
        assert_eq!(found.map_or(0, |(_, sum)| sum), metres(&of_part));
    }
    assert_eq!((sums.total(Measure::Refuels), sums.get(Measure::Delivered)), (0, 0));
}

fn within(day: NaiveDate, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

/// All that is asked of sums, of these notes.
fn compare(
    tx: &impl furgo::storage::Reads,
    notes: &[Note],
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) {
    let inside: Vec<_> = notes.iter().filter(|note| within(note.day, from, to)).collect();
    let sums = tx.sums(FLEET, from, to).unwrap();
    verify(&sums, &inside);
    // Added to months alone: counts where the month is inside as a whole.
    let whole = |note: &&Note| {
        let month = Month::of(note.day);
        within(month.first_day(), from, to) && within(month.last_day(), from, to)
    };
    let spread: i64 = notes.iter().filter(whole).map(|note| note.rank).sum();
    assert_eq!(sums.get(Measure::SpreadExpenseAmount), spread);
    for state in 0..3 {
        let count = inside.iter().filter(|note| note.state == state).count();
        let sums = tx.sums(subject(state), from, to).unwrap();
        assert_eq!(sums.get(Measure::Delivered), i64::try_from(count).unwrap());
    }
    let mut days: Vec<_> = notes.iter().map(|note| note.day).collect();
    days.sort();
    let has_sums = |day: &NaiveDate| !tx.sums(FLEET, Some(*day), Some(*day)).unwrap().is_empty();
    assert_eq!(tx.first_day(FLEET).unwrap(), days.into_iter().find(has_sums));
    let (Some(from), Some(to)) = (from, to) else { return };
    let months = tx.months(FLEET, Month::of(from), Month::of(to)).unwrap();
    let expected: Vec<_> = Month::of(from).through(Month::of(to)).collect();
    assert_eq!(months.iter().map(|(month, _)| *month).collect::<Vec<_>>(), expected);
    for (month, sums) in months {
        let inside: Vec<_> = notes.iter().filter(|note| Month::of(note.day) == month).collect();
        verify(&sums, &inside);
        let spread = inside.iter().map(|note| note.rank).sum::<i64>();
        assert_eq!(sums.get(Measure::SpreadExpenseAmount), spread);
        assert_eq!(tx.summary(FLEET, month, Measure::SpreadExpenseAmount).unwrap(), spread);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn sums_over_any_days_are_those_of_the_records(
        notes in notes(),
        deleted in 0..9_usize,
        spans in vec((option::weighted(0.8, days()), option::weighted(0.8, days())), 1..20),
    ) {
        for db in [in_memory(), in_redb()] {
            let all = notes.clone();
            write(&db, move |tx| {
                for note in all {
                    tx.put(note)?;
                }
                Ok(Value::Null)
            }).unwrap();
            let gone = notes.len().min(deleted);
            let (gone, left) = notes.split_at(gone);
            let gone = gone.to_vec();
            write(&db, move |tx| {
                gone.iter().try_for_each(|note| tx.delete(note))?;
                Ok(Value::Null)
            }).unwrap();
            db.read(&Permit::<System>::for_job(), |tx| {
                for (from, to) in &spans {
                    compare(tx, left, *from, *to);
                }
                Ok(())
            }).unwrap();
            let report = check_of(&db);
            prop_assert!(report.is_good(), "{}", report);
        }
    }

    #[test]
    fn a_month_holds_its_days_and_no_others(days in -1_000_000..1_000_000_i32) {
        let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        let month = Month::of(day);
        prop_assert!(month.first_day() <= day && day <= month.last_day());
        prop_assert_eq!(month.last_day().succ_opt(), Some(month.next().first_day()));
        prop_assert_eq!(month.to_string(), day.format("%Y-%m").to_string());
        prop_assert_eq!(month.plus(17).plus(-17), month);
        prop_assert_eq!(month.through(month.plus(11)).count(), 12);
        let in_it = month.first_day().iter_days().take_while(|day| Month::of(*day) == month);
        prop_assert_eq!(i64::try_from(in_it.count()).unwrap(), month.days());
    }
}

#[test]
fn the_calendar_begins_and_ends_with_whole_months() {
    assert_eq!(Month::of(NaiveDate::MIN).first_day(), NaiveDate::MIN);
    assert_eq!(Month::of(NaiveDate::MAX).last_day(), NaiveDate::MAX);
    assert_eq!(Month::of(NaiveDate::MAX).next(), Month::of(NaiveDate::MAX));
}

#[test]
fn no_year_is_mistaken_for_another() {
    let db = in_redb();
    let day = |year| NaiveDate::from_ymd_opt(year, 6, 15).unwrap();
    // A month's number is a day's number in another century.
    for (id, year) in [(1, -5), (2, 66), (3, 2026), (4, 9_999)] {
        put(&db, Note { day: day(year), metres: i64::from(year), ..Note::new(id, now()) }).unwrap();
    }
    db.read(&Permit::<System>::for_job(), |tx| {
        for year in [-5, 66, 2026, 9_999] {
            let of_year =
                (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31));
            for (from, to) in [of_year, (Some(day(year)), Some(day(year)))] {
                let sums = tx.sums(FLEET, from, to)?;
                assert_eq!(sums.get(Measure::DistanceM), i64::from(day(year).year()));
            }
        }
        assert_eq!(tx.sums(FLEET, None, None)?.get(Measure::DistanceM), -5 + 66 + 2026 + 9_999);
        Ok(())
    })
    .unwrap();
}
