//! Stretches of a timeline: a few readings around a day, as many as it takes to be sure of them.

use furgo_shared::{
    id::VehicleId,
    odometer::{Reading, Replacement, Timeline},
    time::Day,
};
use uuid::Uuid;

use super::{Course, rows::Walk};
use crate::{
    error::Result,
    storage::{Reads, engine::Order},
};

/// All readings of a vehicle.
pub fn whole(
    tx: &impl Reads,
    vehicle: VehicleId,
    replacements: Vec<Replacement>,
) -> Result<Timeline> {
    let readings = Walk::new(vehicle, None, None, Order::Ascending).take_until(tx, |_| false)?;
    Ok(Timeline::new(readings, replacements))
}

/// The readings of some days, and before and after them as many as are `enough`: all, if the
/// timeline is not in order.
pub fn around(
    tx: &impl Reads,
    course: &Course,
    (from, to): (Day, Day),
    replacements: &[Replacement],
    enough: Enough,
) -> Result<Stretch> {
    let (vehicle, enough) = (course.vehicle, enough.of(course));
    let within =
        Walk::new(vehicle, Some(from), Some(to), Order::Ascending).take_until(tx, |_| false)?;
    let mut stretch = Stretch { within, ..Stretch::default() };
    if let Some(day) = from.pred_opt() {
        let inner = stretch.within.first();
        let mut sure = Sure::new(replacements, Order::Descending, enough, inner);
        stretch.before = Walk::new(vehicle, None, Some(day), Order::Descending)
            .take_until(tx, |reading| sure.is_enough(reading))?;
    }
    if let Some(day) = to.succ_opt() {
        let inner = stretch.within.last();
        let mut sure = Sure::new(replacements, Order::Ascending, enough, inner);
        stretch.after = Walk::new(vehicle, Some(day), None, Order::Ascending)
            .take_until(tx, |reading| sure.is_enough(reading))?;
        stretch.goes_on = sure.is_satisfied();
    }
    Ok(stretch)
}

/// The readings on either side of a day's end, as far as it takes for `enough`. However many a day
/// has, only those next to its end are read.
pub fn at_end_of(
    tx: &impl Reads,
    course: &Course,
    day: Day,
    replacements: &[Replacement],
    enough: Enough,
) -> Result<Stretch> {
    let (vehicle, enough) = (course.vehicle, enough.of(course));
    let mut sure = Sure::new(replacements, Order::Descending, enough, None);
    let before = Walk::new(vehicle, None, Some(day), Order::Descending)
        .take_until(tx, |reading| sure.is_sure(reading))?;
    let mut after = Vec::new();
    if let Some(day) = day.succ_opt() {
        let mut sure = Sure::new(replacements, Order::Ascending, enough, before.first());
        after = Walk::new(vehicle, Some(day), None, Order::Ascending)
            .take_until(tx, |reading| sure.is_sure(reading))?;
    }
    Ok(Stretch { before, after, ..Stretch::default() })
}

/// When a walk away from the days has gone far enough.
#[derive(Clone, Copy, Debug, Default)]
pub struct Enough {
    /// As many readings before (or after) that contradict no neighbour.
    pub clean: usize,
    /// And the last of them as many days away from the first.
    pub days: i64,
}

impl Enough {
    /// The nearest reading that contradicts nothing, and a few more: next to a replaced odometer,
    /// that one's readings may contradict it.
    pub const NEIGHBOURS: Self = Self { clean: 3, days: 0 };
    /// Never: all there are.
    const ALL: Self = Self { clean: usize::MAX, days: i64::MAX };

    /// Of a vehicle whose readings contradict each other anywhere, only all of them tell which are
    /// in conflict.
    pub fn of(self, course: &Course) -> Self {
        if course.has_conflicts { Self::ALL } else { self }
    }
}

/// A part of a timeline.
#[derive(Debug, Default)]
pub struct Stretch {
    /// From the nearest to the furthest.
    pub before: Vec<Reading>,
    /// In order.
    pub within: Vec<Reading>,
    /// From the nearest to the furthest.
    pub after: Vec<Reading>,
    /// More readings may come after it.
    pub goes_on: bool,
}

impl Stretch {
    /// As if there were no such record.
    pub fn without(mut self, record: Option<Uuid>) -> Self {
        for readings in [&mut self.before, &mut self.within, &mut self.after] {
            readings.retain(|reading| Some(reading.record_id) != record);
        }
        self
    }

    /// In order, with what the days of replacements say.
    pub fn timeline(self, replacements: Vec<Replacement>) -> Timeline {
        let readings = self.before.into_iter().chain(self.within).chain(self.after);
        Timeline::new(readings.collect(), replacements)
    }
}

/// Counts the readings of a walk that contradict no neighbour.
#[derive(Debug)]
pub struct Sure {
    epochs: Timeline,
    order: Order,
    enough: Enough,
    clean: usize,
    /// The day of the first reading that is clean.
    first_clean: Option<Day>,
    /// The day of the one that made it enough.
    satisfied_on: Option<Day>,
    has_one_odometer: bool,
    last: Option<Reading>,
    last_fits_inwards: bool,
}

impl Sure {
    pub fn new(
        replacements: &[Replacement],
        order: Order,
        enough: Enough,
        inner: Option<&Reading>,
    ) -> Self {
        Self {
            epochs: Timeline::new(Vec::new(), replacements.to_vec()),
            order,
            enough,
            clean: 0,
            first_clean: None,
            satisfied_on: None,
            has_one_odometer: replacements.is_empty(),
            last: inner.cloned(),
            // It is none of the walk's own, so it does not count.
            last_fits_inwards: false,
        }
    }

    /// The walk was not ended by the end of the readings.
    pub fn is_satisfied(&self) -> bool {
        self.satisfied_on.is_some()
    }

    /// With this next reading it is enough: it is on another day than the one that made it so, so
    /// that no day is there in part but the last.
    pub fn is_enough(&mut self, reading: &Reading) -> bool {
        if let Some(day) = self.satisfied_on {
            return reading.day != day;
        }
        let fits = self.last.as_ref().is_none_or(|last| match self.order {
            Order::Ascending => !self.contradict(last, reading),
            Order::Descending => !self.contradict(reading, last),
        });
        if let Some(last) = self.last.as_ref().filter(|_| fits && self.last_fits_inwards) {
            self.clean += 1;
            let first = *self.first_clean.get_or_insert(last.day);
            let days = (last.day - first).num_days().abs();
            if self.clean >= self.enough.clean && days >= self.enough.days {
                self.satisfied_on = Some(last.day);
            }
        }
        self.last = Some(reading.clone());
        self.last_fits_inwards = fits;
        self.satisfied_on.is_some_and(|day| reading.day != day)
    }

    /// With this next reading what lies behind it is sure, though its day may be there in part:
    /// enough for whoever asks what the odometer showed, unless it was replaced.
    pub fn is_sure(&mut self, reading: &Reading) -> bool {
        self.is_enough(reading) || (self.is_satisfied() && self.has_one_odometer)
    }

    fn contradict(&self, earlier: &Reading, later: &Reading) -> bool {
        let epoch = |reading: &Reading| self.epochs.epoch_of(reading.day, reading.odometer_m);
        epoch(earlier) == epoch(later) && later.odometer_m < earlier.odometer_m
    }
}
