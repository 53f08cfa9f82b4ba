//! Logged routes: driven already, entered complete, corrected and deleted like any other record of
//! a vehicle.

use furgo_shared::{
    access::{RecordOnVehicles, Role},
    change::Change,
    id::{RouteId, UserId},
    problem::ErrorCode,
    routes::{CreateRoute, PatchRoute, RouteKind, RouteStatus, RouteView},
    units::Km,
    validate::FieldCode,
};

use super::super::{RouteRecord, view};
use crate::{
    error::{Error, Result},
    features::{
        staff, tidy,
        vehicles::{self, VehicleRecord},
    },
    storage::{Meta, Reads, WriteTx},
};

/// Enters a logged route; a driver's own unless it says otherwise.
pub fn create(tx: &mut WriteTx<'_, RecordOnVehicles>, request: &CreateRoute) -> Result<RouteView> {
    if let Some(route) = tx.created_before::<RouteRecord>(request.id, request)? {
        return view::full(tx, &route);
    }
    let vehicle = vehicle_for(tx, request.vehicle.as_deref().unwrap_or_default())?;
    let driver_id = driver_for(tx, request.driver_id)?;
    let distance_m = distance_m(&vehicle, request)?;
    let now = tx.now();
    let route = RouteRecord {
        id: request.id.unwrap_or_else(|| tx.new_id().into()),
        kind: RouteKind::Logged,
        date: request.date,
        vehicle_id: Some(vehicle.id),
        driver_id,
        status: RouteStatus::Completed,
        depot: None,
        return_to_depot: false,
        depart_at: None,
        planned_distance_m: distance_m,
        planned_duration_s: 0,
        distance_m: Some(distance_m),
        start_odometer_m: None,
        end_odometer_m: request.end_odometer_km.map(Km::metres),
        started_at: None,
        completed_at: Some(now),
        notes: tidy::optional(request.notes.clone()),
        stops: Vec::new(),
        typed_odometer: request.typed_odometer,
        typed_distance: request.typed_distance,
        forced_by: None,
        meta: Meta::new(now),
    };
    let route = tx.create(route, request)?;
    view::full(tx, &route)
}

/// The vehicle that a new record is for.
fn vehicle_for(tx: &impl Reads, alias: &str) -> Result<VehicleRecord> {
    let vehicle = vehicles::store::find(tx, alias)?
        .ok_or_else(|| Error::field("vehicle", FieldCode::NotFound))?;
    if vehicle.is_active { Ok(vehicle) } else { Err(Error::Code(ErrorCode::VehicleInactive)) }
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

/// As entered, or what the odometer has advanced.
fn distance_m(vehicle: &VehicleRecord, request: &CreateRoute) -> Result<i64> {
    if let Some(distance) = request.distance_km {
        return Ok(distance.metres());
    }
    let advanced = request.end_odometer_km.map(|end| end.metres() - vehicle.odometer_m());
    advanced
        .filter(|distance_m| *distance_m > 0)
        .ok_or_else(|| Error::field("end_odometer_km", FieldCode::OdometerOrder))
}

/// Corrects a logged route.
pub fn patch(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: RouteId,
    patch: PatchRoute,
    if_match: Option<u64>,
) -> Result<RouteView> {
    let mut route: RouteRecord = tx.require(id)?;
    tx.require_version(&route, if_match)?;
    if let Change::Set(alias) = &patch.vehicle {
        let alias = alias.as_deref().ok_or(Error::field("vehicle", FieldCode::Required))?;
        route.vehicle_id = Some(vehicle_for(tx, alias)?.id);
    }
    if let Change::Set(driver) = patch.driver_id {
        route.driver_id = driver_for(tx, driver)?;
    }
    if !patch.distance_km.is_keep() {
        route.typed_distance = patch.typed_distance.as_set().copied().flatten();
    }
    if !patch.end_odometer_km.is_keep() {
        route.typed_odometer = patch.typed_odometer.as_set().copied().flatten();
    }
    patch.date.apply(&mut route.date);
    patch.distance_km.map(|distance| Some(distance.metres())).apply(&mut route.distance_m);
    patch.end_odometer_km.map(|end| end.map(Km::metres)).apply(&mut route.end_odometer_m);
    patch.notes.map(tidy::optional).apply(&mut route.notes);
    let route = tx.put(route)?;
    view::full(tx, &route)
}

/// Deletes a logged route and its kilometres.
pub fn delete(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: RouteId,
    if_match: Option<u64>,
) -> Result<()> {
    let route: RouteRecord = tx.require(id)?;
    tx.require_version(&route, if_match)?;
    tx.delete(&route)
}
