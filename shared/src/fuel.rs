//! Fuel economy: from refuels and the odometer's timeline to intervals, averages and flags.
//!
//! Between two moments at which the tank's level is known, the fuel burned is the fuel added since
//! the first of them, less what the level rose. Every energy is a stream of its own. Everything is
//! an integer: metres, and thousandths of a litre, kWh or kg; only figures to show are floats.
//!
//! **Invariant:** what is said about an interval follows from the [`REACH`] spans before and after
//! it in its stream, where a span is what lies between an anchor and the next. After a change only
//! those near it have to be computed again, from a slice that reaches twice as far.
//!
//! Deliberately absent: money (it counts whatever the flags), storage, and the routes themselves.

mod analysis;
mod energy;
mod plausibility;
mod rows;
mod spans;

#[cfg(test)]
mod flag_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod stream_tests;
#[cfg(test)]
mod test_history;
#[cfg(test)]
mod vector_tests;

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use analysis::{Analysis, Flag, Interval, Stream, Totals};
pub use energy::{Energy, EnergyUnit};
pub use plausibility::REACH;

use crate::{
    odometer::{Reading, Source, Timeline},
    time::{Day, Timestamp},
    vehicles::Fuel,
};

/// Energy put into a vehicle, as far as economy needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    pub id: Uuid,
    pub day: Day,
    pub created_at: Timestamp,
    pub fuel: Fuel,
    /// Thousandths of a litre, kWh or kg.
    pub quantity: i64,
    /// Metres.
    pub odometer_m: Option<i64>,
    /// The tank was full afterwards.
    pub full: bool,
    /// What the gauge showed afterwards, or the battery's state of charge: 0 to 1000.
    pub level_after_permille: Option<i64>,
    /// A refuel before this one is not on record.
    pub missed_previous: bool,
    /// Somebody looked at its flags: "count it anyway".
    pub confirmed: bool,
}

impl Fill {
    /// What it says about the odometer.
    pub fn reading(&self) -> Option<Reading> {
        Some(Reading {
            record_id: self.id,
            source: Source::Refuel,
            day: self.day,
            odometer_m: self.odometer_m?,
            created_at: self.created_at,
            confirmed: self.confirmed,
        })
    }
}

/// How far completed routes went after the first day, up to and including the second, in metres.
pub type RoutesDistance<'a> = &'a dyn Fn(Day, Day) -> i64;

/// What is known of one vehicle, or a slice of it.
pub struct History<'a> {
    /// In any order.
    pub fills: Vec<Fill>,
    /// Holds the fills' own readings and all others.
    pub timeline: &'a Timeline,
    /// What the tank or battery holds, in thousandths of its unit, where it is known.
    pub capacities: BTreeMap<Energy, i64>,
    /// The vehicle runs on more than one energy (also if the slice shows one only).
    pub several_energies: bool,
    /// Takes the odometer's place if no fill has a reading. For a slice of a vehicle that has
    /// readings elsewhere: `None`.
    pub routes: Option<RoutesDistance<'a>>,
}

impl fmt::Debug for History<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("History").field("fills", &self.fills).finish_non_exhaustive()
    }
}

/// Where distances come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DistanceBasis"))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    Odometer,
    /// No refuel has a reading: the completed routes between them.
    Routes,
}

/// What is odd about a refuel or an interval; stable on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FlagCode {
    /// Readings contradict each other: no value, and no "count it anyway".
    OdometerConflict,
    /// More or less than any vehicle takes for 100 km.
    ImplausibleEconomy,
    /// Further than any tank reaches, or nowhere at all.
    ImplausibleDistance,
    /// More than three times what the vehicle usually takes.
    AboveUsual,
    /// More went in than fits.
    OverCapacity,
    /// So little that a refuel is probably not on record. It counts all the same.
    MissedSuspected,
}

impl FlagCode {
    /// Every code, for the translations' tests.
    pub const ALL: [Self; 6] = [
        Self::OdometerConflict,
        Self::ImplausibleEconomy,
        Self::ImplausibleDistance,
        Self::AboveUsual,
        Self::OverCapacity,
        Self::MissedSuspected,
    ];

    /// An interval with this flag is left out of the average.
    pub const fn leaves_out(self) -> bool {
        !matches!(self, Self::MissedSuspected)
    }
}

/// The economy of a vehicle, stream by stream.
pub fn analyse(history: &History<'_>) -> Analysis {
    analysis::analyse(history)
}
