//! What can be done with odometer readings.

use furgo_shared::{
    access::RecordOnVehicles,
    exceptions::{EntryKind, ExceptionKind},
    id::{ReadingId, UserId, VehicleId},
    page::{Page, PageRequest},
    readings::{
        CreateReading, ListReadings, PatchReading, READING_SORTS, ReadingKind, ReadingView,
    },
    units::Km,
    validate::FieldCode,
};

use super::{ReadingRecord, store};
use crate::{
    error::{Error, Result},
    features::{
        door::Door,
        exceptions::{self, Entry, Held},
        histories::{
            entry::{Check, require_office_to_force, retype},
            listing::Listing,
            reach::Reach,
            told,
        },
        odometer::{check_reading, check_replacement},
        tidy,
        vehicles::{VehicleRecord, odometer},
    },
    storage::{Key, Meta, Reads, WriteTx},
};

/// One page of readings.
pub fn list(tx: &impl Reads, query: &ListReadings) -> Result<Page<ReadingView>> {
    let reach = Reach::of(tx, query.vehicle.as_deref())?;
    let listing = Listing {
        index: store::BY_VEHICLE,
        groups: reach.subjects().into_iter().map(|subject| Key::new().id(subject)).collect(),
        from: query.from,
        to: query.to,
        page: PageRequest::new(query.page, query.limit),
        sort: query.sort.as_deref(),
        sorts: READING_SORTS,
        amount: |_: &ReadingRecord| 0,
        keep: None,
    };
    listing.read(tx, |_| {})?.try_map(|reading| reading.to_view(tx))
}

/// One reading.
pub fn read(tx: &impl Reads, id: ReadingId) -> Result<ReadingView> {
    tx.require::<ReadingRecord>(id)?.to_view(tx)
}

/// Takes what a phone tells of an odometer. A doubtful reading is no record before the office has said
/// that it counts.
pub fn take(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    request: CreateReading,
    door: &mut Door,
) -> Result<Option<ReadingView>> {
    if door.fact().is_none() || tx.created_before::<ReadingRecord>(request.id, &request)?.is_some()
    {
        return create(tx, request, door).map(Some);
    }
    require_office_to_force(tx, request.force)?;
    let mut check = Check::new(tx)?;
    check.past("date", request.date);
    let vehicle = check.done_for_new(tx, &request.vehicle, door)?;
    if !is_doubtful(tx, &vehicle, &request, door)? {
        return create(tx, request, door).map(Some);
    }
    let id = request.id.map_or_else(|| tx.new_id(), Into::into);
    match exceptions::store::has_entry(tx, Entry { id, kind: EntryKind::Reading })? {
        // Told again, it is asked for once.
        true => door.note(ExceptionKind::OdometerAnomaly),
        false => {
            let held = Held::Record(Box::new(request));
            told::raise(tx, door, &vehicle, (EntryKind::Reading, id), Some(held))?;
        }
    }
    Ok(None)
}

fn is_doubtful(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    request: &CreateReading,
    door: &Door,
) -> Result<bool> {
    match request.kind {
        ReadingKind::Reading => {
            let (mut read_m, mut typed) = (Some(request.odometer_km.metres()), None);
            Ok(told::hold(tx, door, vehicle, request.date, &mut read_m, &mut typed)?.is_some())
        }
        ReadingKind::Replacement => {
            let reading = new_reading(tx, ReadingId(uuid::Uuid::nil()), vehicle.id, request);
            match check_order(tx, vehicle, &reading, false) {
                Ok(_) => Ok(false),
                Err(Error::Fields(_)) => Ok(true),
                Err(fault) => Err(fault),
            }
        }
    }
}

