//! What can be done with vehicles.

use furgo_shared::{
    access::EditVehicles,
    change::Change,
    id::UserId,
    money::Money,
    page::Page,
    problem::ErrorCode,
    readings::{ListTimeline, TimelineView},
    units::{Kg, Km, Quantity},
    vehicles::{CreateVehicle, ListVehicles, PatchVehicle, VehicleView},
};

use super::{VehicleRecord, check, odometer, store};
use crate::{
    error::{Error, Result},
    features::{odometer::listing, routes, staff, tidy},
    storage::{Reads, WriteTx},
};

/// One page of vehicles.
pub fn list(tx: &impl Reads, query: &ListVehicles) -> Result<Page<VehicleView>> {
    store::list(tx, query)?.try_map(|vehicle| vehicle.to_view(tx))
}

/// One vehicle, by alias or id.
pub fn read(tx: &impl Reads, alias: &str) -> Result<VehicleView> {
    store::require(tx, alias)?.to_view(tx)
}

/// One page of a vehicle's readings.
pub fn timeline(tx: &impl Reads, alias: &str, query: &ListTimeline) -> Result<Page<TimelineView>> {
    let vehicle = store::require(tx, alias)?;
    listing::list(tx, &odometer::course(tx, &vehicle)?, query)
}

/// Adds a vehicle.
pub fn create(tx: &mut WriteTx<'_, EditVehicles>, request: CreateVehicle) -> Result<VehicleView> {
    if let Some(vehicle) = tx.created_before::<VehicleRecord>(request.id, &request)? {
        return vehicle.to_view(tx);
    }
    check::amounts(tx, request.purchase_price, request.residual_value)?;
    staff::require_drivers(tx, "driver_ids", &request.driver_ids)?;
    let id = request.id.unwrap_or_else(|| tx.new_id().into());
    let vehicle = VehicleRecord::new(id, request.clone(), tx.now());
    tx.create(vehicle, &request)?.to_view(tx)
}

/// Changes a vehicle.
pub fn patch(
    tx: &mut WriteTx<'_, EditVehicles>,
    alias: &str,
    patch: PatchVehicle,
    if_match: Option<u64>,
) -> Result<VehicleView> {
    let mut vehicle = store::require(tx, alias)?;
    tx.require_version(&vehicle, if_match)?;
    let set = |amount: &Change<Option<Money>>| amount.as_set().copied().flatten();
    check::amounts(tx, set(&patch.purchase_price), set(&patch.residual_value))?;
    let old = vehicle.clone();
    let drivers = patch.driver_ids.as_set().map_or(&[][..], Vec::as_slice);
    // Who drives it already may have been deactivated since; that is no reason to refuse a note.
    let added: Vec<UserId> =
        drivers.iter().filter(|id| !vehicle.driver_ids.contains(id)).copied().collect();
    staff::require_drivers(tx, "driver_ids", &added)?;
    if let Change::Set(is_active) = patch.is_active {
        activate(tx, &mut vehicle, is_active)?;
    }
    apply(patch, &mut vehicle);
    check::together(tx, &old, &vehicle)?;
    let vehicle = tx.put_changed(vehicle)?;
    // Its fuels and tanks say what is plausible.
    tx.changed::<VehicleRecord>(vehicle.id, &[])?;
    vehicle.to_view(tx)
}

fn apply(patch: PatchVehicle, vehicle: &mut VehicleRecord) {
    patch.alias.apply(&mut vehicle.alias);
    patch.make.map(|make| tidy::line(&make)).apply(&mut vehicle.make);
    patch.model.map(|model| tidy::line(&model)).apply(&mut vehicle.model);
    patch.year.apply(&mut vehicle.year);
    patch.plate.map(tidy::optional).apply(&mut vehicle.plate);
    patch.vin.map(tidy::optional).apply(&mut vehicle.vin);
    patch.fuel.apply(&mut vehicle.fuel);
    patch.tank_capacity.map(|tank| tank.map(Quantity::units)).apply(&mut vehicle.tank_capacity);
    patch.second_fuel.apply(&mut vehicle.second_fuel);
    patch.second_capacity.map(|tank| tank.map(Quantity::units)).apply(&mut vehicle.second_capacity);
    patch.purchase_date.apply(&mut vehicle.purchase_date);
    patch.purchase_price.map(|price| price.map(Money::units)).apply(&mut vehicle.purchase_price);
    patch.residual_value.map(|value| value.map(Money::units)).apply(&mut vehicle.residual_value);
    patch.depreciation_months.apply(&mut vehicle.depreciation_months);
    patch.initial_odometer_km.map(Km::metres).apply(&mut vehicle.initial_odometer_m);
    patch.capacity_kg.map(|kg| kg.map(Kg::units)).apply(&mut vehicle.capacity_g);
    patch.capacity_packages.apply(&mut vehicle.capacity_packages);
    patch.driver_ids.apply(&mut vehicle.driver_ids);
    patch.notes.map(tidy::optional).apply(&mut vehicle.notes);
}

/// Takes a vehicle out of work, or puts it back; repeated, it changes nothing. A vehicle that
/// planned or running routes count on stays in work.
pub fn set_active(
    tx: &mut WriteTx<'_, EditVehicles>,
    alias: &str,
    is_active: bool,
    if_match: Option<u64>,
) -> Result<VehicleView> {
    let mut vehicle = store::require(tx, alias)?;
    tx.require_version(&vehicle, if_match)?;
    activate(tx, &mut vehicle, is_active)?;
    tx.put_changed(vehicle)?.to_view(tx)
}

fn activate(tx: &impl Reads, vehicle: &mut VehicleRecord, is_active: bool) -> Result<()> {
    let leaves = vehicle.is_active && !is_active;
    if leaves && routes::store::open(tx)?.iter().any(|route| route.vehicle_id == Some(vehicle.id)) {
        return Err(Error::Code(ErrorCode::VehicleInUse));
    }
    vehicle.is_active = is_active;
    Ok(())
}
