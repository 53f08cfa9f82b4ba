//! The moment at which the level of a tank was last known, and what was put in since.

use std::ops::ControlFlow;

use furgo_shared::{
    fuel::{Basis, Energy},
    time::Day,
};
use uuid::Uuid;

use super::foundation::FoundationRecord;
use crate::{
    error::Result,
    features::{
        refuels::{self, RefuelRecord},
        vehicles::VehicleRecord,
    },
    storage::{Reads, Span, engine::Order},
};

/// What is open at the end of a stream.
#[derive(Debug, Default)]
pub struct Open {
    /// The refuel after which the level was known; none if a refuel since then is missing.
    pub anchor: Option<RefuelRecord>,
    /// Added since, in thousandths.
    pub quantity: i64,
}

/// What makes a refuel an anchor: it has a place, and the level after it is known.
pub fn is_anchor(foundation: &FoundationRecord, energy: Energy, refuel: &RefuelRecord) -> bool {
    let has_place = foundation.basis == Basis::Routes || refuel.odometer_m.is_some();
    let is_level_known = refuel.full_tank
        || (refuel.level_after.is_some()
            && foundation.capacities.get(&energy).is_some_and(|c| *c > 0));
    has_place && is_level_known
}

/// What is open at the end of a day; `without` is a refuel that is left out of account.
pub fn open(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    energy: Energy,
    day: Day,
    without: Option<Uuid>,
) -> Result<Open> {
    let foundation = FoundationRecord::now(tx, vehicle)?;
    let (mut open, mut is_missed) = (Open::default(), false);
    let span = Span::of([refuels::store::of_energy(vehicle.id, energy)], Order::Descending)
        .days(None, Some(day));
    tx.rows(refuels::store::BY_ENERGY, &span, |_, id| {
        let refuel = tx.find_unseen::<RefuelRecord>(id)?.filter(|_| Some(id) != without);
        let Some(refuel) = refuel else { return Ok(ControlFlow::Continue(())) };
        if is_anchor(&foundation, energy, &refuel) {
            open.anchor = Some(refuel).filter(|_| !is_missed);
            return Ok(ControlFlow::Break(()));
        }
        is_missed |= refuel.missed_previous;
        open.quantity = open.quantity.saturating_add(refuel.quantity);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(open)
}
