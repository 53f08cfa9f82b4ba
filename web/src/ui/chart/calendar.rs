//! The days below a chart: few enough to be read, on days that people think in.

use chrono::{Datelike, Days, Months};
use furgo_shared::time::Day;
use yew::AttrValue;

use crate::format;

/// Longer spans are told by months.
const DAYS_MAX: i64 = 62;

/// A day that is written below the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct DayTick {
    pub day: Day,
    pub label: AttrValue,
    /// In a line of its own, where a new year begins.
    pub year: Option<i32>,
}

/// Ticks from the first to the last day, about `count_max` at most.
pub fn days(first: Day, last: Day, count_max: usize) -> Vec<DayTick> {
    let span = (last - first).num_days();
    if span > DAYS_MAX {
        return months(&months_within(first, last), count_max);
    }
    let count = i64::try_from(count_max.max(1)).unwrap_or(1);
    let step = [1_i64, 2, 7, 14, 28].into_iter().find(|step| span / step < count).unwrap_or(62);
    let every = usize::try_from(step).unwrap_or(1);
    let days = first.iter_days().take_while(|day| *day <= last).step_by(every);
    with_years(days.map(|day| (day, format::day_and_month(day))))
}

/// Ticks for some of these months: every one, or January and others at equal steps.
pub fn months(months: &[Day], count_max: usize) -> Vec<DayTick> {
    let fits = |step: usize| months.len().div_ceil(step) <= count_max.max(1);
    let step = [1, 2, 3, 4, 6, 12, 24, 60].into_iter().find(|step| fits(*step)).unwrap_or(120);
    let number = |day: &Day| {
        usize::try_from(day.year()).unwrap_or_default() * 12
            + usize::try_from(day.month0()).unwrap_or_default()
    };
    let kept = months.iter().filter(|day| number(day).is_multiple_of(step));
    with_years(kept.map(|day| (*day, format::month_name(*day))))
}

/// The first days of the months that begin between two days.
fn months_within(first: Day, last: Day) -> Vec<Day> {
    let start = first.with_day(1).unwrap_or(first);
    let next = |day: &Day| day.checked_add_months(Months::new(1));
    std::iter::successors(Some(start), next)
        .skip_while(|day| *day < first)
        .take_while(|day| *day <= last)
        .collect()
}

fn with_years(labels: impl Iterator<Item = (Day, AttrValue)>) -> Vec<DayTick> {
    let mut shown = None;
    labels
        .map(|(day, label)| {
            let year = (shown != Some(day.year())).then(|| day.year());
            shown = Some(day.year());
            DayTick { day, label, year }
        })
        .collect()
}

/// Where each day lies between the first and the last: 0 to 1, a lone day in the middle.
pub fn shares(days: &[Day]) -> Vec<f64> {
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Vec::new();
    };
    days.iter().map(|day| share(*day, *first, *last)).collect()
}

/// Where one day lies between two others.
pub fn share(day: Day, first: Day, last: Day) -> f64 {
    let count =
        |span: chrono::TimeDelta| f64::from(i32::try_from(span.num_days()).unwrap_or(i32::MAX));
    match last.checked_sub_days(Days::new(1)) {
        Some(before) if before >= first => count(day - first) / count(last - first),
        Some(_) | None => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::text::Locale;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day of the calendar")
    }

    fn labels(ticks: &[DayTick]) -> Vec<String> {
        let year = |tick: &DayTick| tick.year.map(|year| format!(" {year}")).unwrap_or_default();
        ticks.iter().map(|tick| format!("{}{}", tick.label, year(tick))).collect()
    }

    #[test]
    fn a_few_days_are_told_by_days_and_years_by_months() {
        format::set_locale(Locale::En);
        for (first, last, count, expected) in [
            ("2026-01-05", "2026-01-05", 5, vec!["5\u{a0}Jan 2026"]),
            (
                "2025-12-29",
                "2026-01-12",
                5,
                vec!["29\u{a0}Dec 2025", "5\u{a0}Jan 2026", "12\u{a0}Jan"],
            ),
            ("2025-11-20", "2026-04-02", 6, vec!["Dec 2025", "Jan 2026", "Feb", "Mar", "Apr"]),
            ("2024-02-01", "2026-11-01", 6, vec!["Jul 2024", "Jan 2025", "Jul", "Jan 2026", "Jul"]),
        ] {
            assert_eq!(labels(&days(day(first), day(last), count)), expected, "{first} {last}");
        }
    }

    #[test]
    fn a_lone_day_lies_in_the_middle() {
        assert_eq!(shares(&[day("2026-01-05")]), [0.5]);
        assert_eq!(
            shares(&[day("2026-01-05"), day("2026-01-09"), day("2026-01-06")]),
            [0.0, 1.0, 0.25]
        );
        assert!(shares(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn ticks_are_few_and_in_order(start in 0_u64..20_000, span in 0_u64..8_000, count in 2_usize..14) {
            let first = day("1990-01-01") + Days::new(start);
            let last = first + Days::new(span);
            let ticks = days(first, last, count);
            prop_assert!(ticks.len() <= count + 1, "{}", ticks.len());
            prop_assert!(ticks.windows(2).all(|pair| pair[0].day < pair[1].day));
            prop_assert!(ticks.iter().all(|tick| (first..=last).contains(&tick.day)));
        }
    }
}
