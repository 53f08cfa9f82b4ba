//! An amount spread evenly over what it is for.

use chrono::Days;
use furgo_shared::{
    expenses::{ExpenseRecurrence, Period},
    time::Day,
};

use crate::storage::Month;

/// Where a part of an amount falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    Day(Day),
    /// The month as a whole, each of its days alike.
    Month(Month),
}

/// What falls where: an expense that does not recur on its day, one of weeks on the days from its
/// own on, one of months on the months from its own on. Whole thousandths; what cannot be divided
/// falls on the first parts, so that the parts are the amount exactly.
pub fn shares(
    amount: i64,
    first: Day,
    recurrence: Option<ExpenseRecurrence>,
) -> impl Iterator<Item = (Share, i64)> {
    let period = recurrence.map_or(Period::Days(1), ExpenseRecurrence::period);
    let (Period::Days(parts) | Period::Months(parts)) = period;
    let (each, rest) = (amount / i64::from(parts), amount % i64::from(parts));
    (0..parts).map(move |place| {
        let share = match period {
            Period::Days(_) => Share::Day(first + Days::new(place.into())),
            Period::Months(_) => {
                Share::Month(Month::of(first).plus(i32::try_from(place).unwrap_or(i32::MAX)))
            }
        };
        let more = if i64::from(place) < rest.abs() { rest.signum() } else { 0 };
        (share, each + more)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_the_amount_to_the_last_thousandth() {
        let first = Day::from_ymd_opt(2026, 11, 30).expect("a day");
        for amount in [0, 1, 2, 5, 11, 12, 13, 9_999, 100_000, 365_999, 100_000_000_000] {
            for amount in [amount, -amount] {
                for every in ExpenseRecurrence::ALL {
                    let parts: Vec<_> = shares(amount, first, Some(every)).collect();
                    assert_eq!(
                        parts.iter().map(|(_, part)| part).sum::<i64>(),
                        amount,
                        "{every:?}"
                    );
                    let sizes = || parts.iter().map(|(_, part)| part.abs());
                    assert!(sizes().is_sorted_by(|a, b| a >= b), "{parts:?}");
                    assert!(sizes().max().zip(sizes().min()).is_some_and(|(a, b)| a - b <= 1));
                }
                let once: Vec<_> = shares(amount, first, None).collect();
                assert_eq!(once, [(Share::Day(first), amount)]);
            }
        }
    }

    #[test]
    fn weeks_are_days_and_months_are_whole() {
        let first = Day::from_ymd_opt(2026, 12, 29).expect("a day");
        let places = |every| shares(0, first, Some(every)).map(|(share, _)| share);
        let days = (0..7).map(|days| Share::Day(first + Days::new(days)));
        assert!(places(ExpenseRecurrence::Weekly).eq(days));
        let months = (0..3).map(|months| Share::Month(Month::of(first).plus(months)));
        assert!(places(ExpenseRecurrence::Quarterly).eq(months));
    }
}
