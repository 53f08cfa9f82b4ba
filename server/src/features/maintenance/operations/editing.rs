//! Entering, correcting and deleting work on vehicles.

use furgo_shared::{
    access::RecordOnVehicles,
    change::Change,
    exceptions::EntryKind,
    id::MaintenanceId,
    maintenance::{CreateMaintenance, MaintenanceView, PatchMaintenance},
    money::Money,
    units::Km,
};

use super::{
    planning::{self, Follower, Parts},
    reading::to_view,
};
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
        maintenance::MaintenanceRecord,
        odometer::check_reading,
        tidy,
        vehicles::{VehicleRecord, odometer},
    },
    storage::{Meta, Reads, WriteTx},
};

/// Enters work that was done.
pub fn create(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    request: CreateMaintenance,
    door: &mut Door,
) -> Result<MaintenanceView> {
    if let Some(work) = tx.created_before::<MaintenanceRecord>(request.id, &request)? {
        return to_view(tx, &work);
    }
    require_office_to_force(tx, request.force)?;
    let mut check = Check::new(tx)?;
    check.past("date", request.date);
    check.amount("cost", request.cost);
    let vehicle = check.done_for_new(tx, &request.vehicle, door)?;
    let mut work = as_requested(tx, &vehicle, &request)?;
    planning::anchor(&mut work);
    let (date, odometer) = (work.next_date.is_none(), work.next_odometer_m.is_none());
    Parts { date, odometer }.renew(tx, &mut work)?;
    planning::check(&work)?;
    let follower = Follower::of(tx, &work)?;
    // Work without a reading is none: a doubtful one stands, and the office corrects it.
    let mut odometer_m = Some(work.odometer_m);
    let held = told::hold(tx, door, &vehicle, work.date, &mut odometer_m, &mut None)?;
    let course = odometer::course(tx, &vehicle)?;
    work.forced_by = check_reading(tx, &course, work.date, odometer_m, None, request.force)?;
    let work = tx.create(work, &request)?;
    planning::follow(tx, follower)?;
    tx.changed::<VehicleRecord>(vehicle.id, &[work.date])?;
    told::raise(tx, door, &vehicle, (EntryKind::Maintenance, work.id.into()), held)?;
    to_view(tx, &work)
}

fn as_requested(
    tx: &WriteTx<'_, RecordOnVehicles>,
    vehicle: &VehicleRecord,
    request: &CreateMaintenance,
) -> Result<MaintenanceRecord> {
    Ok(MaintenanceRecord {
        id: request.id.unwrap_or_else(|| tx.new_id().into()),
        vehicle_id: vehicle.id,
        date: request.date,
        kind: request.kind,
        description: tidy::line(&request.description),
        cost: request.cost.units(),
        odometer_m: request.odometer_km.metres(),
        provider: tidy::optional(request.provider.clone()),
        next_date: request.next_date,
        next_odometer_m: request.next_odometer_km.map(Km::metres),
        every_months: request.every_months,
        every_days: request.every_days,
        every_m: request.every_km.map(Km::metres),
        recurrence_basis: request.recurrence_basis,
        anchor_day: None,
        lead_days: request.lead_days,
        lead_m: request.lead_km.map(Km::metres),
        notes: tidy::optional(request.notes.clone()),
        files: files::operations::attach(tx, request.files.clone(), &[])?,
        confirmed: request.confirmed,
        typed_odometer: request.typed_odometer,
        forced_by: None,
        recorded_by: tx.viewer().user_id(),
        meta: Meta::new(tx.now()),
    })
}

/// Corrects work that was done, or its plan.
pub fn patch(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: MaintenanceId,
    patch: PatchMaintenance,
    if_match: Option<u64>,
) -> Result<MaintenanceView> {
    let old: MaintenanceRecord = tx.require(id)?;
    tx.require_version(&old, if_match)?;
    require_office_to_force(tx, patch.force)?;
    let mut check = Check::new(tx)?;
    if let Some(date) = patch.date.as_set() {
        check.past("date", *date);
    }
    if let Some(cost) = patch.cost.as_set().filter(|new| new.units() != old.cost) {
        check.amount("cost", *cost);
    }
    let vehicle = check.done_for_changed(tx, old.vehicle_id, &patch.vehicle)?;
    let force = patch.force;
    let derived = Parts::derived(tx, &old)?;
    let mut work = MaintenanceRecord { vehicle_id: vehicle.id, ..old.clone() };
    replan(tx, patch, derived, &old, &mut work)?;
    let place = |work: &MaintenanceRecord| (work.vehicle_id, work.date, work.odometer_m);
    if place(&work) != place(&old) {
        let course = odometer::course(tx, &vehicle)?;
        let (date, odometer_m, without) = (work.date, Some(work.odometer_m), Some(id.into()));
        work.forced_by = check_reading(tx, &course, date, odometer_m, without, force)?;
    }
    let followers = [Follower::of(tx, &old)?, Follower::of(tx, &work)?];
    let work = tx.put_changed(work)?;
    planning::follow(tx, followers.into_iter().flatten())?;
    let (from, to) = ((old.vehicle_id, old.date), (work.vehicle_id, work.date));
    histories::moved(tx, from, to)?;
    to_view(tx, &work)
}

