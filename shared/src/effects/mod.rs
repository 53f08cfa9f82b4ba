//! What a step does to a package, its stop and its route: pure functions that the server's
//! operations write with and the app's preview shows with, so that what somebody sees before the
//! server has answered is what it answers.
//!
//! Each works on the few fields that steps change; records and views lend them and take them back.

mod facts;
mod order;
mod packages;
mod preview;
mod routes;

pub use facts::{Custody, Fact, RouteStanding, RouteVerdict, Standing, Taken, Verdict};
pub use order::reordered;
pub use packages::{
    LastStep, Legal, PackageState, Refusal, StepOfPackage, StopFate, StopState, Visit, Wanted,
    can_undo, leave_stop, legal_step, step_package, undo_step,
};
pub use preview::{Actor, preview_arrival, preview_order, preview_packages, preview_route};
pub use routes::{OdometerRead, OnBoard, RouteState, StepOfRoute, legal_route_step, step_route};

use crate::time::Timestamp;

/// The driver stands at the stop. The first arrival counts; a second attempt has its own.
pub fn arrive(stop: &mut StopState, at: Timestamp) {
    stop.actual_arrival.get_or_insert(at);
}

#[cfg(test)]
mod tests;
