//! Entering, correcting and deleting refuels.

use furgo_shared::{
    access::RecordOnVehicles,
    exceptions::EntryKind,
    id::RefuelId,
    money::Money,
    refuels::{CreateRefuel, PatchRefuel, Percent, RefuelView},
    units::{Km, Quantity},
    validate::FieldCode,
    vehicles::Fuel,
};

use super::reading::to_view;
use crate::{
    error::Result,
    features::{
        door::Door,
        files,
        histories::{
            self,
            entry::{Check, require_office_to_force, retype},
            told,
        },
        odometer::check_reading,
        refuels::RefuelRecord,
        tidy,
        vehicles::{VehicleRecord, odometer},
    },
    storage::{Meta, Reads, WriteTx},
};

/// Enters a refuel.
pub fn create(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    request: CreateRefuel,
    door: &mut Door,
) -> Result<RefuelView> {
    if let Some(refuel) = tx.created_before::<RefuelRecord>(request.id, &request)? {
        return to_view(tx, &refuel);
    }
    require_office_to_force(tx, request.force)?;
    let mut check = Check::new(tx)?;
    check.past("date", request.date);
    check.amount("cost", request.cost);
    let is_typed_right = request.typed_quantity.is_none() || is_by_volume(request.fuel);
    check.findings.require("typed_quantity", is_typed_right, FieldCode::NotUsable);
    let vehicle = check.done_for_new(tx, &request.vehicle, door)?;
    let mut odometer_m = request.odometer_km.map(Km::metres);
    let mut typed = request.typed_odometer;
    let held = told::hold(tx, door, &vehicle, request.date, &mut odometer_m, &mut typed)?;
    let course = odometer::course(tx, &vehicle)?;
    let forced_by = check_reading(tx, &course, request.date, odometer_m, None, request.force)?;
    let refuel = RefuelRecord {
        id: request.id.unwrap_or_else(|| tx.new_id().into()),
        vehicle_id: vehicle.id,
        date: request.date,
        fuel: request.fuel,
        quantity: request.quantity.units(),
        cost: request.cost.units(),
        odometer_m,
        full_tank: request.full_tank,
        missed_previous: request.missed_previous,
        level_after: request.level_after_percent.map(Percent::units),
        confirmed: request.confirmed,
        station: tidy::optional(request.station.clone()),
        notes: tidy::optional(request.notes.clone()),
        files: files::operations::attach(tx, request.files.clone(), &[])?,
        typed_odometer: typed,
        typed_quantity: request.typed_quantity,
        forced_by,
        recorded_by: tx.viewer().user_id(),
        meta: Meta::new(tx.now()),
    };
    let refuel = tx.create(refuel, &request)?;
    tx.changed::<VehicleRecord>(vehicle.id, &[refuel.date])?;
    told::raise(tx, door, &vehicle, (EntryKind::Refuel, refuel.id.into()), held)?;
    to_view(tx, &refuel)
}

/// Corrects a refuel, also by giving it to another vehicle.
pub fn patch(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: RefuelId,
    patch: PatchRefuel,
    if_match: Option<u64>,
) -> Result<RefuelView> {
    let old: RefuelRecord = tx.require(id)?;
    tx.require_version(&old, if_match)?;
    require_office_to_force(tx, patch.force)?;
    let mut check = Check::new(tx)?;
    if let Some(date) = patch.date.as_set() {
        check.past("date", *date);
    }
    if let Some(cost) = patch.cost.as_set().filter(|new| new.units() != old.cost) {
        check.amount("cost", *cost);
    }
    let fuel = patch.fuel.as_set().copied().unwrap_or(old.fuel);
    let is_typed = matches!(patch.typed_quantity.as_set(), Some(Some(_)));
    check.findings.require("typed_quantity", !is_typed || is_by_volume(fuel), FieldCode::NotUsable);
    let vehicle = check.done_for_changed(tx, old.vehicle_id, &patch.vehicle)?;
    let force = patch.force;
    let mut refuel = RefuelRecord { vehicle_id: vehicle.id, ..old.clone() };
    apply(tx, patch, &mut refuel)?;
    let place = |refuel: &RefuelRecord| (refuel.vehicle_id, refuel.date, refuel.odometer_m);
    if place(&refuel) != place(&old) {
        let course = odometer::course(tx, &vehicle)?;
        let (date, odometer_m, without) = (refuel.date, refuel.odometer_m, Some(id.into()));
        refuel.forced_by = check_reading(tx, &course, date, odometer_m, without, force)?;
    }
    let refuel = tx.put_changed(refuel)?;
    let (from, to) = ((old.vehicle_id, old.date), (refuel.vehicle_id, refuel.date));
    histories::moved(tx, from, to)?;
    to_view(tx, &refuel)
}

fn apply<P>(tx: &WriteTx<'_, P>, patch: PatchRefuel, refuel: &mut RefuelRecord) -> Result<()> {
    let (odometer_m, quantity) = (refuel.odometer_m, refuel.quantity);
    patch.date.apply(&mut refuel.date);
    patch.fuel.apply(&mut refuel.fuel);
    patch.quantity.map(Quantity::units).apply(&mut refuel.quantity);
    patch.cost.map(Money::units).apply(&mut refuel.cost);
    patch.odometer_km.map(|km| km.map(Km::metres)).apply(&mut refuel.odometer_m);
    patch.full_tank.apply(&mut refuel.full_tank);
    patch.missed_previous.apply(&mut refuel.missed_previous);
    patch.level_after_percent.map(|level| level.map(Percent::units)).apply(&mut refuel.level_after);
    patch.confirmed.apply(&mut refuel.confirmed);
    patch.station.map(tidy::optional).apply(&mut refuel.station);
    patch.notes.map(tidy::optional).apply(&mut refuel.notes);
    if let Some(named) = patch.files.as_set() {
        refuel.files = files::operations::attach(tx, named.clone(), &refuel.files)?;
    }
    let is_moved = refuel.odometer_m != odometer_m;
    retype(&mut refuel.typed_odometer, is_moved, patch.typed_odometer);
    let is_other = refuel.quantity != quantity || !is_by_volume(refuel.fuel);
    retype(&mut refuel.typed_quantity, is_other, patch.typed_quantity);
    Ok(())
}

/// Kilowatt-hours and kilograms are not typed in gallons.
fn is_by_volume(fuel: Fuel) -> bool {
    !matches!(fuel, Fuel::Electric | Fuel::Cng | Fuel::Hydrogen)
}

/// Deletes a refuel.
pub fn delete(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: RefuelId,
    if_match: Option<u64>,
) -> Result<()> {
    let refuel: RefuelRecord = tx.require(id)?;
    tx.require_version(&refuel, if_match)?;
    trash(tx, &refuel)
}

/// The refuel goes into the trash, whoever said so.
pub fn trash<P>(tx: &mut WriteTx<'_, P>, refuel: &RefuelRecord) -> Result<()> {
    tx.trash(refuel)?;
    tx.changed::<VehicleRecord>(refuel.vehicle_id, &[refuel.date])
}