/// Applies the correction. What the recurrence said follows when the record or the recurrence is
/// corrected; what somebody typed stays. A recurrence that is new says when it is due again, unless
/// somebody does.
fn replan<P>(
    tx: &WriteTx<'_, P>,
    patch: PatchMaintenance,
    derived: Parts,
    old: &MaintenanceRecord,
    work: &mut MaintenanceRecord,
) -> Result<()> {
    // Whoever sends the whole record back has set no other day and no other reading.
    let typed = Parts {
        date: sets(&patch.next_date, old.next_date),
        odometer: sets(&patch.next_odometer_km, old.next_odometer_m.map(Km::from_metres)),
    };
    let begins = Parts {
        date: matches!(patch.every_months.as_set(), Some(Some(_)))
            || matches!(patch.every_days.as_set(), Some(Some(_))),
        odometer: matches!(patch.every_km.as_set(), Some(Some(_))),
    };
    apply(tx, patch, work)?;
    if work.next_date != old.next_date {
        planning::anchor(work);
    }
    let moved = rests_on(work) != rests_on(old);
    let follows = |typed: bool, derived: bool, begins: bool, is_open: bool| {
        !typed && ((derived && moved) || (begins && is_open))
    };
    let parts = Parts {
        date: follows(typed.date, derived.date, begins.date, work.next_date.is_none()),
        odometer: follows(
            typed.odometer,
            derived.odometer,
            begins.odometer,
            work.next_odometer_m.is_none(),
        ),
    };
    parts.renew(tx, work)?;
    planning::check(work)
}

/// A part of the plan is typed when another value comes, or when it is taken away.
fn sets<T: PartialEq>(change: &Change<Option<T>>, stored: Option<T>) -> bool {
    change.as_set().is_some_and(|new| new.is_none() || *new != stored)
}

/// What a derived plan follows from.
fn rests_on(work: &MaintenanceRecord) -> impl PartialEq {
    let done = (work.vehicle_id, work.kind, work.date, work.odometer_m);
    (done, work.recurrence(), work.recurrence_basis)
}

fn apply<P>(
    tx: &WriteTx<'_, P>,
    patch: PatchMaintenance,
    work: &mut MaintenanceRecord,
) -> Result<()> {
    let odometer_m = work.odometer_m;
    patch.date.apply(&mut work.date);
    patch.kind.apply(&mut work.kind);
    patch.description.map(|text| tidy::line(&text)).apply(&mut work.description);
    patch.cost.map(Money::units).apply(&mut work.cost);
    patch.odometer_km.map(Km::metres).apply(&mut work.odometer_m);
    patch.provider.map(tidy::optional).apply(&mut work.provider);
    patch.next_date.apply(&mut work.next_date);
    patch.next_odometer_km.map(|km| km.map(Km::metres)).apply(&mut work.next_odometer_m);
    // Whichever is set ends the other.
    if let Some(Some(_)) = patch.every_days.as_set() {
        work.every_months = None;
    }
    if let Some(Some(_)) = patch.every_months.as_set() {
        work.every_days = None;
    }
    patch.every_months.apply(&mut work.every_months);
    patch.every_days.apply(&mut work.every_days);
    patch.every_km.map(|km| km.map(Km::metres)).apply(&mut work.every_m);
    patch.recurrence_basis.apply(&mut work.recurrence_basis);
    patch.lead_days.apply(&mut work.lead_days);
    patch.lead_km.map(|km| km.map(Km::metres)).apply(&mut work.lead_m);
    patch.notes.map(tidy::optional).apply(&mut work.notes);
    if let Some(named) = patch.files.as_set() {
        work.files = files::operations::attach(tx, named.clone(), &work.files)?;
    }
    patch.confirmed.apply(&mut work.confirmed);
    retype(&mut work.typed_odometer, work.odometer_m != odometer_m, patch.typed_odometer);
    Ok(())
}

/// Deletes work that was done; a plan that it closed is open again.
pub fn delete(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: MaintenanceId,
    if_match: Option<u64>,
) -> Result<()> {
    let work: MaintenanceRecord = tx.require(id)?;
    tx.require_version(&work, if_match)?;
    trash(tx, &work)
}

/// The work goes into the trash, whoever said so.
pub fn trash<P>(tx: &mut WriteTx<'_, P>, work: &MaintenanceRecord) -> Result<()> {
    let follower = Follower::of(tx, work)?;
    tx.trash(work)?;
    planning::follow(tx, follower)?;
    tx.changed::<VehicleRecord>(work.vehicle_id, &[work.date])
}
