//! What comes next, over month ends and leap years.

use chrono::{Datelike, Days};
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn due(date: &str) -> Plan {
    Plan { date: Some(day(date)), ..Plan::default() }
}

fn months(months: u32) -> Recurrence {
    Recurrence { months: Some(months), ..Recurrence::default() }
}

#[test]
fn the_anchor_day_is_kept_over_short_months() {
    #[rustfmt::skip] // Read it as a table: day, months, anchor, later.
    let table = [
        ("2024-01-31", 1,  31, "2024-02-29"),
        ("2023-01-31", 1,  31, "2023-02-28"),
        ("2024-02-29", 1,  31, "2024-03-31"),
        ("2023-02-28", 1,  31, "2023-03-31"),
        ("2024-03-31", 1,  31, "2024-04-30"),
        ("2024-01-30", 1,  30, "2024-02-29"),
        ("2024-02-29", 12, 29, "2025-02-28"),
        ("2025-02-28", 36, 29, "2028-02-29"),
        ("2024-02-29", 48, 29, "2028-02-29"),
        ("2024-12-15", 1,  15, "2025-01-15"),
        ("2024-11-30", 3,  30, "2025-02-28"),
        ("2100-01-31", 1,  31, "2100-02-28"),
        ("2024-05-10", 0,  10, "2024-05-10"),
        ("2024-05-10", 1,  99, "2024-06-30"),
        ("2024-05-10", 1,  0,  "2024-06-01"),
    ];
    for (from, months, anchor, expected) in table {
        assert_eq!(add_months(day(from), months, anchor), Some(day(expected)), "{from} + {months}");
    }
    assert_eq!(add_months(day("2024-01-01"), u32::MAX, 1), None);
}

#[test]
fn a_fixed_plan_goes_from_january_over_february_to_march() {
    let mut plan = due("2024-01-31");
    let mut found = Vec::new();
    for _ in 0..4 {
        plan = next(&plan, &months(1), Basis::Fixed, plan.date.unwrap(), None);
        found.push(plan.date.unwrap());
    }
    let expected = ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"].map(day);
    assert_eq!(found, expected);
}

#[test]
fn days_and_weeks_are_counted_like_months() {
    use Basis::{Fixed, Floating};
    #[rustfmt::skip] // Read it as a table: due, every days, basis, done, next.
    let table = [
        ("2024-02-28", 7,  Fixed,    "2024-02-28", "2024-03-06"),
        ("2024-02-28", 7,  Fixed,    "2024-02-20", "2024-03-06"),
        ("2024-02-28", 7,  Fixed,    "2024-03-05", "2024-03-06"),
        ("2024-02-28", 7,  Fixed,    "2024-03-06", "2024-03-13"),
        ("2024-02-28", 10, Fixed,    "2024-05-01", "2024-05-08"),
        ("2024-02-28", 7,  Floating, "2024-02-26", "2024-03-04"),
        ("2024-02-28", 1,  Floating, "2024-12-31", "2025-01-01"),
    ];
    for (date, every, basis, done, expected) in table {
        let recurrence = Recurrence { days: Some(every), ..Recurrence::default() };
        let plan = next(&due(date), &recurrence, basis, day(done), None);
        assert_eq!(plan.date, Some(day(expected)), "{date} every {every} {basis:?}, done {done}");
        assert_eq!(plan.anchor_day, None);
    }
    let never = Recurrence { days: Some(0), ..Recurrence::default() };
    assert_eq!(next(&due("2024-01-01"), &never, Fixed, day("2024-01-01"), None).date, None);
}

#[test]
fn fixed_counts_from_when_it_was_due_floating_from_when_it_was_done() {
    use Basis::{Fixed, Floating};
    #[rustfmt::skip] // Read it as a table: due, every months, basis, done, next.
    let table = [
        ("2024-03-15", 1,  Fixed,    "2024-03-15", "2024-04-15"),
        ("2024-03-15", 1,  Fixed,    "2024-02-01", "2024-04-15"),
        ("2024-03-15", 1,  Fixed,    "2024-04-14", "2024-04-15"),
        ("2024-03-15", 1,  Fixed,    "2024-04-15", "2024-05-15"),
        ("2024-03-15", 1,  Fixed,    "2024-05-20", "2024-06-15"),
        ("2024-03-15", 12, Fixed,    "2026-03-14", "2026-03-15"),
        ("2024-03-15", 12, Fixed,    "2026-03-15", "2027-03-15"),
        ("2024-01-31", 1,  Fixed,    "2024-02-29", "2024-03-31"),
        ("2024-01-31", 3,  Fixed,    "2024-11-30", "2025-01-31"),
        ("2024-03-15", 1,  Floating, "2024-05-20", "2024-06-20"),
        ("2024-03-15", 6,  Floating, "2024-02-01", "2024-08-01"),
        ("2024-03-15", 1,  Floating, "2024-01-31", "2024-02-29"),
    ];
    for (date, every, basis, done, expected) in table {
        let plan = next(&due(date), &months(every), basis, day(done), None);
        assert_eq!(plan.date, Some(day(expected)), "{date} every {every} {basis:?}, done {done}");
    }
}

