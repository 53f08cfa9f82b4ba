//! The rule of intervals and findings, for whoever checks or repairs the whole file.

use furgo_shared::time::Day;
use uuid::Uuid;

use super::{
    foundation,
    refresh::{recompute_all, refresh, stored_and_derived},
};
use crate::{
    auth::System,
    error::Result,
    features::{
        findings,
        odometer::stretch,
        refuels,
        vehicles::{self, FOUNDATIONS, FoundationRecord, VehicleRecord},
    },
    storage::{
        ReadTx, Reads, WriteTx,
        derivation::{Derivation, Differs},
    },
};

/// What is derived of vehicles.
pub const DERIVATION: Derivation =
    Derivation { of: vehicles::store::VEHICLES, compare, renew, follow: Some(follow) };

fn compare(tx: &ReadTx<'_, System>, id: Uuid, differs: &mut Differs<'_>) -> Result<()> {
    let Some(vehicle) = tx.find_unseen::<VehicleRecord>(id)? else { return Ok(()) };
    let name = &vehicle.alias;
    let now = foundation::now(tx, &vehicle)?;
    // A vehicle that nothing was ever written about has none.
    let has_conflicts = stretch::whole(tx, vehicle.id, now.replacements())?.has_conflicts();
    let holds = |kept: &FoundationRecord| kept.holds(&now) && kept.has_conflicts == has_conflicts;
    if tx.find_unseen::<FoundationRecord>(id)?.is_some_and(|kept| !holds(&kept)) {
        differs(FOUNDATIONS, format!("that of vehicle {name} is not what its records say"));
    }
    let [stored, derived] = stored_and_derived(tx, &vehicle)?;
    let [missing, surplus] = stored.towards(derived);
    for (records, what) in [(missing, "is missing or wrong"), (surplus, "follows from no record")] {
        for interval in &records.intervals {
            differs(
                refuels::store::INTERVALS,
                format!("that of vehicle {name} to {} {what}", interval.to),
            );
        }
        for finding in &records.findings {
            differs(
                findings::store::FINDINGS,
                format!("that of vehicle {name} on {} {what}", finding.day),
            );
        }
    }
    Ok(())
}

fn renew(tx: &mut WriteTx<'_, System>, id: Uuid) -> Result<()> {
    recompute_all(tx, id.into())
}

fn follow(tx: &mut WriteTx<'_, System>, id: Uuid, days: &[Day]) -> Result<()> {
    refresh(tx, id.into(), days)
}
