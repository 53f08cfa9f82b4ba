//! How work on vehicles is found.

use std::ops::ControlFlow;

use furgo_shared::{id::VehicleId, maintenance::MaintenanceKind, odometer::Source};

use super::MaintenanceRecord;
use crate::{
    error::Result,
    features::{histories, odometer},
    storage::{
        Index, IndexEntries, Key, Reads, Span,
        engine::{Order, Space},
    },
};

/// Table: maintenance
/// Key:   maintenance
/// Value: JSON of a piece of work
pub const MAINTENANCE: Space = Space("maintenance");
/// Table: maintenance.by_scope
/// Key:   vehicle or nil ‖ kind or 0 ‖ date ‖ created_at ‖ maintenance   # each stands in four groups
/// Value: ()
pub const BY_SCOPE: Index<MaintenanceRecord> = Index::new("maintenance.by_scope");
/// Table: maintenance.readings
/// Key:   vehicle ‖ a reading of the timeline ‖ maintenance
/// Value: ()
pub const READINGS: Index<MaintenanceRecord> = Index::over(odometer::rows::MAINTENANCE);

pub(super) fn index(work: &MaintenanceRecord, entries: &mut IndexEntries) {
    let (vehicle, created_at) = (work.vehicle_id, work.meta.created_at);
    let by_day = histories::sort(work.date, created_at);
    histories::index_scopes(BY_SCOPE, entries, work.id.into(), (vehicle, work.kind), &by_day);
    let reading =
        odometer::sort(work.date, work.odometer_m, created_at, Source::Maintenance, work.confirmed);
    entries.add(READINGS, work.id, Key::new().id(vehicle), reading);
}

/// The last work of a kind on a vehicle: the one whose plan counts.
pub fn newest(
    tx: &impl Reads,
    vehicle: VehicleId,
    kind: MaintenanceKind,
) -> Result<Option<MaintenanceRecord>> {
    let group = histories::scope(Some(vehicle), Some(kind));
    tx.first_in(BY_SCOPE, &Span::of([group], Order::Descending))
}

/// The last work of a kind on a vehicle before this one.
pub fn before(tx: &impl Reads, work: &MaintenanceRecord) -> Result<Option<MaintenanceRecord>> {
    let group = histories::scope(Some(work.vehicle_id), Some(work.kind));
    let until = Key::new().day(work.date);
    let span = Span::of([group], Order::Descending).between(Key::new(), until);
    let mut found = None;
    tx.for_each_in(BY_SCOPE, &span, |other: MaintenanceRecord| {
        let place = |work: &MaintenanceRecord| (work.date, work.meta.created_at, work.id);
        if place(&other) >= place(work) {
            return Ok(ControlFlow::Continue(()));
        }
        found = Some(other);
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

/// The first work of a kind on a vehicle after this one.
pub fn after(tx: &impl Reads, work: &MaintenanceRecord) -> Result<Option<MaintenanceRecord>> {
    let group = histories::scope(Some(work.vehicle_id), Some(work.kind));
    let span = Span::of([group], Order::Ascending).days(Some(work.date), None);
    let place = |work: &MaintenanceRecord| (work.date, work.meta.created_at, work.id);
    let mut found = None;
    tx.for_each_in(BY_SCOPE, &span, |other: MaintenanceRecord| {
        if other.id == work.id || place(&other) <= place(work) {
            return Ok(ControlFlow::Continue(()));
        }
        found = Some(other);
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

/// Whether its plan is open: it has one, and no later work of the kind has closed it.
pub fn is_planned(tx: &impl Reads, work: &MaintenanceRecord) -> Result<bool> {
    if !work.has_plan() {
        return Ok(false);
    }
    let newest = newest(tx, work.vehicle_id, work.kind)?;
    Ok(newest.is_some_and(|newest| newest.id == work.id))
}
