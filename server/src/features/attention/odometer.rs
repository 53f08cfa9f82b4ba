//! Settling entries: readings that count after all, and entries that do not.

use furgo_shared::{
    access::ResolveExceptions, effects::OdometerRead, exceptions::EntryKind, problem::ErrorCode,
    readings::CreateReading, routes::RouteStatus, units::Km,
};

use super::settling::is_of_route;
use crate::{
    error::{Error, Result},
    features::{
        exceptions::{Entry, ExceptionRecord, Held},
        expenses::{self, ExpenseRecord},
        maintenance::{self, MaintenanceRecord},
        readings::{self, ReadingRecord},
        refuels::{self, RefuelRecord},
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

/// The reading can be put where it was read: nothing was read there since, and nobody has corrected it
/// by hand.
pub fn can_count(tx: &impl Reads, exception: &ExceptionRecord) -> Result<bool> {
    let Some(Entry { id, kind }) = exception.about.entry else { return Ok(false) };
    let held_m = match &exception.held {
        Some(Held::Record(_)) => {
            let vehicle = exception.about.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id));
            return Ok(vehicle.transpose()?.flatten().is_some() && !is_there(tx, exception)?);
        }
        Some(Held::Reading { odometer_m, .. }) => *odometer_m,
        None => return Ok(false),
    };
    Ok(match kind {
        EntryKind::Refuel => {
            let refuel = tx.find_unseen::<RefuelRecord>(id)?;
            refuel.is_some_and(|refuel| refuel.odometer_m.is_none())
        }
        // Work stands with its reading.
        EntryKind::Maintenance => {
            let work = tx.find_unseen::<MaintenanceRecord>(id)?;
            work.is_some_and(|work| work.odometer_m == held_m)
        }
        EntryKind::RouteStart => {
            let route = tx.find_unseen::<RouteRecord>(id)?;
            route.is_some_and(|route| route.start_odometer_m.is_none())
        }
        EntryKind::LoggedRoute | EntryKind::RouteEnd => {
            let route = tx.find_unseen::<RouteRecord>(id)?;
            route.is_some_and(|route| route.end_odometer_m.is_none())
        }
        EntryKind::Reading | EntryKind::Expense => false,
    })
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
            match route.vehicle_id {
                Some(vehicle) => tx.changed::<VehicleRecord>(vehicle, &[route.date]),
                None => Ok(()),
            }
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

/// Something else rests on the entry, so it cannot go.
pub fn is_needed(tx: &impl Reads, exception: &ExceptionRecord) -> Result<bool> {
    match exception.about.entry {
        Some(Entry { id, kind: EntryKind::Expense }) => {
            expenses::store::has_payments(tx, id.into())
        }
        Some(_) | None => Ok(false),
    }
}

/// The entry goes into the trash, from where it can be brought back, as if its author had deleted it.
pub fn trash(tx: &mut WriteTx<'_, ResolveExceptions>, exception: &ExceptionRecord) -> Result<()> {
    let Entry { id, kind } = exception.about.entry.ok_or_else(gone)?;
    match kind {
        EntryKind::Refuel => {
            let refuel = tx.find_unseen(id)?.ok_or_else(gone)?;
            refuels::operations::editing::trash(tx, &refuel)
        }
        EntryKind::Maintenance => {
            let work = tx.find_unseen(id)?.ok_or_else(gone)?;
            maintenance::operations::editing::trash(tx, &work)
        }
        EntryKind::Expense => {
            let expense = tx.find_unseen(id)?.ok_or_else(gone)?;
            expenses::operations::editing::trash(tx, &expense)
        }
        EntryKind::Reading => {
            let reading = tx.find_unseen(id)?.ok_or_else(gone)?;
            readings::operations::trash(tx, &reading)
        }
        EntryKind::LoggedRoute => {
            let route = tx.find_unseen(id)?.ok_or_else(gone)?;
            routes::operations::logged::trash(tx, &route)
        }
        // A delivery route is no entry: what is doubtful about it is a reading.
        EntryKind::RouteStart | EntryKind::RouteEnd => Err(gone()),
    }
}
