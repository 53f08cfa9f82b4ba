//! What a vehicle's intervals and findings rest on now, as its records say.

use std::collections::BTreeSet;

use furgo_shared::{
    fuel::{Basis, Energy},
    id::VehicleId,
};

use crate::{
    error::Result,
    features::{
        odometer, refuels,
        vehicles::{FoundationRecord, VehicleRecord},
    },
    storage::Reads,
};

/// As it is now, but for `has_conflicts`.
pub fn now(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<FoundationRecord> {
    let mut refuelled = BTreeSet::new();
    for energy in Energy::ALL {
        let group = refuels::store::of_energy(vehicle.id, energy);
        if tx.count(refuels::store::BY_ENERGY, &group)? > 0 {
            refuelled.insert(energy);
        }
    }
    let replacements = odometer::replacements(tx, vehicle.id)?;
    let basis = basis(tx, vehicle.id)?;
    Ok(FoundationRecord::new(vehicle, basis, &refuelled, replacements, tx.now()))
}

/// Routes take the odometer's place while no refuel has a reading.
pub fn basis(tx: &impl Reads, vehicle: VehicleId) -> Result<Basis> {
    let with_reading = tx.count(refuels::store::READINGS, &odometer::of_vehicle(vehicle))?;
    Ok(if with_reading > 0 { Basis::Odometer } else { Basis::Routes })
}
