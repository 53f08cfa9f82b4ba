//! Places on the Earth.

use serde::{Deserialize, Serialize};

use crate::validate::{FieldCode, FieldErrors};

/// A point in WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

/// The rules of a pair of coordinates: both or neither, and on the Earth.
pub fn validate_point(
    prefix: &str,
    latitude: Option<f64>,
    longitude: Option<f64>,
    errors: &mut FieldErrors,
) {
    let field =
        |name: &str| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
    errors.require(
        &field("latitude"),
        latitude.is_some() || longitude.is_none(),
        FieldCode::Required,
    );
    errors.require(
        &field("longitude"),
        longitude.is_some() || latitude.is_none(),
        FieldCode::Required,
    );
    errors.require(
        &field("latitude"),
        latitude.is_none_or(|value| (-90.0..=90.0).contains(&value)),
        FieldCode::OutOfRange,
    );
    errors.require(
        &field("longitude"),
        longitude.is_none_or(|value| (-180.0..=180.0).contains(&value)),
        FieldCode::OutOfRange,
    );
}

/// Where routes begin and end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Depot {
    pub latitude: f64,
    pub longitude: f64,
    #[serde(default)]
    pub address: Option<String>,
}

impl Depot {
    /// Where it is.
    pub fn point(&self) -> Point {
        Point { latitude: self.latitude, longitude: self.longitude }
    }

    /// The rules of a depot inside another request.
    pub fn validate(&self, prefix: &str, errors: &mut FieldErrors) {
        validate_point(prefix, Some(self.latitude), Some(self.longitude), errors);
        errors.optional_line(&format!("{prefix}.address"), self.address.as_deref(), 200);
    }
}
