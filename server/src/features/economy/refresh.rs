//! Keeps intervals and findings in step with the records, as far as a change reaches.

use std::{collections::BTreeSet, ops::ControlFlow};

use furgo_shared::{
    fuel::{Basis, Energy, Fill},
    id::VehicleId,
    odometer::Timeline,
    time::Day,
};

use super::{
    derive::{Derived, Facts},
    foundation,
    near::{StreamStretch, neighbourhood},
};
use crate::{
    error::Result,
    features::{
        findings::{self, FindingRecord},
        odometer::{
            Course,
            stretch::{self, Enough, around},
        },
        refuels::{self, IntervalRecord, RefuelRecord},
        vehicles::{self, FoundationRecord, VehicleRecord},
    },
    storage::{Reads, Span, WriteTx, engine},
};

/// Brings intervals and findings in step after a change of records on these days. Without days it
/// is the vehicle itself that has changed.
///
/// While nothing has moved that everything rests on (see [`FoundationRecord`]) and readings are in
/// order, only what is near is computed again, however long the history is.
pub fn refresh<P>(tx: &mut WriteTx<'_, P>, vehicle: VehicleId, days: &[Day]) -> Result<()> {
    let Some(vehicle) = tx.find_unseen::<VehicleRecord>(vehicle)? else { return Ok(()) };
    let foundation = foundation::now(tx, &vehicle)?;
    let before: Option<FoundationRecord> = tx.find_unseen(vehicle.id)?;
    if before.is_none_or(|before| before.has_conflicts || !before.holds(&foundation)) {
        return recompute(tx, foundation);
    }
    let course = vehicles::odometer::course(tx, &vehicle)?;
    let days: BTreeSet<Day> = days.iter().copied().collect();
    for day in days {
        if refresh_near(tx, &course, &foundation, day)? == Order::Broken {
            return recompute(tx, foundation);
        }
    }
    Ok(())
}

/// Whether the readings near a change are in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Kept,
    /// They contradict each other now: only all readings tell which.
    Broken,
}

/// Computes all intervals and findings of a vehicle anew, and writes what differs.
pub fn recompute_all<P>(tx: &mut WriteTx<'_, P>, vehicle: VehicleId) -> Result<()> {
    let Some(vehicle) = tx.find_unseen::<VehicleRecord>(vehicle)? else { return Ok(()) };
    let foundation = foundation::now(tx, &vehicle)?;
    recompute(tx, foundation)
}

fn recompute<P>(tx: &mut WriteTx<'_, P>, mut foundation: FoundationRecord) -> Result<()> {
    let (timeline, derived) = everything(tx, &foundation)?;
    settle(tx, stored(tx, &foundation)?, derived)?;
    foundation.has_conflicts = timeline.has_conflicts();
    tx.put(foundation).map(drop)
}