/// Enters a reading, or that the odometer was replaced.
pub fn create(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    request: CreateReading,
    door: &mut Door,
) -> Result<ReadingView> {
    if let Some(reading) = tx.created_before::<ReadingRecord>(request.id, &request)? {
        return reading.to_view(tx);
    }
    require_office_to_force(tx, request.force)?;
    let mut check = Check::new(tx)?;
    check.past("date", request.date);
    let vehicle = check.done_for_new(tx, &request.vehicle, door)?;
    let id = request.id.unwrap_or_else(|| tx.new_id().into());
    let mut reading = new_reading(tx, id, vehicle.id, &request);
    reading.forced_by = check_order(tx, &vehicle, &reading, request.force)?;
    let reading = tx.create(reading, &request)?;
    tx.changed::<VehicleRecord>(vehicle.id, &[reading.date])?;
    told::raise(tx, door, &vehicle, (EntryKind::Reading, reading.id.into()), None)?;
    reading.to_view(tx)
}

/// A reading as it was asked for, not yet judged.
pub fn new_reading(
    tx: &impl Reads,
    id: ReadingId,
    vehicle_id: VehicleId,
    request: &CreateReading,
) -> ReadingRecord {
    ReadingRecord {
        id,
        vehicle_id,
        date: request.date,
        kind: request.kind,
        odometer_m: request.odometer_km.metres(),
        previous_m: request.previous_km.map(Km::metres),
        confirmed: request.confirmed,
        notes: tidy::optional(request.notes.clone()),
        typed_odometer: request.typed_odometer,
        forced_by: None,
        recorded_by: tx.viewer().user_id(),
        meta: Meta::new(tx.now()),
    }
}

fn check_order(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    reading: &ReadingRecord,
    force: bool,
) -> Result<Option<UserId>> {
    let course = odometer::course(tx, vehicle)?;
    if let Some(replacement) = reading.replacement() {
        return check_replacement(tx, &course, &replacement, force);
    }
    let (odometer_m, own) = (Some(reading.odometer_m), Some(reading.id.into()));
    check_reading(tx, &course, reading.date, odometer_m, own, force)
}

/// Corrects a reading.
pub fn patch(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: ReadingId,
    patch: PatchReading,
    if_match: Option<u64>,
) -> Result<ReadingView> {
    let old: ReadingRecord = tx.require(id)?;
    tx.require_version(&old, if_match)?;
    require_office_to_force(tx, patch.force)?;
    let mut check = Check::new(tx)?;
    if let Some(date) = patch.date.as_set() {
        check.past("date", *date);
    }
    check.done()?;
    if !patch.previous_km.is_keep() && old.kind == ReadingKind::Reading {
        return Err(Error::field("previous_km", FieldCode::NotUsable));
    }
    let force = patch.force;
    let mut reading = old.clone();
    apply(patch, &mut reading);
    let place = |reading: &ReadingRecord| (reading.date, reading.odometer_m, reading.previous_m);
    if place(&reading) != place(&old) {
        let vehicle: VehicleRecord = tx.require(reading.vehicle_id)?;
        reading.forced_by = check_order(tx, &vehicle, &reading, force)?;
    }
    let reading = tx.put_changed(reading)?;
    tx.changed::<VehicleRecord>(reading.vehicle_id, &[old.date, reading.date])?;
    reading.to_view(tx)
}

fn apply(patch: PatchReading, reading: &mut ReadingRecord) {
    let odometer_m = reading.odometer_m;
    patch.date.apply(&mut reading.date);
    patch.odometer_km.map(Km::metres).apply(&mut reading.odometer_m);
    patch.previous_km.map(|km| Some(km.metres())).apply(&mut reading.previous_m);
    patch.confirmed.apply(&mut reading.confirmed);
    patch.notes.map(tidy::optional).apply(&mut reading.notes);
    let is_moved = reading.odometer_m != odometer_m;
    retype(&mut reading.typed_odometer, is_moved, patch.typed_odometer);
}

/// Deletes a reading.
pub fn delete(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: ReadingId,
    if_match: Option<u64>,
) -> Result<()> {
    let reading: ReadingRecord = tx.require(id)?;
    tx.require_version(&reading, if_match)?;
    trash(tx, &reading)
}

/// The reading goes into the trash, whoever said so.
pub fn trash<P>(tx: &mut WriteTx<'_, P>, reading: &ReadingRecord) -> Result<()> {
    tx.trash(reading)?;
    tx.changed::<VehicleRecord>(reading.vehicle_id, &[reading.date])
}
