//! How readings are found.

use furgo_shared::{id::VehicleId, odometer::Source, readings::ReadingKind};
use uuid::Uuid;

use super::ReadingRecord;
use crate::{
    features::odometer::{self, rows},
    storage::{Index, IndexEntries, Key, engine::Space, summary::FLEET},
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
pub const READINGS: Index<ReadingRecord> = Index::over(rows::READINGS);
/// Table: readings.replacements
/// Key:   vehicle ‖ date ‖ created_at ‖ last of the old odometer ‖ first of the new one ‖ reading
/// Value: ()
pub const REPLACEMENTS: Index<ReadingRecord> = Index::over(rows::REPLACEMENTS);

pub(super) fn index(reading: &ReadingRecord, entries: &mut IndexEntries) {
    let (id, created_at) = (reading.id, reading.meta.created_at);
    let by_day = Key::new().day(reading.date).instant(created_at);
    for scope in [None, Some(reading.vehicle_id)] {
        entries.add(BY_VEHICLE, id, self::scope(scope), by_day.clone());
    }
    let group = odometer::of_vehicle(reading.vehicle_id);
    if let Some(replacement) = reading.replacement() {
        entries.add(REPLACEMENTS, id, group, rows::replaced(&replacement));
    } else if reading.kind == ReadingKind::Reading {
        let sort = odometer::sort(
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
