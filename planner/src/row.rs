//! Times of a vehicle by the number of breaks it has taken, moved forwards and backwards.
//!
//! Being earlier is never worse, so one time per number of breaks says everything: the earliest
//! when looking forward, the latest when looking back.

use crate::check::BREAKS_MAX;
use crate::model::Model;
use crate::parts::{JobModel, NEVER, VehicleModel};

/// One time for each number of breaks taken; entries beyond the vehicle's breaks mean nothing.
pub(crate) type Row = [i64; BREAKS_MAX + 1];

/// At the start of the shift, before any break.
pub(crate) fn start(vehicle: &VehicleModel) -> Row {
    let mut row = [NEVER; BREAKS_MAX + 1];
    row[0] = vehicle.shift.start_s;
    row
}

/// The earliest of the times.
#[inline]
pub(crate) fn first(vehicle: &VehicleModel, row: &Row) -> i64 {
    let more = &row[1..=vehicle.breaks.len()];
    more.iter().fold(row[0], |first, &time| first.min(time))
}

/// Whether two rows of a vehicle say the same.
#[inline]
pub(crate) fn same(vehicle: &VehicleModel, one: &Row, other: &Row) -> bool {
    (0..=vehicle.breaks.len()).all(|taken| one[taken] == other[taken])
}

/// Set-up that is due at a stop when coming from `here`.
#[inline]
pub(crate) fn setup_s(stop: &JobModel, here: u32) -> i64 {
    if stop.location == here { 0 } else { stop.setup_s }
}

/// From finishing somewhere to standing at `to`, breaks taken before or after the leg.
#[inline]
pub(crate) fn depart(model: &Model, vehicle: &VehicleModel, row: &mut Row, from: u32, to: u32) {
    let (travel_s, _) = model.leg(vehicle, from, to);
    if vehicle.breaks.is_empty() {
        row[0] += travel_s;
        return;
    }
    take_breaks(vehicle, row);
    row.iter_mut().for_each(|time| *time += travel_s);
    take_breaks(vehicle, row);
}

/// From standing at a stop to the end of its service.
#[inline]
pub(crate) fn serve(vehicle: &VehicleModel, stop: &JobModel, row: &mut Row, setup_s: i64) {
    for time in &mut row[..=vehicle.breaks.len()] {
        *time = stop.service_start(*time, setup_s) + stop.service_s;
    }
}

fn take_breaks(vehicle: &VehicleModel, row: &mut Row) {
    for (taken, pause) in vehicle.breaks.iter().enumerate() {
        if row[taken] <= pause.window.end_s {
            let rested_s = row[taken].max(pause.window.start_s) + pause.duration_s;
            row[taken + 1] = row[taken + 1].min(rested_s);
        }
    }
}

/// The reverse of [`depart`]: from the latest times of standing at `to` to those of leaving.
#[inline]
pub(crate) fn depart_at_latest(
    model: &Model,
    vehicle: &VehicleModel,
    row: &mut Row,
    from: u32,
    to: u32,
) {
    let (travel_s, _) = model.leg(vehicle, from, to);
    if vehicle.breaks.is_empty() {
        row[0] -= travel_s;
        return;
    }
    give_breaks(vehicle, row);
    row.iter_mut().for_each(|time| *time -= travel_s);
    give_breaks(vehicle, row);
}

/// The reverse of [`take_breaks`]: the latest time at which a break may still come first.
fn give_breaks(vehicle: &VehicleModel, row: &mut Row) {
    for (taken, pause) in vehicle.breaks.iter().enumerate().rev() {
        let after_s = row[taken + 1];
        if pause.window.start_s + pause.duration_s <= after_s {
            row[taken] = row[taken].max(pause.window.end_s.min(after_s - pause.duration_s));
        }
    }
}

/// The earliest end of a route in which every break was taken that could not begin later.
pub(crate) fn earliest_end(vehicle: &VehicleModel, row: &Row) -> i64 {
    let limits = latest_end(vehicle);
    let all = vehicle.breaks.len();
    let open = |taken: &usize| row[*taken] <= limits[*taken];
    (0..=all).filter(open).map(|taken| row[taken]).min().unwrap_or(row[all])
}

/// When the route may end at the latest, by breaks taken; the others can still begin then, and are
/// not required.
pub(crate) fn latest_end(vehicle: &VehicleModel) -> Row {
    let mut row = [-NEVER; BREAKS_MAX + 1];
    let mut limit_s = vehicle.shift.end_s;
    for taken in (0..=vehicle.breaks.len()).rev() {
        if let Some(pause) = vehicle.breaks.get(taken) {
            limit_s = limit_s.min(pause.window.end_s);
        }
        row[taken] = if taken < vehicle.required_breaks { -NEVER } else { limit_s };
    }
    row
}
