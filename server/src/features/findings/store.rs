//! How findings are found.

use furgo_shared::id::VehicleId;
use uuid::Uuid;

use super::FindingRecord;
use crate::{
    error::Result,
    storage::{
        Index, Key, Reads,
        engine::{Order, Space},
        summary::FLEET,
    },
};

/// Table: findings
/// Key:   finding
/// Value: JSON of a finding   # derived
pub const FINDINGS: Space = Space("findings");
/// Table: findings.by_scope
/// Key:   vehicle or nil ‖ day ‖ finding   # each finding stands in two groups
/// Value: ()
pub const BY_SCOPE: Index<FindingRecord> = Index::new("findings.by_scope");
/// Table: findings.by_record
/// Key:   record that it is about ‖ day ‖ finding
/// Value: ()
pub const BY_RECORD: Index<FindingRecord> = Index::new("findings.by_record");
/// The group of a vehicle's findings, or of all.
pub fn scope(vehicle: Option<VehicleId>) -> Key {
    Key::new().id(vehicle.map_or(FLEET, Uuid::from))
}

/// A record is about as many things as it has neighbours; this is far beyond.
const FINDINGS_OF_RECORD_MAX: usize = 100;

/// The findings that a record is part of.
pub fn of_record(tx: &impl Reads, record: Uuid) -> Result<Vec<FindingRecord>> {
    let group = Key::new().id(record);
    tx.collect(BY_RECORD, &group, Order::Ascending, FINDINGS_OF_RECORD_MAX)
}
