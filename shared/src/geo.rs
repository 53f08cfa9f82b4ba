//! Places on the Earth.

#![expect(clippy::float_arithmetic, reason = "degrees on a sphere are real numbers")]

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

impl Point {
    /// 0° N 0° E lies in the ocean: programs write it when they do not know where something is.
    pub fn is_nowhere(self) -> bool {
        self.latitude == 0.0 && self.longitude == 0.0
    }

    /// Degrees to the east of this point, -180 to 180: the shorter way around the Earth.
    pub fn degrees_east(self, longitude: f64) -> f64 {
        on_circle(longitude - self.longitude)
    }

    /// The middle of some points: the mean of their latitudes, and of their longitudes on the
    /// circle, so that 179° and -179° have 180° between them and not 0°. `None` of no points.
    #[expect(
        clippy::as_conversions,
        clippy::cast_precision_loss,
        reason = "no list is as long as 2^53"
    )]
    pub fn mean(points: &[Self]) -> Option<Self> {
        let first = points.first()?;
        let count = points.len() as f64;
        let latitude = points.iter().map(|point| point.latitude).sum::<f64>() / count;
        let east = points.iter().map(|point| first.degrees_east(point.longitude)).sum::<f64>();
        Some(Self { latitude, ..first.moved_east(east / count) })
    }

    /// The same latitude, so many degrees to the east.
    pub fn moved_east(self, degrees: f64) -> Self {
        Self { longitude: on_circle(self.longitude + degrees), ..self }
    }
}

/// A longitude as one from -180 to 180 degrees; both names of the antimeridian stay.
fn on_circle(longitude: f64) -> f64 {
    match longitude.abs() <= 180.0 {
        true => longitude,
        false => (longitude + 180.0).rem_euclid(360.0) - 180.0,
    }
}

/// The rules of a pair of coordinates: both or neither, on the Earth, and not 0/0.
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
    let point = latitude.zip(longitude);
    let is_nowhere =
        point.is_some_and(|(latitude, longitude)| Point { latitude, longitude }.is_nowhere());
    errors.require(&field("latitude"), !is_nowhere, FieldCode::Nowhere);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn point(latitude: f64, longitude: f64) -> Point {
        Point { latitude, longitude }
    }

    #[test]
    fn the_middle_is_taken_the_shorter_way_around() {
        let middle = |longitudes: &[f64]| {
            let points: Vec<Point> = longitudes.iter().map(|east| point(10.0, *east)).collect();
            Point::mean(&points).map(|mean| mean.longitude)
        };
        assert_eq!(middle(&[]), None);
        assert_eq!(middle(&[-2.0, -3.0]), Some(-2.5));
        assert_eq!(middle(&[179.0, -179.0]).map(f64::abs), Some(180.0));
        assert_eq!(middle(&[-179.0, 178.0, 178.0]).map(|east| east.round()), Some(179.0));
        assert_eq!(middle(&[180.0, -180.0]).map(f64::abs), Some(180.0));
    }

    #[test]
    fn zero_zero_is_no_place() {
        let code = |latitude, longitude| {
            let mut errors = FieldErrors::default();
            validate_point("at", latitude, longitude, &mut errors);
            errors.of("at.latitude")
        };
        assert_eq!(code(Some(0.0), Some(0.0)), Some(FieldCode::Nowhere));
        assert_eq!(code(Some(-0.0), Some(0.0)), Some(FieldCode::Nowhere));
        for (latitude, longitude) in [(0.0, 9.45), (5.6, 0.0), (0.0, -0.000_1)] {
            assert_eq!(code(Some(latitude), Some(longitude)), None);
        }
        assert_eq!(code(None, Some(0.0)), Some(FieldCode::Required));
    }
}
