//! Where a vehicle's odometer stands, and how far it went. Nobody writes it down: it follows from
//! the records.

use std::ops::ControlFlow;

use furgo_shared::odometer::{Replacement, Timeline};
use uuid::Uuid;

use super::{FoundationRecord, VehicleRecord};
use crate::{
    error::Result,
    features::{
        odometer::{
            Came, Course, Driven, Walk, replacements,
            stretch::{Enough, Sure},
        },
        routes::{self, RouteRecord},
        settings,
    },
    storage::{Key, Measure, Reads, Span, engine::Order},
};

/// What its readings are judged by.
pub fn course(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<Course> {
    let foundation = tx.find_unseen::<FoundationRecord>(vehicle.id)?;
    Ok(Course {
        vehicle: vehicle.id,
        initial_m: vehicle.initial_odometer_m,
        has_conflicts: foundation.is_some_and(|foundation| foundation.has_conflicts),
    })
}

/// How far it went, to be asked for as many periods as somebody wants.
pub fn driven(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<Driven> {
    let at = vehicle.meta.created_at;
    let came = Came { day: settings::store::current(tx)?.day_of(at), at };
    Driven::of(tx, &course(tx, vehicle)?, came)
}

/// The highest of the first reading plus all completed routes since, and every reading of the
/// odometer that the vehicle has now, in metres. Of the readings only the last are looked at, back
/// to the first that contradicts no neighbour.
pub fn odometer_m(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<i64> {
    odometer_without(tx, vehicle, None)
}

/// The same as if a route had never been driven.
pub fn odometer_without(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    route: Option<&RouteRecord>,
) -> Result<i64> {
    let replacements = replacements(tx, vehicle.id)?;
    let (first, since) = match replacements.last() {
        None => (vehicle.initial_odometer_m, None),
        Some(last) => (last.new_first_m, Some(last)),
    };
    let routes = driven_since(tx, vehicle, since)?;
    let own = route.filter(|route| {
        route.vehicle_id == Some(vehicle.id) && since.is_none_or(|since| ended_after(route, since))
    });
    let own_m = own.and_then(RouteRecord::driven_m).unwrap_or_default();
    let driven = first.saturating_add(routes).saturating_sub(own_m);
    let read = highest_reading(tx, vehicle, &replacements, route.map(|route| route.id.into()))?;
    Ok(read.map_or(driven, |read| read.max(driven)))
}

/// On completed routes, since an odometer was replaced or ever. Of the day of the replacement,
/// those that ended after it.
fn driven_since(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    since: Option<&Replacement>,
) -> Result<i64> {
    let Some(since) = since else {
        return Ok(tx.sums(vehicle.id, None, None)?.get(Measure::DistanceM));
    };
    let mut driven = match since.day.succ_opt() {
        Some(next) => tx.sums(vehicle.id, Some(next), None)?.get(Measure::DistanceM),
        None => 0,
    };
    let span = Span::of([Key::new().id(vehicle.id)], Order::Ascending)
        .days(Some(since.day), Some(since.day));
    tx.rows(routes::store::BY_VEHICLE, &span, |_, id| {
        if let Some(route) = tx.find_unseen::<RouteRecord>(id)?
            && ended_after(&route, since)
        {
            driven = driven.saturating_add(route.driven_m().unwrap_or_default());
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(driven)
}

fn ended_after(route: &RouteRecord, replacement: &Replacement) -> bool {
    let ended_at = route.completed_at.unwrap_or(route.meta.created_at);
    (route.date, ended_at) >= (replacement.day, replacement.created_at)
}

fn highest_reading(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    replacements: &[Replacement],
    without: Option<Uuid>,
) -> Result<Option<i64>> {
    let epochs = Timeline::new(Vec::new(), replacements.to_vec());
    let enough = Enough { clean: 1, days: 0 };
    let mut sure = Sure::new(replacements, Order::Descending, enough, None);
    let mut highest = None;
    Walk::new(vehicle.id, None, None, Order::Descending).take_until(tx, |reading| {
        if Some(reading.record_id) == without {
            return false;
        }
        let is_of_now = epochs.epoch_of(reading.day, reading.odometer_m) == replacements.len();
        if is_of_now {
            highest = highest.max(Some(reading.odometer_m));
        }
        let before_the_last = replacements.last().is_some_and(|last| reading.day < last.day);
        sure.is_sure(reading) || before_the_last
    })?;
    Ok(highest)
}
