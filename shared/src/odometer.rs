//! One odometer timeline per vehicle, put together from the records that carry a reading.
//!
//! A replaced odometer starts a new epoch. Inside an epoch readings are ordered by day, then
//! odometer, then creation. Of a timeline in which nothing contradicts, whatever this module says
//! about a reading follows from readings near it, so a slice of a long history gives the same
//! answers in its middle. What is in conflict, only the whole tells: see [`conflict`].
//!
//! Deliberately absent: storage, routes without a reading (their distance is the caller's), and
//! any mending. A contradiction is told, never resolved.

mod conflict;
mod jumps;
mod order;
mod position;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::time::{Day, Timestamp};

pub use jumps::Jump;

/// The kind of record that a reading stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "OdometerSource"))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Refuel,
    Maintenance,
    RouteStart,
    RouteEnd,
    /// A reading noted by itself.
    Reading,
    /// What the vehicle had when it came to the fleet.
    Initial,
}

/// What the odometer showed at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The record that carries it; a route has two, told apart by their source.
    pub record_id: Uuid,
    pub source: Source,
    pub day: Day,
    /// Metres.
    pub odometer_m: i64,
    pub created_at: Timestamp,
    /// Somebody looked at a warning about it and let it stand.
    pub confirmed: bool,
}

/// An odometer was replaced by another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    pub record_id: Uuid,
    pub day: Day,
    /// The last reading of the old one, in metres.
    pub old_last_m: i64,
    /// The first reading of the new one, in metres.
    pub new_first_m: i64,
    pub created_at: Timestamp,
}

/// What a point of the timeline comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointKind {
    Reading(Source),
    /// The last that the old odometer showed.
    ReplacedOld,
    /// The first that the new odometer showed.
    ReplacedNew,
}

impl PointKind {
    /// The kind of record that it stands in. A replaced odometer stands in one of its own, among
    /// the readings.
    pub fn source(self) -> Source {
        match self {
            Self::Reading(source) => source,
            Self::ReplacedOld | Self::ReplacedNew => Source::Reading,
        }
    }
}

/// A reading in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub record_id: Uuid,
    pub kind: PointKind,
    pub day: Day,
    /// As the odometer showed it, in metres.
    pub odometer_m: i64,
    /// As one odometer would have shown it that was never replaced, in metres.
    pub virtual_m: i64,
    /// How many replacements came before.
    pub epoch: usize,
    /// It contradicts another one, see [`Timeline::conflicts`].
    pub in_conflict: bool,
    pub confirmed: bool,
    created_at: Timestamp,
}

/// Two readings of which the later is lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub earlier_id: Uuid,
    pub later_id: Uuid,
}

/// Why a new reading does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OdometerRefusal {
    /// Below this earlier reading, in metres.
    Below(i64),
    /// Above this later reading, in metres.
    Above(i64),
}

/// A new reading fits between the one before and the one after it, all in metres.
///
/// # Errors
/// The neighbour that it contradicts; the earlier one is named first.
pub fn check_order(
    previous_m: Option<i64>,
    next_m: Option<i64>,
    new_m: i64,
) -> Result<(), OdometerRefusal> {
    if let Some(previous_m) = previous_m.filter(|previous_m| new_m < *previous_m) {
        return Err(OdometerRefusal::Below(previous_m));
    }
    if let Some(next_m) = next_m.filter(|next_m| new_m > *next_m) {
        return Err(OdometerRefusal::Above(next_m));
    }
    Ok(())
}

/// All readings of one vehicle, or a slice of them, in order.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// In order.
    points: Vec<Point>,
    /// Those of `points` that are not in conflict; they never fall.
    clean: Vec<Point>,
    /// In order.
    replacements: Vec<Replacement>,
    /// What to add to a reading of an epoch to make it continuous, by epoch.
    offsets: Vec<i64>,
    /// Of each record: one of its points is in conflict.
    conflicts: BTreeMap<Uuid, bool>,
}

impl Timeline {
    /// Orders the readings and finds what contradicts.
    pub fn new(readings: Vec<Reading>, replacements: Vec<Replacement>) -> Self {
        order::timeline(readings, replacements)
    }

    /// Every point in order.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// A record whose reading is in conflict; one without a reading does not.
    pub fn is_in_conflict(&self, record_id: Uuid) -> bool {
        self.conflicts.get(&record_id).copied().unwrap_or_default()
    }

    /// Pairs of readings that contradict each other: each reading in conflict is in one of them.
    pub fn conflicts(&self) -> Vec<Conflict> {
        conflict::conflicts(&self.points)
    }

    /// Whether any reading contradicts another.
    pub fn has_conflicts(&self) -> bool {
        self.clean.len() < self.points.len()
    }

    /// The epoch that a reading of this day and value belongs to.
    ///
    /// On the day of a replacement it is the old odometer's if it is nearer to that one's last
    /// reading than to the new one's first.
    pub fn epoch_of(&self, day: Day, odometer_m: i64) -> usize {
        order::epoch_of(&self.replacements, day, odometer_m)
    }

    /// The reading as one odometer would have shown it that was never replaced, in metres.
    pub fn virtual_of(&self, day: Day, odometer_m: i64) -> i64 {
        self.virtual_in(self.epoch_of(day, odometer_m), odometer_m)
    }

    /// The same of a reading whose epoch is known.
    pub fn virtual_in(&self, epoch: usize, odometer_m: i64) -> i64 {
        odometer_m.saturating_add(self.offsets.get(epoch).copied().unwrap_or_default())
    }
}
