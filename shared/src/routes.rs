//! Routes: a vehicle's journeys on a day. Delivery routes have stops; logged ones are entered when
//! they are over.

mod conflicts;
mod legs;
pub mod live;
mod onto;
mod order;
mod plan;
mod requests;
mod stop;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    effects::LastStep,
    geo::Depot,
    id::{PackageId, RouteId, StopId, UserId, VehicleId},
    lifecycle::{Lifecycle, Reason, step},
    packages::{Address, PackageStatus, TimeWindow},
    page::{validate_paging, validate_sort},
    refuels::{is_false, validate_reading},
    time::{Day, Timestamp},
    typed::TypedDistance,
    units::{Kg, Km},
    validate::{FieldErrors, Validate},
    view::Versioned,
};

pub use conflicts::{Misfit, OtherRoute};
pub use legs::{RouteLegs, StopAt};
pub use onto::{AddPackages, ContinueFromPast, MoveStop, UnfinishedOf, UnfinishedView};
pub use order::{RecordArrival, ReorderStops};
pub use plan::{
    DayPlanView, PLAN_DRIVERS_MAX, PLAN_PACKAGES_MAX, PlanBalance, PlanDay, PlanDriver,
    PlannedRouteView, PlannedStopView, UnplannedReason, UnplannedView,
};
pub use requests::{CreateRoute, PatchRoute, ROUTE_DISTANCE_MAX};
pub use stop::Whereabouts;

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

/// Why a plan does not go by road.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BasisReason {
    /// No roads are imported, or they cannot be read.
    NoRoads,
    /// The imported roads lie elsewhere: they do not reach the depot, or too few of the stops.
    RoadsElsewhere,
}

/// What the planner promised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedView {
    /// `null` while the position of a stop is unknown.
    pub distance_km: Option<Km>,
    /// `null` while the position of a stop is unknown.
    pub duration_min: Option<u32>,
    /// Of a delivery route.
    #[serde(default)]
    pub basis: PlanBasis,
    /// Why it is an estimate; `null` by road, and of routes planned before this was kept.
    #[serde(default)]
    pub basis_reason: Option<BasisReason>,
}

/// A package as a stop shows it. What a viewer may not see is absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StopPackageView {
    /// For those who may know packages.
    pub tracking_code: Option<String>,
    pub status: PackageStatus,
    pub recipient_name: Option<String>,
    pub recipient_phone: Option<String>,
    pub address: Option<Address>,
    pub city: String,
    pub weight_kg: Option<Kg>,
    pub description: Option<String>,
    /// How to get in at this door.
    pub access_note: Option<String>,
    pub time_window: Option<TimeWindow>,
    pub attempts: u32,
}

/// How the plan of a stop misses the recipient's time window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MissedWindow {
    /// The van comes after its end.
    Late,
    /// It does not touch the day of the route.
    OtherDay,
}

/// A place on a delivery route as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredStop {
    pub id: StopId,
    pub package_id: PackageId,
    /// From 1.
    pub position: u32,
    /// Of the plan; `null` while the position is unknown.
    pub estimated_arrival: Option<Timestamp>,
    pub actual_arrival: Option<Timestamp>,
    pub departed_at: Option<Timestamp>,
    /// False: the address has no coordinates, its place in the order is a guess.
    pub is_located: bool,
    /// Metres between the nearest road that the van may use and the address, when that is more
    /// than 100; of a plan by road.
    #[serde(default)]
    pub from_road_m: Option<u32>,
    /// How it ended here; `null` while it is open.
    #[serde(default)]
    pub outcome: Option<PackageStatus>,
    /// The package's time window where it touches the day of the route.
    #[serde(default)]
    pub window: Option<TimeWindow>,
    /// For those who may know packages.
    #[serde(default)]
    pub tracking_code: Option<String>,
    pub city: String,
    pub weight_kg: Option<Kg>,
    /// Seconds of driving from the stop before it, as planned; `null` where that is unknown.
    #[serde(default)]
    pub travel_s: Option<u32>,
    /// Seconds that the van stays there, as planned.
    #[serde(default)]
    pub service_s: u32,
    /// What was done there last and may be undone, for those who may know packages.
    #[serde(default)]
    pub last_step: Option<LastStep>,
}

/// A place on a delivery route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StopView {
    #[serde(flatten)]
    pub stored: StoredStop,
    /// As far as is known now; `null` where the van has been, and where the position is unknown.
    #[serde(default)]
    pub expected_arrival: Option<Timestamp>,
    /// By how many minutes that is behind the end of the recipient's time window.
    #[serde(default)]
    pub late_min: Option<u32>,
    /// `null` where the plan keeps the time window, or there is none, or nobody knows.
    #[serde(default)]
    pub missed_window: Option<MissedWindow>,
    /// The package is no longer on this route; its status is how it ended here.
    #[serde(default)]
    pub has_left: bool,
    pub package: StopPackageView,
}

crate::view::stored_inside!(StopView, StoredStop);

impl Versioned for StopView {}

