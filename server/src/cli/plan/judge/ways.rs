//! How long and how far it is from place to place, read from the problem anew.

#![expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::float_arithmetic,
    reason = "an estimate, rounded to seconds and metres; what is beyond them saturates"
)]

use furgo_planner::straight_line::{DETOUR, duration_s, great_circle_m};

use super::super::input::{Coordinates, Count, Input, Leg, Matrices, Vehicle};

/// Where the ways of a file without matrices come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Furgo's own estimate by coordinates, as its plans are made.
    Estimate,
    /// Whoever made the plan knew the roads: how long a way takes is believed.
    Told,
}

/// Somewhere, as the file says it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spot {
    Row(usize),
    Point(Coordinates),
}

impl Spot {
    pub fn of(point: Option<Coordinates>, row: Option<Count>) -> Option<Self> {
        row.map(|row| Self::Row(row.as_index())).or(point.map(Self::Point))
    }
}

/// A leg; metres only where they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    pub seconds: i64,
    pub metres: Option<i64>,
}

/// The ways of one vehicle.
pub struct Ways<'a> {
    matrices: Option<&'a Matrices>,
    factor: f64,
    source: Source,
}

impl<'a> Ways<'a> {
    pub fn of(input: &'a Input, vehicle: &Vehicle, source: Source) -> Self {
        let matrices = input.matrices.get(&vehicle.profile);
        Self { matrices, factor: vehicle.speed_factor.unwrap_or(1.0), source }
    }

    /// How much each leg may be off, in seconds: parts of a second are rounded by everybody else.
    pub fn slack_s(&self) -> i64 {
        i64::from(self.factor.to_bits() != 1.0_f64.to_bits())
    }

    /// None where only the plan knows.
    pub fn between(&self, from: Spot, to: Spot) -> Option<Way> {
        match (self.matrices, from, to) {
            (Some(matrices), Spot::Row(from), Spot::Row(to)) => {
                let seconds = self.scaled(f64::from(entry(&matrices.durations, from, to)?));
                let metres = matrices.distances.as_ref();
                let metres = metres.and_then(|rows| entry(rows, from, to)).map(i64::from);
                Some(Way { seconds, metres })
            }
            (None, Spot::Point(from), Spot::Point(to)) if self.source == Source::Estimate => {
                let metres = great_circle_m((from[1], from[0]), (to[1], to[0])) * DETOUR;
                let seconds = self.scaled(duration_s(metres).round());
                Some(Way { seconds, metres: Some(metres.round() as i64) })
            }
            _ => None,
        }
    }

    fn scaled(&self, seconds: f64) -> i64 {
        (seconds / self.factor).round() as i64
    }
}

fn entry(rows: &[Vec<Leg>], from: usize, to: usize) -> Option<u32> {
    rows.get(from)?.get(to).map(|leg| leg.0)
}
