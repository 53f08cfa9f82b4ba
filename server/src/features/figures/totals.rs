//! What a vehicle cost and did in a period, from its sums.

use furgo_shared::{
    figures::{self, Months, Purchase, Totals},
    fuel::Energy,
    stats::{CountsView, EfficiencyView, MonthRowView, Period},
    time::Day,
    units::{Km, Quantity},
    vehicles::Fuel,
};

use super::period::{self, Stretch};
use crate::{
    error::Result,
    features::{
        economy::efficiency,
        histories::parts::Part,
        odometer::Driven,
        vehicles::{VehicleRecord, odometer},
    },
    storage::{Measure, Month, Reads, Sums},
};

/// A vehicle's sums of a period, and what follows from them.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub sums: Sums,
    pub totals: Totals,
}

impl Figures {
    /// Of a vehicle in a period; an open one is everything on record up to today.
    pub fn of(
        tx: &impl Reads,
        vehicle: &VehicleRecord,
        period: Period,
        today: Day,
    ) -> Result<Self> {
        let stretch = period::stretch(tx, vehicle, period, today)?;
        let Some(stretch) = stretch else { return Ok(Self::nothing(vehicle)) };
        Self::of_stretch(tx, vehicle, &odometer::driven(tx, vehicle)?, stretch)
    }

    /// Of each of a stretch's months, cut to the stretch.
    pub fn of_months(
        tx: &impl Reads,
        vehicle: &VehicleRecord,
        stretch: Stretch,
    ) -> Result<Vec<(Month, Self)>> {
        let parts: Vec<_> = stretch.months().collect();
        let (Some((first, _)), Some((last, _))) = (parts.first(), parts.last()) else {
            return Ok(Vec::new());
        };
        let driven = odometer::driven(tx, vehicle)?;
        let sums = tx.months(vehicle.id, *first, *last)?;
        parts
            .into_iter()
            .zip(sums)
            .map(|((month, part), (_, sums))| {
                Ok((month, Self::of_part(tx, vehicle, &driven, (month, part), sums)?))
            })
            .collect()
    }

    fn of_part(
        tx: &impl Reads,
        vehicle: &VehicleRecord,
        driven: &Driven,
        (month, part): (Month, Stretch),
        sums: Sums,
    ) -> Result<Self> {
        if part.part_of(month).is_some() {
            return Self::of_stretch(tx, vehicle, driven, part);
        }
        let spread = sums.get(Measure::SpreadExpenseAmount);
        let distance_m = driven.on(tx, Some(part.from), Some(part.to))?;
        Ok(Self::new(vehicle, sums, spread, distance_m, Some(part)))
    }

    fn of_stretch(
        tx: &impl Reads,
        vehicle: &VehicleRecord,
        driven: &Driven,
        stretch: Stretch,
    ) -> Result<Self> {
        let (from, to) = (Some(stretch.from), Some(stretch.to));
        let sums = tx.sums(vehicle.id, from, to)?;
        let spread = spread(tx, vehicle, stretch, &sums)?;
        Ok(Self::new(vehicle, sums, spread, driven.on(tx, from, to)?, Some(stretch)))
    }

    fn nothing(vehicle: &VehicleRecord) -> Self {
        Self::new(vehicle, Sums::default(), 0, None, None)
    }

    /// What was driven and delivered without a vehicle: nobody knows what that cost.
    pub fn of_no_vehicle(distance_m: i64, delivered: i64) -> Self {
        let totals = Totals {
            distance_m: (distance_m > 0).then_some(distance_m),
            costless_m: distance_m,
            delivered: count(delivered),
            ..Totals::default()
        };
        Self { sums: Sums::default(), totals }
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
            months: stretch.and_then(|stretch| Months::between(stretch.from, stretch.to)),
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

/// Expenses on what they are for. Of months that are not whole, those for single days count by
/// the day, and what is spread over months in equal parts a day.
fn spread(tx: &impl Reads, vehicle: &VehicleRecord, stretch: Stretch, sums: &Sums) -> Result<i64> {
    let mut total = sums.get(Measure::SpreadExpenseAmount);
    let mut ends = vec![Month::of(stretch.from), Month::of(stretch.to)];
    ends.dedup();
    for month in ends {
        let Some((first, last)) = stretch.part_of(month) else { continue };
        let of_month = |measure| tx.summary(vehicle.id, month, measure);
        let spread = of_month(Measure::SpreadExpenseAmount)?
            .saturating_sub(of_month(Measure::DatedExpenseAmount)?);
        let days = u32::try_from(month.days()).unwrap_or(u32::MAX);
        let (from, to) = (stretch.from.max(month.first_day()), stretch.to.min(month.last_day()));
        let dated = tx.sums(vehicle.id, Some(from), Some(to))?.get(Measure::DatedExpenseAmount);
        total = total
            .saturating_add(figures::part_of_month(spread, (first, last), days))
            .saturating_add(dated);
    }
    Ok(total)
}
