//! Logged routes: driven already, entered complete, corrected and deleted like any other record of
//! a vehicle.

use furgo_shared::{
    access::{RecordOnVehicles, Role},
    change::Change,
    effects::OdometerRead,
    exceptions::EntryKind,
    id::{RouteId, UserId},
    problem::ErrorCode,
    routes::{
        CreateRoute, PatchRoute, PlanBasis, ROUTE_DISTANCE_MAX, RouteKind, RouteStatus, RouteView,
    },
    units::Km,
    validate::FieldCode,
};

use super::{
    super::{RouteRecord, view},
    before::odometer_before,
};
use crate::{
    error::{Error, Result},
    features::{
        door::Door,
        histories::{
            entry::{Check, require_office_to_force, retype},
            told,
        },
        odometer::check_reading_beside,
        staff, tidy,
        vehicles::{VehicleRecord, odometer},
    },
    storage::{Meta, Reads, WriteTx},
};

/// Enters a logged route; a driver's own unless it says otherwise.
pub fn create(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    request: &CreateRoute,
    door: &mut Door,
) -> Result<RouteView> {
    if let Some(route) = tx.created_before::<RouteRecord>(request.id, request)? {
        return view::full(tx, &route);
    }
    require_office_to_force(tx, request.force)?;
    let mut check = Check::new(tx)?;
    check.past("date", request.date);
    let vehicle = check.done_for_new(tx, request.vehicle.as_deref().unwrap_or_default(), door)?;
    let id = request.id.unwrap_or_else(|| tx.new_id().into());
    let driver_id = driver_for(tx, request.driver_id)?;
    let mut route = new_route(id, request, &vehicle, Meta::new(tx.now()));
    route.driver_id = driver_id;
    let (end_m, typed) = (&mut route.end_odometer_m, &mut route.typed_odometer);
    let mut held = told::hold(tx, door, &vehicle, route.date, end_m, typed)?;
    route.forced_by = check_reading(tx, &vehicle, &route, request.force)?;
    match settle_distance(tx, &vehicle, &mut route, None) {
        Ok(()) => {}
        // What was driven is known when the office has said that the reading counts.
        Err(Error::Fields(fields)) => {
            held = told::doubt(door, &mut route.end_odometer_m, &mut route.typed_odometer);
            if held.is_none() {
                return Err(Error::Fields(fields));
            }
        }
        Err(fault) => return Err(fault),
    }
    let route = tx.create(route, request)?;
    tx.changed::<VehicleRecord>(vehicle.id, &[route.date])?;
    told::raise(tx, door, &vehicle, (EntryKind::LoggedRoute, route.id.into()), held)?;
    view::full(tx, &route)
}

fn new_route(
    id: RouteId,
    request: &CreateRoute,
    vehicle: &VehicleRecord,
    meta: Meta,
) -> RouteRecord {
    RouteRecord {
        id,
        kind: RouteKind::Logged,
        date: request.date,
        vehicle_id: Some(vehicle.id),
        driver_id: None,
        status: RouteStatus::Completed,
        depot: None,
        return_to_depot: false,
        depart_at: None,
        planned_distance_m: 0,
        planned_duration_s: 0,
        back_by: None,
        planned_basis: PlanBasis::default(),
        planned_basis_reason: None,
        distance_m: request.distance_km.map(Km::metres),
        distance_is_derived: request.distance_km.is_none(),
        start_odometer_m: None,
        end_odometer_m: request.end_odometer_km.map(Km::metres),
        started_at: None,
        completed_at: Some(meta.created_at),
        notes: tidy::optional(request.notes.clone()),
        stops: Vec::new(),
        typed_start_odometer: None,
        typed_odometer: request.typed_odometer,
        typed_distance: request.typed_distance,
        forced_by: None,
        meta,
    }
}

/// Drivers enter what they drove themselves; the office says who drove.
fn driver_for(tx: &impl Reads, named: Option<UserId>) -> Result<Option<UserId>> {
    let own = tx.viewer().user_id().filter(|_| tx.viewer().role() == Some(Role::Driver));
    match (own, named) {
        (Some(own), Some(named)) if own != named => {
            Err(Error::field("driver_id", FieldCode::NotUsable))
        }
        (Some(own), _) => Ok(Some(own)),
        (None, Some(named)) => {
            staff::require_drivers(tx, "driver_id", &[named])?;
            Ok(Some(named))
        }
        (None, None) => Ok(None),
    }
}

fn check_reading(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    route: &RouteRecord,
    force: bool,
) -> Result<Option<UserId>> {
    let Some(end_m) = route.end_odometer_m else { return Ok(None) };
    let (place, own) = ((route.date, end_m), Some(route.id.into()));
    check_reading_beside("end_odometer_km", tx, &odometer::course(tx, vehicle)?, place, own, force)
}

