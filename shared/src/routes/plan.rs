//! Planning a day for several drivers at once.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{BasisReason, PlanBasis};
use crate::{
    geo::Depot,
    id::{PackageId, RouteId, UserId, VehicleId},
    refuels::is_false,
    time::{Day, Timestamp},
    units::{Kg, Km},
    validate::{FieldCode, FieldErrors, Validate},
    view::Versioned,
};

/// The most packages of one plan.
pub const PLAN_PACKAGES_MAX: usize = 1000;
/// The most drivers of one plan.
pub const PLAN_DRIVERS_MAX: usize = 50;

/// Plans one delivery route for each row of drivers that is needed: shown only, unless `commit`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanDay {
    pub date: Day,
    pub drivers: Vec<PlanDriver>,
    pub package_ids: Vec<PackageId>,
    /// The depot of the settings when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depot: Option<Depot>,
    #[serde(default = "super::requests::yes")]
    pub return_to_depot: bool,
    #[serde(default)]
    pub balance: PlanBalance,
    /// Write the routes. Without it nothing changes.
    #[serde(default, skip_serializing_if = "is_false")]
    pub commit: bool,
    /// Without `commit`: the id that the plan shall have, so that its progress can be followed.
    /// With it: of a plan that was shown; exactly that one is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_id: Option<Uuid>,
}

/// How the work of a day is divided between those who can drive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanBalance {
    /// Everybody works about as long, as far as the ways do not get much longer by it.
    #[default]
    Shared,
    /// As few vans as possible; the other drivers stay at home.
    FewVans,
}

/// Somebody who can drive on the day: a route of their own, or more for one that they have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanDriver {
    pub driver_id: UserId,
    /// A planned delivery route of this driver and day that is planned anew with what is added.
    /// Everything that is on it stays on it, and its vehicle, depot and departure stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route_id: Option<RouteId>,
    /// Alias or id. Without one there is no limit to what is carried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    /// Leaves no earlier. When absent, at the fleet's usual hour of departure, or as soon as driver
    /// and vehicle are back from another route of that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Timestamp>,
    /// Is back by then, at most 24 hours later. When absent, by the end of the day; a route that
    /// goes on, by what was said of it, and before driver or vehicle are needed elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Timestamp>,
}

impl Validate for PlanDay {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.day("date", Some(self.date));
        // The same driver may stand in two rows, at other hours: the server knows which those are.
        errors.require("drivers", !self.drivers.is_empty(), FieldCode::Required);
        errors.require("drivers", self.drivers.len() <= PLAN_DRIVERS_MAX, FieldCode::TooLong);
        require_some(errors, "package_ids", self.package_ids.iter(), PLAN_PACKAGES_MAX);
        let mut continued = BTreeSet::new();
        for (at, driver) in self.drivers.iter().enumerate() {
            let field = |name: &str| format!("drivers[{at}].{name}");
            errors.optional_line(&field("vehicle"), driver.vehicle.as_deref(), 36);
            errors.instant(&field("start"), driver.start);
            errors.instant(&field("end"), driver.end);
            let in_order = driver.start.zip(driver.end).is_none_or(|(start, end)| start < end);
            errors.require(&field("end"), in_order, FieldCode::OutOfRange);
            if let Some(route) = driver.route_id {
                let is_new = continued.insert(route);
                errors.require(&field("route_id"), is_new, FieldCode::Repeated);
                // Both are the route's.
                errors.require(&field("vehicle"), driver.vehicle.is_none(), FieldCode::NotUsable);
                errors.require(&field("start"), driver.start.is_none(), FieldCode::NotUsable);
            }
        }
        if let Some(depot) = &self.depot {
            depot.validate("depot", errors);
        }
    }
}

/// At least one, not too many, none twice.
fn require_some<T: Ord>(
    errors: &mut FieldErrors,
    field: &str,
    items: impl Iterator<Item = T>,
    most: usize,
) {
    let items: Vec<T> = items.collect();
    let count = items.len();
    let distinct: BTreeSet<T> = items.into_iter().collect();
    errors.require(field, count > 0, FieldCode::Required);
    errors.require(field, count <= most, FieldCode::TooLong);
    errors.require(field, distinct.len() == count, FieldCode::Repeated);
}

/// Why a package is on no route of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnplannedReason {
    /// Heavier than any of the vehicles may carry.
    TooHeavy,
    /// The recipient's time window is on another day.
    OtherDay,
    /// No road leads there and back.
    Unreachable,
    /// Not even alone within the drivers' hours and the recipient's time window.
    TooFar,
    /// The vehicles are full.
    Capacity,
    /// The drivers' hours are full.
    Time,
    /// It would fit, but other packages go first.
    LeftOut,
}

/// A package that the plan leaves out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnplannedView {
    pub package_id: PackageId,
    pub tracking_code: String,
    pub city: String,
    pub reason: UnplannedReason,
}

/// A stop of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedStopView {
    pub package_id: PackageId,
    pub tracking_code: String,
    pub recipient_name: Option<String>,
    pub street: Option<String>,
    pub city: String,
    pub latitude: f64,
    pub longitude: f64,
    /// `null` while the position is unknown.
    pub estimated_arrival: Option<Timestamp>,
    /// After the end of the recipient's time window, by so much.
    pub late_min: u32,
    /// False: the address has no coordinates, its place in the order is a guess.
    pub is_located: bool,
    /// Metres between the nearest road that the van may use and the address, when that is more
    /// than 100; of a plan by road.
    #[serde(default)]
    pub from_road_m: Option<u32>,
    /// False: it was on the route before this plan. Of servers that only planned new routes, all
    /// are new.
    #[serde(default = "super::requests::yes")]
    pub is_new: bool,
}

/// What one driver does in a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedRouteView {
    /// Once it is written; of a route that goes on with more, at once.
    pub route_id: Option<RouteId>,
    pub driver_id: UserId,
    pub driver_name: String,
    pub vehicle_id: Option<VehicleId>,
    /// The vehicle's alias.
    pub vehicle: Option<String>,
    pub depart_at: Timestamp,
    /// Back at the depot, or done with the last stop. `null`, as distance and duration, while the
    /// position of a stop is unknown.
    pub ends_at: Option<Timestamp>,
    pub distance_km: Option<Km>,
    pub duration_min: Option<u32>,
    pub weight_kg: Kg,
    pub stops: Vec<PlannedStopView>,
}

/// A plan for a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayPlanView {
    /// Commits this very plan, for as long as the server remembers it and nothing has changed.
    pub plan_id: Uuid,
    pub date: Day,
    /// Whether the routes have been written.
    pub committed: bool,
    pub basis: PlanBasis,
    /// Why it is an estimate; `null` by road.
    #[serde(default)]
    pub basis_reason: Option<BasisReason>,
    pub depot: Depot,
    /// Of all routes; `null`, as the duration, while the position of a stop is unknown.
    pub distance_km: Option<Km>,
    pub duration_min: Option<u32>,
    /// Only drivers who drive.
    pub routes: Vec<PlannedRouteView>,
    pub unplanned: Vec<UnplannedView>,
}

impl Versioned for DayPlanView {}