/// A route as it is stored. Its version covers its stops as well, [`StoredStop`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredRoute {
    pub id: RouteId,
    pub kind: RouteKind,
    pub date: Day,
    pub vehicle_id: Option<VehicleId>,
    pub driver_id: Option<UserId>,
    pub status: RouteStatus,
    /// Driven when completed, planned until then; `null` where that is unknown.
    pub distance_km: Option<Km>,
    pub planned: PlannedView,
    pub start_odometer_km: Option<Km>,
    pub end_odometer_km: Option<Km>,
    /// Of a delivery route.
    pub depot: Option<Depot>,
    pub return_to_depot: bool,
    pub depart_at: Option<Timestamp>,
    /// The reading at the start as it was typed.
    #[serde(default)]
    pub typed_start_odometer: Option<TypedDistance>,
    /// The reading at the end as it was typed.
    pub typed_odometer: Option<TypedDistance>,
    pub typed_distance: Option<TypedDistance>,
    pub started_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    pub notes: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
    /// Whoever insisted on an odometer reading that is out of order.
    #[serde(default)]
    pub forced_by_id: Option<UserId>,
}

/// A route with its stops in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RouteView {
    #[serde(flatten)]
    pub stored: StoredRoute,
    /// The vehicle's alias.
    pub vehicle: Option<String>,
    pub driver_name: Option<String>,
    /// Whoever insisted on an odometer reading that is out of order.
    pub forced_by: Option<String>,
    /// By how many minutes the next stop comes later than planned; below zero is earlier.
    #[serde(default)]
    pub delay_min: Option<i32>,
    /// Stops to be done that come behind the end of the recipient's time window.
    #[serde(default)]
    pub late_stops: u32,
    pub stops: Vec<StopView>,
}

crate::view::stored_inside!(RouteView, StoredRoute);

impl Versioned for RouteView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
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
    /// Driven when completed, planned until then; `null` where that is unknown.
    pub distance_km: Option<Km>,
    pub planned: PlannedView,
    /// Of a delivery route: when it is to leave.
    #[serde(default)]
    pub depart_at: Option<Timestamp>,
    /// Of a delivery route: when it was planned to be over; `null` while the position of a stop is
    /// unknown.
    #[serde(default)]
    pub ends_at: Option<Timestamp>,
    pub stop_count: u32,
    /// Delivered.
    pub stops_done: u32,
    /// Undelivered or failed.
    pub stops_failed: u32,
    pub started_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    /// By how many minutes the next stop comes later than planned; below zero is earlier.
    #[serde(default)]
    pub delay_min: Option<i32>,
    /// Stops to be done that come behind the end of the recipient's time window.
    #[serde(default)]
    pub late_stops: u32,
    pub version: u64,
}

impl RouteView {
    /// When it left, or is to leave.
    pub fn leaves_at(&self) -> Option<Timestamp> {
        self.started_at.or(self.depart_at)
    }
}

impl RouteRowView {
    /// The row of a route that is known whole.
    pub fn of(route: &RouteView) -> Self {
        let count = |outcomes: &[PackageStatus]| {
            let ended = |stop: &&StopView| stop.outcome.is_some_and(|at| outcomes.contains(&at));
            u32::try_from(route.stops.iter().filter(ended).count()).unwrap_or(u32::MAX)
        };
        let planned = route.planned.duration_min.map(|min| TimeDelta::minutes(min.into()));
        Self {
            id: route.id,
            kind: route.kind,
            date: route.date,
            vehicle_id: route.vehicle_id,
            vehicle: route.vehicle.clone(),
            driver_id: route.driver_id,
            driver_name: route.driver_name.clone(),
            status: route.status,
            distance_km: route.distance_km,
            planned: route.planned,
            depart_at: route.depart_at,
            ends_at: route.leaves_at().zip(planned).map(|(leaves, takes)| leaves + takes),
            stop_count: u32::try_from(route.stops.len()).unwrap_or(u32::MAX),
            stops_done: count(&[PackageStatus::Delivered]),
            stops_failed: count(&[PackageStatus::Undelivered, PackageStatus::Failed]),
            started_at: route.started_at,
            completed_at: route.completed_at,
            delay_min: route.delay_min,
            late_stops: route.late_stops,
            version: route.version,
        }
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
    /// The reading as it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_odometer: Option<TypedDistance>,
    /// When it happened, if earlier than now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
    /// Start it on another day than its own. Without it that is `other_day`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub confirm: bool,
}

impl StepRoute {
    /// The step alone: now, and without a reading.
    pub const fn to(status: RouteStatus) -> Self {
        Self { status, odometer_km: None, typed_odometer: None, occurred_at: None, confirm: false }
    }
}

impl Validate for StepRoute {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_reading(self.odometer_km, self.typed_odometer, errors);
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

/// Which day of one's own, and which of its routes is to come whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MyDay {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The one that matters now when absent, or when that day has no such route.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route_id: Option<RouteId>,
}

impl Validate for MyDay {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.day("date", self.date);
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

/// A driver's routes of a day; none is not an error. A route that goes on behind midnight is of both
/// days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayRouteView {
    pub date: Day,
    /// The one that matters now: under way, else the next to leave, else the last one.
    pub route: Option<RouteView>,
    /// The others, earliest first.
    #[serde(default)]
    pub others: Vec<RouteRowView>,
}

impl Versioned for DayRouteView {}

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
