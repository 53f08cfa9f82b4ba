//! What comes out: streams, intervals, totals, flags.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Basis, Energy, FlagCode, History, plausibility, rows, spans};
use crate::{odometer::Timeline, time::Day};

/// The economy of one vehicle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    pub basis: Basis,
    /// One for each energy that was put in, in the order of [`Energy::ALL`].
    pub streams: Vec<Stream>,
    /// Everything odd, with the records to look at; what is confirmed is not among them.
    pub flags: Vec<Flag>,
}

/// Something odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    pub code: FlagCode,
    /// In order. The last is the one to confirm, except for a conflict.
    pub record_ids: Vec<Uuid>,
}

/// One energy of a vehicle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    pub energy: Energy,
    /// In order. Where a refuel is missed or the odometer was replaced there is none.
    pub intervals: Vec<Interval>,
    /// What was put in since the last anchor, in thousandths; it is in no average.
    pub open: i64,
    /// The day of the last anchor. Without one everything is open.
    pub open_since: Option<Day>,
    /// The fill after which the level was known last.
    pub anchor_id: Option<Uuid>,
    /// A refuel since the anchor is not on record.
    pub open_is_missed: bool,
}

/// From one moment at which the level of the tank is known to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    pub from: Day,
    /// The interval belongs to the period that this day is in.
    pub to: Day,
    /// The fill that the interval starts after.
    pub start_id: Uuid,
    /// The fill that closes it, at which its value is shown.
    pub end_id: Uuid,
    /// Where it ends on one continuous odometer, in metres; 0 where days are the places.
    pub end_m: i64,
    /// Metres. Not above zero only where the value is unknown.
    pub distance_m: i64,
    /// What was burned, in thousandths.
    pub quantity: i64,
    /// The fills whose energy it is, in order, the closing one included; not the start.
    pub record_ids: Vec<Uuid>,
    /// It is in the averages.
    pub counted: bool,
    /// In the order of their codes; none that was confirmed.
    pub flags: Vec<FlagCode>,
}

/// Sums over intervals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Burned, in thousandths.
    pub quantity: i64,
    /// Metres.
    pub distance_m: i64,
}

impl Totals {
    /// Litres (kWh, kg) for 100 km; `None` without a distance.
    #[allow(
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::cast_precision_loss,
        reason = "for display"
    )]
    pub fn per_100km(self) -> Option<f64> {
        // Thousandths per metre are units per kilometre.
        (self.distance_m > 0).then(|| 100.0 * self.quantity as f64 / self.distance_m as f64)
    }

    /// Kilometres on a litre (kWh, kg); `None` if nothing was burned or no way was made.
    #[allow(
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::cast_precision_loss,
        reason = "for display"
    )]
    pub fn km_per_unit(self) -> Option<f64> {
        (self.distance_m > 0 && self.quantity > 0)
            .then(|| self.distance_m as f64 / self.quantity as f64)
    }
}

impl std::ops::Add for Totals {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            quantity: self.quantity.saturating_add(other.quantity),
            distance_m: self.distance_m.saturating_add(other.distance_m),
        }
    }
}

impl std::iter::Sum for Totals {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), std::ops::Add::add)
    }
}

impl Interval {
    /// What it adds to sums, counted or not.
    pub fn totals(&self) -> Totals {
        Totals { quantity: self.quantity, distance_m: self.distance_m }
    }

    /// A figure can be said for it: readings do not contradict each other.
    pub fn is_known(&self) -> bool {
        self.distance_m > 0 && !self.flags.contains(&FlagCode::OdometerConflict)
    }

    /// Litres (kWh, kg) for 100 km, also of what is left out as implausible.
    pub fn per_100km(&self) -> Option<f64> {
        self.is_known().then(|| self.totals().per_100km()).flatten()
    }

    /// Kilometres on a litre (kWh, kg), also of what is left out as implausible.
    pub fn km_per_unit(&self) -> Option<f64> {
        self.is_known().then(|| self.totals().km_per_unit()).flatten()
    }
}

impl Stream {
    /// Sums over all intervals that count: the average is their quotient, never a mean of ratios.
    pub fn totals(&self) -> Totals {
        self.counted().map(Interval::totals).sum()
    }

