//! Where a vehicle stood at the end of a day, how far it went, and how far it goes in a day.

use super::{OdometerRefusal, Point, Timeline, check_order};
use crate::{rounding::quotient, time::Day};

/// Kilometres are shown with one decimal.
const SHOWN_M: i64 = 100;

/// How many days back a vehicle's own daily rate looks.
pub const RATE_DAYS: i64 = 90;
/// Under this many days a rate says more about one journey than about the vehicle.
const RATE_SPAN_DAYS_MIN: i64 = 14;

impl Timeline {
    /// The first and the last day with a reading that contradicts nothing.
    pub fn span(&self) -> Option<(Day, Day)> {
        self.clean.first().zip(self.clean.last()).map(|(first, last)| (first.day, last.day))
    }

    /// The continuous odometer at the end of a day, in metres: between two readings as if every
    /// day were alike, to the nearest 100 m, so that days add up as they are shown. `None` before
    /// the first reading and after the last.
    pub fn virtual_at_end_of(&self, day: Day) -> Option<i64> {
        let after = self.clean.partition_point(|point| point.day <= day);
        let before = self.clean.get(after.checked_sub(1)?)?;
        if before.day == day {
            return Some(before.virtual_m);
        }
        let next = self.clean.get(after)?;
        let part = i128::from(days(before.day, day));
        let whole = i128::from(days(before.day, next.day));
        let rise = i128::from(next.virtual_m) - i128::from(before.virtual_m);
        let gone = quotient(rise * part, whole * i128::from(SHOWN_M))?;
        before.virtual_m.checked_add(gone.checked_mul(SHOWN_M)?)
    }

    /// How far the vehicle went on the days from the first to the second, both included, in
    /// metres. `None` where no reading is on one of the sides, or where readings that are not
    /// neighbours contradict each other. Distances of days add up to that of the whole.
    pub fn distance_m(&self, from: Day, to: Day) -> Option<i64> {
        let start = self.virtual_at_end_of(from.pred_opt()?)?;
        let end = self.virtual_at_end_of(to)?;
        end.checked_sub(start).filter(|distance_m| *distance_m >= 0)
    }

    /// Metres per day over the readings of the 90 days up to a day. `None` with fewer than two
    /// readings, or with less than 14 days between the first and the last.
    pub fn m_per_day(&self, up_to: Day) -> Option<i64> {
        let recent = || {
            self.clean
                .iter()
                .rev()
                .skip_while(|point| point.day > up_to)
                .take_while(|point| days(point.day, up_to) <= RATE_DAYS)
        };
        let (last, first) = (recent().next()?, recent().last()?);
        let span = days(first.day, last.day);
        (span >= RATE_SPAN_DAYS_MIN).then(|| rise(first, last) / span).filter(|rate| *rate >= 0)
    }

    /// The readings nearest to a day, not on it, on the odometer that showed `odometer_m`: what a
    /// new reading has to fit between. Those in conflict are nobody's measure. In metres.
    pub fn around(&self, day: Day, odometer_m: i64) -> (Option<i64>, Option<i64>) {
        let epoch = self.epoch_of(day, odometer_m);
        let same = |point: &&Point| point.epoch == epoch;
        let (from, to) = (
            self.clean.partition_point(|point| point.day < day),
            self.clean.partition_point(|point| point.day <= day),
        );
        let earlier = from.checked_sub(1).and_then(|index| self.clean.get(index)).filter(same);
        let later = self.clean.get(to).filter(same);
        (earlier.map(|point| point.odometer_m), later.map(|point| point.odometer_m))
    }

    /// A new reading fits between those of other days.
    ///
    /// # Errors
    /// The neighbour that it contradicts.
    pub fn check(&self, day: Day, odometer_m: i64) -> Result<(), OdometerRefusal> {
        let (previous_m, next_m) = self.around(day, odometer_m);
        check_order(previous_m, next_m, odometer_m)
    }
}

/// Days from one to the other; negative when the second is the earlier.
pub(super) fn days(from: Day, to: Day) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// Metres from one point to a later one.
pub(super) fn rise(from: &Point, to: &Point) -> i64 {
    to.virtual_m.saturating_sub(from.virtual_m)
}
