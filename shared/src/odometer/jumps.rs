//! Readings that rise far more than this vehicle's days do: probably a digit too many.

use uuid::Uuid;

use super::{
    Point, PointKind, Timeline,
    position::{RATE_DAYS, days, rise},
};

/// A day's journey out of the ordinary is no error: this much is allowed on top, in metres.
const ALLOWANCE_M: i64 = 300_000;
/// How often the expected distance must be exceeded.
const FACTOR: i64 = 5;
/// With fewer readings a vehicle has no rate of its own.
const READINGS_MIN: usize = 3;

/// A reading far above what the vehicle's own daily rate lets expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    pub record_id: Uuid,
    /// The reading before it.
    pub previous_id: Uuid,
    /// Metres since the reading before it.
    pub rise_m: i64,
    /// Metres that the days since then would have brought.
    pub expected_m: i64,
}

impl Timeline {
    /// Readings not confirmed that rise by more than 300 km and five times the expected.
    ///
    /// The expected is the rate of the readings of the 90 days up to the previous reading (at
    /// least the last three of them) times the days since then (at least one). Readings in
    /// conflict neither jump nor make a rate: they are told apart as such.
    pub fn jumps(&self) -> Vec<Jump> {
        let later = self.clean.iter().enumerate().skip(READINGS_MIN);
        later.filter_map(|(index, point)| self.jump(index, point)).collect()
    }

    fn jump(&self, index: usize, point: &Point) -> Option<Jump> {
        if point.confirmed || !matches!(point.kind, PointKind::Reading(_)) {
            return None;
        }
        let previous = self.clean.get(index.checked_sub(1)?)?;
        let recent = self.clean.partition_point(|old| days(old.day, previous.day) > RATE_DAYS);
        let first = self.clean.get(recent.min(index.checked_sub(READINGS_MIN)?))?;
        let driven = i128::from(rise(first, previous).max(0));
        let expected = driven * i128::from(days(previous.day, point.day).max(1))
            / i128::from(days(first.day, previous.day).max(1));
        let rise_m = rise(previous, point);
        let limit = i128::from(ALLOWANCE_M) + i128::from(FACTOR) * expected;
        (i128::from(rise_m) > limit).then(|| Jump {
            record_id: point.record_id,
            previous_id: previous.record_id,
            rise_m,
            expected_m: i64::try_from(expected).unwrap_or(i64::MAX),
        })
    }
}
