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
        reason = "within the limit it is exact"
    )]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::scale() as f64
    }

    /// `None` when the number has more decimals than fit, is not finite, or is too large.
    #[allow(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "checked against the limit"
    )]
    pub fn from_f64(number: f64) -> Option<Self> {
        let scaled = number * Self::scale() as f64;
        if !scaled.is_finite() || scaled.abs() > LIMIT {
            return None;
        }
        let units = scaled.round();
        // Decimal text like 0.3 has no exact binary form: allow for that error and no more.
        ((scaled - units).abs() <= 1e-6 * scaled.abs().clamp(1.0, 1e3))
            .then_some(Self(units as i64))
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

    /// From metres, to the nearest 100 m.
    pub const fn from_metres(metres: i64) -> Self {
        Self((metres + 50).div_euclid(100))
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
        Self::from_f64(number).ok_or_else(|| {
            de::Error::custom(format_args!(
                "{number} has more than {DECIMALS} decimals or is too large"
            ))
        })
    }
}

#[cfg(feature = "schema")]
impl<const DECIMALS: u32> schemars::JsonSchema for Fixed<DECIMALS> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Decimal{DECIMALS}").into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "number",
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
            ("1e300", None),
            ("-0.5", Some(-5)),
        ] {
            let read = serde_json::from_str::<Km>(text).ok().map(Km::units);
            assert_eq!(read, expected, "{text}");
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
