//! How far a vehicle went in a period: by its odometer where that was read on both sides, else by
//! its completed routes.

use furgo_shared::{
    id::VehicleId,
    odometer::{Point, Reading, Replacement, Source, Timeline},
    time::Day,
};

use super::{
    rows::Walk,
    stretch::{Enough, Sure, at_end_of},
};
use crate::{
    error::Result,
    features::{readings, settings, vehicles::VehicleRecord},
    storage::{Measure, Reads, engine::Order},
};

/// What a vehicle had when it came to the fleet is its first reading, unless the next one is
/// further above than any tank reaches: then nobody entered it.
const FROM_INITIAL_MAX_M: i64 = 3_000_000;

/// Metres on the days from `from` to `to`, both included; `None` is since, or until, ever.
///
/// Between the first reading and the last it is the odometer's rise, each day between two readings
/// having an equal part of it, over replaced odometers, without readings in conflict. Before the
/// first and after the last it is the distance of the completed routes. `None` if there is neither.
pub fn distance(
    tx: &impl Reads,
    vehicle: VehicleId,
    from: Option<Day>,
    to: Option<Day>,
) -> Result<Option<i64>> {
    let Some(vehicle) = tx.find_unseen::<VehicleRecord>(vehicle)? else { return Ok(None) };
    let vehicle = &vehicle;
    let (from, to) = (from.unwrap_or(Day::MIN), to.unwrap_or(Day::MAX));
    if from > to {
        return Ok(None);
    }
    let driven = |from: Day, to: Day| -> Result<i64> {
        match from <= to {
            true => Ok(tx.sums(vehicle.id, Some(from), Some(to))?.get(Measure::DistanceM)),
            false => Ok(0),
        }
    };
    let Some(known) = Known::of(tx, vehicle)? else {
        return or_none(tx, vehicle, driven(from, to)?);
    };
    let start = from.pred_opt().unwrap_or(from).max(known.first);
    let end = to.min(known.last);
    let after = known.last.succ_opt().unwrap_or(known.last);
    let outside = driven(from, to.min(known.first))? + driven(from.max(after), to)?;
    if start >= end {
        return or_none(tx, vehicle, outside);
    }
    let (start_m, end_m) = (known.at_end_of(tx, start)?, known.at_end_of(tx, end)?);
    let inside = start_m.zip(end_m).map(|(start_m, end_m)| (end_m - start_m).max(0));
    match inside {
        Some(inside) => Ok(Some(inside.saturating_add(outside))),
        None => or_none(tx, vehicle, outside),
    }
}

/// Nothing driven is known only of a vehicle whose routes are entered.
fn or_none(tx: &impl Reads, vehicle: &VehicleRecord, driven: i64) -> Result<Option<i64>> {
    let has_routes =
        driven > 0 || tx.sums(vehicle.id, None, None)?.get(Measure::RoutesCompleted) > 0;
    Ok(has_routes.then_some(driven))
}

/// Between which days the odometer is known.
struct Known<'v> {
    vehicle: &'v VehicleRecord,
    replacements: Vec<Replacement>,
    initial: Option<Reading>,
    first: Day,
    last: Day,
}

impl<'v> Known<'v> {
    fn of(tx: &impl Reads, vehicle: &'v VehicleRecord) -> Result<Option<Self>> {
        let replacements = readings::store::replacements(tx, vehicle.id)?;
        let end = |order| end(tx, vehicle, &replacements, order);
        let Some((first, last)) = end(Order::Ascending)?.zip(end(Order::Descending)?) else {
            return Ok(None);
        };
        let initial = initial(tx, vehicle, &first)?;
        let first = initial.as_ref().map_or(first.day, |initial| initial.day);
        let last = last.day;
        Ok(Some(Self { vehicle, replacements, initial, first, last }))
    }

    /// As one odometer would have shown it that was never replaced, in metres.
    fn at_end_of(&self, tx: &impl Reads, day: Day) -> Result<Option<i64>> {
        let (vehicle, replacements) = (self.vehicle.id, &self.replacements);
        let mut stretch = at_end_of(tx, vehicle, day, replacements, Enough::NEIGHBOURS)?;
        stretch.before.extend(self.initial.clone());
        Ok(stretch.timeline(self.replacements.clone()).virtual_at_end_of(day))
    }
}

/// The outermost reading that contradicts nothing.
fn end(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    replacements: &[Replacement],
    order: Order,
) -> Result<Option<Point>> {
    let mut sure = Sure::new(replacements, order, Enough::NEIGHBOURS, None);
    let readings =
        Walk::new(vehicle.id, None, None, order).take_until(tx, |reading| sure.is_sure(reading))?;
    let timeline = Timeline::new(readings, replacements.to_vec());
    let mut clean = timeline.points().iter().filter(|point| !point.in_conflict);
    Ok(match order {
        Order::Ascending => clean.next(),
        Order::Descending => clean.next_back(),
    }
    .cloned())
}

/// At the beginning of the day that the vehicle came, or of the first day with a reading.
fn initial(tx: &impl Reads, vehicle: &VehicleRecord, first: &Point) -> Result<Option<Reading>> {
    let rise = first.odometer_m - vehicle.initial_odometer_m;
    if first.epoch > 0 || !(0..=FROM_INITIAL_MAX_M).contains(&rise) {
        return Ok(None);
    }
    let created_at = vehicle.meta.created_at;
    let came = settings::store::current(tx)?.day_of(created_at).min(first.day);
    Ok(came.pred_opt().map(|day| Reading {
        record_id: vehicle.id.into(),
        source: Source::Initial,
        day,
        odometer_m: vehicle.initial_odometer_m,
        created_at,
        confirmed: true,
    }))
}