/// What is stored of a vehicle, and what the engine says of all its records: the same, unless this
/// program is wrong.
pub fn stored_and_derived(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<[Derived; 2]> {
    let foundation = foundation::now(tx, vehicle)?;
    let (_, derived) = everything(tx, &foundation)?;
    Ok([stored(tx, &foundation)?, derived])
}

fn stored(tx: &impl Reads, foundation: &FoundationRecord) -> Result<Derived> {
    let mut stored =
        Derived { findings: findings(tx, foundation, (None, None))?, ..Derived::default() };
    for energy in Energy::ALL {
        stored.intervals.extend(intervals(tx, foundation, energy, (None, None))?);
    }
    Ok(stored)
}

/// The rate that jumps are measured by looks 90 days back from the reading before; with a few
/// readings more to be sure of those.
const RATE: Enough = Enough { clean: 6, days: 92 };

fn refresh_near<P>(
    tx: &mut WriteTx<'_, P>,
    course: &Course,
    foundation: &FoundationRecord,
    day: Day,
) -> Result<Order> {
    let (from, to) = neighbourhood(tx, foundation.id, day)?;
    // Without readings of their own, refuels have no part in contradictions.
    let near = if foundation.basis == Basis::Odometer { (from, to) } else { (day, day) };
    let mut streams = Vec::new();
    let (mut first, mut last) = (from, to);
    for energy in Energy::ALL {
        let stretch = StreamStretch::around(tx, foundation, energy, near)?;
        if let Some((begin, end)) = stretch.days() {
            (first, last) = (first.min(begin), last.max(end));
        }
        streams.push((energy, stretch));
    }
    let replacements = foundation.replacements();
    let stretch = around(tx, course, (first, last), &replacements, RATE)?;
    let end = stretch.after.last().filter(|_| stretch.goes_on).map(|reading| reading.day);
    let timeline = stretch.timeline(replacements);
    if timeline.has_conflicts() {
        return Ok(Order::Broken);
    }
    let facts = Facts { tx, foundation, timeline: &timeline };
    let is_near = |day: Day| day >= from && end.is_none_or(|end| day < end);
    let mut now = Derived { findings: facts.of_timeline(), ..Derived::default() };
    now.findings.retain(|finding| is_near(finding.day));
    let mut before =
        Derived { findings: findings(tx, foundation, (Some(from), end))?, ..Derived::default() };
    before.findings.retain(|finding| finding.energy.is_none() && is_near(finding.day));
    for (energy, stretch) in streams {
        let [kept, found] = both_near(&facts, energy, stretch)?;
        before.absorb(kept);
        now.absorb(found);
    }
    settle(tx, before, now)?;
    Ok(Order::Kept)
}

/// What is stored of a stream near a change, and what the engine says of it.
fn both_near<T: Reads>(
    facts: &Facts<'_, T>,
    energy: Energy,
    stretch: StreamStretch,
) -> Result<[Derived; 2]> {
    let days = (stretch.after, stretch.before);
    let is_near = |day: Day| {
        days.0.is_none_or(|after| day > after) && days.1.is_none_or(|before| day < before)
    };
    let mut stored = Derived {
        intervals: intervals(facts.tx, facts.foundation, energy, days)?,
        findings: findings(facts.tx, facts.foundation, days)?,
    };
    stored.findings.retain(|finding| finding.energy == Some(energy));
    let mut both = [stored, facts.of_stream(energy, stretch.fills)?];
    for derived in &mut both {
        derived.intervals.retain(|interval| is_near(interval.to));
        derived.findings.retain(|finding| is_near(finding.day));
    }
    Ok(both)
}

/// The stored intervals of a stream that end on the days from the first to the second.
fn intervals(
    tx: &impl Reads,
    foundation: &FoundationRecord,
    energy: Energy,
    days: (Option<Day>, Option<Day>),
) -> Result<Vec<IntervalRecord>> {
    let mut intervals = Vec::new();
    refuels::store::intervals(
        tx,
        (foundation.id, energy),
        days,
        engine::Order::Ascending,
        |interval| {
            intervals.push(interval);
            ControlFlow::Continue(())
        },
    )?;
    Ok(intervals)
}

/// The stored findings of the days from the first to the second.
fn findings(
    tx: &impl Reads,
    foundation: &FoundationRecord,
    (from, to): (Option<Day>, Option<Day>),
) -> Result<Vec<FindingRecord>> {
    let span = Span::of([findings::store::scope(Some(foundation.id))], engine::Order::Ascending)
        .days(from, to);
    let mut findings = Vec::new();
    tx.rows(findings::store::BY_SCOPE, &span, |_, id| {
        findings.extend(tx.find_unseen::<FindingRecord>(id)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(findings)
}

/// What the engine says of all records of a vehicle.
fn everything(tx: &impl Reads, foundation: &FoundationRecord) -> Result<(Timeline, Derived)> {
    let timeline = stretch::whole(tx, foundation.id, foundation.replacements())?;
    let facts = Facts { tx, foundation, timeline: &timeline };
    let mut derived = Derived { findings: facts.of_timeline(), ..Derived::default() };
    for energy in Energy::ALL {
        let found = facts.of_stream(energy, fills(tx, foundation.id, energy)?)?;
        derived.intervals.extend(found.intervals);
        derived.findings.extend(found.findings);
    }
    Ok((timeline, derived))
}

fn fills(tx: &impl Reads, vehicle: VehicleId, energy: Energy) -> Result<Vec<Fill>> {
    let span = Span::of([refuels::store::of_energy(vehicle, energy)], engine::Order::Ascending);
    let mut fills = Vec::new();
    tx.rows(refuels::store::BY_ENERGY, &span, |_, id| {
        fills.extend(tx.find_unseen(id)?.as_ref().map(RefuelRecord::to_fill));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(fills)
}

/// Writes what differs, and nothing else.
fn settle<P>(tx: &mut WriteTx<'_, P>, stored: Derived, derived: Derived) -> Result<()> {
    let [missing, surplus] = stored.towards(derived);
    for interval in missing.intervals {
        tx.put(interval)?;
    }
    for finding in missing.findings {
        tx.put(finding)?;
    }
    surplus.intervals.iter().try_for_each(|interval| tx.delete(interval))?;
    surplus.findings.iter().try_for_each(|finding| tx.delete(finding))
}
