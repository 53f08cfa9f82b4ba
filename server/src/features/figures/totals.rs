//! What a vehicle cost and did in a period, from its sums.

use furgo_shared::{
    figures::{self, Purchase, Totals},
    fuel::Energy,
    stats::{CountsView, EfficiencyView, MonthRowView, Period},
    time::Day,
    units::{Km, Quantity},
    vehicles::Fuel,
};

use super::period::{self, Stretch};
use crate::{
    error::Result,
    features::{histories::parts::Part, timeline, timeline::efficiency, vehicles::VehicleRecord},
    storage::{Measure, Month, Reads, Sums},
};

/// A vehicle's sums of a period, and what follows from them.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub sums: Sums,
    pub totals: Totals,
}

impl Figures {
    /// Of a vehicle in a period. Costs and counts of an open period are all that there are; what
    /// follows from the length of the period ends today.
    pub fn of(
        tx: &impl Reads,
        vehicle: &VehicleRecord,
        period: Period,
        today: Day,
    ) -> Result<Self> {
        let sums = tx.sums(vehicle.id, period.from, period.to)?;
        let stretch = period::stretch(tx, vehicle, period, today)?;
        let spread = stretch.map_or(Ok(0), |stretch| spread(tx, vehicle, stretch))?;
        let distance_m = timeline::distance(tx, vehicle.id, period.from, period.to)?;
        Ok(Self::new(vehicle, sums, spread, distance_m, stretch))
    }

    /// Of each of a stretch's months, cut to the stretch.
    pub fn of_months(
        tx: &impl Reads,
        vehicle: &VehicleRecord,
        stretch: Stretch,
        today: Day,
    ) -> Result<Vec<(Month, Self)>> {
        let parts: Vec<_> = stretch.months().collect();
        let (Some((first, _)), Some((last, _))) = (parts.first(), parts.last()) else {
            return Ok(Vec::new());
        };
        let sums = tx.months(vehicle.id, *first, *last)?;
        parts
            .into_iter()
            .zip(sums)
            .map(|((month, part), (_, sums))| {
                Ok((month, Self::of_part(tx, vehicle, month, part, sums, today)?))
            })
            .collect()
    }

    fn of_part(
        tx: &impl Reads,
        vehicle: &VehicleRecord,
        month: Month,
        part: Stretch,
        sums: Sums,
        today: Day,
    ) -> Result<Self> {
        let period = Period { from: Some(part.from), to: Some(part.to) };
        if part != Stretch::of_month(month) {
            return Self::of(tx, vehicle, period, today);
        }
        let spread = sums.get(Measure::SpreadExpenseAmount);
        let distance_m = timeline::distance(tx, vehicle.id, period.from, period.to)?;
        Ok(Self::new(vehicle, sums, spread, distance_m, Some(part)))
    }

    fn new(
        vehicle: &VehicleRecord,
        sums: Sums,
        spread_expenses: i64,
        distance_m: Option<i64>,
        stretch: Option<Stretch>,
    ) -> Self {
        let loss = |bought: Purchase| {
            stretch.map_or(0, |stretch| bought.depreciation(stretch.from, stretch.to))
        };
        let totals = Totals {
            fuel: sums.total(Measure::FuelCost),
            maintenance: sums.total(Measure::MaintenanceCost),
            expenses: sums.total(Measure::ExpenseAmount),
            spread_expenses,
            depreciation: purchase(vehicle).map(loss),
            distance_m,
            delivered: count(sums.get(Measure::Delivered)),
            months: stretch.and_then(|stretch| figures::months_of(stretch.from, stretch.to)),
            ..Totals::default()
        };
        Self { sums, totals: totals.of_one() }
    }

    /// Together with another vehicle's.
    pub fn add(&mut self, other: &Self) {
        self.sums.add_all(&other.sums);
        self.totals = self.totals.plus(&other.totals);
    }

    /// How many records there are.
    pub fn counts(&self) -> CountsView {
        CountsView {
            routes: count(self.sums.get(Measure::RoutesCompleted)),
            refuels: count(self.sums.total(Measure::Refuels)),
            maintenance: count(self.sums.total(Measure::Maintenance)),
            expenses: count(self.sums.total(Measure::Expenses)),
        }
    }

    /// Economy of one energy, and the routes.
    pub fn efficiency(&self, energy: Energy) -> EfficiencyView {
        efficiency::of_energy_and_routes(&self.sums, energy)
    }

    /// As a month of an answer; with an energy also its quantity and economy.
    pub fn row(&self, month: Month, energy: Option<Energy>) -> MonthRowView {
        let costs = self.totals.costs_view();
        MonthRowView {
            month: month.to_string(),
            distance_km: self.totals.distance_m.map(Km::from_metres),
            fuel_cost: costs.fuel,
            maintenance_cost: costs.maintenance,
            expenses_cost: costs.expenses,
            quantity: energy.map(|energy| Quantity::from_units(quantity(&self.sums, energy))),
            efficiency: energy.map(|energy| self.efficiency(energy)).unwrap_or_default(),
            deliveries: self.totals.delivered,
            cost_per_km: costs.per_km,
            ownership_cost: self.totals.ownership_view().total,
        }
    }
}

/// How much of an energy was bought, over the fuels that are of it.
pub fn quantity(sums: &Sums, energy: Energy) -> i64 {
    of_energy(energy, |part| sums.get(Measure::FuelQuantity(part)))
}

/// Adds something up over the fuels of an energy.
pub fn of_energy(energy: Energy, sum: impl Fn(u8) -> i64) -> i64 {
    let fuels = Fuel::ALL.into_iter().filter(|fuel| Energy::of(*fuel) == energy);
    fuels.fold(0, |total, fuel| total.saturating_add(sum(fuel.part())))
}

/// A sum of things that are counted.
pub fn count(sum: i64) -> u64 {
    u64::try_from(sum).unwrap_or(0)
}

/// What is known of how a vehicle loses value: without a price, a day and a term, nothing.
fn purchase(vehicle: &VehicleRecord) -> Option<Purchase> {
    Some(Purchase {
        date: vehicle.purchase_date?,
        price: vehicle.purchase_price?,
        residual: vehicle.residual_value.unwrap_or(0),
        months: vehicle.depreciation_months?,
    })
}

/// Expenses on the months that they are for; of months that are not whole, the days' part.
fn spread(tx: &impl Reads, vehicle: &VehicleRecord, stretch: Stretch) -> Result<i64> {
    let sums = tx.sums(vehicle.id, Some(stretch.from), Some(stretch.to))?;
    let mut total = sums.get(Measure::SpreadExpenseAmount);
    let mut ends = vec![Month::of(stretch.from), Month::of(stretch.to)];
    ends.dedup();
    for month in ends {
        let (days, of) = stretch.share_of(month);
        if days < of {
            let amount = tx.summary(vehicle.id, month, Measure::SpreadExpenseAmount)?;
            total = total.saturating_add(figures::part_of_month(amount, days, of));
        }
    }
    Ok(total)
}
