//! What all intervals and findings of a vehicle rest on, besides the records near them. While it
//! stays as it was, a change of a record changes only what is near.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use furgo_shared::{
    fuel::{Basis, Energy},
    id::VehicleId,
    odometer::Replacement,
    time::{Day, Timestamp},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    error::Result,
    features::{readings, refuels, vehicles::VehicleRecord},
    storage::{IndexEntries, Meta, Reads, Record, Sight, engine::Space},
};

/// A vehicle's foundation, under the vehicle's id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FoundationRecord {
    pub id: VehicleId,
    pub basis: Basis,
    /// The vehicle runs on more than one energy.
    pub several_energies: bool,
    /// What the tanks and the battery hold, in thousandths.
    pub capacities: BTreeMap<Energy, i64>,
    /// Record, day, last reading of the old odometer, first of the new one, created at.
    replacements: Vec<(Uuid, Day, i64, i64, Timestamp)>,
    /// Readings contradict each other. Which ones, only the whole timeline tells; so nothing is
    /// judged by a part of it until they are mended.
    #[serde(default)]
    pub has_conflicts: bool,
    pub meta: Meta,
}

impl FoundationRecord {
    /// As it is now, but for `has_conflicts`.
    pub fn now(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<Self> {
        let mut capacities = BTreeMap::new();
        let tanks = [
            (Some(vehicle.fuel), vehicle.tank_capacity),
            (vehicle.second_fuel, vehicle.second_capacity),
        ];
        let mut takes = [false; Energy::ALL.len()];
        for (fuel, capacity) in tanks {
            let Some(energy) = fuel.map(Energy::of) else { continue };
            for (each, takes) in Energy::ALL.iter().zip(&mut takes) {
                *takes |= *each == energy;
            }
            if let Some(capacity) = capacity {
                capacities.entry(energy).or_insert(capacity);
            }
        }
        for (energy, takes) in Energy::ALL.into_iter().zip(&mut takes) {
            let group = refuels::store::of_energy(vehicle.id, energy);
            *takes |= tx.count(refuels::store::BY_ENERGY, &group)? > 0;
        }
        let replacements = readings::store::replacements(tx, vehicle.id)?;
        Ok(Self {
            id: vehicle.id,
            basis: basis(tx, vehicle.id)?,
            several_energies: takes.iter().filter(|takes| **takes).count() > 1,
            capacities,
            replacements: replacements.into_iter().map(flat).collect(),
            has_conflicts: false,
            meta: Meta::new(tx.now()),
        })
    }

    /// Nothing has moved; whether readings contradict each other is another question.
    pub fn holds(&self, now: &Self) -> bool {
        (self.basis, self.several_energies, &self.capacities, &self.replacements)
            == (now.basis, now.several_energies, &now.capacities, &now.replacements)
    }

    /// The odometers that were replaced, oldest first.
    pub fn replacements(&self) -> Vec<Replacement> {
        self.replacements.iter().map(full).collect()
    }
}

/// Routes take the odometer's place while no refuel has a reading.
pub fn basis(tx: &impl Reads, vehicle: VehicleId) -> Result<Basis> {
    let with_reading = tx.count(refuels::store::READINGS, &super::of_vehicle(vehicle))?;
    Ok(if with_reading > 0 { Basis::Odometer } else { Basis::Routes })
}

fn flat(replacement: Replacement) -> (Uuid, Day, i64, i64, DateTime<Utc>) {
    let Replacement { record_id, day, old_last_m, new_first_m, created_at } = replacement;
    (record_id, day, old_last_m, new_first_m, created_at)
}

fn full(flat: &(Uuid, Day, i64, i64, DateTime<Utc>)) -> Replacement {
    let (record_id, day, old_last_m, new_first_m, created_at) = *flat;
    Replacement { record_id, day, old_last_m, new_first_m, created_at }
}

impl Record for FoundationRecord {
    const TABLE: Space = store::FOUNDATIONS;
    const INDEXES: &'static [Space] = &[];

    fn id(&self) -> Uuid {
        self.id.into()
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, _: &mut IndexEntries) {}

    /// Whoever sees the vehicle sees what follows from its records.
    fn sight(&self) -> Sight {
        Sight::with::<VehicleRecord>(self.id)
    }
}
