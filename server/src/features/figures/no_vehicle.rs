//! What was driven and delivered without a vehicle: what the fleet has beyond its vehicles.

use furgo_shared::{
    stats::{Period, PeriodOf},
    time::Day,
};
use uuid::Uuid;

use super::{period::Stretch, totals::Figures};
use crate::{
    error::Result,
    features::{histories::reach::Reach, vehicles::VehicleRecord},
    storage::{Measure, Reads, summary::FLEET},
};

/// The rest of the fleet. Of a single vehicle, and for a driver, there is none.
#[derive(Debug)]
pub struct NoVehicle {
    /// All vehicles; `None` when there is no rest.
    vehicles: Option<Vec<Uuid>>,
}

impl NoVehicle {
    /// Beside the vehicles that are seen.
    pub fn of(tx: &impl Reads, ask: &PeriodOf, seen: &[VehicleRecord]) -> Self {
        let is_whole = ask.vehicle.is_none() && Reach::is_fleet(tx);
        Self { vehicles: is_whole.then(|| seen.iter().map(|vehicle| vehicle.id.into()).collect()) }
    }

    /// In a period; an open one ends today.
    pub fn figures(&self, tx: &impl Reads, period: Period, today: Day) -> Result<Figures> {
        let Some(vehicles) = &self.vehicles else { return Ok(Figures::default()) };
        let (from, to) = (period.from, Some(period.to.unwrap_or(today)));
        let fleet = tx.sums(FLEET, from, to)?;
        let mut rest = [fleet.get(Measure::DistanceM), fleet.get(Measure::Delivered)];
        for vehicle in vehicles {
            let own = tx.sums(*vehicle, from, to)?;
            for (rest, measure) in rest.iter_mut().zip([Measure::DistanceM, Measure::Delivered]) {
                *rest = rest.saturating_sub(own.get(measure));
            }
        }
        let [distance_m, delivered] = rest;
        Ok(Figures::of_no_vehicle(distance_m, delivered))
    }

    /// The days of a period that it may have any of; an open one begins with the fleet's first.
    pub fn stretch(&self, tx: &impl Reads, period: Period, today: Day) -> Result<Option<Stretch>> {
        if self.vehicles.is_none() {
            return Ok(None);
        }
        let totals = self.figures(tx, period, today)?.totals;
        if totals.distance_m.is_none() && totals.delivered == 0 {
            return Ok(None);
        }
        let from = match period.from {
            Some(from) => Some(from),
            None => tx.first_day(FLEET)?,
        };
        Ok(from.and_then(|from| Stretch::new(from, period.to.unwrap_or(today))))
    }
}
