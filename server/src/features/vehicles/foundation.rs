//! What all intervals and findings of a vehicle rest on, besides the records near them. While it
//! stays as it was, a change of a record changes only what is near.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use furgo_shared::{
    fuel::{Basis, Energy},
    id::VehicleId,
    odometer::Replacement,
    time::{Day, Timestamp},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::VehicleRecord;
use crate::storage::{IndexEntries, Meta, Record, Sight, engine::Space};

/// Table: foundations
/// Key:   vehicle
/// Value: JSON of what its intervals and findings rest on   # derived
pub const FOUNDATIONS: Space = Space("foundations");

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
    /// Of a vehicle that was refuelled with these energies, but for `has_conflicts`.
    pub fn new(
        vehicle: &VehicleRecord,
        basis: Basis,
        refuelled: &BTreeSet<Energy>,
        replacements: Vec<Replacement>,
        now: DateTime<Utc>,
    ) -> Self {
        let mut capacities = BTreeMap::new();
        let tanks = [
            (Some(vehicle.fuel), vehicle.tank_capacity),
            (vehicle.second_fuel, vehicle.second_capacity),
        ];
        let mut takes = refuelled.clone();
        for (fuel, capacity) in tanks {
            let Some(energy) = fuel.map(Energy::of) else { continue };
            takes.insert(energy);
            if let Some(capacity) = capacity {
                capacities.entry(energy).or_insert(capacity);
            }
        }
        Self {
            id: vehicle.id,
            basis,
            several_energies: takes.len() > 1,
            capacities,
            replacements: replacements.into_iter().map(flat).collect(),
            has_conflicts: false,
            meta: Meta::new(now),
        }
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

fn flat(replacement: Replacement) -> (Uuid, Day, i64, i64, DateTime<Utc>) {
    let Replacement { record_id, day, old_last_m, new_first_m, created_at } = replacement;
    (record_id, day, old_last_m, new_first_m, created_at)
}

fn full(flat: &(Uuid, Day, i64, i64, DateTime<Utc>)) -> Replacement {
    let (record_id, day, old_last_m, new_first_m, created_at) = *flat;
    Replacement { record_id, day, old_last_m, new_first_m, created_at }
}

impl Record for FoundationRecord {
    const TABLE: Space = FOUNDATIONS;
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
