//! What a person typed, kept beside what is stored: someone who enters miles and gallons sees the
//! same miles and gallons again, not what is left of them after two conversions.

use serde::{Deserialize, Serialize};

use crate::{
    measures::{DistanceUnit, VolumeUnit},
    units::{Fixed, Km, Quantity},
    validate::{FieldCode, FieldErrors},
};

/// A number as typed, at most three decimals.
pub type TypedNumber = Fixed<3>;

/// A distance or an odometer reading as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TypedDistance {
    pub value: TypedNumber,
    pub unit: DistanceUnit,
}

/// A volume as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TypedVolume {
    pub value: TypedNumber,
    pub unit: VolumeUnit,
}

impl TypedDistance {
    /// A finding beside `field` unless this is what became `stored`.
    pub fn validate(self, field: &str, stored: Option<Km>, errors: &mut FieldErrors) {
        let same = Some(self.unit.to_km(self.value)) == stored;
        errors.require(field, same, FieldCode::Invalid);
    }
}

impl TypedVolume {
    /// A finding beside `field` unless this is what became `stored`.
    pub fn validate(self, field: &str, stored: Option<Quantity>, errors: &mut FieldErrors) {
        let same = Some(self.unit.to_litres(self.value)) == stored;
        errors.require(field, same, FieldCode::Invalid);
    }
}
