//! Changing, re-planning and deleting routes.

use furgo_shared::{
    access::PlanRoutes,
    change::Change,
    effects::StepOfRoute,
    id::RouteId,
    problem::ErrorCode,
    routes::{PatchRoute, RouteStatus, RouteView},
    validate::{FieldCode, FieldErrors},
};

use super::{
    super::{RouteRecord, hours, timing, view},
    drafting, packages, stops,
};
use crate::{
    error::{Error, Result},
    features::{settings, staff, tidy, vehicles::VehicleRecord},
    roads::Ways,
    storage::{Reads, WriteTx},
};

/// Changes an open route; a new departure moves the arrival times.
pub fn patch(
    tx: &mut WriteTx<'_, PlanRoutes>,
    id: RouteId,
    patch: PatchRoute,
    if_match: Option<u64>,
    ways: &Ways,
) -> Result<RouteView> {
    let mut route = require_open(tx, id, if_match)?;
    refuse_what_is_for_logged_routes(&patch)?;
    let (old, old_vehicle) = (route.hours(), route.vehicle_id);
    let old_driver = route.driver_id;
    if let Change::Set(alias) = &patch.vehicle {
        let vehicle = drafting::vehicle_for(tx, alias.as_deref(), &route)?.map(|found| found.id);
        if vehicle != route.vehicle_id {
            // The reading belongs to the other vehicle.
            (route.start_odometer_m, route.typed_start_odometer) = (None, None);
        }
        route.vehicle_id = vehicle;
    }
    if let Change::Set(depart_at) = patch.depart_at {
        if route.status != RouteStatus::Planned {
            return Err(Error::Code(ErrorCode::RouteClosed));
        }
        let settings = settings::store::current(tx)?;
        route.depart_at = Some(drafting::departure(&settings, route.date, Some(depart_at))?);
        // Other windows may touch its time now.
        for package in packages::on_board(tx, &route)? {
            stops::copy(tx, &settings, &mut route, &package)?;
        }
        timing::retime(&mut route, ways, tx.now())?;
    }
    if let Change::Set(driver) = patch.driver_id {
        let driver = driver.ok_or_else(|| Error::field("driver_id", FieldCode::Required))?;
        staff::require_drivers(tx, "driver_id", &[driver])?;
        route.driver_id = Some(driver);
    }
    if (old, old_driver, old_vehicle) != (route.hours(), route.driver_id, route.vehicle_id) {
        match route.status == RouteStatus::InProgress {
            true => hours::require_none_running(tx, &route)?,
            false => hours::require_free(tx, &route)?,
        }
    }
    patch.notes.map(tidy::optional).apply(&mut route.notes);
    let route = tx.put_changed(route)?;
    if route.driver_id != old_driver {
        packages::give(tx, &route)?;
    }
    if let Some(old_vehicle) = old_vehicle.filter(|_| route.vehicle_id != old_vehicle) {
        tx.changed::<VehicleRecord>(old_vehicle, &[route.date])?;
    }
    view::full(tx, &route)
}

/// What a delivery route has driven is told by its steps.
fn refuse_what_is_for_logged_routes(patch: &PatchRoute) -> Result<()> {
    let mut errors = FieldErrors::default();
    for (field, is_absent) in [
        ("date", patch.date.is_keep()),
        ("distance_km", patch.distance_km.is_keep()),
        ("end_odometer_km", patch.end_odometer_km.is_keep()),
        ("typed_distance", patch.typed_distance.is_keep()),
        ("typed_odometer", patch.typed_odometer.is_keep()),
    ] {
        errors.require(field, is_absent, FieldCode::NotUsable);
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Fields(errors)) }
}

/// An open route, to be planned anew or changed.
pub fn require_open(tx: &impl Reads, id: RouteId, if_match: Option<u64>) -> Result<RouteRecord> {
    let route: RouteRecord = tx.require(id)?;
    tx.require_version(&route, if_match)?;
    match route.status.is_open() {
        true => Ok(route),
        false => Err(Error::Code(ErrorCode::RouteClosed)),
    }
}

/// Writes the new order of a route's open stops, unless the route has changed since it was read.
/// A refusal of the reading comes in here, so that a repeated request finds its first answer.
pub fn optimize(
    tx: &mut WriteTx<'_, PlanRoutes>,
    planned: Result<RouteRecord>,
) -> Result<RouteView> {
    let planned = planned?;
    let now: RouteRecord = tx.require(planned.id)?;
    if now.meta.version != planned.meta.version {
        return Err(Error::Code(ErrorCode::ChangedMeanwhile));
    }
    hours::require_free_if_planned(tx, &planned)?;
    let route = tx.put(planned)?;
    view::full(tx, &route)
}

/// Deletes a planned route; its packages are pending again.
pub fn delete(tx: &mut WriteTx<'_, PlanRoutes>, id: RouteId, if_match: Option<u64>) -> Result<()> {
    let mut route: RouteRecord = tx.require(id)?;
    tx.require_version(&route, if_match)?;
    if route.status != RouteStatus::Planned {
        return Err(Error::Code(ErrorCode::RouteClosed));
    }
    let step = StepOfRoute { to: RouteStatus::Cancelled, odometer: None, at: tx.now() };
    packages::step(tx, &mut route, &step)?;
    packages::forget(tx, &route)?;
    tx.trash(&route)
}
