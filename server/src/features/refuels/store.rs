//! How refuels are found.

use furgo_shared::{fuel::Energy, id::VehicleId, odometer::Source};

use super::RefuelRecord;
use crate::{
    features::{
        histories::{self, parts::Part},
        timeline,
    },
    storage::{Index, IndexEntries, Key, engine::Space},
};

/// Table: refuels
/// Key:   refuel
/// Value: JSON of a refuel
pub const REFUELS: Space = Space("refuels");
/// Table: refuels.by_scope
/// Key:   vehicle or nil ‖ fuel or 0 ‖ date ‖ created_at ‖ refuel   # each refuel stands in four groups
/// Value: ()
pub const BY_SCOPE: Index<RefuelRecord> = Index::new("refuels.by_scope");
/// Table: refuels.by_energy
/// Key:   vehicle ‖ energy ‖ date ‖ odometer in metres (-1 without) ‖ created_at ‖ refuel
/// Value: ()
pub const BY_ENERGY: Index<RefuelRecord> = Index::new("refuels.by_energy");
/// Table: refuels.readings
/// Key:   vehicle ‖ a reading of the timeline ‖ refuel   # only refuels with a reading
/// Value: ()
pub const READINGS: Index<RefuelRecord> = Index::new("refuels.readings");

pub(super) fn index(refuel: &RefuelRecord, entries: &mut IndexEntries) {
    let (vehicle, created_at) = (refuel.vehicle_id, refuel.meta.created_at);
    let by_day = histories::sort(refuel.date, created_at);
    histories::index_scopes(BY_SCOPE, entries, refuel.id.into(), (vehicle, refuel.fuel), &by_day);
    let by_odometer =
        Key::new().day(refuel.date).signed(refuel.odometer_m.unwrap_or(-1)).instant(created_at);
    entries.add(BY_ENERGY, refuel.id, of_energy(vehicle, Energy::of(refuel.fuel)), by_odometer);
    if let Some(odometer_m) = refuel.odometer_m {
        let reading =
            timeline::sort(refuel.date, odometer_m, created_at, Source::Refuel, refuel.confirmed);
        entries.add(READINGS, refuel.id, Key::new().id(vehicle), reading);
    }
}

/// The group of a vehicle's refuels with one energy in [`BY_ENERGY`].
pub fn of_energy(vehicle: VehicleId, energy: Energy) -> Key {
    Key::new().id(vehicle).byte(energy.part())
}
