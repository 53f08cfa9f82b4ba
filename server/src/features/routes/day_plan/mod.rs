//! Planning a day for several drivers at once: read and checked (`drafting`, `rows`), put to the
//! planner (`problem`, and `kept` for routes that go on with more), shown, remembered, and written when it is committed (`writing`).
//!
//! Unlike a single route's, the recipients' time windows, the drivers' hours and the vehicles'
//! capacities are never exceeded: what does not fit is left out, with the reason. What was on a route
//! before stays on it, and comes no later than it would have where that is late already.

pub mod drafting;
pub mod endpoints;
mod kept;
mod problem;
mod remembered;
mod rows;
mod view;
mod writing;

use furgo_shared::{
    geo::Depot,
    id::PackageId,
    routes::{BasisReason, PlanBasis, PlanDay, PlanDriver, UnplannedReason},
};
use uuid::Uuid;

pub use self::remembered::Remembered;
use super::{RouteRecord, operations::seen::Seen};

/// A plan that has been computed.
#[derive(Clone, Debug)]
pub struct DayPlan {
    pub plan_id: Uuid,
    /// What it answers, without what says how it is to be answered.
    pub request: PlanDay,
    pub depot: Depot,
    pub basis: PlanBasis,
    pub reason: Option<BasisReason>,
    /// In the order of the request's drivers; what is new has no id yet, neither route nor stop.
    pub routes: Vec<RouteRecord>,
    pub unplanned: Vec<LeftOut>,
    pub seen: Seen,
}

/// A package that is on no route of a plan.
#[derive(Clone, Debug)]
pub struct LeftOut {
    pub package_id: PackageId,
    pub tracking_code: String,
    pub city: String,
    pub reason: UnplannedReason,
}

/// What a plan is to be for: two requests that differ only in this ask for the same plan.
pub fn subject(request: &PlanDay) -> PlanDay {
    let mut request = PlanDay { commit: false, plan_id: None, ..request.clone() };
    request.package_ids.sort_unstable();
    let key = |row: &PlanDriver| (row.driver_id, row.route_id, row.vehicle.clone(), row.start);
    request.drivers.sort_by_cached_key(key);
    request
}
