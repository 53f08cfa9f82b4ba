//! Planning and entering routes, and changing them.

use serde::{Deserialize, Serialize};

use super::{RouteKind, onto::distinct};
use crate::{
    change::Change,
    geo::Depot,
    id::{PackageId, RouteId, UserId},
    refuels::{is_false, validate_reading},
    time::{Day, Timestamp},
    typed::TypedDistance,
    units::Km,
    validate::{FieldCode, FieldErrors, Validate},
};

/// Plans a delivery route for one driver, or enters a logged one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateRoute {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<RouteId>,
    pub kind: RouteKind,
    /// Required for a delivery route. A logged one is the driver's own when a driver enters it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_id: Option<UserId>,
    pub date: Day,
    /// Of a delivery route.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub package_ids: Vec<PackageId>,
    /// Alias or id; required for a logged route.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    /// Of a logged route: driven. Either this or `end_odometer_km`, or both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<Km>,
    /// Of a logged route: the reading at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_odometer_km: Option<Km>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_distance: Option<TypedDistance>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_odometer: Option<TypedDistance>,
    /// Keep an odometer reading that is out of order (office only).
    #[serde(default, skip_serializing_if = "is_false")]
    pub force: bool,
    /// The fleet's usual hour of departure when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depart_at: Option<Timestamp>,
    /// The depot of the settings when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depot: Option<Depot>,
    #[serde(default = "yes")]
    pub return_to_depot: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

pub(super) fn yes() -> bool {
    true
}

impl Validate for CreateRoute {
    fn validate(&self, errors: &mut FieldErrors) {
        match self.kind {
            RouteKind::Delivery => self.validate_delivery(errors),
            RouteKind::Logged => self.validate_logged(errors),
        }
        errors.day("date", Some(self.date));
        errors.instant("depart_at", self.depart_at);
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
        errors.optional_text("notes", self.notes.as_deref(), 2000);
        if let Some(depot) = &self.depot {
            depot.validate("depot", errors);
        }
    }
}

impl CreateRoute {
    /// A delivery route with nothing but what it must have.
    pub fn delivery(driver_id: UserId, date: Day, package_ids: Vec<PackageId>) -> Self {
        Self {
            driver_id: Some(driver_id),
            package_ids,
            return_to_depot: true,
            ..Self::new(RouteKind::Delivery, date)
        }
    }

    /// A logged route of a vehicle, without its distance yet.
    pub fn logged(vehicle: &str, date: Day) -> Self {
        Self { vehicle: Some(vehicle.to_owned()), ..Self::new(RouteKind::Logged, date) }
    }

    fn new(kind: RouteKind, date: Day) -> Self {
        Self {
            id: None,
            kind,
            driver_id: None,
            date,
            package_ids: Vec::new(),
            vehicle: None,
            distance_km: None,
            end_odometer_km: None,
            typed_distance: None,
            typed_odometer: None,
            force: false,
            depart_at: None,
            depot: None,
            return_to_depot: false,
            notes: None,
        }
    }

    fn validate_delivery(&self, errors: &mut FieldErrors) {
        errors.require("driver_id", self.driver_id.is_some(), FieldCode::Required);
        distinct("package_ids", &self.package_ids, errors);
        errors.require("distance_km", self.distance_km.is_none(), FieldCode::NotUsable);
        errors.require("end_odometer_km", self.end_odometer_km.is_none(), FieldCode::NotUsable);
    }

    fn validate_logged(&self, errors: &mut FieldErrors) {
        errors.record_day("date", self.date);
        errors.line("vehicle", self.vehicle.as_deref().unwrap_or_default(), 36);
        errors.require("package_ids", self.package_ids.is_empty(), FieldCode::NotUsable);
        errors.require("depart_at", self.depart_at.is_none(), FieldCode::NotUsable);
        errors.require("depot", self.depot.is_none(), FieldCode::NotUsable);
        errors.require(
            "distance_km",
            self.distance_km.is_some() || self.end_odometer_km.is_some(),
            FieldCode::Required,
        );
        validate_distance(self.distance_km, self.typed_distance, errors);
        validate_reading(self.end_odometer_km, self.typed_odometer, errors);
    }
}

/// Longest distance of one logged route.
pub const ROUTE_DISTANCE_MAX: Km = Km::whole(3_000);

fn validate_distance(distance: Option<Km>, typed: Option<TypedDistance>, errors: &mut FieldErrors) {
    if let Some(distance) = distance {
        errors.require("distance_km", distance > Km::ZERO, FieldCode::MustBePositive);
        errors.require("distance_km", distance <= ROUTE_DISTANCE_MAX, FieldCode::OutOfRange);
    }
    if let Some(typed) = typed {
        typed.validate("typed_distance", distance, errors);
    }
}

/// Changes an open delivery route, or corrects a logged one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchRoute {
    /// Alias or id; `null` takes the vehicle off.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub vehicle: Change<Option<String>>,
    /// Only while planned; arrival times follow.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub depart_at: Change<Timestamp>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub notes: Change<Option<String>>,
    /// Of a delivery route somebody must drive; what is on it goes to them.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub driver_id: Change<Option<UserId>>,
    /// Only of a logged route, as everything below.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub date: Change<Day>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub distance_km: Change<Km>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub end_odometer_km: Change<Option<Km>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub typed_distance: Change<Option<TypedDistance>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub typed_odometer: Change<Option<TypedDistance>>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub force: bool,
}

impl Validate for PatchRoute {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.instant("depart_at", self.depart_at.as_set().copied());
        errors.optional_line("vehicle", self.vehicle.as_set().and_then(Option::as_deref), 36);
        errors.optional_text("notes", self.notes.as_set().and_then(Option::as_deref), 2000);
        if let Change::Set(date) = self.date {
            errors.record_day("date", date);
        }
        validate_distance(
            self.distance_km.as_set().copied(),
            self.typed_distance.as_set().copied().flatten(),
            errors,
        );
        validate_reading(
            self.end_odometer_km.as_set().copied().flatten(),
            self.typed_odometer.as_set().copied().flatten(),
            errors,
        );
    }
}
