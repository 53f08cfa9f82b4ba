//! How readings are found.

use std::ops::ControlFlow;

use furgo_shared::{
    id::VehicleId,
    odometer::{Replacement, Source},
    readings::ReadingKind,
};
use uuid::Uuid;

use super::ReadingRecord;
use crate::{
    error::Result,
    features::timeline,
    storage::{
        Index, IndexEntries, Key, Reads, Span,
        engine::{Order, Space},
        summary::FLEET,
    },
};

/// Table: readings
/// Key:   reading
/// Value: JSON of a reading
pub const READING_RECORDS: Space = Space("readings");
/// Table: readings.by_vehicle
/// Key:   vehicle or nil ‖ date ‖ created_at ‖ reading   # each reading stands in two groups
/// Value: ()
pub const BY_VEHICLE: Index<ReadingRecord> = Index::new("readings.by_vehicle");
/// Table: readings.readings
/// Key:   vehicle ‖ a reading of the timeline ‖ reading   # replacements stand in an index of their own
/// Value: ()
pub const READINGS: Index<ReadingRecord> = Index::new("readings.readings");
/// Table: readings.replacements
/// Key:   vehicle ‖ date ‖ created_at ‖ last of the old odometer ‖ first of the new one ‖ reading
/// Value: ()
pub const REPLACEMENTS: Index<ReadingRecord> = Index::new("readings.replacements");

pub(super) fn index(reading: &ReadingRecord, entries: &mut IndexEntries) {
    let (id, created_at) = (reading.id, reading.meta.created_at);
    let by_day = Key::new().day(reading.date).instant(created_at);
    for scope in [None, Some(reading.vehicle_id)] {
        entries.add(BY_VEHICLE, id, self::scope(scope), by_day.clone());
    }
    let group = timeline::of_vehicle(reading.vehicle_id);
    if let Some(replacement) = reading.replacement() {
        let sort = by_day.signed(replacement.old_last_m).signed(replacement.new_first_m);
        entries.add(REPLACEMENTS, id, group, sort);
    } else if reading.kind == ReadingKind::Reading {
        let sort = timeline::sort(
            reading.date,
            reading.odometer_m,
            created_at,
            Source::Reading,
            reading.confirmed,
        );
        entries.add(READINGS, id, group, sort);
    }
}

/// The group of all readings, or of a vehicle's.
pub fn scope(vehicle: Option<VehicleId>) -> Key {
    Key::new().id(vehicle.map_or(FLEET, Uuid::from))
}

/// The odometers of a vehicle that were replaced, oldest first: few in a vehicle's life.
pub fn replacements(tx: &impl Reads, vehicle: VehicleId) -> Result<Vec<Replacement>> {
    let span = Span::of([timeline::of_vehicle(vehicle)], Order::Ascending);
    let mut replacements = Vec::new();
    tx.rows(REPLACEMENTS, &span, |mut sort, record_id| {
        replacements.push(Replacement {
            record_id,
            day: sort.day()?,
            created_at: sort.instant()?,
            old_last_m: sort.signed()?,
            new_first_m: sort.signed()?,
        });
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(replacements)
}
