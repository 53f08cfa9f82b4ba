//! How routes and stops are found.

use std::ops::ControlFlow;

use furgo_shared::{
    id::{PackageId, RouteId, StopId, UserId, VehicleId},
    routes::{RouteKind, RouteStatus},
    time::Day,
};
use uuid::Uuid;

use super::RouteRecord;
use crate::{
    error::Result,
    features::{odometer, packages::PackageRecord},
    storage::{
        Index, IndexEntries, Key, Reads, Unique,
        engine::{Order, Space},
        summary::FLEET,
    },
};

/// Table: routes
/// Key:   route
/// Value: JSON of a route with its stops
pub const ROUTES: Space = Space("routes");
/// Table: routes.by_date
/// Key:   date ‖ created_at ‖ route
/// Value: ()
pub const BY_DATE: Index<RouteRecord> = Index::new("routes.by_date");
/// Table: routes.by_status
/// Key:   status ‖ date ‖ created_at ‖ route
/// Value: ()
pub const BY_STATUS: Index<RouteRecord> = Index::new("routes.by_status");
/// Table: routes.by_driver
/// Key:   driver ‖ date ‖ created_at ‖ route
/// Value: ()
pub const BY_DRIVER: Index<RouteRecord> = Index::new("routes.by_driver");
/// Table: routes.open_by_driver
/// Key:   driver ‖ date ‖ created_at ‖ route   # planned and running routes only
/// Value: ()
pub const OPEN_BY_DRIVER: Index<RouteRecord> = Index::new("routes.open_by_driver");
/// Table: routes.by_vehicle
/// Key:   vehicle ‖ date ‖ created_at ‖ route
/// Value: ()
pub const BY_VEHICLE: Index<RouteRecord> = Index::new("routes.by_vehicle");
/// Table: routes.by_kind
/// Key:   kind ‖ vehicle, driver or nil ‖ date ‖ created_at ‖ route   # each stands in up to three groups
/// Value: ()
pub const BY_KIND: Index<RouteRecord> = Index::new("routes.by_kind");
/// Table: routes.readings
/// Key:   vehicle ‖ a reading of the timeline ‖ route   # at most two: start and end
/// Value: ()
pub const READINGS: Index<RouteRecord> = Index::over(odometer::rows::ROUTES);
/// Table: routes.by_package
/// Key:   package ‖ date ‖ created_at ‖ route   # the last one is the package's newest route
/// Value: ()
pub const BY_PACKAGE: Index<RouteRecord> = Index::new("routes.by_package");
/// Table: routes.open_by_vehicle
/// Key:   vehicle ‖ date ‖ created_at ‖ route   # planned and running routes only
/// Value: ()
pub const OPEN_BY_VEHICLE: Index<RouteRecord> = Index::new("routes.open_by_vehicle");
/// Table: routes.by_stop
/// Key:   stop
/// Value: route
pub const BY_STOP: Unique<RouteRecord> = Unique::new("routes.by_stop", "stop_id");

/// More routes than anybody drives in the thirty days for which a phone keeps what it has said.
const LAST_ROUTES: usize = 200;
/// More open routes than any fleet this program is for has.
const OPEN_MAX: usize = 5_000;

pub(super) fn index(route: &RouteRecord, entries: &mut IndexEntries) {
    let sort = Key::new().day(route.date).instant(route.meta.created_at);
    entries.add(BY_DATE, route.id, Key::new(), sort.clone());
    entries.add(BY_STATUS, route.id, of_status(route.status), sort.clone());
    let subjects = [Some(FLEET), route.vehicle_id.map(Uuid::from), route.driver_id.map(Uuid::from)];
    for subject in subjects.into_iter().flatten() {
        entries.add(BY_KIND, route.id, of_kind(route.kind, subject), sort.clone());
    }
    if let Some(driver) = route.driver_id {
        let group = Key::new().id(driver);
        entries.add(BY_DRIVER, route.id, group.clone(), sort.clone());
        if route.status.is_open() {
            entries.add(OPEN_BY_DRIVER, route.id, group, sort.clone());
        }
    }
    if let Some(vehicle) = route.vehicle_id {
        entries.add(BY_VEHICLE, route.id, Key::new().id(vehicle), sort.clone());
        if route.status.is_open() {
            entries.add(OPEN_BY_VEHICLE, route.id, Key::new().id(vehicle), sort.clone());
        }
        for (source, odometer_m) in route.readings() {
            let group = odometer::of_vehicle(vehicle);
            let created_at = route.meta.created_at;
            // A route has no "it is right as it is": to be confirmed, it is corrected.
            let sort = odometer::sort(route.date, odometer_m, created_at, source, false);
            entries.add(READINGS, route.id, group, sort);
        }
    }
    for stop in &route.stops {
        entries.add(BY_PACKAGE, route.id, Key::new().id(stop.package_id), sort.clone());
        entries.add_unique(BY_STOP, Key::new().id(stop.id));
    }
}

