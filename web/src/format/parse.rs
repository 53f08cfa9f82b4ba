//! Reading what people type into number fields. Comma and point both separate decimals; spaces and
//! no-break spaces are ignored. Signs of thousands are refused, because `1.234` is ambiguous.

use furgo_shared::{
    units::{Fixed, NotFixed},
    validate::{FieldCode, FieldErrors},
};

/// A number with at most `DECIMALS` places. An empty text is `None`; notes a finding for the field
/// when the text is no such number.
pub fn parse_fixed<const DECIMALS: u32>(
    field: &str,
    text: &str,
    errors: &mut FieldErrors,
) -> Option<Fixed<DECIMALS>> {
    parsed(field, text, errors, |plain| {
        let number = plain.parse().map_err(|_no_number| FieldCode::Invalid)?;
        Fixed::from_f64(number).map_err(|problem| match problem {
            NotFixed::TooManyDecimals => FieldCode::TooManyDecimals,
            NotFixed::TooLarge => FieldCode::Invalid,
        })
    })
}

/// A whole number. As [`parse_fixed`].
pub fn parse_whole<N: std::str::FromStr>(
    field: &str,
    text: &str,
    errors: &mut FieldErrors,
) -> Option<N> {
    parsed(field, text, errors, |plain| plain.parse().map_err(|_no_number| FieldCode::Invalid))
}

/// A coordinate or the like. As [`parse_fixed`].
pub fn parse_float(field: &str, text: &str, errors: &mut FieldErrors) -> Option<f64> {
    parsed(field, text, errors, |plain| {
        let number = plain.parse::<f64>().ok().filter(|number| number.is_finite());
        number.ok_or(FieldCode::Invalid)
    })
}

/// The text of a field that may be left empty, without the blanks around it.
pub fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn parsed<N>(
    field: &str,
    text: &str,
    errors: &mut FieldErrors,
    read: impl Fn(&str) -> Result<N, FieldCode>,
) -> Option<N> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    if plain.is_empty() {
        return None;
    }
    let clean = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let number = if clean { read(&plain) } else { Err(FieldCode::Invalid) };
    number.map_err(|code| errors.add(field, code)).ok()
}

/// The text of a number field for a value that was read: no grouping, the language's decimal sign.
pub fn shown_fixed<const DECIMALS: u32>(number: Fixed<DECIMALS>) -> String {
    let plain = number.to_string();
    match super::locale() {
        furgo_shared::text::Locale::En => plain,
        furgo_shared::text::Locale::Es | furgo_shared::text::Locale::Eu => plain.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::units::Km;

    use super::*;

    fn km(text: &str) -> Result<Option<i64>, FieldCode> {
        let mut errors = FieldErrors::default();
        let number = parse_fixed::<1>("distance_km", text, &mut errors).map(Km::units);
        errors.of("distance_km").map_or(Ok(number), Err)
    }

    #[test]
    fn comma_and_point_are_both_understood() {
        assert_eq!(km("12,5"), Ok(Some(125)));
        assert_eq!(km(" 12.5 "), Ok(Some(125)));
        assert_eq!(km("12 345"), Ok(Some(123_450)));
        assert_eq!(km(""), Ok(None));
    }

    #[test]
    fn nonsense_and_surplus_decimals_are_refused() {
        for text in ["1.234,5", "abc", "1e5", "inf", "NaN", "--1", "999999999999"] {
            assert_eq!(km(text), Err(FieldCode::Invalid), "{text}");
        }
        for text in ["12.34", "5,55", "10000.0000001"] {
            assert_eq!(km(text), Err(FieldCode::TooManyDecimals), "{text}");
        }
    }
}
