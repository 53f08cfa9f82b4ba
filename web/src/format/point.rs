//! Coordinates as people copy them from maps: `43.135, -2.078`.

use furgo_shared::{
    geo::Point,
    validate::{FieldCode, FieldErrors},
};

/// A pair of degrees, latitude first. An empty text is `None`; notes a finding for the field when the
/// text is no such pair. Points and commas both separate decimals as long as the two numbers can
/// be told apart; what a `geo:` link carries around the numbers is ignored.
pub fn parse_point(field: &str, text: &str, errors: &mut FieldErrors) -> Option<Point> {
    let text = text.trim().trim_start_matches("geo:").trim_matches(['(', ')', '[', ']']).trim();
    if text.is_empty() {
        return None;
    }
    let Some((latitude, longitude)) = split(text) else {
        errors.add(field, FieldCode::Invalid);
        return None;
    };
    let on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    errors.require(field, on_earth, FieldCode::OutOfRange);
    let point = Point { latitude, longitude };
    errors.require(field, !point.is_nowhere(), FieldCode::Nowhere);
    Some(point)
}

/// The text of a field for a pair of degrees; read back it gives the same pair.
pub fn shown_point(point: Point) -> String {
    format!("{}, {}", point.latitude, point.longitude)
}

fn split(text: &str) -> Option<(f64, f64)> {
    let parts: Vec<&str> = if text.contains(';') {
        text.split(';').collect()
    } else if text.matches(',').count() == 1 {
        text.split(',').collect()
    } else {
        // `43,135, -2,078`: the comma that a blank follows stands between the numbers.
        text.split_whitespace().map(|part| part.trim_end_matches(',')).collect()
    };
    match parts[..] {
        [latitude, longitude] => Some((degrees(latitude)?, degrees(longitude)?)),
        _ => None,
    }
}

fn degrees(text: &str) -> Option<f64> {
    let plain = text.trim().trim_end_matches('°').replace(',', ".").replace('−', "-");
    let clean = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    if clean { plain.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Option<(f64, f64)>, FieldCode> {
        let mut errors = FieldErrors::default();
        let point =
            parse_point("at", text, &mut errors).map(|point| (point.latitude, point.longitude));
        errors.of("at").map_or(Ok(point), Err)
    }

    #[test]
    fn what_maps_give_is_understood() {
        for text in [
            "43.135, -2.078",
            "43.135,-2.078",
            "43,135; -2,078",
            "43,135, -2,078",
            "43.135 -2.078",
            " (43.135°, −2.078°) ",
            "geo:43.135,-2.078",
        ] {
            assert_eq!(read(text), Ok(Some((43.135, -2.078))), "{text}");
        }
        assert_eq!(read("  "), Ok(None));
    }

    #[test]
    fn half_a_place_and_no_place_are_refused() {
        for text in ["43.135", "43.135, north", "1, 2, 3", "NaN, 1", "43.135, -2.078, 7"] {
            assert_eq!(read(text), Err(FieldCode::Invalid), "{text}");
        }
        assert_eq!(read("91, 0"), Err(FieldCode::OutOfRange));
        assert_eq!(read("0, 181"), Err(FieldCode::OutOfRange));
    }

    #[test]
    fn what_is_shown_is_read_again() {
        let point = Point { latitude: 43.321_98, longitude: -1.985_6 };
        assert_eq!(read(&shown_point(point)), Ok(Some((point.latitude, point.longitude))));
    }
}
