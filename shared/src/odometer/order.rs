//! The order of a timeline, and its epochs.

use std::cmp::Ordering;

use super::{Point, PointKind, Reading, Replacement, Timeline, conflict};
use crate::time::Day;

pub(super) fn timeline(readings: Vec<Reading>, mut replacements: Vec<Replacement>) -> Timeline {
    replacements.sort_by_key(|replacement| {
        (replacement.day, replacement.created_at, replacement.record_id)
    });
    let offsets = offsets(&replacements);
    let offset = |epoch: usize| offsets.get(epoch).copied().unwrap_or_default();
    let mut points: Vec<Point> = readings
        .into_iter()
        .map(|reading| of_reading(reading, &replacements))
        .chain(replacements.iter().enumerate().flat_map(of_replacement))
        .collect();
    for point in &mut points {
        point.virtual_m = point.odometer_m.saturating_add(offset(point.epoch));
    }
    points.sort_by(in_order);
    conflict::flag(&mut points);
    let clean = points.iter().filter(|point| !point.in_conflict).cloned().collect();
    let mut timeline = Timeline { clean, replacements, offsets, ..Timeline::default() };
    for point in &points {
        *timeline.conflicts.entry(point.record_id).or_default() |= point.in_conflict;
    }
    timeline.points = points;
    timeline
}

/// Continuous: the new odometer goes on where the old one stopped.
fn offsets(replacements: &[Replacement]) -> Vec<i64> {
    let mut offset = 0_i64;
    let mut offsets = vec![offset];
    for replacement in replacements {
        offset =
            offset.saturating_add(replacement.old_last_m).saturating_sub(replacement.new_first_m);
        offsets.push(offset);
    }
    offsets
}

/// `replacements` are in order.
pub(super) fn epoch_of(replacements: &[Replacement], day: Day, odometer_m: i64) -> usize {
    let before = replacements.partition_point(|replacement| replacement.day < day);
    let on_the_day = replacements
        .iter()
        .skip(before)
        .take_while(|replacement| replacement.day == day)
        .take_while(|replacement| {
            odometer_m.abs_diff(replacement.old_last_m)
                >= odometer_m.abs_diff(replacement.new_first_m)
        });
    before + on_the_day.count()
}

fn of_reading(reading: Reading, replacements: &[Replacement]) -> Point {
    Point {
        record_id: reading.record_id,
        kind: PointKind::Reading(reading.source),
        day: reading.day,
        odometer_m: reading.odometer_m,
        virtual_m: reading.odometer_m,
        epoch: epoch_of(replacements, reading.day, reading.odometer_m),
        in_conflict: false,
        confirmed: reading.confirmed,
        created_at: reading.created_at,
    }
}

fn of_replacement((epoch, replacement): (usize, &Replacement)) -> [Point; 2] {
    let point = |kind, odometer_m, epoch| Point {
        record_id: replacement.record_id,
        kind,
        day: replacement.day,
        odometer_m,
        virtual_m: odometer_m,
        epoch,
        in_conflict: false,
        confirmed: true,
        created_at: replacement.created_at,
    };
    [
        point(PointKind::ReplacedOld, replacement.old_last_m, epoch),
        point(PointKind::ReplacedNew, replacement.new_first_m, epoch + 1),
    ]
}

/// Epochs never overlap in days except on the day of a replacement. An epoch's first and last
/// points stay its ends on their days, so that a reading beyond them shows as a contradiction.
fn in_order(a: &Point, b: &Point) -> Ordering {
    let rank = |point: &Point| match point.kind {
        PointKind::ReplacedNew => 0_u8,
        PointKind::Reading(_) => 1,
        PointKind::ReplacedOld => 2,
    };
    let key =
        |point: &Point| (point.epoch, point.day, rank(point), point.odometer_m, point.created_at);
    key(a).cmp(&key(b)).then_with(|| (a.record_id, a.kind).cmp(&(b.record_id, b.kind)))
}