#[test]
fn distances_come_back_as_dates_do() {
    use Basis::{Fixed, Floating};
    #[rustfmt::skip] // Read it as a table: due at km, every km, basis, done at km, next km.
    let table = [
        (Some(30), 10, Fixed,    Some(29), Some(40)),
        (Some(30), 10, Fixed,    Some(30), Some(40)),
        (Some(30), 10, Fixed,    Some(39), Some(40)),
        (Some(30), 10, Fixed,    Some(40), Some(50)),
        (Some(30), 10, Fixed,    Some(45), Some(50)),
        (Some(30), 10, Fixed,    None,     Some(40)),
        (None,     10, Fixed,    Some(45), Some(55)),
        (Some(30), 10, Floating, Some(33), Some(43)),
        (Some(30), 10, Floating, None,     None),
        (Some(30), 0,  Fixed,    Some(33), None),
    ];
    for (due_m, every, basis, done_m, expected) in table {
        let plan = Plan { odometer_m: due_m, ..Plan::default() };
        let recurrence = Recurrence { m: Some(every), ..Recurrence::default() };
        let found = next(&plan, &recurrence, basis, day("2024-01-01"), done_m);
        assert_eq!(
            (found.odometer_m, found.date),
            (expected, None),
            "{due_m:?} {basis:?} {done_m:?}"
        );
    }
}

#[test]
fn only_what_comes_back_is_planned_and_leads_are_kept() {
    let plan =
        Plan { odometer_m: Some(30_000), lead_days: Some(5), lead_m: Some(7), ..due("2024-03-15") };
    let once = next(&plan, &Recurrence::default(), Basis::Fixed, day("2024-03-15"), Some(30_000));
    assert_eq!((once.date, once.odometer_m), (None, None));
    let both = Recurrence { months: Some(12), m: Some(15_000), ..Recurrence::default() };
    let both = next(&plan, &both, Basis::Floating, day("2024-04-01"), Some(31_000));
    assert_eq!((both.date, both.odometer_m), (Some(day("2025-04-01")), Some(46_000)));
    assert_eq!((both.lead_days, both.lead_m), (Some(5), Some(7)));
}

fn any_day() -> impl Strategy<Value = Day> {
    (0_u64..40_000).prop_map(|days| day("1990-01-01").checked_add_days(Days::new(days)).unwrap())
}

proptest! {
    #[test]
    fn what_comes_next_is_after_what_was_done(
        (date, done) in (any_day(), any_day()),
        every in 1_u32..40,
        fixed in any::<bool>(),
        (due_m, every_m, done_m) in (0_i64..1_000_000, 1_i64..100_000, 0_i64..1_000_000),
    ) {
        let basis = if fixed { Basis::Fixed } else { Basis::Floating };
        let plan = Plan { date: Some(date), odometer_m: Some(due_m), ..Plan::default() };
        let recurrence = Recurrence { months: Some(every), m: Some(every_m), ..Recurrence::default() };
        let next = next(&plan, &recurrence, basis, done, Some(done_m));
        prop_assert!(next.date.unwrap() > done);
        prop_assert!(next.odometer_m.unwrap() > done_m);
    }

    /// Fixed: after what was due, no later than needed, and on the anchor's day of the month.
    #[test]
    fn a_fixed_plan_stays_on_its_anchor(
        (date, done) in (any_day(), any_day()),
        every in 1_u32..40,
        times in 1_usize..6,
    ) {
        let mut plan = Plan { date: Some(date), ..Plan::default() };
        for _ in 0..times {
            let before = plan.date.unwrap();
            plan = next(&plan, &months(every), Basis::Fixed, done, None);
            let after = plan.date.unwrap();
            let last_day = u32::from(after.num_days_in_month());
            prop_assert_eq!(after.day(), date.day().min(last_day));
            let month = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month0());
            let between = month(after) - month(before);
            prop_assert!(between > 0 && between % i64::from(every) == 0);
            let periods_before = u32::try_from(between).unwrap() - every;
            let earlier = add_months(before, periods_before, date.day()).unwrap();
            prop_assert!(earlier == before || earlier <= done, "one period less would not do");
        }
    }
}