/// What was not typed is what the odometer has advanced; `old` is the route as it was before.
fn settle_distance(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    route: &mut RouteRecord,
    old: Option<&RouteRecord>,
) -> Result<()> {
    if let Some(end_m) = route.end_odometer_m.filter(|_| route.distance_is_derived) {
        let before_m = odometer_before(tx, vehicle, (route.date, end_m), old)?;
        let driven_m = end_m.saturating_sub(before_m);
        if driven_m <= 0 {
            // Routes without a reading may have driven further than the odometer says.
            return Err(Error::field("end_odometer_km", FieldCode::OdometerOrder));
        }
        if driven_m > ROUTE_DISTANCE_MAX.metres() {
            return Err(Error::field("end_odometer_km", FieldCode::OutOfRange));
        }
        route.distance_m = Some(driven_m);
    }
    route.planned_distance_m = route.distance_m.unwrap_or_default();
    Ok(())
}

/// A reading at the end that waited counts: what was driven follows from it, unless it was typed or
/// other records say that it cannot be.
pub fn count(tx: &impl Reads, route: &mut RouteRecord, read: OdometerRead) -> Result<()> {
    (route.end_odometer_m, route.typed_odometer) = (Some(read.km.metres()), read.typed);
    let vehicle = route.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?;
    if let Some(vehicle) = vehicle.flatten() {
        let old = route.clone();
        match settle_distance(tx, &vehicle, route, Some(&old)) {
            Ok(()) | Err(Error::Fields(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// Delivery routes have operations of their own, with another permission.
fn require_logged(tx: &impl Reads, id: RouteId) -> Result<RouteRecord> {
    let route: RouteRecord = tx.require(id)?;
    if route.kind == RouteKind::Logged { Ok(route) } else { Err(Error::Code(ErrorCode::NotFound)) }
}

/// Corrects a logged route.
pub fn patch(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: RouteId,
    patch: PatchRoute,
    if_match: Option<u64>,
) -> Result<RouteView> {
    let old = require_logged(tx, id)?;
    tx.require_version(&old, if_match)?;
    require_office_to_force(tx, patch.force)?;
    let vehicle = vehicle_for(tx, &old, &patch)?;
    let mut route = RouteRecord { vehicle_id: Some(vehicle.id), ..old.clone() };
    if let Change::Set(driver) = patch.driver_id
        && driver != old.driver_id
    {
        route.driver_id = driver_for(tx, driver)?;
    }
    let force = patch.force;
    apply(patch, &mut route);
    let place = |route: &RouteRecord| (route.vehicle_id, route.date, route.end_odometer_m);
    if place(&route) != place(&old) {
        route.forced_by = check_reading(tx, &vehicle, &route, force)?;
        settle_distance(tx, &vehicle, &mut route, Some(&old))?;
    }
    let route = tx.put_changed(route)?;
    tx.changed::<VehicleRecord>(vehicle.id, &[old.date, route.date])?;
    if let Some(left) = old.vehicle_id.filter(|left| *left != vehicle.id) {
        tx.changed::<VehicleRecord>(left, &[old.date])?;
    }
    view::full(tx, &route)
}

/// The vehicle of a corrected route, with everything else that is wrong with the correction.
fn vehicle_for(tx: &impl Reads, old: &RouteRecord, patch: &PatchRoute) -> Result<VehicleRecord> {
    if let Some(left) = old.vehicle_id {
        // Whoever drove it but has the vehicle no more leaves its records alone.
        tx.require::<VehicleRecord>(left)?;
    }
    let mut check = Check::new(tx)?;
    if let Change::Set(date) = patch.date {
        check.past("date", date);
    }
    check.findings.require("depart_at", patch.depart_at.is_keep(), FieldCode::NotUsable);
    let vehicle = match &patch.vehicle {
        Change::Set(None) => {
            check.findings.add("vehicle", FieldCode::Required);
            Change::Keep
        }
        Change::Set(Some(alias)) => Change::Set(alias.clone()),
        Change::Keep => Change::Keep,
    };
    // A logged route always has a vehicle.
    check.done_for_changed(tx, old.vehicle_id.unwrap_or(uuid::Uuid::nil().into()), &vehicle)
}

fn apply(patch: PatchRoute, route: &mut RouteRecord) {
    let (distance_m, end_m) = (route.distance_m, route.end_odometer_m);
    patch.date.apply(&mut route.date);
    if let Change::Set(distance) = patch.distance_km {
        route.distance_m = Some(distance.metres());
        route.distance_is_derived = false;
        route.planned_distance_m = distance.metres();
    }
    patch.end_odometer_km.map(|end| end.map(Km::metres)).apply(&mut route.end_odometer_m);
    patch.notes.map(tidy::optional).apply(&mut route.notes);
    retype(&mut route.typed_distance, route.distance_m != distance_m, patch.typed_distance);
    retype(&mut route.typed_odometer, route.end_odometer_m != end_m, patch.typed_odometer);
}

/// Deletes a logged route and its kilometres.
pub fn delete(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: RouteId,
    if_match: Option<u64>,
) -> Result<()> {
    let route = require_logged(tx, id)?;
    tx.require_version(&route, if_match)?;
    if let Some(vehicle) = route.vehicle_id {
        // As with a correction.
        tx.require::<VehicleRecord>(vehicle)?;
    }
    trash(tx, &route)
}

/// The logged route goes into the trash, whoever said so.
pub fn trash<P>(tx: &mut WriteTx<'_, P>, route: &RouteRecord) -> Result<()> {
    tx.trash(route)?;
    match route.vehicle_id {
        Some(vehicle) => tx.changed::<VehicleRecord>(vehicle, &[route.date]),
        None => Ok(()),
    }
}
