//! The refuels of a vehicle in a period from all sides.

use std::ops::ControlFlow;

use furgo_shared::{
    figures,
    fuel::Energy,
    money::Money,
    refuels::IntervalView,
    stats::{FuelAnalysisView, Period, RefuelAnalysisView, RefuelPointView},
    units::Quantity,
    vehicles::Fuel,
};

use super::{
    period,
    totals::{count, of_energy, quantity},
};
use crate::{
    error::Result,
    features::{
        economy::efficiency,
        histories,
        refuels::{self, RefuelRecord},
        settings, vehicles,
        vehicles::VehicleRecord,
    },
    storage::{Measure, Reads, Span, Sums, engine::Order},
};

/// The most points of one answer.
const POINTS_MAX: usize = 500;

/// A refuel, and the interval that it closes.
type Point = (RefuelRecord, Option<IntervalView>);

/// Of the last twelve months, unless the question says otherwise.
pub fn of_vehicle(tx: &impl Reads, alias: &str, ask: Period) -> Result<RefuelAnalysisView> {
    let vehicle = vehicles::store::require(tx, alias)?;
    let period = match (ask.from, ask.to) {
        (None, None) => period::last_year(settings::store::today(tx)?),
        _ => ask,
    };
    let sums = tx.sums(vehicle.id, period.from, period.to)?;
    let points = points(tx, &vehicle, period)?;
    let mut energies = Energy::ALL;
    energies.sort_by_key(|energy| (*energy != Energy::of(vehicle.fuel), *energy));
    Ok(RefuelAnalysisView {
        vehicle_id: vehicle.id,
        vehicle: vehicle.alias,
        period,
        refuels: count(sums.total(Measure::Refuels)),
        cost: Money::from_units(sums.total(Measure::FuelCost)),
        fuels: energies.into_iter().filter_map(|energy| fuel(&sums, energy, &points)).collect(),
        points: points.iter().map(point).collect(),
    })
}

/// The newest refuels of the period, oldest first.
fn points(tx: &impl Reads, vehicle: &VehicleRecord, period: Period) -> Result<Vec<Point>> {
    let group = histories::scope(Some(vehicle.id), None::<Fuel>);
    let span = Span::of([group], Order::Descending).days(period.from, period.to);
    let mut found = Vec::new();
    tx.rows(refuels::store::BY_SCOPE, &span, |_, id| {
        // Whoever sees the vehicle sees its refuels.
        if let Some(refuel) = tx.find_unseen::<RefuelRecord>(id)? {
            let interval = refuels::store::interval_of(tx, refuel.id)?;
            let interval = interval.and_then(|interval| interval.to_view());
            found.push((refuel, interval.filter(|interval| interval.counted)));
        }
        Ok(match found.len() < POINTS_MAX {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        })
    })?;
    found.reverse();
    // On a day in the order of the odometer, as the intervals are.
    found.sort_by_key(|(refuel, _)| (refuel.date, refuel.odometer_m));
    Ok(found)
}

fn point((refuel, interval): &Point) -> RefuelPointView {
    RefuelPointView {
        id: refuel.id.into(),
        date: refuel.date,
        fuel: Energy::of(refuel.fuel),
        quantity: Quantity::from_units(refuel.quantity),
        cost: Money::from_units(refuel.cost),
        unit_price: refuel.unit_price(),
        value: interval.as_ref().map(|interval| interval.value),
    }
}

/// One energy; `None` if there was none of it.
fn fuel(sums: &Sums, energy: Energy, points: &[Point]) -> Option<FuelAnalysisView> {
    let refuels = of_energy(energy, |part| sums.get(Measure::Refuels(part)));
    if refuels == 0 {
        return None;
    }
    let cost = of_energy(energy, |part| sums.get(Measure::FuelCost(part)));
    let bought = quantity(sums, energy);
    let intervals = || {
        let own = points.iter().filter(|(refuel, _)| Energy::of(refuel.fuel) == energy);
        own.filter_map(|(_, interval)| interval.as_ref())
    };
    let by_value = |a: &&IntervalView, b: &&IntervalView| a.value.total_cmp(&b.value);
    Some(FuelAnalysisView {
        fuel: energy,
        refuels: count(refuels),
        quantity: Quantity::from_units(bought),
        cost: Money::from_units(cost),
        average_unit_price: figures::unit_price(cost, bought),
        efficiency: efficiency::of_energy(sums, energy),
        best: intervals().min_by(by_value).cloned(),
        worst: intervals().max_by(by_value).cloned(),
    })
}
