//! An amount spread evenly over months.

use furgo_shared::expenses::ExpenseRecurrence;

use crate::storage::Month;

/// What falls on each month from `first` on. Whole thousandths; what cannot be divided falls on
/// the first months, so that the parts are the amount exactly.
pub fn over_months(
    amount: i64,
    first: Month,
    period: Option<ExpenseRecurrence>,
) -> impl Iterator<Item = (Month, i64)> {
    let months = period.map_or(1, |period| i32::try_from(period.months()).unwrap_or(1));
    let (each, rest) = (amount / i64::from(months), amount % i64::from(months));
    (0..months).map(move |place| (first.plus(place), each + i64::from(i64::from(place) < rest)))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn the_parts_are_the_amount_to_the_last_thousandth() {
        let first = Month::of(NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day"));
        for amount in [0, 1, 2, 5, 11, 12, 13, 9_999, 100_000, 365_999, 100_000_000_000] {
            for period in ExpenseRecurrence::ALL {
                let parts: Vec<_> = over_months(amount, first, Some(period)).collect();
                assert_eq!(parts.len(), usize::try_from(period.months()).expect("few"));
                assert_eq!(parts.iter().map(|(_, part)| part).sum::<i64>(), amount, "{period:?}");
                assert!(parts.is_sorted_by(|a, b| a.0.next() == b.0 && a.1 >= b.1), "{parts:?}");
                let (most, least) = (parts.first(), parts.last());
                assert!(most.zip(least).is_some_and(|(most, least)| most.1 - least.1 <= 1));
            }
            assert_eq!(over_months(amount, first, None).collect::<Vec<_>>(), [(first, amount)]);
        }
    }
}
