//! Why something does not go onto a route, or a route not into a day.

use serde::{Deserialize, Serialize};

use crate::{
    id::{PackageId, RouteId},
    time::{Day, Timestamp},
};

/// An open route that has the driver or the vehicle at that time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OtherRoute {
    /// `null` for whoever may not see it.
    pub route_id: Option<RouteId>,
    pub date: Day,
    /// Who drives it; empty when they were removed, and for whoever may not see it.
    pub driver_name: String,
    /// The vehicle's alias.
    pub vehicle: Option<String>,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// What a route cannot keep with a stop more. Whoever plans may insist, with a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Misfit {
    /// The van would come after the end of a recipient's time window: of what is added, or of what
    /// is on the route and was not late before.
    Window { package_id: PackageId, tracking_code: String, late_min: u32 },
    /// The recipient's time window is at another time than the route.
    OtherDay { package_id: PackageId, tracking_code: String },
    /// More weight or more packages than the vehicle may carry.
    Capacity { vehicle: String },
    /// The route would end later than its driver is to be back.
    Hours { ends_at: Timestamp, back_by: Timestamp },
}
