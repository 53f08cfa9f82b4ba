//! What can be done with vehicles.

use furgo_shared::{
    access::EditVehicles,
    id::UserId,
    money::Money,
    page::Page,
    units::{Kg, Km, Quantity},
    validate::FieldCode,
    vehicles::{CreateVehicle, ListVehicles, PatchVehicle, VehicleView},
};

use super::{VehicleRecord, store};
use crate::{
    error::{Error, Result},
    features::{staff, tidy},
    storage::{Reads, WriteTx},
};

/// One page of vehicles.
pub fn list(tx: &impl Reads, query: &ListVehicles) -> Result<Page<VehicleView>> {
    Ok(store::list(tx, query)?.map(|vehicle| vehicle.to_view()))
}

/// One vehicle, by alias or id.
pub fn read(tx: &impl Reads, alias: &str) -> Result<VehicleView> {
    Ok(store::require(tx, alias)?.to_view())
}

/// Adds a vehicle.
pub fn create(tx: &mut WriteTx<'_, EditVehicles>, request: CreateVehicle) -> Result<VehicleView> {
    if let Some(vehicle) = tx.created_before::<VehicleRecord>(request.id, &request)? {
        return Ok(vehicle.to_view());
    }
    staff::require_drivers(tx, "driver_ids", &request.driver_ids)?;
    let id = request.id.unwrap_or_else(|| tx.new_id().into());
    let vehicle = VehicleRecord::new(id, request.clone(), tx.now());
    Ok(tx.create(vehicle, &request)?.to_view())
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
    let drivers = patch.driver_ids.as_set().map_or(&[][..], Vec::as_slice);
    // Who drives it already may have been deactivated since; that is no reason to refuse a note.
    let added: Vec<UserId> =
        drivers.iter().filter(|id| !vehicle.driver_ids.contains(id)).copied().collect();
    staff::require_drivers(tx, "driver_ids", &added)?;
    apply(patch, &mut vehicle);
    Ok(tx.put(vehicle)?.to_view())
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

/// Takes a vehicle out of work, or puts it back; repeated, it changes nothing.
pub fn set_active(
    tx: &mut WriteTx<'_, EditVehicles>,
    alias: &str,
    is_active: bool,
    if_match: Option<u64>,
) -> Result<VehicleView> {
    let mut vehicle = store::require(tx, alias)?;
    tx.require_version(&vehicle, if_match)?;
    if vehicle.is_active == is_active {
        return Ok(vehicle.to_view());
    }
    vehicle.is_active = is_active;
    Ok(tx.put(vehicle)?.to_view())
}

/// Notes an odometer reading; one below what the vehicle has run is a finding beside
/// `odometer_km`.
pub fn report_reading(vehicle: &mut VehicleRecord, reading_m: i64) -> Result<()> {
    if reading_m < vehicle.odometer_m() {
        return Err(Error::field("odometer_km", FieldCode::OdometerOrder));
    }
    vehicle.highest_reading_m = vehicle.highest_reading_m.max(reading_m);
    Ok(())
}

/// Books the distance of a completed route.
pub fn book_distance(vehicle: &mut VehicleRecord, distance_m: i64) {
    vehicle.driven_m = vehicle.driven_m.saturating_add(distance_m);
}
