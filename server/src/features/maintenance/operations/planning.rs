//! When work is due again: as somebody set it, else as its recurrence says.

use chrono::Datelike;
use furgo_shared::{
    due::{self, Basis, Plan},
    validate::{FieldCode, FieldErrors},
};

use crate::{
    error::{Error, Result},
    features::maintenance::{MaintenanceRecord, store},
    storage::Reads,
};

/// Fills in what the recurrence says and nobody set. Fixed, it goes on from the plan of the last
/// work of the kind before this one.
pub fn fill(
    tx: &impl Reads,
    work: &mut MaintenanceRecord,
    date: bool,
    odometer: bool,
) -> Result<()> {
    let before = match work.recurrence_basis {
        Basis::Fixed => store::before(tx, work)?,
        Basis::Floating => None,
    };
    let plan = before.map_or_else(Plan::default, |before| before.plan());
    let odometer_m = Some(work.odometer_m);
    let next = due::next(&plan, &work.recurrence(), work.recurrence_basis, work.date, odometer_m);
    if date && work.next_date.is_none() {
        (work.next_date, work.anchor_day) = (next.date, next.anchor_day);
    }
    if odometer && work.next_odometer_m.is_none() {
        work.next_odometer_m = next.odometer_m;
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
