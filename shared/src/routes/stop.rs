//! What a stop shows beside what is stored of it: its package, as it is now or as it was here.

use super::{MissedWindow, StopPackageView, StopView, StoredStop};
use crate::{
    id::RouteId,
    packages::{PackageStatus, StoredPackage, TimeWindow},
};

/// Where a package is now; also for those who may not see the package itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    pub status: PackageStatus,
    pub route_id: Option<RouteId>,
    /// How often delivery was tried without success.
    pub attempts: u32,
    pub time_window: Option<TimeWindow>,
}

impl StopView {
    /// A stop of a route. `package` is absent when it is gone, `known` when the reader may not
    /// know for whom it is.
    pub fn of(
        stored: StoredStop,
        route: RouteId,
        package: Option<Whereabouts>,
        known: Option<&StoredPackage>,
    ) -> Self {
        let is_here = package.is_some_and(|package| package.route_id == Some(route));
        let status = match package {
            Some(package) if is_here => package.status,
            // It has moved on: what counts here is how it ended here.
            Some(package) => stored.outcome.unwrap_or(package.status),
            None => stored.outcome.unwrap_or(PackageStatus::Pending),
        };
        Self {
            missed_window: missed_window(&stored, package),
            has_left: !is_here,
            // The route tells, which knows what comes before.
            expected_arrival: None,
            late_min: None,
            package: StopPackageView {
                tracking_code: stored.tracking_code.clone(),
                status,
                recipient_name: known.map(|package| package.recipient_name.clone()),
                recipient_phone: known.and_then(|package| package.recipient_phone.clone()),
                address: known.map(|package| package.address.clone()),
                city: stored.city.clone(),
                weight_kg: stored.weight_kg,
                description: known.and_then(|package| package.description.clone()),
                access_note: known.and_then(|package| package.access_note.clone()),
                time_window: known.and_then(|package| package.time_window),
                // Of one that has moved on, that is told where it is now.
                attempts: package.filter(|_| is_here).map_or(0, |package| package.attempts),
            },
            stored,
        }
    }
}

/// A single route keeps every stop, whatever the recipient's time window; so it is said which are
/// missed.
fn missed_window(stop: &StoredStop, package: Option<Whereabouts>) -> Option<MissedWindow> {
    match stop.window {
        Some(window) => {
            stop.estimated_arrival.filter(|&at| at > window.to).map(|_late| MissedWindow::Late)
        }
        // Only windows that touch the day are kept with the stop.
        None => {
            package.and_then(|package| package.time_window).map(|_other| MissedWindow::OtherDay)
        }
    }
}
