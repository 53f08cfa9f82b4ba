//! What was done on the road and does not go together with what the office had planned meanwhile.
//! The fact stands; somebody in the office decides what becomes of the plan.

use serde::{Deserialize, Serialize};

use crate::{
    id::{ExceptionId, PackageId, RouteId, UserId, VehicleId},
    packages::PackageStatus,
    page::validate_paging,
    routes::RouteStatus,
    time::{Day, Timestamp},
    units::Km,
    validate::{FieldErrors, Validate},
    view::Versioned,
};

/// What does not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExceptionKind {
    /// Delivered, or closed at the door, by a driver after the office had given the package to
    /// another.
    DeliveredAfterReassignment,
    /// Two drivers say different things of one package: what stood first stays.
    Disputed,
    /// Delivered after the office had called it off.
    DeliveredAfterCancel,
    /// Taken along though it was nobody's, or another's.
    PickedUpUnassigned,
    /// Ended without having been taken along: that it was is implied.
    ImpliedPickUp,
    /// Came after something that happened later: kept in the history, without a step.
    LateEvent,
    /// An odometer reading that is out of order: it counts once the office says so.
    OdometerAnomaly,
    /// Two routes had the vehicle or the driver at the same time.
    Overlap,
    /// Done before the account was deactivated or changed, and sent after it.
    AccessEnded,
    /// A route was driven that the office had called off, moved or given away.
    RouteClash,
    /// The order of the stops that was driven names others than there are now.
    OrderMerged,
    /// Entered for a vehicle that was out of service, or no longer the driver's.
    VehicleGone,
    /// The clock of the phone was ahead: what it said of the future happened when it came.
    ClockAhead,
    /// It happened longer ago than anything is remembered.
    LongAgo,
    /// A photo or a paper has not come in thirty days.
    FileMissing,
    /// An old backup was restored, and the phone no longer has what was lost.
    JournalLost,
    /// What it was done with had been deleted.
    Gone,
}

impl ExceptionKind {
    /// All.
    pub const ALL: [Self; 17] = [
        Self::DeliveredAfterReassignment,
        Self::Disputed,
        Self::DeliveredAfterCancel,
        Self::PickedUpUnassigned,
        Self::ImpliedPickUp,
        Self::LateEvent,
        Self::OdometerAnomaly,
        Self::Overlap,
        Self::AccessEnded,
        Self::RouteClash,
        Self::OrderMerged,
        Self::VehicleGone,
        Self::ClockAhead,
        Self::LongAgo,
        Self::FileMissing,
        Self::JournalLost,
        Self::Gone,
    ];

    /// What the office may make of it, what is meant by saying nothing first. None: the history says
    /// it, and nobody has to decide anything.
    pub const fn resolutions(self) -> &'static [Resolution] {
        use Resolution::{
            Counted, FirstStands, LeftOut, Noted, SecondStands, Stands, StandsWithout, TakenBack,
        };
        match self {
            Self::DeliveredAfterReassignment
            | Self::DeliveredAfterCancel
            | Self::PickedUpUnassigned => &[Stands, TakenBack],
            Self::Disputed => &[FirstStands, SecondStands],
            Self::OdometerAnomaly => &[Counted, LeftOut],
            Self::RouteClash => &[Stands, TakenBack],
            Self::VehicleGone => &[Stands, StandsWithout],
            Self::AccessEnded => &[Stands],
            Self::Overlap | Self::LongAgo | Self::FileMissing | Self::JournalLost | Self::Gone => {
                &[Noted]
            }
            Self::ImpliedPickUp | Self::LateEvent | Self::OrderMerged | Self::ClockAhead => &[],
        }
    }

    /// Somebody of the office has to decide.
    pub const fn asks(self) -> bool {
        !self.resolutions().is_empty()
    }
}

/// How an exception was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// What was done stands.
    Stands,
    /// A package goes back to what was planned, as a correction; a running route is called off.
    TakenBack,
    /// Of two that contradict each other.
    FirstStands,
    SecondStands,
    /// The reading counts.
    Counted,
    LeftOut,
    /// The entry goes into the trash.
    StandsWithout,
    /// There is nothing to change; somebody has read it.
    Noted,
}

impl Resolution {
    /// All.
    pub const ALL: [Self; 8] = [
        Self::Stands,
        Self::TakenBack,
        Self::FirstStands,
        Self::SecondStands,
        Self::Counted,
        Self::LeftOut,
        Self::StandsWithout,
        Self::Noted,
    ];
}

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    Refuel,
    Maintenance,
    Expense,
    Reading,
    LoggedRoute,
    /// The readings of a delivery route.
    RouteStart,
    RouteEnd,
}

/// What one side says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SideView {
    /// When, by a clock that is right.
    pub at: Timestamp,
    /// Blank when nobody is known, or the person was removed.
    #[serde(default)]
    pub by_name: String,
    /// Where the package came to by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<PackageStatus>,
    /// Or the route.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route_status: Option<RouteStatus>,
    /// Whose it was by it; blank as above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub odometer_km: Option<Km>,
}

/// A package that something is said about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AboutPackage {
    pub id: PackageId,
    /// Blank when the package was erased.
    pub tracking_code: String,
}

/// A route that something is said about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AboutRoute {
    pub id: RouteId,
    pub date: Day,
    pub driver_name: String,
    /// As it stands now.
    pub status: RouteStatus,
}

/// A vehicle that something is said about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AboutVehicle {
    pub id: VehicleId,
    pub alias: String,
}

/// How an exception was settled, by whom and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResolvedView {
    pub how: Resolution,
    pub at: Timestamp,
    pub by_name: String,
}

/// A fact and a plan that do not go together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExceptionView {
    pub id: ExceptionId,
    pub kind: ExceptionKind,
    /// Whoever told the fact.
    pub driver_id: Option<UserId>,
    pub driver_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<AboutPackage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<AboutRoute>,
    /// The one that it got in the way of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_route: Option<AboutRoute>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<AboutVehicle>,
    /// What was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryKind>,
    pub fact: SideView,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<SideView>,
    /// When it was done by the phone's own clock, and how far that was ahead of the server's, in
    /// milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<Timestamp>,
    #[serde(default)]
    pub skew_ms: i64,
    /// When the server heard of it.
    pub recorded_at: Timestamp,
    /// What may be made of it; none once it is settled.
    pub resolutions: Vec<Resolution>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<ResolvedView>,
    pub version: u64,
}

impl Versioned for ExceptionView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

/// Which exceptions to list: those that are open, or with `resolved` those that are settled; the
/// newest first. Drivers get those of what they told themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListExceptions {
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub resolved: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Validate for ListExceptions {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
    }
}

/// Settles an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResolveException {
    pub how: Resolution,
}

impl Validate for ResolveException {
    fn validate(&self, _: &mut FieldErrors) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_resolution_is_offered_and_none_twice() {
        let offered: Vec<_> =
            ExceptionKind::ALL.iter().flat_map(|kind| kind.resolutions()).collect();
        assert!(Resolution::ALL.iter().all(|resolution| offered.contains(&resolution)));
        for kind in ExceptionKind::ALL {
            let mut once = kind.resolutions().to_vec();
            once.dedup();
            assert_eq!(once, kind.resolutions());
        }
    }
}
