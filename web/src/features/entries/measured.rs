//! Numbers as people type them in their own units, and the metric ones that are stored. What was
//! typed is sent along, so that it is shown again as it was.

use furgo_shared::{
    measures::{DistanceUnit, Measure, Units, VolumeUnit},
    money::{Currency, Money, fits},
    rounding::decimal_text,
    text::Locale,
    typed::{TypedDistance, TypedVolume},
    units::{Km, Quantity},
    validate::{FieldCode, FieldErrors},
};

use crate::format::{locale, parse_fixed, shown_fixed};

/// A distance or a reading from its field; the second is what to send beside it.
pub fn parse_distance(
    field: &str,
    text: &str,
    unit: DistanceUnit,
    errors: &mut FieldErrors,
) -> Option<(Km, Option<TypedDistance>)> {
    match unit {
        DistanceUnit::Km => parse_fixed(field, text, errors).map(|km| (km, None)),
        DistanceUnit::Mi => parse_fixed(field, text, errors)
            .map(|value| (unit.to_km(value), Some(TypedDistance { value, unit }))),
    }
}

/// A quantity of fuel from its field; the second is what to send beside it.
pub fn parse_quantity(
    field: &str,
    text: &str,
    measure: Measure,
    units: Units,
    errors: &mut FieldErrors,
) -> Option<(Quantity, Option<TypedVolume>)> {
    let value = parse_fixed(field, text, errors)?;
    let is_metric = measure != Measure::Litres || units.volume == VolumeUnit::Litre;
    let typed = (!is_metric).then_some(TypedVolume { value, unit: units.volume });
    Some((units.to_quantity(measure, value), typed))
}

/// An amount from its field, with no more decimals than the currency has.
pub fn parse_money(
    field: &str,
    text: &str,
    currency: Currency,
    errors: &mut FieldErrors,
) -> Option<Money> {
    let amount = parse_fixed(field, text, errors)?;
    errors.require(field, fits(amount, currency), FieldCode::TooManyDecimals);
    Some(amount)
}

/// A stored distance as the text of its field: as it was typed, if in the same unit.
pub fn shown_distance(km: Km, typed: Option<TypedDistance>, unit: DistanceUnit) -> String {
    match typed.filter(|typed| typed.unit == unit) {
        Some(typed) => shown_fixed(typed.value),
        None if unit == DistanceUnit::Km => shown_fixed(km),
        None => shown_number(unit.from_km(km), 1),
    }
}

/// A stored quantity as the text of its field.
pub fn shown_quantity(
    quantity: Quantity,
    typed: Option<TypedVolume>,
    measure: Measure,
    units: Units,
) -> String {
    match typed.filter(|typed| typed.unit == units.volume && measure == Measure::Litres) {
        Some(typed) => shown_fixed(typed.value),
        None => shown_number(units.from_quantity(measure, quantity), 3),
    }
}

/// A reckoned number as the text of a field, rounded to `decimals` places.
pub fn shown_number(number: f64, decimals: usize) -> String {
    let plain = decimal_text(number, decimals);
    let plain = if plain.contains('.') {
        plain.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        plain
    };
    match locale() {
        Locale::En => plain,
        Locale::Es | Locale::Eu => plain.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::measures::EconomyUnit;

    use super::*;
    use crate::format::set_locale;

    const AMERICAN: Units = Units {
        distance: DistanceUnit::Mi,
        volume: VolumeUnit::UsGallon,
        economy: EconomyUnit::MpgUs,
    };

    #[test]
    fn what_was_typed_comes_back_and_the_server_agrees_with_it() {
        set_locale(Locale::Es);
        let mut errors = FieldErrors::default();
        let (km, typed) = parse_distance("odometer_km", "73 450,5", DistanceUnit::Mi, &mut errors)
            .expect("a number");
        typed.expect("miles are typed").validate("typed_odometer", Some(km), &mut errors);
        assert_eq!(shown_distance(km, typed, DistanceUnit::Mi), "73450,5");

        let (litres, typed) =
            parse_quantity("quantity", "10.61", Measure::Litres, AMERICAN, &mut errors)
                .expect("a number");
        typed.expect("gallons are typed").validate("typed_quantity", Some(litres), &mut errors);
        assert_eq!(shown_quantity(litres, typed, Measure::Litres, AMERICAN), "10,61");
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn metric_numbers_and_electricity_are_sent_alone() {
        let mut errors = FieldErrors::default();
        let km = parse_distance("odometer_km", "118240", DistanceUnit::Km, &mut errors);
        assert_eq!(km, Some((Km::whole(118_240), None)));
        let power =
            parse_quantity("quantity", "22,5", Measure::KilowattHours, AMERICAN, &mut errors);
        assert_eq!(power, Some((Quantity::from_units(22_500), None)));
        assert!(errors.is_empty());
    }

    #[test]
    fn money_has_the_decimals_of_its_currency() {
        for (text, code, fine) in [
            ("12,34", "EUR", true),
            ("12,345", "EUR", false),
            ("1200", "JPY", true),
            ("12,5", "JPY", false),
            ("1,234", "KWD", true),
        ] {
            let mut errors = FieldErrors::default();
            parse_money("cost", text, code.parse().unwrap_or_default(), &mut errors);
            let expected = (!fine).then_some(FieldCode::TooManyDecimals);
            assert_eq!(errors.of("cost"), expected, "{text} {code}");
        }
    }

    #[test]
    fn reckoned_numbers_have_no_surplus_zeros() {
        set_locale(Locale::En);
        for (number, decimals, shown) in
            [(41.0, 2, "41"), (1.4990, 3, "1.499"), (100.0, 0, "100"), (0.5, 1, "0.5")]
        {
            assert_eq!(shown_number(number, decimals), shown);
        }
    }
}
