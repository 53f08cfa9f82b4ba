//! How refuels are found.

use std::ops::ControlFlow;

use furgo_shared::{
    fuel::Energy,
    id::{RefuelId, VehicleId},
    odometer::Source,
    time::Day,
};

use super::{IntervalRecord, RefuelRecord};
use crate::{
    error::Result,
    features::{
        histories::{self, parts::Part},
        odometer,
    },
    storage::{
        Index, IndexEntries, Key, Reads, Span,
        engine::{Order, Space},
    },
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
pub const READINGS: Index<RefuelRecord> = Index::over(odometer::rows::REFUELS);
/// Table: intervals
/// Key:   refuel that closes the interval
/// Value: JSON of an interval   # derived
pub const INTERVALS: Space = Space("intervals");
/// Table: intervals.by_stream
/// Key:   vehicle ‖ energy ‖ day of the end ‖ continuous odometer of the end in metres ‖ refuel
/// Value: ()
pub const INTERVALS_BY_STREAM: Index<IntervalRecord> = Index::new("intervals.by_stream");

pub(super) fn index(refuel: &RefuelRecord, entries: &mut IndexEntries) {
    let (vehicle, created_at) = (refuel.vehicle_id, refuel.meta.created_at);
    let by_day = histories::sort(refuel.date, created_at);
    histories::index_scopes(BY_SCOPE, entries, refuel.id.into(), (vehicle, refuel.fuel), &by_day);
    let by_odometer =
        Key::new().day(refuel.date).signed(refuel.odometer_m.unwrap_or(-1)).instant(created_at);
    entries.add(BY_ENERGY, refuel.id, of_energy(vehicle, Energy::of(refuel.fuel)), by_odometer);
    if let Some(odometer_m) = refuel.odometer_m {
        let reading =
            odometer::sort(refuel.date, odometer_m, created_at, Source::Refuel, refuel.confirmed);
        entries.add(READINGS, refuel.id, Key::new().id(vehicle), reading);
    }
}

/// The group of a vehicle's refuels with one energy in [`BY_ENERGY`].
pub fn of_energy(vehicle: VehicleId, energy: Energy) -> Key {
    Key::new().id(vehicle).byte(energy.part())
}

/// The group of a vehicle's intervals of one energy.
pub fn of_stream(vehicle: VehicleId, energy: Energy) -> Key {
    Key::new().id(vehicle).byte(energy.part())
}

/// The interval that a refuel closes.
pub fn interval_of(tx: &impl Reads, refuel: RefuelId) -> Result<Option<IntervalRecord>> {
    tx.find(refuel)
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
    tx.rows(INTERVALS_BY_STREAM, &span, |_, id| match tx.find_unseen(id)? {
        Some(interval) => Ok(each(interval)),
        None => Ok(ControlFlow::Continue(())),
    })
}
