//! How far a change reaches: the stretches of a history that have to be computed again, and what
//! has to be known around them.

use std::ops::ControlFlow;

use furgo_shared::{
    fuel::{Basis, Energy, Fill, REACH},
    id::VehicleId,
    time::Day,
};

use super::anchor::is_anchor;
use crate::{
    error::Result,
    features::{
        odometer::Walk,
        refuels::{self, RefuelRecord},
        vehicles::FoundationRecord,
    },
    storage::{Reads, Span, engine::Order},
};

/// Anchors beside the change whose intervals may say something else now: as many as have a say in
/// each other, the two ends of the one that is changed, and one to be sure.
const TOUCHED: usize = REACH + 3;

/// The days whose readings may contradict something else after a change on a day: from the reading
/// before to the one after.
pub fn neighbourhood(tx: &impl Reads, vehicle: VehicleId, day: Day) -> Result<(Day, Day)> {
    let before = match day.pred_opt() {
        Some(before) => Walk::new(vehicle, None, Some(before), Order::Descending).next(tx)?,
        None => None,
    };
    let after = match day.succ_opt() {
        Some(after) => Walk::new(vehicle, Some(after), None, Order::Ascending).next(tx)?,
        None => None,
    };
    Ok((before.map_or(day, |reading| reading.day), after.map_or(day, |reading| reading.day)))
}

/// A stretch of one energy's refuels.
#[derive(Debug)]
pub struct StreamStretch {
    pub fills: Vec<Fill>,
    /// What comes after this day may be another than before the change; `None` is everything.
    pub after: Option<Day>,
    /// And what comes before this day.
    pub before: Option<Day>,
}

impl StreamStretch {
    /// The refuels around some days of which one has changed.
    pub fn around(
        tx: &impl Reads,
        foundation: &FoundationRecord,
        energy: Energy,
        (from, to): (Day, Day),
    ) -> Result<Self> {
        let lane = |from: Option<Day>, to: Option<Day>, order| {
            Span::of([refuels::store::of_energy(foundation.id, energy)], order).days(from, to)
        };
        let read = |span: Span, is_bounded| Side::read(tx, foundation, energy, &span, is_bounded);
        let within = read(lane(Some(from), Some(to), Order::Ascending), false)?;
        let before = match from.pred_opt() {
            Some(day) => read(lane(None, Some(day), Order::Descending), true)?,
            None => Side::default(),
        };
        let after = match to.succ_opt() {
            Some(day) => read(lane(Some(day), None, Order::Ascending), true)?,
            None => Side::default(),
        };
        let fills = [before.fills, within.fills, after.fills].concat();
        Ok(Self { fills, after: before.edge, before: after.edge })
    }

    /// The first and the last day of its refuels.
    pub fn days(&self) -> Option<(Day, Day)> {
        let days = || self.fills.iter().map(|fill| fill.day);
        days().min().zip(days().max())
    }
}

/// Refuels on one side of a change, from the nearest on.
#[derive(Debug, Default)]
struct Side {
    fills: Vec<Fill>,
    /// The first day that the change does not reach; `None` if it reaches all.
    edge: Option<Day>,
    /// Anchors at different places, up to the edge, then beyond it.
    anchors: usize,
    /// Where the last anchor was: its reading, or its day.
    place: Option<(Option<i64>, Day)>,
    /// The day of the last anchor that the change may reach.
    last_touched: Option<Day>,
}

impl Side {
    fn read(
        tx: &impl Reads,
        foundation: &FoundationRecord,
        energy: Energy,
        span: &Span,
        is_bounded: bool,
    ) -> Result<Self> {
        let mut side = Self::default();
        tx.rows(refuels::store::BY_ENERGY, span, |_, id| {
            let Some(refuel) = tx.find_unseen::<RefuelRecord>(id)? else {
                return Ok(ControlFlow::Continue(()));
            };
            side.fills.push(refuel.to_fill());
            let is_far = is_anchor(foundation, energy, &refuel) && side.pass(foundation, &refuel);
            Ok(match is_far && is_bounded {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            })
        })?;
        Ok(side)
    }

    /// Counts an anchor; true if those beyond the edge are enough to know what lies before it.
    fn pass(&mut self, foundation: &FoundationRecord, anchor: &RefuelRecord) -> bool {
        let place = match foundation.basis {
            Basis::Odometer => (anchor.odometer_m, Day::MIN),
            Basis::Routes => (None, anchor.date),
        };
        // What was put in at one place is one anchor.
        if self.place.replace(place) != Some(place) {
            self.anchors += 1;
        }
        match (self.edge, self.last_touched) {
            (Some(_), _) => self.anchors >= TOUCHED,
            // Days are whole: the edge is the first day after that of the last one reached.
            (None, Some(day)) if day != anchor.date => {
                (self.edge, self.anchors) = (Some(anchor.date), 0);
                false
            }
            (None, None) if self.anchors >= TOUCHED => {
                self.last_touched = Some(anchor.date);
                false
            }
            (None, _) => false,
        }
    }
}