/// Part of the file's format.
pub(super) fn of_status(status: RouteStatus) -> Key {
    Key::new().byte(match status {
        RouteStatus::Planned => 1,
        RouteStatus::InProgress => 2,
        RouteStatus::Completed => 3,
        RouteStatus::Cancelled => 4,
    })
}

/// Part of the file's format.
pub(super) fn of_kind(kind: RouteKind, subject: impl Into<Uuid>) -> Key {
    let kind = match kind {
        RouteKind::Delivery => 1,
        RouteKind::Logged => 2,
    };
    Key::new().byte(kind).id(subject)
}

/// The open routes of a day in the group of a driver or a vehicle, whoever asks.
pub(super) fn open_ids(
    tx: &impl Reads,
    index: Index<RouteRecord>,
    subject: impl Into<Uuid>,
    day: Day,
) -> Result<Vec<Uuid>> {
    ids(tx, index, &Key::new().id(subject).day(day))
}

/// The routes that a package is or was on, whoever asks.
pub(super) fn ids_with(tx: &impl Reads, package: PackageId) -> Result<Vec<Uuid>> {
    ids(tx, BY_PACKAGE, &Key::new().id(package))
}

/// The driver's routes of a day, open or not, whoever asks.
pub(super) fn ids_of_driver_on(tx: &impl Reads, driver: UserId, day: Day) -> Result<Vec<Uuid>> {
    ids(tx, BY_DRIVER, &Key::new().id(driver).day(day))
}

/// The routes that are under way, whoever asks.
pub(super) fn running(tx: &impl Reads) -> Result<Vec<Uuid>> {
    ids(tx, BY_STATUS, &of_status(RouteStatus::InProgress))
}

fn ids(tx: &impl Reads, index: Index<RouteRecord>, group: &Key) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    tx.visit_ids(index, group, Order::Ascending, &mut |id| {
        ids.push(id);
        ControlFlow::Continue(())
    })?;
    Ok(ids)
}

/// The driver's open routes, earliest date first.
pub fn open_of_driver(tx: &impl Reads, driver: UserId) -> Result<Vec<RouteRecord>> {
    tx.collect(OPEN_BY_DRIVER, &Key::new().id(driver), Order::Ascending, OPEN_MAX)
}

/// Whether one of a driver's last routes was with this vehicle, whoever asks.
pub fn has_driven(tx: &impl Reads, driver: UserId, vehicle: VehicleId) -> Result<bool> {
    let mut ids = Vec::new();
    tx.visit_ids(BY_DRIVER, &Key::new().id(driver), Order::Descending, &mut |id| {
        ids.push(id);
        if ids.len() < LAST_ROUTES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    for id in ids {
        let route = tx.find_unseen::<RouteRecord>(id)?;
        if route.is_some_and(|route| route.vehicle_id == Some(vehicle)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the driver has a planned or running route.
pub fn has_open(tx: &impl Reads, driver: UserId) -> Result<bool> {
    Ok(tx.count(OPEN_BY_DRIVER, &Key::new().id(driver))? > 0)
}

/// The driver's routes of a day, open or not, in the order they were planned.
pub fn of_driver_on(tx: &impl Reads, driver: UserId, day: Day) -> Result<Vec<RouteRecord>> {
    let group = Key::new().id(driver).day(day);
    tx.collect(BY_DRIVER, &group, Order::Ascending, OPEN_MAX)
}

/// The open routes that the viewer may see.
pub fn open(tx: &impl Reads) -> Result<Vec<RouteRecord>> {
    let mut routes = Vec::new();
    for status in [RouteStatus::InProgress, RouteStatus::Planned] {
        routes.extend(tx.collect(BY_STATUS, &of_status(status), Order::Ascending, OPEN_MAX)?);
    }
    Ok(routes)
}

/// The routes of a day that the viewer may see.
pub fn on(tx: &impl Reads, day: Day) -> Result<Vec<RouteRecord>> {
    tx.collect(BY_DATE, &Key::new().day(day), Order::Ascending, OPEN_MAX)
}

/// The route of a stop, if the viewer may see it.
pub fn by_stop(tx: &impl Reads, stop: StopId) -> Result<Option<RouteRecord>> {
    tx.find_by(BY_STOP, Key::new().id(stop))
}

/// The route that a package is on, or was on last, whoever asks.
pub fn of_package(tx: &impl Reads, package: &PackageRecord) -> Result<Option<RouteRecord>> {
    let route: Option<RouteId> = package.route_id;
    let found = route.map(|route| tx.find_unseen::<RouteRecord>(route)).transpose()?.flatten();
    Ok(found.filter(|route| route.stop_of(package.id).is_some()))
}
