//! States, forecasts and urgencies, at their very boundaries.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2024-02-28")
}

fn plan(date: Option<&str>, odometer_km: Option<i64>) -> Plan {
    Plan { date: date.map(day), odometer_m: odometer_km.map(|km| km * 1000), ..Plan::default() }
}

#[test]
fn whichever_comes_first_says_the_state() {
    use State::{Due, Overdue, Scheduled, Soon, Unknown};
    type Case = (Option<&'static str>, Option<i64>, Option<i64>, State, Option<i64>, Option<i64>);
    #[rustfmt::skip] // Read it as a table: date, due at km, km now, state, days left, km left.
    let table: &[Case] = &[
        (Some("2024-02-27"), None,         None,         Overdue,   Some(-1), None),
        (Some("2024-02-28"), None,         None,         Due,       Some(0),  None),
        (Some("2024-02-29"), None,         None,         Soon,      Some(1),  None),
        (Some("2024-03-29"), None,         None,         Soon,      Some(30), None),
        (Some("2024-03-30"), None,         None,         Scheduled, Some(31), None),
        (None,               Some(50_000), Some(50_001), Overdue,   None,     Some(-1)),
        (None,               Some(50_000), Some(50_000), Due,       None,     Some(0)),
        (None,               Some(50_000), Some(49_000), Soon,      None,     Some(1000)),
        (None,               Some(50_000), Some(48_999), Scheduled, None,     Some(1001)),
        (None,               Some(50_000), None,         Unknown,   None,     None),
        (None,               None,         Some(50_000), Unknown,   None,     None),
        (Some("2024-12-31"), Some(50_000), Some(50_001), Overdue,   Some(307), Some(-1)),
        (Some("2024-02-27"), Some(50_000), Some(10_000), Overdue,   Some(-1), Some(40_000)),
        (Some("2024-12-31"), Some(50_000), Some(10_000), Scheduled, Some(307), Some(40_000)),
        (Some("2024-02-28"), Some(50_000), None,         Due,       Some(0),  None),
    ];
    for (date, due_km, now_km, state, days_left, km_left) in table {
        let now_m = now_km.map(|km| km * 1000);
        let m_left = km_left.map(|km| km * 1000);
        let expected = Assessment { state: *state, days_left: *days_left, m_left };
        let found = assess(&plan(*date, *due_km), today(), now_m);
        assert_eq!(found, expected, "{date:?} {due_km:?} {now_km:?}");
    }
}

#[test]
fn a_single_metre_makes_it_overdue() {
    let of = |now_m| assess(&plan(None, Some(50_000)), today(), Some(now_m)).state;
    assert_eq!((of(49_999_999), of(50_000_000)), (State::Soon, State::Due));
    assert_eq!(of(50_000_001), State::Overdue);
}

#[test]
fn an_items_own_lead_is_its_own() {
    let short =
        Plan { lead_days: Some(3), lead_m: Some(100_000), ..plan(Some("2024-03-02"), Some(500)) };
    let state = |now_m| assess(&short, today(), Some(now_m)).state;
    assert_eq!(state(400_000), State::Soon, "3 days, 100 km");
    let later = Plan { date: Some(day("2024-03-03")), ..short };
    let state = |now_m| assess(&later, today(), Some(now_m)).state;
    assert_eq!((state(399_999), state(400_000)), (State::Scheduled, State::Soon));
    let none = Plan { lead_days: Some(0), ..plan(Some("2024-02-29"), None) };
    assert_eq!(assess(&none, today(), None).state, State::Scheduled);
}

#[test]
fn a_forecast_is_the_earlier_of_day_and_distance() {
    type Case = (Option<&'static str>, Option<i64>, Option<i64>, Option<i64>, Option<&'static str>);
    #[rustfmt::skip] // Read it as a table: date, due at km, km now, km per day, forecast.
    let table: &[Case] = &[
        (None,               Some(1000), Some(900),  Some(50), Some("2024-03-01")),
        (None,               Some(1000), Some(899),  Some(50), Some("2024-03-02")),
        (Some("2024-02-29"), Some(1000), Some(900),  Some(50), Some("2024-02-29")),
        (Some("2024-06-01"), Some(1000), Some(900),  Some(50), Some("2024-03-01")),
        (Some("2024-06-01"), Some(1000), Some(900),  None,     Some("2024-06-01")),
        (Some("2024-06-01"), None,       Some(900),  Some(50), Some("2024-06-01")),
        (None,               Some(1000), Some(900),  Some(0),  None),
        (None,               Some(1000), None,       Some(50), None),
        (None,               Some(1000), Some(1000), None,     Some("2024-02-28")),
        (None,               Some(1000), Some(1200), Some(50), Some("2024-02-28")),
        (Some("2024-01-05"), Some(1000), Some(1200), Some(50), Some("2024-01-05")),
        (None,               None,       Some(1200), Some(50), None),
    ];
    for (date, due_km, now_km, rate_km, expected) in table {
        let m = |km: &Option<i64>| km.map(|km| km * 1000);
        let found = forecast(&plan(*date, *due_km), today(), m(now_km), m(rate_km));
        assert_eq!(found, expected.map(day), "{date:?} {due_km:?} {now_km:?} {rate_km:?}");
    }
    let never = forecast(&plan(None, Some(4_000_000_000)), today(), Some(0), Some(1));
    assert_eq!(never, None, "beyond the calendar");
}

#[test]
fn the_worse_of_days_and_distance_is_the_urgency() {
    use Urgency::{Overdue, Scheduled, Soon, Urgent};
    let table = [
        (Some(-1), None, Overdue),
        (Some(0), None, Urgent),
        (Some(7), None, Urgent),
        (Some(8), None, Soon),
        (Some(30), None, Soon),
        (Some(31), None, Scheduled),
        (None, Some(-1), Overdue),
        (None, Some(100_000), Urgent),
        (None, Some(100_001), Soon),
        (None, Some(1_000_000), Soon),
        (None, Some(1_000_001), Scheduled),
        (Some(31), Some(50_000), Urgent),
        (Some(-3), Some(9_000_000), Overdue),
        (None, None, Scheduled),
    ];
    for (days_left, m_left, expected) in table {
        assert_eq!(urgency(days_left, m_left), expected, "{days_left:?} {m_left:?}");
    }
}

#[test]
fn the_lists_of_states_go_from_urgent_to_not() {
    assert!(State::ALL.is_sorted());
    assert!(Urgency::ALL.is_sorted());
}

proptest! {
    /// Time and distance only ever make things more urgent.
    #[test]
    fn nothing_becomes_less_urgent_by_waiting(
        date in prop::option::of(0_u64..400),
        due_m in prop::option::of(0_i64..5_000_000),
        (now, wait) in (0_u64..400, 0_u64..100),
        (now_m, drive_m) in (0_i64..5_000_000, 0_i64..500_000),
    ) {
        let on = |days| today().checked_add_days(Days::new(days)).unwrap();
        let plan = Plan { date: date.map(on), odometer_m: due_m, ..Plan::default() };
        let before = assess(&plan, on(now), Some(now_m));
        let after = assess(&plan, on(now + wait), Some(now_m + drive_m));
        prop_assert!(after.state <= before.state);
        prop_assert!(
            urgency(after.days_left, after.m_left) <= urgency(before.days_left, before.m_left)
        );
    }
}
