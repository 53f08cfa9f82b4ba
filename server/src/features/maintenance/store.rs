//! How work on vehicles is found.

use furgo_shared::{id::VehicleId, maintenance::MaintenanceKind};

use super::MaintenanceRecord;
use crate::{
    error::Result,
    features::histories,
    storage::{
        Index, IndexEntries, Reads, Span,
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
pub const READINGS: Index<MaintenanceRecord> = Index::new("maintenance.readings");

pub(super) fn index(work: &MaintenanceRecord, entries: &mut IndexEntries) {
    let (vehicle, created_at) = (work.vehicle_id, work.meta.created_at);
    let by_day = histories::sort(work.date, created_at);
    histories::index_scopes(BY_SCOPE, entries, work.id.into(), (vehicle, work.kind), &by_day);
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
