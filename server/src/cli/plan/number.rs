//! Values that say in their error what they could have been.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor},
};

/// A whole number from zero to `MAX`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whole<const MAX: u32>(pub u32);

impl<const MAX: u32> Whole<MAX> {
    /// The number on an axis of times.
    pub fn seconds(self) -> i64 {
        i64::from(self.0)
    }

    /// The number as a place in a list; beyond every list where the machine has no such number.
    pub fn as_index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl<'de, const MAX: u32> Deserialize<'de> for Whole<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_u64(WholeVisitor::<MAX>)
    }
}

struct WholeVisitor<const MAX: u32>;

impl<const MAX: u32> Visitor<'_> for WholeVisitor<MAX> {
    type Value = Whole<MAX>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number from 0 to {MAX}")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        match u32::try_from(value) {
            Ok(value) if value <= MAX => Ok(Whole(value)),
            _ => Err(E::invalid_value(Unexpected::Unsigned(value), &self)),
        }
    }
}

/// A field that the format has and Furgo cannot honour. It may be there as long as it says nothing:
/// `null`, false, zero or empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unsupported;

impl<'de> Deserialize<'de> for Unsupported {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UnsupportedVisitor)
    }
}

struct UnsupportedVisitor;

/// Why such a field is refused when it says something.
const NOT_SUPPORTED: &str =
    "this part of VROOM's format is not supported, and leaving it out would change the plan";

fn refusal<E: Error>() -> E {
    E::custom(NOT_SUPPORTED)
}

/// What to do about a field that was refused with this error; none if it is another one.
pub fn instead_of(path: &str, error: &serde_json::Error) -> Option<&'static str> {
    if !error.to_string().starts_with(NOT_SUPPORTED) {
        return None;
    }
    let field = path.rsplit('.').next().unwrap_or(path).split('[').next().unwrap_or(path);
    Some(match field {
        "shipments" => "write what starts or ends at the depot as jobs with delivery or pickup",
        "steps" | "c" => {
            "leave it out and the stops are ordered, or follow an order with furgo plan --check"
        }
        "matrix" => "write it as matrices.car.durations",
        "amount" => "write it as delivery",
        "setup_per_type" => "write the time as setup",
        "service_per_type" => "write the time as service",
        _ => "leave it out if the plan may ignore it",
    })
}

impl<'de> Visitor<'de> for UnsupportedVisitor {
    type Value = Unsupported;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing, because this part of VROOM's format is not supported")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Unsupported)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        if value { Err(refusal()) } else { Ok(Unsupported) }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        if value == 0 { Ok(Unsupported) } else { Err(refusal()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        match list.next_element::<IgnoredAny>()? {
            None => Ok(Unsupported),
            Some(_) => Err(refusal()),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        match map.next_key::<IgnoredAny>()? {
            None => Ok(Unsupported),
            Some(_) => Err(refusal()),
        }
    }
}
