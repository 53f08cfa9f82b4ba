//! Routes: a vehicle's journeys on a day. Delivery routes have stops; logged ones are entered when
//! they are over.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    change::Change,
    geo::Depot,
    id::{PackageId, RouteId, StopId, UserId, VehicleId},
    lifecycle::{Lifecycle, Reason, step},
    packages::{Address, PACKAGES_PER_REQUEST_MAX, PackageStatus, TimeWindow},
    page::{validate_paging, validate_sort},
    refuels::{is_false, validate_reading},
    time::{Day, Timestamp},
    typed::TypedDistance,
    units::{Kg, Km},
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::validate_odometer,
};

/// What kind of journey it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RouteKind {
    /// Has stops, is planned and driven.
    Delivery,
    /// Driven already, without stops: entered complete.
    Logged,
}

/// Where a route stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RouteStatus {
    Planned,
    InProgress,
    Completed,
    Cancelled,
}

impl RouteStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Planned, Self::InProgress, Self::Completed, Self::Cancelled];

    /// Planned or under way.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::InProgress)
    }
}

const OFFICE: &[Role] = &[Role::Dispatcher, Role::Admin];
const ALL: &[Role] = &[Role::Driver, Role::Dispatcher, Role::Admin];

/// Every legal step in a route's life; a driver's are for their own routes only.
#[rustfmt::skip] // Read it as a table.
pub const ROUTE_LIFECYCLE: Lifecycle<RouteStatus> = Lifecycle::new(&[
    //   from                     to                       by      reason
    step(RouteStatus::Planned,    RouteStatus::InProgress, ALL,    Reason::None),
    step(RouteStatus::InProgress, RouteStatus::Completed,  ALL,    Reason::None),
    step(RouteStatus::Planned,    RouteStatus::Cancelled,  OFFICE, Reason::None),
    step(RouteStatus::InProgress, RouteStatus::Cancelled,  OFFICE, Reason::None),
]);

/// What planned times and distances were computed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanBasis {
    /// The imported roads.
    Roads,
    /// Straight lines: an estimate.
    #[default]
    StraightLine,
}

/// What the planner promised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedView {
    pub distance_km: Km,
    pub duration_min: u32,
    /// Of a delivery route.
    #[serde(default)]
    pub basis: PlanBasis,
}

/// A package as a stop shows it. What a viewer may not see is absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StopPackageView {
    pub tracking_code: String,
    pub status: PackageStatus,
    pub recipient_name: Option<String>,
    pub recipient_phone: Option<String>,
    pub address: Option<Address>,
    pub city: String,
    pub weight_kg: Option<Kg>,
    pub description: Option<String>,
    pub time_window: Option<TimeWindow>,
    pub attempts: u32,
}

/// A place on a delivery route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StopView {
    pub id: StopId,
    pub package_id: PackageId,
    /// From 1.
    pub position: u32,
    pub estimated_arrival: Timestamp,
    pub actual_arrival: Option<Timestamp>,
    pub departed_at: Option<Timestamp>,
    /// False: the address has no coordinates, its place in the order is a guess.
    pub is_located: bool,
    pub package: StopPackageView,
}

/// A route with its stops in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RouteView {
    pub id: RouteId,
    pub kind: RouteKind,
    pub date: Day,
    pub vehicle_id: Option<VehicleId>,
    /// The vehicle's alias.
    pub vehicle: Option<String>,
    pub driver_id: Option<UserId>,
    pub driver_name: Option<String>,
    pub status: RouteStatus,
    /// Driven when completed, planned until then.
    pub distance_km: Km,
    pub planned: PlannedView,
    pub start_odometer_km: Option<Km>,
    pub end_odometer_km: Option<Km>,
    /// Of a delivery route.
    pub depot: Option<Depot>,
    pub return_to_depot: bool,
    pub depart_at: Option<Timestamp>,
    pub typed_odometer: Option<TypedDistance>,
    pub typed_distance: Option<TypedDistance>,
    /// Whoever insisted on an odometer reading that is out of order.
    pub forced_by: Option<String>,
    pub started_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    pub notes: Option<String>,
    pub stops: Vec<StopView>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
}

/// A row of a list of routes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RouteRowView {
    pub id: RouteId,
    pub kind: RouteKind,
    pub date: Day,
    pub vehicle_id: Option<VehicleId>,
    pub vehicle: Option<String>,
    pub driver_id: Option<UserId>,
    pub driver_name: Option<String>,
    pub status: RouteStatus,
    pub distance_km: Km,
    pub planned: PlannedView,
    pub stop_count: u32,
    /// Delivered.
    pub stops_done: u32,
    /// Undelivered or failed.
    pub stops_failed: u32,
    pub started_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    pub version: u64,
}

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

fn yes() -> bool {
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
        errors.require("package_ids", !self.package_ids.is_empty(), FieldCode::Required);
        errors.require(
            "package_ids",
            self.package_ids.len() <= PACKAGES_PER_REQUEST_MAX,
            FieldCode::TooLong,
        );
        let distinct: std::collections::BTreeSet<_> = self.package_ids.iter().collect();
        errors.require(
            "package_ids",
            distinct.len() == self.package_ids.len(),
            FieldCode::Repeated,
        );
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
    /// Only of a logged route, as everything below.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub date: Change<Day>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub driver_id: Change<Option<UserId>>,
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

/// Starts, completes or cancels a route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepRoute {
    pub status: RouteStatus,
    /// Reading at the start or at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub odometer_km: Option<Km>,
    /// When it happened, if earlier than now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
}

impl Validate for StepRoute {
    fn validate(&self, errors: &mut FieldErrors) {
        if let Some(odometer) = self.odometer_km {
            validate_odometer("odometer_km", odometer, errors);
        }
        errors.instant("occurred_at", self.occurred_at);
    }
}

/// Which routes to list. Sorts: `-date` (default), `date`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListRoutes {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<RouteKind>,
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_id: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<RouteStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Included whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

/// The orders that a list of routes has.
pub const ROUTE_SORTS: &[&str] = &["-date"];

impl Validate for ListRoutes {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
        validate_sort(self.sort.as_deref(), ROUTE_SORTS, errors);
        errors.days(self.from, self.to);
    }
}

/// A driver and a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RouteOfDriver {
    pub user_id: UserId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
}

impl Validate for RouteOfDriver {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.day("date", self.date);
    }
}

/// A driver's route of a day; none is not an error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayRouteView {
    pub date: Day,
    pub route: Option<RouteView>,
}

/// Puts the open stops of a route into another order; arrival times follow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReorderStops {
    pub route_id: RouteId,
    /// All open stops, each once.
    pub stop_ids: Vec<StopId>,
}

impl Validate for ReorderStops {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.require("stop_ids", !self.stop_ids.is_empty(), FieldCode::Required);
        errors.require(
            "stop_ids",
            self.stop_ids.len() <= PACKAGES_PER_REQUEST_MAX,
            FieldCode::TooLong,
        );
        let distinct: std::collections::BTreeSet<_> = self.stop_ids.iter().collect();
        errors.require("stop_ids", distinct.len() == self.stop_ids.len(), FieldCode::Repeated);
    }
}

/// Records that the driver has arrived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordArrival {
    pub stop_id: StopId,
    /// When it happened, if earlier than now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
}

impl Validate for RecordArrival {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.instant("occurred_at", self.occurred_at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_and_ended_are_opposites() {
        for status in RouteStatus::ALL {
            assert_eq!(ROUTE_LIFECYCLE.is_terminal(status), !status.is_open());
        }
    }
}
