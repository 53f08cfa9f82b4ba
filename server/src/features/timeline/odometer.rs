//! Where a vehicle's odometer stands. Nobody writes it down: it follows from the records.

use std::ops::ControlFlow;

use furgo_shared::odometer::{Replacement, Timeline};

use super::{
    rows::Walk,
    stretch::{Enough, Sure},
};
use crate::{
    error::Result,
    features::{readings, routes, vehicles::VehicleRecord},
    storage::{Key, Measure, Reads, Span, engine::Order},
};

/// The highest of the first reading plus all completed routes since, and every reading of the
/// odometer that the vehicle has now, in metres. Of the readings only the last are looked at, back
/// to the first that contradicts no neighbour.
pub fn odometer_m(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<i64> {
    let replacements = readings::store::replacements(tx, vehicle.id)?;
    let driven = match replacements.last() {
        None => {
            let routes = tx.sums(vehicle.id, None, None)?.get(Measure::DistanceM);
            vehicle.initial_odometer_m.saturating_add(routes)
        }
        Some(last) => last.new_first_m.saturating_add(driven_since(tx, vehicle, last)?),
    };
    let read = highest_reading(tx, vehicle, &replacements)?;
    Ok(read.map_or(driven, |read| read.max(driven)))
}

/// On completed routes after an odometer was replaced. Of the same day, those that ended later.
fn driven_since(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    replacement: &Replacement,
) -> Result<i64> {
    let mut driven = match replacement.day.succ_opt() {
        Some(next) => tx.sums(vehicle.id, Some(next), None)?.get(Measure::DistanceM),
        None => 0,
    };
    let day = Key::new().day(replacement.day);
    let span = Span::of([Key::new().id(vehicle.id)], Order::Ascending).between(day.clone(), day);
    tx.rows(routes::store::BY_VEHICLE, &span, |_, id| {
        if let Some(route) = tx.find_unseen::<routes::RouteRecord>(id)?
            && route.completed_at.unwrap_or(route.meta.created_at) >= replacement.created_at
        {
            driven = driven.saturating_add(route.distance_m.unwrap_or_default());
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(driven)
}

fn highest_reading(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    replacements: &[Replacement],
) -> Result<Option<i64>> {
    let epochs = Timeline::new(Vec::new(), replacements.to_vec());
    let enough = Enough { clean: 1, days: 0 };
    let mut sure = Sure::new(replacements, Order::Descending, enough, None);
    let mut highest = None;
    Walk::new(vehicle.id, None, None, Order::Descending).take_until(tx, |reading| {
        let is_of_now = epochs.epoch_of(reading.day, reading.odometer_m) == replacements.len();
        if is_of_now {
            highest = highest.max(Some(reading.odometer_m));
        }
        let before_the_last = replacements.last().is_some_and(|last| reading.day < last.day);
        sure.is_enough(reading) || before_the_last
    })?;
    Ok(highest)
}
