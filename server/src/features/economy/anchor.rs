//! The moment at which the level of a tank was last known, and what was put in since.

use std::ops::ControlFlow;

use furgo_shared::{
    fuel::{self, Basis, Energy, History},
    odometer::Timeline,
    time::Day,
};
use uuid::Uuid;

use super::foundation;
use crate::{
    error::Result,
    features::{
        refuels::{self, RefuelRecord},
        vehicles::{FoundationRecord, VehicleRecord},
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
    let foundation = foundation::now(tx, vehicle)?;
    let mut refuels = since_an_anchor(tx, &foundation, energy, (day, without))?;
    let driven_nowhere = |_: Day, _: Day| 0;
    let analysis = fuel::analyse(&History {
        fills: refuels.iter().map(RefuelRecord::to_fill).collect(),
        // Which odometer a refuel belongs to is all that its place needs.
        timeline: &Timeline::new(Vec::new(), foundation.replacements()),
        capacities: foundation.capacities.clone(),
        several_energies: foundation.several_energies,
        routes: (foundation.basis == Basis::Routes).then_some(&driven_nowhere),
    });
    let Some(stream) = analysis.stream(energy) else { return Ok(Open::default()) };
    refuels.retain(|refuel| Some(refuel.id.into()) == stream.anchor_id);
    Ok(Open { anchor: refuels.pop().filter(|_| !stream.open_is_missed), quantity: stream.open })
}

/// The refuels up to a day, back to one after which the level was known, and whatever may belong
/// to the same place: that of its day, and of its reading.
fn since_an_anchor(
    tx: &impl Reads,
    foundation: &FoundationRecord,
    energy: Energy,
    (day, without): (Day, Option<Uuid>),
) -> Result<Vec<RefuelRecord>> {
    let span = Span::of([refuels::store::of_energy(foundation.id, energy)], Order::Descending)
        .days(None, Some(day));
    let (mut found, mut anchor) = (Vec::new(), None::<(Day, Option<i64>)>);
    tx.rows(refuels::store::BY_ENERGY, &span, |_, id| {
        let refuel = tx.find_unseen::<RefuelRecord>(id)?.filter(|_| Some(id) != without);
        let Some(refuel) = refuel else { return Ok(ControlFlow::Continue(())) };
        let is_beyond = anchor.is_some_and(|(day, odometer_m)| {
            let is_elsewhere = match foundation.basis {
                Basis::Odometer => refuel.odometer_m.is_some() && refuel.odometer_m != odometer_m,
                Basis::Routes => true,
            };
            refuel.date != day && is_elsewhere
        });
        if is_beyond {
            return Ok(ControlFlow::Break(()));
        }
        if anchor.is_none() && is_anchor(foundation, energy, &refuel) {
            anchor = Some((refuel.date, refuel.odometer_m));
        }
        found.push(refuel);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}