    /// Sums over those that end on one of these days, both included.
    pub fn totals_between(&self, from: Day, to: Day) -> Totals {
        self.counted()
            .filter(|interval| (from..=to).contains(&interval.to))
            .map(Interval::totals)
            .sum()
    }

    fn counted(&self) -> impl Iterator<Item = &Interval> {
        self.intervals.iter().filter(|interval| interval.counted)
    }
}

impl Analysis {
    /// The stream of an energy.
    pub fn stream(&self, energy: Energy) -> Option<&Stream> {
        self.streams.iter().find(|stream| stream.energy == energy)
    }

    /// The interval that a fill closes.
    pub fn interval_closed_by(&self, fill: Uuid) -> Option<&Interval> {
        self.intervals().find(|interval| interval.end_id == fill)
    }

    /// What to show beside a fill, in litres (kWh, kg) for 100 km: `None` unless it closes an
    /// interval that counts.
    pub fn value_of(&self, fill: Uuid) -> Option<f64> {
        self.interval_closed_by(fill).filter(|interval| interval.counted)?.per_100km()
    }

    fn intervals(&self) -> impl Iterator<Item = &Interval> {
        self.streams.iter().flat_map(|stream| &stream.intervals)
    }
}

pub(super) fn analyse(history: &History<'_>) -> Analysis {
    let has_reading = history.fills.iter().any(|fill| fill.odometer_m.is_some());
    let routes = history.routes.filter(|_| !has_reading);
    let basis = if routes.is_some() { Basis::Routes } else { Basis::Odometer };
    let mut analysis = Analysis { basis, streams: Vec::new(), flags: conflicts(history) };
    for energy in Energy::ALL {
        let rows = rows::of_stream(history, energy, basis);
        if rows.is_empty() {
            continue;
        }
        let capacity = history.capacities.get(&energy).copied().filter(|capacity| *capacity > 0);
        let (spans, tail) = spans::between_anchors(&rows, capacity, routes);
        let (several, timeline) = (history.several_energies, history.timeline);
        let judge = plausibility::Judge { energy, capacity, several, timeline };
        let intervals = judge.intervals(&spans);
        analysis.flags.extend(judge.fills_over_capacity(&rows));
        analysis
            .flags
            .extend(intervals.iter().flat_map(|interval| flags_of(interval, history.timeline)));
        analysis.streams.push(Stream {
            energy,
            intervals,
            open: tail.quantity,
            open_since: tail.since,
            anchor_id: tail.since_id,
            open_is_missed: tail.missed,
        });
    }
    analysis
}

/// Contradictions of the timeline that a fill has part in.
fn conflicts(history: &History<'_>) -> Vec<Flag> {
    let fills: BTreeSet<Uuid> = history.fills.iter().map(|fill| fill.id).collect();
    let conflicts = history.timeline.conflicts().into_iter();
    conflicts
        .map(|conflict| vec![conflict.earlier_id, conflict.later_id])
        .filter(|record_ids| record_ids.iter().any(|id| fills.contains(id)))
        .map(|record_ids| Flag { code: FlagCode::OdometerConflict, record_ids })
        .collect()
}

/// What the interval as a whole is flagged for: fills and readings are told by themselves.
fn flags_of(interval: &Interval, timeline: &Timeline) -> Vec<Flag> {
    let start = std::iter::once(interval.start_id);
    let record_ids: Vec<Uuid> = start.chain(interval.record_ids.iter().copied()).collect();
    let of_the_whole = |code: FlagCode| match code {
        FlagCode::OverCapacity => false,
        FlagCode::OdometerConflict => !record_ids.iter().any(|id| timeline.is_in_conflict(*id)),
        FlagCode::ImplausibleEconomy
        | FlagCode::ImplausibleDistance
        | FlagCode::AboveUsual
        | FlagCode::MissedSuspected => true,
    };
    let codes = interval.flags.iter().copied().filter(|code| of_the_whole(*code));
    codes.map(|code| Flag { code, record_ids: record_ids.clone() }).collect()
}
