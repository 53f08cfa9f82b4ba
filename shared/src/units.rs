//! Quantities as integers of their smallest unit; JSON numbers with a fixed count of decimals
//! on the wire. More decimals than that are refused, never rounded.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A decimal number with `DECIMALS` places, kept as an integer count of its last place.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed<const DECIMALS: u32>(i64);

/// Kilometres with one decimal, on the wire as `distance_km`, `odometer_km`.
pub type Km = Fixed<1>;
/// Kilograms with three decimals, on the wire as `weight_kg`.
pub type Kg = Fixed<3>;
/// Litres, kWh or kg of fuel with three decimals.
pub type Quantity = Fixed<3>;

/// Why a number is no decimal number of some places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFixed {
    TooManyDecimals,
    TooLarge,
}

/// How the parser's complaint about too many decimals begins, for whoever turns it into a code.
pub const TOO_MANY_DECIMALS: &str = "too many decimals";

/// Beyond this the number on the wire would no longer be exact as a JSON number.
const LIMIT: f64 = 1e12;

impl<const DECIMALS: u32> Fixed<DECIMALS> {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From a count of the last place: `Km::from_units(123)` is 12.3 km.
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    /// From a whole number: `Km::whole(12)` is 12 km.
    pub const fn whole(number: i64) -> Self {
        Self(number * Self::scale())
    }

    /// The count of the last place.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// How many units make one.
    pub const fn scale() -> i64 {
        10_i64.pow(DECIMALS)
    }

    /// For display and for maths that needs no exactness.
    #[allow(
        clippy::as_conversions,
        clippy::cast_precision_loss,
        clippy::float_arithmetic,
        reason = "within the limit it is exact"
    )]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::scale() as f64
    }

    /// From a number as JSON has it.
    ///
    /// # Errors
    /// When it is not finite or too large, or has more decimals than fit.
    #[expect(clippy::float_arithmetic, reason = "only to compare with a limit far from exactness")]
    pub fn from_f64(number: f64) -> Result<Self, NotFixed> {
        if !number.is_finite() || number.abs() * Self::scale_f64() > LIMIT {
            return Err(NotFixed::TooLarge);
        }
        // The shortest text that means this number: what was written, unless that had more digits
        // than a number can tell apart.
        let text = number.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let missing = usize::try_from(DECIMALS)
            .ok()
            .and_then(|fit| fit.checked_sub(decimals.len()))
            .ok_or(NotFixed::TooManyDecimals)?;
        let digits = format!("{whole}{decimals}{}", "0".repeat(missing));
        digits.parse().map(Self).map_err(|_beyond_64_bits| NotFixed::TooLarge)
    }

    #[allow(clippy::as_conversions, clippy::cast_precision_loss, reason = "a small power of ten")]
    const fn scale_f64() -> f64 {
        Self::scale() as f64
    }

    /// Sum; `None` on overflow.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Difference; `None` on overflow.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}

impl Km {
    /// In metres.
    pub const fn metres(self) -> i64 {
        self.0 * 100
    }

    /// From metres, to the nearest 100 m, halves away from zero.
    pub const fn from_metres(metres: i64) -> Self {
        Self((metres + 50 * metres.signum()) / 100)
    }
}

impl<const DECIMALS: u32> fmt::Display for Fixed<DECIMALS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_f64().fmt(f)
    }
}

impl<const DECIMALS: u32> fmt::Debug for Fixed<DECIMALS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_f64().fmt(f)
    }
}

impl<const DECIMALS: u32> Serialize for Fixed<DECIMALS> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 % Self::scale() {
            0 => serializer.serialize_i64(self.0 / Self::scale()),
            _ => serializer.serialize_f64(self.to_f64()),
        }
    }
}

impl<'de, const DECIMALS: u32> Deserialize<'de> for Fixed<DECIMALS> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        Self::from_f64(number).map_err(|problem| match problem {
            NotFixed::TooManyDecimals => {
                de::Error::custom(format_args!("{TOO_MANY_DECIMALS}: at most {DECIMALS}"))
            }
            NotFixed::TooLarge => de::Error::custom("a number that is too large"),
        })
    }
}

#[cfg(feature = "schema")]
#[allow(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "a power of ten that is exact"
)]
impl<const DECIMALS: u32> schemars::JsonSchema for Fixed<DECIMALS> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Decimal{DECIMALS}").into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "number",
            "multipleOf": 1.0 / Self::scale() as f64,
            "description": format!("A number with at most {DECIMALS} decimals."),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn too_many_decimals_are_refused() {
        for (text, expected) in [
            ("12.3", Some(123)),
            ("12", Some(120)),
            ("0.1", Some(1)),
            ("12.34", None),
            ("12.30", Some(123)),
            ("5.55", None),
            ("10000.0000001", None),
            ("0.0000001", None),
            ("1e-7", None),
            ("1e300", None),
            ("99999999999", Some(999_999_999_990)),
            ("100000000001", None),
            ("-0.5", Some(-5)),
            ("-0", Some(0)),
            ("1.5e3", Some(15_000)),
        ] {
            let read = serde_json::from_str::<Km>(text).ok().map(Km::units);
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_number_is_said() {
        assert_eq!(Kg::from_f64(10_000.000_000_1), Err(NotFixed::TooManyDecimals));
        assert_eq!(Kg::from_f64(1e10), Err(NotFixed::TooLarge));
        assert_eq!(Kg::from_f64(f64::NAN), Err(NotFixed::TooLarge));
        let complaint = serde_json::from_str::<Kg>("1.2345").expect_err("four decimals");
        assert!(complaint.to_string().starts_with(TOO_MANY_DECIMALS), "{complaint}");
    }

    #[test]
    fn metres_are_rounded_away_from_zero() {
        for (metres, tenths) in
            [(0, 0), (49, 0), (50, 1), (149, 1), (-49, 0), (-50, -1), (-150, -2)]
        {
            assert_eq!(Km::from_metres(metres).units(), tenths, "{metres} m");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(units in -999_999_999_999_i64..999_999_999_999) {
            let text = serde_json::to_string(&Kg::from_units(units)).expect("a number");
            prop_assert_eq!(serde_json::from_str::<Kg>(&text).expect("our own text").units(), units);
        }
    }
}
