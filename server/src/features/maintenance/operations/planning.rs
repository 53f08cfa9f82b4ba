//! When work is due again: as somebody set it, else as its recurrence says.

use chrono::Datelike;
use furgo_shared::{
    due::{self, Basis, Plan},
    validate::{FieldCode, FieldErrors},
};

use crate::{
    error::{Error, Result},
    features::maintenance::{MaintenanceRecord, store},
    storage::{Reads, WriteTx},
};

/// What the recurrence says of work: floating from the work itself, fixed from the plan of the last
/// work of the kind before it.
pub fn by_recurrence(tx: &impl Reads, work: &MaintenanceRecord) -> Result<Plan> {
    let before = match work.recurrence_basis {
        Basis::Fixed => store::before(tx, work)?,
        Basis::Floating => None,
    };
    let plan = before.map_or_else(Plan::default, |before| before.plan());
    let odometer_m = Some(work.odometer_m);
    Ok(due::next(&plan, &work.recurrence(), work.recurrence_basis, work.date, odometer_m))
}

/// Which parts of a plan are the recurrence's; the others are as somebody typed them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    pub date: bool,
    pub odometer: bool,
}

impl Parts {
    /// Those that say what the recurrence says. Nothing else is kept of where a plan came from:
    /// whoever types what would have been there anyway has no other wish.
    pub fn derived(tx: &impl Reads, work: &MaintenanceRecord) -> Result<Self> {
        let next = by_recurrence(tx, work)?;
        Ok(Self {
            date: next.date.is_some() && work.next_date == next.date,
            odometer: next.odometer_m.is_some() && work.next_odometer_m == next.odometer_m,
        })
    }

    /// Sets these parts as the recurrence says, where it says anything.
    pub fn renew(self, tx: &impl Reads, work: &mut MaintenanceRecord) -> Result<()> {
        let next = by_recurrence(tx, work)?;
        if self.date && next.date.is_some() {
            (work.next_date, work.anchor_day) = (next.date, next.anchor_day);
        }
        if self.odometer && next.odometer_m.is_some() {
            work.next_odometer_m = next.odometer_m;
        }
        Ok(())
    }
}

/// Work whose plan goes on from that of the work before it, as far as nobody typed it.
#[derive(Clone, Debug)]
pub struct Follower {
    work: MaintenanceRecord,
    parts: Parts,
}

impl Follower {
    /// The one that follows this work, or that will when it is entered.
    pub fn of(tx: &impl Reads, work: &MaintenanceRecord) -> Result<Option<Self>> {
        let after = store::after(tx, work)?;
        let Some(work) = after.filter(|after| after.recurrence_basis == Basis::Fixed) else {
            return Ok(None);
        };
        let parts = Parts::derived(tx, &work)?;
        Ok((parts != Parts::default()).then_some(Self { work, parts }))
    }
}

/// Brings plans in step that go on from one that was entered, corrected, deleted or restored, and
/// those that go on from them.
pub fn follow<P>(
    tx: &mut WriteTx<'_, P>,
    followers: impl IntoIterator<Item = Follower>,
) -> Result<()> {
    let mut waiting: Vec<Follower> = followers.into_iter().collect();
    // Work that is moved a little may have the same one on both sides.
    waiting.dedup_by_key(|follower| follower.work.id);
    while let Some(Follower { work: stored, parts }) = waiting.pop() {
        let mut work = stored.clone();
        parts.renew(tx, &mut work)?;
        if work.plan() != stored.plan() {
            waiting.extend(Follower::of(tx, &stored)?);
            tx.put(work)?;
        }
    }
    Ok(())
}

/// A day that somebody set is one to come back to.
pub fn anchor(work: &mut MaintenanceRecord) {
    work.anchor_day = work.next_date.map(|date| date.day());
}

/// The next time is after this one.
pub fn check(work: &MaintenanceRecord) -> Result<()> {
    let mut findings = FieldErrors::default();
    let is_later = work.next_date.is_none_or(|next| next > work.date);
    findings.require("next_date", is_later, FieldCode::OutOfRange);
    let is_further = work.next_odometer_m.is_none_or(|next_m| next_m > work.odometer_m);
    findings.require("next_odometer_km", is_further, FieldCode::OutOfRange);
    if findings.is_empty() { Ok(()) } else { Err(Error::Fields(findings)) }
}
