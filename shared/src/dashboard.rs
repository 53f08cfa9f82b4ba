//! The first screen: today at a glance.

use serde::{Deserialize, Serialize};

use crate::view::Versioned;
use crate::{due_work::DueView, money::Money, routes::RouteRowView, time::Day, units::Km};

/// Today, as far as the viewer may see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DashboardView {
    pub date: Day,
    pub packages: PackageCounts,
    /// Today's routes, and older ones that are still open.
    pub routes: Vec<RouteRowView>,
    pub vehicles_active: u64,
    /// This month so far.
    pub month: MonthView,
    pub has_depot: bool,
    /// Exceptions that wait for the office; of a driver, their own.
    #[serde(default)]
    pub exceptions: u64,
    pub health: FleetHealthView,
}

impl Versioned for DashboardView {}

/// How the vehicles are, as far as the viewer may see.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FleetHealthView {
    pub overdue: u64,
    /// Due today or at this very kilometre, or soon.
    pub due_soon: u64,
    /// Fuel, maintenance and expenses since 1 January.
    pub spent_this_year: Money,
    pub next_due: Option<DueView>,
    /// Findings in the data-quality inbox.
    pub findings: u64,
}

/// Packages by what is to be done with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackageCounts {
    pub pending: u64,
    pub assigned: u64,
    pub in_transit: u64,
    /// Waiting to be planned again.
    pub undelivered: u64,
    pub delivered_today: u64,
    pub failed_today: u64,
}

/// A month of the fleet, or of a driver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthView {
    /// `YYYY-MM`.
    pub month: String,
    /// Of the fleet as in its report; a driver's own routes.
    pub distance_km: Km,
    pub delivered: u64,
    pub routes_completed: u64,
}
