//! What was done on the road and does not go together with what the office had planned meanwhile.
//! The fact stands; somebody in the office decides what becomes of the plan.

use serde::{Deserialize, Serialize};

/// What does not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExceptionKind {
    /// Delivered, or tried, by a driver after the office had given the package to another.
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
    /// The distance of a route whose vehicle is no longer in use.
    VehicleGone,
    /// The clock of the phone was ahead: what it said of the future happened when it came.
    ClockAhead,
    /// It happened longer ago than anything is remembered.
    LongAgo,
    /// A photo or a paper has not come in thirty days.
    FileMissing,
    /// An old backup was restored, and the phone no longer has what was lost.
    JournalLost,
}

impl ExceptionKind {
    /// All.
    pub const ALL: [Self; 16] = [
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
    ];
}
