//! Settling entries: readings that count after all, and entries that do not.

use furgo_shared::{
    access::ResolveExceptions, effects::OdometerRead, exceptions::EntryKind, id::VehicleId,
    problem::ErrorCode, readings::CreateReading, routes::RouteStatus, time::Day, units::Km,
};

use super::settling::is_of_route;
use crate::{
    error::{Error, Result},
    features::{
        exceptions::{Entry, ExceptionRecord, Held},
        expenses::ExpenseRecord,
        maintenance::MaintenanceRecord,
        readings::{self, ReadingRecord},
        refuels::RefuelRecord,
        routes::{self, RouteRecord},
        vehicles::VehicleRecord,
    },
    storage::{Reads, WriteTx},
};

fn gone() -> Error {
    Error::Code(ErrorCode::ChangedMeanwhile)
}

/// The entry is still there.
pub fn is_there(tx: &impl Reads, exception: &ExceptionRecord) -> Result<bool> {
    let Some(Entry { id, kind }) = exception.about.entry else { return Ok(false) };
    Ok(match kind {
        EntryKind::Refuel => tx.find_unseen::<RefuelRecord>(id)?.is_some(),
        EntryKind::Maintenance => tx.find_unseen::<MaintenanceRecord>(id)?.is_some(),
        EntryKind::Expense => tx.find_unseen::<ExpenseRecord>(id)?.is_some(),
        EntryKind::Reading => tx.find_unseen::<ReadingRecord>(id)?.is_some(),
        EntryKind::LoggedRoute | EntryKind::RouteStart | EntryKind::RouteEnd => {
            tx.find_unseen::<RouteRecord>(id)?.is_some()
        }
    })
}

/// The reading can be put where it was read.
pub fn can_count(tx: &impl Reads, exception: &ExceptionRecord) -> Result<bool> {
    match &exception.held {
        Some(Held::Record(_)) => {
            let vehicle = exception.about.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id));
            Ok(vehicle.transpose()?.flatten().is_some())
        }
        Some(Held::Reading { .. }) => is_there(tx, exception),
        None => Ok(false),
    }
}

/// The reading counts, on the word of whoever settles it.
pub fn count(tx: &mut WriteTx<'_, ResolveExceptions>, exception: &ExceptionRecord) -> Result<()> {
    let entry = exception.about.entry.ok_or_else(gone)?;
    let by = tx.viewer().user_id();
    let (read, typed) = match &exception.held {
        None => return Err(gone()),
        Some(Held::Record(request)) => return enter(tx, exception, entry, request),
        Some(Held::Reading { odometer_m, typed }) => (*odometer_m, *typed),
    };
    match entry.kind {
        EntryKind::Refuel => {
            let mut refuel = tx.find_unseen::<RefuelRecord>(entry.id)?.ok_or_else(gone)?;
            (refuel.odometer_m, refuel.typed_odometer) = (Some(read), typed);
            refuel.forced_by = by;
            let refuel = tx.put(refuel)?;
            tx.changed::<VehicleRecord>(refuel.vehicle_id, &[refuel.date])
        }
        EntryKind::Maintenance => {
            let mut work = tx.find_unseen::<MaintenanceRecord>(entry.id)?.ok_or_else(gone)?;
            work.forced_by = by;
            let work = tx.put(work)?;
            tx.changed::<VehicleRecord>(work.vehicle_id, &[work.date])
        }
        EntryKind::LoggedRoute | EntryKind::RouteStart | EntryKind::RouteEnd => {
            let mut route = tx.find_unseen::<RouteRecord>(entry.id)?.ok_or_else(gone)?;
            let odometer = OdometerRead { km: Km::from_metres(read), typed };
            let at = match entry.kind == EntryKind::RouteStart {
                true => RouteStatus::InProgress,
                false => RouteStatus::Completed,
            };
            match is_of_route(entry.kind) {
                true => route.read(at, odometer),
                false => routes::operations::logged::count(tx, &mut route, odometer)?,
            }
            route.forced_by = by;
            let route = tx.put(route)?;
            let vehicle = route.vehicle_id.ok_or_else(gone)?;
            tx.changed::<VehicleRecord>(vehicle, &[route.date])
        }
        EntryKind::Reading | EntryKind::Expense => Err(gone()),
    }
}

/// A record that is nothing but a reading comes into being by it.
fn enter(
    tx: &mut WriteTx<'_, ResolveExceptions>,
    exception: &ExceptionRecord,
    entry: Entry,
    request: &CreateReading,
) -> Result<()> {
    let vehicle = exception.about.vehicle_id.ok_or_else(gone)?;
    let reading = readings::operations::new_reading(tx, entry.id.into(), vehicle, request);
    let reading = ReadingRecord {
        forced_by: tx.viewer().user_id(),
        recorded_by: exception.driver_id,
        ..reading
    };
    let reading = tx.create(reading, request)?;
    tx.changed::<VehicleRecord>(vehicle, &[reading.date])
}

/// The entry goes into the trash, from where it can be brought back.
pub fn trash(tx: &mut WriteTx<'_, ResolveExceptions>, exception: &ExceptionRecord) -> Result<()> {
    let Entry { id, kind } = exception.about.entry.ok_or_else(gone)?;
    let (vehicle, day): (Option<VehicleId>, Day) = match kind {
        EntryKind::Refuel => {
            let refuel = tx.find_unseen::<RefuelRecord>(id)?.ok_or_else(gone)?;
            tx.trash(&refuel)?;
            (Some(refuel.vehicle_id), refuel.date)
        }
        EntryKind::Maintenance => {
            let work = tx.find_unseen::<MaintenanceRecord>(id)?.ok_or_else(gone)?;
            tx.trash(&work)?;
            (Some(work.vehicle_id), work.date)
        }
        EntryKind::Expense => {
            let expense = tx.find_unseen::<ExpenseRecord>(id)?.ok_or_else(gone)?;
            tx.trash(&expense)?;
            (None, expense.date)
        }
        EntryKind::Reading => {
            let reading = tx.find_unseen::<ReadingRecord>(id)?.ok_or_else(gone)?;
            tx.trash(&reading)?;
            (Some(reading.vehicle_id), reading.date)
        }
        EntryKind::LoggedRoute | EntryKind::RouteStart | EntryKind::RouteEnd => {
            let route = tx.find_unseen::<RouteRecord>(id)?.ok_or_else(gone)?;
            tx.trash(&route)?;
            (route.vehicle_id, route.date)
        }
    };
    match vehicle {
        Some(vehicle) => tx.changed::<VehicleRecord>(vehicle, &[day]),
        None => Ok(()),
    }
}
