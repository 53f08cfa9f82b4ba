//! Keeps intervals and findings in step with the records, as far as a change reaches.

use std::{collections::BTreeMap, ops::ControlFlow};

use furgo_shared::{
    fuel::{Energy, Fill},
    id::VehicleId,
    time::Day,
};
use uuid::Uuid;

use super::{
    FindingRecord, GroundRecord, IntervalRecord,
    derive::{Derived, Facts, fill},
    store, stretch,
};
use crate::{
    error::Result,
    features::{refuels, vehicles::VehicleRecord},
    storage::{Reads, Span, WriteTx, engine::Order},
};

/// Brings intervals and findings in step after a change of records on these days.
pub fn refresh<P>(tx: &mut WriteTx<'_, P>, vehicle: VehicleId, days: &[Day]) -> Result<()> {
    let _ = days;
    recompute_all(tx, vehicle)
}

/// Computes all intervals and findings of a vehicle anew, and writes what differs.
pub fn recompute_all<P>(tx: &mut WriteTx<'_, P>, vehicle: VehicleId) -> Result<()> {
    let Some(vehicle) = tx.find_unseen::<VehicleRecord>(vehicle)? else { return Ok(()) };
    let ground = GroundRecord::now(tx, &vehicle)?;
    let derived = everything(tx, &ground)?;
    let mut stored = Derived::default();
    for energy in Energy::ALL {
        store::intervals(tx, (vehicle.id, energy), (None, None), Order::Ascending, |interval| {
            stored.intervals.push(interval);
            ControlFlow::Continue(())
        })?;
    }
    let span = Span::of([store::scope(Some(vehicle.id))], Order::Ascending);
    tx.rows(store::FINDINGS_BY_SCOPE, &span, |_, id| {
        stored.findings.extend(tx.find_unseen::<FindingRecord>(id)?);
        Ok(ControlFlow::Continue(()))
    })?;
    settle(tx, stored, derived)?;
    tx.put(ground)?;
    Ok(())
}

/// What the engine says of all records of a vehicle.
pub fn everything(tx: &impl Reads, ground: &GroundRecord) -> Result<Derived> {
    let timeline = stretch::whole(tx, ground.id, ground.replacements())?;
    let facts = Facts { tx, ground, timeline: &timeline };
    let mut derived = Derived { findings: facts.of_timeline(), ..Derived::default() };
    for energy in Energy::ALL {
        let found = facts.of_stream(energy, fills(tx, ground.id, energy)?)?;
        derived.intervals.extend(found.intervals);
        derived.findings.extend(found.findings);
    }
    Ok(derived)
}

fn fills(tx: &impl Reads, vehicle: VehicleId, energy: Energy) -> Result<Vec<Fill>> {
    let span = Span::of([refuels::store::of_energy(vehicle, energy)], Order::Ascending);
    let mut fills = Vec::new();
    tx.rows(refuels::store::BY_ENERGY, &span, |_, id| {
        fills.extend(tx.find_unseen(id)?.as_ref().map(fill));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(fills)
}

/// Writes what differs, and nothing else.
fn settle<P>(tx: &mut WriteTx<'_, P>, stored: Derived, derived: Derived) -> Result<()> {
    let mut intervals: BTreeMap<Uuid, IntervalRecord> =
        stored.intervals.into_iter().map(|interval| (interval.id.into(), interval)).collect();
    for interval in derived.intervals {
        match intervals.remove(&interval.id.into()) {
            Some(same) if same.says_the_same_as(&interval) => {}
            _ => drop(tx.put(interval)?),
        }
    }
    let mut findings: BTreeMap<Uuid, FindingRecord> =
        stored.findings.into_iter().map(|finding| (finding.id, finding)).collect();
    for finding in derived.findings {
        match findings.remove(&finding.id) {
            Some(same) if same.says_the_same_as(&finding) => {}
            _ => drop(tx.put(finding)?),
        }
    }
    for interval in intervals.values() {
        tx.delete(interval)?;
    }
    for finding in findings.values() {
        tx.delete(finding)?;
    }
    Ok(())
}
