//! What helps whoever enters a record: the readings around its day, what the odometer may show,
//! what the last refuel cost. Each hint costs a few searches, however long the history is.

use std::ops::ControlFlow;

use furgo_shared::{
    figures,
    fuel::Energy,
    money::Money,
    odometer::{Point, Source, Timeline},
    readings::{AskHints, FuelHintView, HintsView, TimelineView},
    time::Day,
    units::{Km, Quantity},
    vehicles::Fuel,
};
use uuid::Uuid;

use super::{anchor, efficiency};
use crate::{
    error::Result,
    features::{
        histories::scope,
        odometer::{
            replacements,
            stretch::{Enough, around},
        },
        refuels::{self, RefuelRecord},
        settings,
        vehicles::{self, VehicleRecord, odometer},
    },
    storage::{Key, Reads, Span, Sums, engine::Order},
};

/// The rate looks 90 days back.
const RATE: Enough = Enough { clean: 3, days: 91 };

/// The hints for a record of a day.
pub fn hints(tx: &impl Reads, alias: &str, query: &AskHints) -> Result<HintsView> {
    let vehicle = vehicles::store::require(tx, alias)?;
    let settings = settings::store::current(tx)?;
    let day = query.date.unwrap_or_else(|| settings.day_of(tx.now()));
    let timeline = timeline(tx, &vehicle, day, query.without)?;
    let clean = || timeline.points().iter().filter(|point| !point.in_conflict);
    let before = clean().rev().find(|point| point.day < day);
    let after = clean().find(|point| point.day > day);
    let came = settings.day_of(vehicle.meta.created_at).min(day);
    let sums = tx.sums(vehicle.id, None, None)?;
    let fuels = [Some(vehicle.fuel), vehicle.second_fuel].into_iter().flatten();
    Ok(HintsView {
        vehicle_id: vehicle.id,
        before: before.map(to_view).or_else(|| {
            after.is_none_or(|after| after.epoch == 0).then(|| initial(&vehicle, came))
        }),
        after: after.map(to_view),
        km_per_day: timeline.m_per_day(day).map(km),
        estimated_km: estimate(tx, &vehicle, &timeline, day)?,
        fuels: fuels
            .map(|fuel| hint(tx, &vehicle, fuel, day, query.without, &sums))
            .collect::<Result<_>>()?,
        last_station: last_station(tx, &vehicle, query.without)?,
        vehicle: vehicle.alias,
    })
}

fn timeline(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    day: Day,
    without: Option<Uuid>,
) -> Result<Timeline> {
    let mut replacements = replacements(tx, vehicle.id)?;
    replacements.retain(|replacement| Some(replacement.record_id) != without);
    let stretch = around(tx, &odometer::course(tx, vehicle)?, (day, day), &replacements, RATE)?;
    Ok(stretch.without(without).timeline(replacements))
}

fn to_view(point: &Point) -> TimelineView {
    TimelineView {
        record_id: point.record_id,
        source: point.kind.source(),
        date: point.day,
        odometer_km: Km::from_metres(point.odometer_m),
        in_conflict: false,
    }
}

/// What the vehicle had when it came to the fleet is a lower bound like a reading.
fn initial(vehicle: &VehicleRecord, came: Day) -> TimelineView {
    TimelineView {
        record_id: vehicle.id.into(),
        source: Source::Initial,
        date: came,
        odometer_km: Km::from_metres(vehicle.initial_odometer_m),
        in_conflict: false,
    }
}

/// Between two readings as if every day were alike; after the last by the vehicle's own rate, and
/// not less than what its routes say.
fn estimate(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    timeline: &Timeline,
    day: Day,
) -> Result<Option<Km>> {
    let clean = || timeline.points().iter().filter(|point| !point.in_conflict);
    let before = clean().rev().find(|point| point.day <= day);
    if clean().any(|point| point.day > day) {
        let risen = before.zip(timeline.virtual_at_end_of(day));
        return Ok(risen.map(|(before, virtual_m)| {
            Km::from_metres(before.odometer_m + virtual_m - before.virtual_m)
        }));
    }
    let now = odometer::odometer_m(tx, vehicle)?;
    let by_rate = before.zip(timeline.m_per_day(day)).map(|(before, rate)| {
        let days = day.signed_duration_since(before.day).num_days();
        before.odometer_m.saturating_add(rate.saturating_mul(days))
    });
    Ok(Some(Km::from_metres(by_rate.map_or(now, |by_rate| by_rate.max(now)))))
}

fn hint(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    fuel: Fuel,
    day: Day,
    without: Option<Uuid>,
    sums: &Sums,
) -> Result<FuelHintView> {
    let energy = Energy::of(fuel);
    let open = anchor::open(tx, vehicle, energy, day, without)?;
    let capacity = match fuel == vehicle.fuel {
        true => vehicle.tank_capacity,
        false => vehicle.second_capacity,
    };
    let (anchor, totals) = (open.anchor.as_ref(), efficiency::totals(sums, energy));
    Ok(FuelHintView {
        fuel,
        tank_capacity: capacity.map(Quantity::from_units),
        last_unit_price: last_unit_price(tx, vehicle, fuel, without)?,
        average: figures::per_100km(totals.quantity, totals.distance_m),
        anchor_odometer_km: anchor.and_then(|anchor| anchor.odometer_m).map(Km::from_metres),
        anchor_date: anchor.map(|anchor| anchor.date),
        quantity_since: Quantity::from_units(open.quantity),
    })
}

fn last_unit_price(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    fuel: Fuel,
    without: Option<Uuid>,
) -> Result<Option<Money>> {
    let last = newest(tx, scope(Some(vehicle.id), Some(fuel)), |refuel| {
        Some(refuel.id.into()) != without && refuel.cost > 0
    })?;
    Ok(last.map(|refuel| refuel.unit_price()))
}

fn last_station(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    without: Option<Uuid>,
) -> Result<Option<String>> {
    let last = newest(tx, scope(Some(vehicle.id), None::<Fuel>), |refuel| {
        Some(refuel.id.into()) != without && refuel.station.is_some()
    })?;
    Ok(last.and_then(|refuel| refuel.station))
}

/// Further back than this a habit is none.
const HABIT_REFUELS: usize = 10;

/// The newest refuel of a group that is of use, among the last ones.
fn newest(
    tx: &impl Reads,
    group: Key,
    is_of_use: impl Fn(&RefuelRecord) -> bool,
) -> Result<Option<RefuelRecord>> {
    let (mut found, mut seen) = (None, 0);
    let span = Span::of([group], Order::Descending);
    tx.rows(refuels::store::BY_SCOPE, &span, |_, id| {
        seen += 1;
        found = tx.find_unseen::<RefuelRecord>(id)?.filter(&is_of_use);
        Ok(match found.is_some() || seen >= HABIT_REFUELS {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        })
    })?;
    Ok(found)
}

/// To one decimal.
fn km(metres: i64) -> f64 {
    Km::from_metres(metres).to_f64()
}
