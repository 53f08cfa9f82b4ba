//! From the records of a vehicle, or of a stretch of its history, to intervals and findings.

use std::{cell::RefCell, collections::BTreeMap};

use furgo_shared::{
    fuel::{self, Analysis, Basis, Energy, Fill, Flag, FlagCode, History},
    id::VehicleId,
    odometer::{Source, Timeline},
    readings::FindingCode,
    time::Day,
};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    features::{
        findings::{FindingRecord, Subject},
        refuels::IntervalRecord,
        vehicles::FoundationRecord,
    },
    storage::{Measure, Reads, Record},
};

/// What the engine says of a stretch.
#[derive(Debug, Default)]
pub struct Derived {
    pub intervals: Vec<IntervalRecord>,
    pub findings: Vec<FindingRecord>,
}

impl Derived {
    /// Adds what is said of another part.
    pub fn absorb(&mut self, other: Self) {
        self.intervals.extend(other.intervals);
        self.findings.extend(other.findings);
    }

    /// What has to be written and what to be deleted for this to become the other.
    pub fn towards(self, other: Self) -> [Self; 2] {
        let says_the_same = IntervalRecord::says_the_same_as;
        let [new, old] = differences(self.intervals, other.intervals, says_the_same);
        let says_the_same = FindingRecord::says_the_same_as;
        let [found, gone] = differences(self.findings, other.findings, says_the_same);
        [Self { intervals: new, findings: found }, Self { intervals: old, findings: gone }]
    }
}

/// What only the second has or has otherwise, and what only the first has. What is said twice
/// counts once.
fn differences<R: Record>(
    stored: Vec<R>,
    derived: Vec<R>,
    says_the_same: fn(&R, &R) -> bool,
) -> [Vec<R>; 2] {
    let by_id = |records: Vec<R>| -> BTreeMap<Uuid, R> {
        records.into_iter().map(|record| (record.id(), record)).collect()
    };
    let (mut stored, mut derived) = (by_id(stored), by_id(derived));
    derived.retain(|id, record| !stored.remove(id).is_some_and(|old| says_the_same(&old, record)));
    [derived.into_values().collect(), stored.into_values().collect()]
}

/// What is known of a vehicle over a stretch.
pub struct Facts<'t, T> {
    pub tx: &'t T,
    pub foundation: &'t FoundationRecord,
    pub timeline: &'t Timeline,
}

impl<T: Reads> Facts<'_, T> {
    fn vehicle_id(&self) -> VehicleId {
        self.foundation.id
    }

    /// Contradictions and jumps of the odometer.
    pub fn of_timeline(&self) -> Vec<FindingRecord> {
        let points = self.timeline.points().iter();
        let in_conflict = points.clone().filter(|point| point.in_conflict);
        // Of a route with two readings, the one in conflict is meant.
        let places: BTreeMap<Uuid, (Day, Source)> = points
            .chain(in_conflict)
            .map(|point| (point.record_id, (point.day, point.kind.source())))
            .collect();
        let finding = |code, records: [Uuid; 2]| {
            let day = records.iter().filter_map(|id| places.get(id)).map(|(day, _)| *day).max()?;
            let subjects = records.map(|id| Subject {
                id,
                source: places.get(&id).map_or(Source::Reading, |(_, source)| *source),
            });
            let about = (self.vehicle_id(), None);
            Some(FindingRecord::new(about, code, day, subjects.into(), self.tx.now()))
        };
        let conflicts = self.timeline.conflicts().into_iter().filter_map(|conflict| {
            finding(FindingCode::OdometerConflict, [conflict.earlier_id, conflict.later_id])
        });
        let jumps = self.timeline.jumps().into_iter().filter_map(|jump| {
            finding(FindingCode::OdometerJump, [jump.previous_id, jump.record_id])
        });
        conflicts.chain(jumps).collect()
    }

    /// Intervals of one energy, and what is odd about them.
    pub fn of_stream(&self, energy: Energy, fills: Vec<Fill>) -> Result<Derived> {
        let days = fills.iter().map(|fill| (fill.id, fill.day)).collect();
        let failure = RefCell::new(None);
        let routes = |from: Day, to: Day| {
            driven_after(self.tx, self.vehicle_id(), from, to).unwrap_or_else(|error| {
                failure.replace(Some(error));
                0
            })
        };
        let analysis = fuel::analyse(&History {
            fills,
            timeline: self.timeline,
            capacities: self.foundation.capacities.clone(),
            several_energies: self.foundation.several_energies,
            routes: (self.foundation.basis == Basis::Routes).then_some(&routes),
        });
        failure.into_inner().map_or(Ok(()), Err::<(), Error>)?;
        Ok(self.records(energy, &analysis, &days))
    }

    fn records(&self, energy: Energy, analysis: &Analysis, days: &BTreeMap<Uuid, Day>) -> Derived {
        let (vehicle, now) = (self.vehicle_id(), self.tx.now());
        let intervals = analysis.stream(energy).map(|stream| &stream.intervals);
        let intervals = intervals.into_iter().flatten();
        let findings = analysis.flags.iter().filter(|flag| !self.is_of_timeline(flag));
        Derived {
            intervals: intervals
                .map(|interval| IntervalRecord::new(vehicle, energy, interval, now))
                .collect(),
            findings: findings.filter_map(|flag| self.finding(energy, flag, days)).collect(),
        }
    }

    /// Contradictions of readings are told once, whatever streams they touch.
    fn is_of_timeline(&self, flag: &Flag) -> bool {
        flag.code == FlagCode::OdometerConflict
            && flag.record_ids.iter().any(|id| self.timeline.is_in_conflict(*id))
    }

    fn finding(
        &self,
        energy: Energy,
        flag: &Flag,
        days: &BTreeMap<Uuid, Day>,
    ) -> Option<FindingRecord> {
        let day = flag.record_ids.iter().filter_map(|id| days.get(id)).max()?;
        let subject = |id: &Uuid| Subject { id: *id, source: Source::Refuel };
        let subjects = flag.record_ids.iter().map(subject).collect();
        let about = (self.vehicle_id(), Some(energy));
        Some(FindingRecord::new(about, flag.code.into(), *day, subjects, self.tx.now()))
    }
}

/// How far completed routes went after the first day, up to and including the second, in metres.
pub fn driven_after(tx: &impl Reads, vehicle: VehicleId, from: Day, to: Day) -> Result<i64> {
    let first = from.succ_opt().unwrap_or(from);
    Ok(tx.sums(vehicle, Some(first), Some(to))?.get(Measure::DistanceM))
}
