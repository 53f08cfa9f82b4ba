//! How far a vehicle has come when its odometer is read: since the reading before.

use furgo_shared::{odometer::Timeline, time::Day};

use crate::{
    error::Result,
    features::{
        odometer::{
            replacements,
            stretch::{Enough, around},
        },
        routes::RouteRecord,
        vehicles::{VehicleRecord, odometer},
    },
    storage::Reads,
};

/// What the odometer showed before a reading, in metres: the reading before it; or where the
/// vehicle stands, if the reading is its newest. `own` is the route that the reading is of.
pub fn odometer_before(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    (day, odometer_m): (Day, i64),
    own: Option<&RouteRecord>,
) -> Result<i64> {
    let replacements = replacements(tx, vehicle.id)?;
    let stretch =
        around(tx, &odometer::course(tx, vehicle)?, (day, day), &replacements, Enough::NEIGHBOURS)?;
    let timeline = stretch.without(own.map(|own| own.id.into())).timeline(replacements);
    let (before, is_newest) = neighbours(&timeline, day, odometer_m);
    let before = before.unwrap_or(vehicle.initial_odometer_m);
    if !is_newest {
        return Ok(before);
    }
    Ok(odometer::odometer_without(tx, vehicle, own)?.max(before))
}

/// The last reading of the same odometer before, and whether none comes after. Readings in
/// conflict say neither.
fn neighbours(timeline: &Timeline, day: Day, odometer_m: i64) -> (Option<i64>, bool) {
    let epoch = timeline.epoch_of(day, odometer_m);
    let place = (epoch, day, odometer_m);
    let clean = || timeline.points().iter().filter(|point| !point.in_conflict);
    let of = |point: &furgo_shared::odometer::Point| (point.epoch, point.day, point.odometer_m);
    let before = clean().rev().find(|point| point.epoch == epoch && of(point) <= place);
    (before.map(|point| point.odometer_m), !clean().any(|point| of(point) > place))
}
