//! A package as a stranger with its link may see it.

use chrono::{DurationRound, TimeDelta};
use furgo_shared::{
    packages::{PackageStatus, TimeWindow},
    problem::ErrorCode,
    routes::RouteStatus,
    time::Timestamp,
    tracking::{TrackingAddress, TrackingStep, TrackingView, first_name_and_initial},
};

use crate::{
    error::{Error, Result},
    features::{
        logs,
        packages::{self, PackageRecord},
        routes::{self, RouteRecord},
    },
    storage::Reads,
};

/// Vans come early less often than late.
const EARLY: TimeDelta = TimeDelta::minutes(15);
const LATE: TimeDelta = TimeDelta::minutes(30);
/// Nobody waits by the minute.
const ROUNDED: TimeDelta = TimeDelta::minutes(5);

/// The package that the token opens, until 30 days after its end.
pub fn track(tx: &impl Reads, token: &str) -> Result<TrackingView> {
    let package = packages::store::by_token(tx, token)?;
    let package = package.filter(|package| package.is_tracked(tx.now()));
    let package = package.ok_or(Error::Code(ErrorCode::NotFound))?;
    let route = routes::store::of_package(tx, &package)?.filter(|route| route.status.is_open());
    let history = history(tx, &package)?;
    let under_way = route.as_ref().filter(|route| is_under_way(&package, route));
    Ok(TrackingView {
        tracking_code: package.tracking_code.clone(),
        status: package.status,
        recipient_name: first_name_and_initial(&package.recipient_name),
        address: TrackingAddress {
            city: package.address.city.clone(),
            postal_code: package.address.postal_code.clone(),
        },
        estimated_delivery: package.estimated_delivery.or(route.as_ref().map(|route| route.date)),
        eta_window: under_way.and_then(|route| eta_window(tx, &package, route)),
        stops_before: under_way
            .map(|route| u32::try_from(route.stops_before(package.id)).unwrap_or(u32::MAX)),
        last_update: history.last().map_or(package.meta.created_at, |step| step.occurred_at),
        history,
    })
}

fn history(tx: &impl Reads, package: &PackageRecord) -> Result<Vec<TrackingStep>> {
    let rows = logs::store::of_seen_package(tx, package.id)?;
    let step = |row: logs::LogRecord| TrackingStep {
        status: row.new_status,
        occurred_at: row.occurred_at,
    };
    Ok(rows.into_iter().filter(logs::LogRecord::counts).map(step).collect())
}

fn is_under_way(package: &PackageRecord, route: &RouteRecord) -> bool {
    package.status == PackageStatus::InTransit && route.status == RouteStatus::InProgress
}

fn eta_window(tx: &impl Reads, package: &PackageRecord, route: &RouteRecord) -> Option<TimeWindow> {
    let expected = route.expected(tx.now()).arrivals;
    let mut stops = route.stops.iter().zip(expected);
    let expected = stops.find(|(stop, _)| stop.package_id == package.id)?.1?;
    let rounded = |at: Timestamp| at.duration_trunc(ROUNDED).unwrap_or(at);
    let now = rounded(tx.now());
    Some(TimeWindow { from: rounded(expected - EARLY).max(now), to: rounded(expected + LATE) })
}
