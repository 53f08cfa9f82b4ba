//! The spans of days that reports are asked for.

use chrono::{Datelike, Days, Months};
use furgo_shared::time::Day;

/// The first and the last day, both included; `None` is open.
pub type Span = (Option<Day>, Option<Day>);

/// A span by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    ThisMonth,
    LastMonth,
    ThisYear,
    LastYear,
    /// The twelve months that end today.
    TwelveMonths,
    All,
    /// Days that someone picks.
    Custom,
}

impl Period {
    /// Every period, as a list shows them.
    pub const ALL: [Self; 7] = [
        Self::ThisMonth,
        Self::LastMonth,
        Self::ThisYear,
        Self::LastYear,
        Self::TwelveMonths,
        Self::All,
        Self::Custom,
    ];

    /// The value in lists and the end of its text's key.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ThisMonth => "this-month",
            Self::LastMonth => "last-month",
            Self::ThisYear => "this-year",
            Self::LastYear => "last-year",
            Self::TwelveMonths => "twelve-months",
            Self::All => "all",
            Self::Custom => "custom",
        }
    }

    /// The period of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.name() == name)
    }

    /// The period that has exactly this span today.
    pub fn of(span: Span, today: Day) -> Self {
        let named = Self::ALL.into_iter().filter(|period| *period != Self::Custom);
        named.into_iter().find(|period| period_of(*period, today) == span).unwrap_or(Self::Custom)
    }
}

/// The days of a period. Months and years are whole, also the days that are still to come.
pub fn period_of(period: Period, today: Day) -> Span {
    let month = |back: u32| {
        let first = today.with_day(1)?.checked_sub_months(Months::new(back))?;
        Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
    };
    let year = |back: i32| {
        let number = today.year() - back;
        Some((Day::from_ymd_opt(number, 1, 1)?, Day::from_ymd_opt(number, 12, 31)?))
    };
    let span = match period {
        Period::ThisMonth => month(0),
        Period::LastMonth => month(1),
        Period::ThisYear => year(0),
        Period::LastYear => year(1),
        Period::TwelveMonths => today
            .checked_sub_months(Months::new(12))
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .map(|first| (first, today)),
        Period::All | Period::Custom => None,
    };
    span.map_or((None, None), |(first, last)| (Some(first), Some(last)))
}

/// The same days a year before: whole months stay whole. An open span has none.
pub fn year_before(span: Span) -> Option<(Day, Day)> {
    let (first, last) = (span.0?, span.1?);
    let back = |day: Day| day.checked_sub_months(Months::new(12));
    // The day after the last one is moved, so that February ends where it ends in its own year.
    let after = back(last.succ_opt()?)?;
    Some((back(first)?, after.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day of the calendar")
    }

    #[test]
    fn periods_have_their_days() {
        for (period, today, first, last) in [
            (Period::ThisMonth, "2026-11-22", "2026-11-01", "2026-11-30"),
            (Period::LastMonth, "2026-03-31", "2026-02-01", "2026-02-28"),
            (Period::LastMonth, "2026-01-05", "2025-12-01", "2025-12-31"),
            (Period::ThisYear, "2026-11-22", "2026-01-01", "2026-12-31"),
            (Period::LastYear, "2026-11-22", "2025-01-01", "2025-12-31"),
            (Period::TwelveMonths, "2026-11-22", "2025-11-23", "2026-11-22"),
            (Period::TwelveMonths, "2024-02-29", "2023-03-01", "2024-02-29"),
        ] {
            let span = (Some(day(first)), Some(day(last)));
            assert_eq!(period_of(period, day(today)), span, "{period:?} {today}");
        }
        assert_eq!(period_of(Period::All, day("2026-11-22")), (None, None));
    }

    #[test]
    fn days_that_have_a_name_are_known_by_it() {
        let today = day("2026-11-22");
        for period in Period::ALL {
            assert_eq!(Period::from_name(period.name()), Some(period));
            if period != Period::Custom {
                assert_eq!(Period::of(period_of(period, today), today), period);
            }
        }
        assert_eq!(Period::of((Some(today), None), today), Period::Custom);
        assert_eq!(Period::from_name("fortnight"), None);
    }

    #[test]
    fn a_year_before_has_its_own_february() {
        for (first, last, before) in [
            ("2024-02-01", "2024-02-29", ("2023-02-01", "2023-02-28")),
            ("2025-02-01", "2025-02-28", ("2024-02-01", "2024-02-29")),
            ("2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31")),
        ] {
            let span = (Some(day(first)), Some(day(last)));
            assert_eq!(year_before(span), Some((day(before.0), day(before.1))));
        }
        assert_eq!(year_before((None, Some(day("2026-01-01")))), None);
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_hold_their_year(offset in 0_u64..60_000) {
            let today = day("1950-01-01") + Days::new(offset);
            for period in Period::ALL {
                if let (Some(first), Some(last)) = period_of(period, today) {
                    prop_assert!(first <= last);
                    let before = year_before((Some(first), Some(last))).expect("a closed span");
                    prop_assert!(before.0 <= before.1 && before.1 < last);
                }
            }
        }
    }
}
