//! What the histories of refuels, maintenance and expenses share: how they are divided
//! ([`parts`]), whose are read ([`reach`]), how they are listed ([`listing`]), what every new
//! entry must keep to ([`entry`]), and what is doubtful about one that a phone tells ([`told`]).

pub mod entry;
pub mod listing;
pub mod parts;
pub mod reach;
pub mod told;

use chrono::{DateTime, Utc};
use furgo_shared::{id::VehicleId, time::Day};
use uuid::Uuid;

use self::parts::{ALL_PARTS, Part};
use crate::{
    error::Result,
    features::vehicles::VehicleRecord,
    storage::{Index, IndexEntries, Key, Reads, WriteTx, summary::FLEET},
};

/// A group of an index "by scope": all records or those of one vehicle, of every part or of one.
pub fn scope(vehicle: Option<VehicleId>, part: Option<impl Part>) -> Key {
    let part = part.map_or(ALL_PARTS, Part::part);
    Key::new().id(vehicle.map_or(FLEET, Uuid::from)).byte(part)
}

/// What orders a history: the day, and what was entered first on a day.
pub fn sort(day: Day, created_at: DateTime<Utc>) -> Key {
    Key::new().day(day).instant(created_at)
}

/// The four rows of a record in an index "by scope", so that every filter by vehicle, part or both
/// is one group.
pub fn index_scopes<R>(
    index: Index<R>,
    entries: &mut IndexEntries,
    id: Uuid,
    (vehicle, part): (VehicleId, impl Part),
    sort: &Key,
) {
    for vehicle in [None, Some(vehicle)] {
        for part in [None, Some(part)] {
            entries.add(index, id, scope(vehicle, part), sort.clone());
        }
    }
}

/// Says that a record was moved from a day of a vehicle to a day of the same or of another one.
pub fn moved<P>(
    tx: &mut WriteTx<'_, P>,
    (from, old_day): (VehicleId, Day),
    (to, new_day): (VehicleId, Day),
) -> Result<()> {
    if from == to {
        return tx.changed::<VehicleRecord>(to, &[old_day, new_day]);
    }
    tx.changed::<VehicleRecord>(to, &[new_day])?;
    tx.changed::<VehicleRecord>(from, &[old_day])
}

/// The alias of the vehicle that a record is about.
pub fn alias_of(tx: &impl Reads, vehicle: VehicleId) -> Result<String> {
    let vehicle = tx.find_unseen::<VehicleRecord>(vehicle)?;
    Ok(vehicle.map(|vehicle| vehicle.alias).unwrap_or_default())
}
