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
