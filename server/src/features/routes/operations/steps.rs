//! A route begins, ends or is called off, with everything that follows, in one transaction.
//! Repeated, a step changes nothing.

use furgo_shared::{
    access::{DriveRoutes, Role},
    effects::{self, OdometerRead, StepOfRoute},
    id::RouteId,
    problem::ErrorCode,
    routes::{RouteStatus, RouteView, StepRoute},
    text::wire_name,
    time::Timestamp,
    units::Km,
    validate::FieldCode,
};

use super::{
    super::{RouteRecord, hours, view},
    packages,
};
use crate::{
    error::{Error, Result},
    features::{
        door::Door,
        odometer, settings,
        vehicles::{self, VehicleRecord},
    },
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
    effects::legal_route_step(route.status, request.status, role).map_err(|allowed| {
        let allowed = allowed.iter().map(wire_name).collect();
        Error::IllegalStep { from: wire_name(&route.status), allowed }
    })?;
    let at = Door::Asked.occurred(tx.now(), request.occurred_at)?;
    check(tx, &route, request, at)?;
    let typed = request.typed_odometer;
    let odometer = request.odometer_km.map(|km| OdometerRead { km, typed });
    let step = StepOfRoute { to: request.status, odometer, at };
    packages::step(tx, &mut route, &step)?;
    let route = tx.put(route)?;
    if let Some(vehicle) = route.vehicle_id {
        tx.changed::<VehicleRecord>(vehicle, &[route.date])?;
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

/// Whether the step may be what it says: its day, its time, its reading.
fn check(tx: &impl Reads, route: &RouteRecord, request: &StepRoute, at: Timestamp) -> Result<()> {
    let reading_m = request.odometer_km.map(Km::metres);
    match request.status {
        RouteStatus::InProgress => {
            require_its_day(tx, route, at, request.confirm)?;
            hours::require_none_running(tx, route)?;
        }
        RouteStatus::Completed => {
            if route.started_at.is_some_and(|started_at| at < started_at) {
                return Err(Error::field("occurred_at", FieldCode::OutOfRange));
            }
            if let (Some(start_m), Some(end_m)) = (route.start_odometer_m, reading_m)
                && end_m < start_m
            {
                return Err(Error::field("odometer_km", FieldCode::OdometerOrder));
            }
        }
        RouteStatus::Planned | RouteStatus::Cancelled => return Ok(()),
    }
    check_reading(tx, route, reading_m)
}

/// A reading of the route's vehicle, whether or not that is assigned to the driver, fits on its
/// timeline.
fn check_reading(tx: &impl Reads, route: &RouteRecord, reading_m: Option<i64>) -> Result<()> {
    let vehicle = route.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?;
    let Some(vehicle) = vehicle.flatten() else { return Ok(()) };
    let own = Some(route.id.into());
    let course = vehicles::odometer::course(tx, &vehicle)?;
    odometer::check_reading(tx, &course, route.date, reading_m, own, false).map(drop)
}
