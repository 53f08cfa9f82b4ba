//! How intervals and findings are found.

use std::ops::ControlFlow;

use furgo_shared::{
    fuel::{Energy, FlagCode},
    id::{RefuelId, VehicleId},
    readings::FindingCode,
    time::Day,
};
use uuid::Uuid;

use super::{FindingRecord, IntervalRecord};
use crate::{
    error::Result,
    features::histories::parts::Part,
    storage::{
        Index, Key, Reads, Span,
        engine::{Order, Space},
        summary::FLEET,
    },
};

/// Table: intervals
/// Key:   refuel that closes the interval
/// Value: JSON of an interval   # derived
pub const INTERVALS: Space = Space("intervals");
/// Table: intervals.by_stream
/// Key:   vehicle ‖ energy ‖ day of the end ‖ continuous odometer of the end in metres ‖ refuel
/// Value: ()
pub const BY_STREAM: Index<IntervalRecord> = Index::new("intervals.by_stream");
/// Table: findings
/// Key:   finding
/// Value: JSON of a finding   # derived
pub const FINDINGS: Space = Space("findings");
/// Table: findings.by_scope
/// Key:   vehicle or nil ‖ day ‖ finding   # each finding stands in two groups
/// Value: ()
pub const FINDINGS_BY_SCOPE: Index<FindingRecord> = Index::new("findings.by_scope");
/// Table: findings.by_record
/// Key:   record that it is about ‖ day ‖ finding
/// Value: ()
pub const FINDINGS_BY_RECORD: Index<FindingRecord> = Index::new("findings.by_record");
/// Table: foundations
/// Key:   vehicle
/// Value: JSON of what its intervals and findings rest on   # derived
pub const FOUNDATIONS: Space = Space("foundations");

/// The group of a vehicle's intervals of one energy.
pub fn of_stream(vehicle: VehicleId, energy: Energy) -> Key {
    Key::new().id(vehicle).byte(energy.part())
}

/// The group of a vehicle's findings, or of all.
pub fn scope(vehicle: Option<VehicleId>) -> Key {
    Key::new().id(vehicle.map_or(FLEET, Uuid::from))
}

/// The interval that a refuel closes.
pub fn interval_of(tx: &impl Reads, refuel: RefuelId) -> Result<Option<IntervalRecord>> {
    tx.find(refuel)
}

/// What is odd about a refuel, or about the interval that it closes: each code once.
pub fn flags_of(tx: &impl Reads, refuel: RefuelId) -> Result<Vec<FlagCode>> {
    let mut flags = interval_of(tx, refuel)?.map(|interval| interval.flags).unwrap_or_default();
    for finding in findings_of(tx, refuel.into())? {
        match finding.code {
            FindingCode::OdometerConflict => flags.push(FlagCode::OdometerConflict),
            FindingCode::OverCapacity => flags.push(FlagCode::OverCapacity),
            FindingCode::OdometerJump
            | FindingCode::ImplausibleEconomy
            | FindingCode::ImplausibleDistance
            | FindingCode::AboveUsual
            | FindingCode::MissedSuspected
            | FindingCode::NoEntries => {}
        }
    }
    flags.sort_unstable();
    flags.dedup();
    Ok(flags)
}

/// A record is about as many things as it has neighbours; this is far beyond.
const FINDINGS_OF_RECORD_MAX: usize = 100;

/// The findings that a record is part of.
pub fn findings_of(tx: &impl Reads, record: Uuid) -> Result<Vec<FindingRecord>> {
    let group = Key::new().id(record);
    tx.collect(FINDINGS_BY_RECORD, &group, Order::Ascending, FINDINGS_OF_RECORD_MAX)
}

/// The intervals of a stream that end on the days from `from` to `to`, in this order.
pub fn intervals(
    tx: &impl Reads,
    stream: (VehicleId, Energy),
    (from, to): (Option<Day>, Option<Day>),
    order: Order,
    mut each: impl FnMut(IntervalRecord) -> ControlFlow<()>,
) -> Result<()> {
    let span = Span::of([of_stream(stream.0, stream.1)], order).days(from, to);
    tx.rows(BY_STREAM, &span, |_, id| match tx.find_unseen(id)? {
        Some(interval) => Ok(each(interval)),
        None => Ok(ControlFlow::Continue(())),
    })
}
