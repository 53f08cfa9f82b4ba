//! The one rounding of everything that is shown: decimal, to the nearest, exact halves away from
//! zero. On integers, because a half that is exact in decimals is mostly none in binary.

/// `numerator ÷ denominator` to the nearest whole number, halves away from zero. `None` when there
/// is nothing to divide by, or the result is beyond 64 bits.
pub fn quotient(numerator: i128, denominator: i128) -> Option<i64> {
    let (whole, rest) = (numerator.checked_div(denominator)?, numerator.checked_rem(denominator)?);
    let is_up = rest.unsigned_abs() >= denominator.unsigned_abs() - rest.unsigned_abs();
    let away = if is_up { numerator.signum() * denominator.signum() } else { 0 };
    i64::try_from(whole + away).ok()
}

/// A number with exactly so many decimals, as it is shown: rounded in decimals, so that 1.005 is
/// 1.01 though its binary form lies below.
pub fn decimal_text(number: f64, decimals: usize) -> String {
    let written = number.to_string();
    let (whole, places) = written.split_once('.').unwrap_or((&written, ""));
    let surplus = places.len().saturating_sub(decimals);
    let rounded = || {
        let digits: i128 = format!("{whole}{places}").parse().ok()?;
        let units = quotient(digits, 10_i128.checked_pow(u32::try_from(surplus).ok()?)?)?;
        let text = format!("{:0>width$}", units.unsigned_abs(), width = decimals + 1);
        let (whole, places) = text.split_at_checked(text.len() - decimals)?;
        let sign = if number < 0.0 && units != 0 { "-" } else { "" };
        let point = if decimals == 0 { "" } else { "." };
        Some(format!("{sign}{whole}{point}{places}"))
    };
    // What has fewer decimals is padded; what is no number of this size, nobody shows.
    if surplus == 0 { None } else { rounded() }.unwrap_or_else(|| format!("{number:.decimals$}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        #[rustfmt::skip] // Read it as a table.
        let table = [
            (5, 2, 3), (-5, 2, -3), (5, -2, -3), (-5, -2, 3), (4, 3, 1), (5, 3, 2), (-4, 3, -1),
            (-5, 3, -2), (0, 7, 0), (7, 7, 1), (1, 2, 1), (-1, 2, -1), (49, 100, 0), (50, 100, 1),
            // What binary fractions got wrong either way.
            (10_414_700, 8_000, 1_302), (104_147, 80, 1_302), (156_220_500, 120_000, 1_302),
        ];
        for (numerator, denominator, expected) in table {
            let found = quotient(numerator, denominator);
            assert_eq!(found, Some(expected), "{numerator} by {denominator}");
        }
        assert_eq!(quotient(1, 0), None);
        assert_eq!(quotient(i128::MAX, 1), None);
    }

    #[test]
    fn shown_decimals_are_rounded_as_they_are_read() {
        #[rustfmt::skip] // Read it as a table.
        let table = [
            (1.005, 2, "1.01"), (-1.005, 2, "-1.01"), (0.285, 2, "0.29"), (2.5, 0, "3"),
            (0.5, 0, "1"), (-0.4, 0, "0"), (1.0, 2, "1.00"), (12.3, 1, "12.3"), (0.0049, 2, "0.00"),
            (9.995, 2, "10.00"), (1_301.837_5, 3, "1301.838"), (0.05, 1, "0.1"), (1e15, 1, "1000000000000000.0"),
        ];
        for (number, decimals, expected) in table {
            assert_eq!(decimal_text(number, decimals), expected, "{number} to {decimals}");
        }
        assert_eq!(decimal_text(f64::NAN, 1), "NaN");
    }

    proptest! {
        #[test]
        fn a_shown_number_is_near(number in -1e9_f64..1e9, decimals in 0_usize..5) {
            let shown: f64 = decimal_text(number, decimals).parse().map_err(|error| TestCaseError::fail(format!("{error}")))?;
            let half = 0.5 / 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
            prop_assert!((shown - number).abs() <= half * 1.000_001 + 1e-6, "{} {}", number, shown);
        }

        #[test]
        fn nothing_is_nearer(numerator in any::<i64>(), denominator in any::<i32>()) {
            prop_assume!(denominator != 0);
            let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
            if let Some(found) = quotient(numerator, denominator) {
                let miss = (i128::from(found) * denominator - numerator).abs() * 2;
                prop_assert!(miss <= denominator.abs());
                // Of the two that are as near, the one further from zero.
                prop_assert!(miss < denominator.abs()
                    || i128::from(found).abs() * denominator.abs() > numerator.abs());
            }
        }
    }
}
