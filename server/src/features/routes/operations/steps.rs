//! A route begins, ends or is called off, with everything that follows, in one transaction.
//! Repeated, a step changes nothing.

use furgo_shared::{
    access::{DriveRoutes, Role},
    id::RouteId,
    problem::ErrorCode,
    routes::{ROUTE_LIFECYCLE, RouteStatus, RouteView, StepRoute},
    text::wire_name,
    time::Timestamp,
    units::Km,
    validate::FieldCode,
};

use super::{
    super::{RouteRecord, view},
    packages,
};
use crate::{
    error::{Error, Result},
    features::{occurred, settings, timeline, vehicles::VehicleRecord},
    storage::{Reads, WriteTx},
};

/// Starts, completes or cancels a route.
pub fn step(
    tx: &mut WriteTx<'_, DriveRoutes>,
    id: RouteId,
    request: &StepRoute,
    if_match: Option<u64>,
) -> Result<RouteView> {
    let mut route: RouteRecord = tx.require(id)?;
    if route.status == request.status {
        return view::full(tx, &route);
    }
    tx.require_version(&route, if_match)?;
    // The program itself does whatever an admin may.
    let role = tx.viewer().role().unwrap_or(Role::Admin);
    if ROUTE_LIFECYCLE.step(route.status, request.status, role).is_none() {
        let allowed = ROUTE_LIFECYCLE.open_to(route.status, role);
        let allowed = allowed.map(|status| wire_name(&status)).collect();
        return Err(Error::IllegalStep { from: wire_name(&route.status), allowed });
    }
    let at = occurred::at(tx.now(), request.occurred_at)?;
    let reading_m = request.odometer_km.map(Km::metres);
    let was_running = route.status == RouteStatus::InProgress;
    route.status = request.status;
    match request.status {
        RouteStatus::InProgress => {
            require_its_day(tx, &route, at, request.confirm)?;
            start(tx, &mut route, at, reading_m)?;
            route.typed_start_odometer = request.typed_odometer;
        }
        RouteStatus::Completed => {
            complete(tx, &mut route, at, reading_m)?;
            route.typed_odometer = request.typed_odometer;
        }
        RouteStatus::Cancelled => {
            packages::release(tx, &mut route, at)?;
            route.completed_at = was_running.then_some(at);
        }
        // No step of the table leads back to planned.
        RouteStatus::Planned => {}
    }
    let route = tx.put(route)?;
    if let Some(vehicle) = route.vehicle_id {
        timeline::refresh(tx, vehicle, &[route.date])?;
    }
    view::full(tx, &route)
}

/// A route of another day is started on purpose only: its packages would go out on the wrong one.
fn require_its_day(
    tx: &impl Reads,
    route: &RouteRecord,
    at: Timestamp,
    is_confirmed: bool,
) -> Result<()> {
    let is_its_day = settings::store::current(tx)?.day_of(at) == route.date;
    match is_its_day || is_confirmed {
        true => Ok(()),
        false => Err(Error::Code(ErrorCode::OtherDay)),
    }
}

fn start<P>(
    tx: &mut WriteTx<'_, P>,
    route: &mut RouteRecord,
    at: Timestamp,
    reading_m: Option<i64>,
) -> Result<()> {
    check_reading(tx, route, reading_m)?;
    route.start_odometer_m = reading_m;
    route.started_at = Some(at);
    packages::set_off(tx, route, at)
}

/// Driven is what the odometer says, if it was read at both ends; else what was planned.
fn complete<P>(
    tx: &mut WriteTx<'_, P>,
    route: &mut RouteRecord,
    at: Timestamp,
    reading_m: Option<i64>,
) -> Result<()> {
    if route.started_at.is_some_and(|started_at| at < started_at) {
        return Err(Error::field("occurred_at", FieldCode::OutOfRange));
    }
    if let (Some(start_m), Some(end_m)) = (route.start_odometer_m, reading_m)
        && end_m < start_m
    {
        return Err(Error::field("odometer_km", FieldCode::OdometerOrder));
    }
    packages::bring_back(tx, route, at)?;
    let read_m = reading_m.zip(route.start_odometer_m).map(|(end_m, start_m)| end_m - start_m);
    // Driven is what is shown, to the last hundred metres: sums of it have no hidden ones.
    let planned_m = Km::from_metres(route.planned_distance_m).metres();
    let distance_m = read_m.unwrap_or(planned_m);
    check_reading(tx, route, reading_m)?;
    route.end_odometer_m = reading_m;
    route.distance_m = Some(distance_m);
    route.completed_at = Some(at);
    Ok(())
}

/// A reading of the route's vehicle, whether or not that is assigned to the driver, fits on its
/// timeline.
fn check_reading(tx: &impl Reads, route: &RouteRecord, reading_m: Option<i64>) -> Result<()> {
    let vehicle = route.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?;
    let Some(vehicle) = vehicle.flatten() else { return Ok(()) };
    let own = Some(route.id.into());
    timeline::check_reading(tx, &vehicle, route.date, reading_m, own, false).map(drop)
}
