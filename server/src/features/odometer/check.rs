//! Whether a new reading fits on the timeline.

use furgo_shared::{
    access::Role,
    id::UserId,
    odometer::{Point, PointKind, Replacement},
    time::Day,
    validate::FieldCode,
};
use uuid::Uuid;

use super::{
    Course, replacements,
    stretch::{Enough, around},
};
use crate::{
    error::{Error, Result},
    storage::Reads,
};

/// A reading fits between those of other days, and is not below what the vehicle had when it came
/// to the fleet. One that does not is a finding beside `odometer_km`, unless somebody who may
/// insists: then the answer is who. `without` is the record that the reading is a correction of.
pub fn check_reading(
    tx: &impl Reads,
    course: &Course,
    day: Day,
    odometer_m: Option<i64>,
    without: Option<Uuid>,
    force: bool,
) -> Result<Option<UserId>> {
    let Some(odometer_m) = odometer_m else { return Ok(None) };
    check_reading_beside("odometer_km", tx, course, (day, odometer_m), without, force)
}

/// See [`check_reading`]; the finding stands beside `field`.
pub fn check_reading_beside(
    field: &str,
    tx: &impl Reads,
    course: &Course,
    (day, odometer_m): (Day, i64),
    without: Option<Uuid>,
    force: bool,
) -> Result<Option<UserId>> {
    if fits(tx, course, day, odometer_m, without)? { Ok(None) } else { insist(tx, field, force) }
}

/// Whoever insists; the office may.
pub fn insist(tx: &impl Reads, field: &str, force: bool) -> Result<Option<UserId>> {
    let may = matches!(tx.viewer().role(), None | Some(Role::Admin | Role::Dispatcher));
    match force && may {
        true => Ok(tx.viewer().user_id()),
        false => Err(Error::field(field, FieldCode::OdometerOrder)),
    }
}

fn fits(
    tx: &impl Reads,
    course: &Course,
    day: Day,
    odometer_m: i64,
    without: Option<Uuid>,
) -> Result<bool> {
    let mut replacements = replacements(tx, course.vehicle)?;
    replacements.retain(|replacement| Some(replacement.record_id) != without);
    let stretch = around(tx, course, (day, day), &replacements, Enough::NEIGHBOURS)?;
    let timeline = stretch.without(without).timeline(replacements);
    let above_initial = timeline.epoch_of(day, odometer_m) > 0 || odometer_m >= course.initial_m;
    Ok(above_initial && timeline.check(day, odometer_m).is_ok())
}

/// A day's journey that nobody drives, in metres.
pub const DAY_MAX_M: i64 = 2_000_000;

/// Whether somebody has to look at a reading that a phone tells before it counts: it contradicts
/// others, or is further from the one before than anybody drives.
pub fn is_in_question(
    tx: &impl Reads,
    course: &Course,
    (day, odometer_m): (Day, i64),
    without: Option<Uuid>,
) -> Result<bool> {
    if !fits(tx, course, day, odometer_m, without)? {
        return Ok(true);
    }
    let replacements = replacements(tx, course.vehicle)?;
    let stretch = around(tx, course, (day, day), &replacements, Enough::NEIGHBOURS)?;
    let timeline = stretch.without(without).timeline(replacements);
    let epoch = timeline.epoch_of(day, odometer_m);
    let before = timeline
        .points()
        .iter()
        .rfind(|point| !point.in_conflict && point.epoch == epoch && point.day <= day);
    Ok(before.is_some_and(|before| {
        let days = (day - before.day).num_days().max(1);
        odometer_m - before.odometer_m > DAY_MAX_M.saturating_mul(days)
    }))
}

/// An odometer can be replaced on a day: its last reading is not below those before, nor the first
/// of the new one above those after it. Findings stand beside `previous_km` and `odometer_km`.
pub fn check_replacement(
    tx: &impl Reads,
    course: &Course,
    replacement: &Replacement,
    force: bool,
) -> Result<Option<UserId>> {
    let (id, day) = (replacement.record_id, replacement.day);
    let mut replacements = replacements(tx, course.vehicle)?;
    replacements.retain(|other| other.record_id != id);
    replacements.push(replacement.clone());
    let stretch = around(tx, course, (day, day), &replacements, Enough::NEIGHBOURS)?;
    let timeline = stretch.timeline(replacements);
    let points = timeline.points().iter().filter(|point| point.record_id == id);
    let is_too_low = |point: &&Point| point.epoch == 0 && point.odometer_m < course.initial_m;
    let mut wrong = points.filter(|point| point.in_conflict || is_too_low(point));
    match wrong.next().map(|point| point.kind) {
        None => Ok(None),
        Some(PointKind::ReplacedOld) => insist(tx, "previous_km", force),
        Some(PointKind::ReplacedNew | PointKind::Reading(_)) => insist(tx, "odometer_km", force),
    }
}
