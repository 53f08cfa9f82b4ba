//! The formulas behind the figures of [`crate::stats`], pure.
//!
//! Money is in thousandths of the fleet's currency, distances in metres, quantities in thousandths
//! of a litre, kWh or kg; only what is shown is a float, rounded once (see [`crate::rounding`]). What
//! cannot be known is `None`, never 0.
//! Sources: the fleet's rules for economy (sums by sums, never a mean of ratios) and money (all
//! costs by the distance; cost of ownership adds the loss of value and spreads yearly items).

use chrono::Datelike;

use crate::{
    due::add_months,
    fuel::{Energy, EnergyUnit},
    money::Money,
    rounding::quotient,
    stats::{CostsView, DeliveriesView, EfficiencyView, FiguresView, OwnershipView},
    time::Day,
    units::{Fixed, Km},
};

/// Costs by distance have four decimals.
const PER_KM_DECIMALS: u32 = 4;
/// Costs by month and by delivery have money's three.
const MONEY_DECIMALS: u32 = 3;
/// Economy has two.
const ECONOMY_DECIMALS: u32 = 2;

/// What a vehicle, or several, cost and did in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    pub fuel: i64,
    pub maintenance: i64,
    pub expenses: i64,
    /// Expenses on the months that they are for.
    pub spread_expenses: i64,
    /// Loss of value.
    pub depreciation: Option<i64>,
    pub distance_m: Option<i64>,
    /// What of the distance was driven without a vehicle: nobody knows what it cost.
    pub costless_m: i64,
    pub delivered: u64,
    /// How long the period is, see [`months_of`].
    pub months: Option<Months>,
    /// All costs of those whose distance is known; [`Totals::of_one`] fills it in, as the next.
    pub measured_costs: i64,
    /// Cost of ownership of those whose distance is known.
    pub measured_ownership: i64,
}

impl Totals {
    /// One vehicle's, once everything else is filled in.
    #[must_use]
    pub fn of_one(self) -> Self {
        let known = |amount: i64| if self.distance_m.is_some() { amount } else { 0 };
        Self {
            measured_costs: known(self.costs()),
            measured_ownership: known(self.ownership_costs()),
            ..self
        }
    }

    /// With another vehicle's in the same period. Distances and losses that are known are added
    /// up; the longest period counts.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let either = |a: Option<i64>, b: Option<i64>| match (a, b) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (known, None) | (None, known) => known,
        };
        Self {
            fuel: self.fuel.saturating_add(other.fuel),
            maintenance: self.maintenance.saturating_add(other.maintenance),
            expenses: self.expenses.saturating_add(other.expenses),
            spread_expenses: self.spread_expenses.saturating_add(other.spread_expenses),
            depreciation: either(self.depreciation, other.depreciation),
            distance_m: either(self.distance_m, other.distance_m),
            costless_m: self.costless_m.saturating_add(other.costless_m),
            delivered: self.delivered.saturating_add(other.delivered),
            months: self.months.into_iter().chain(other.months).reduce(Months::longer),
            measured_costs: self.measured_costs.saturating_add(other.measured_costs),
            measured_ownership: self.measured_ownership.saturating_add(other.measured_ownership),
        }
    }

    /// Fuel, maintenance and expenses.
    pub fn costs(&self) -> i64 {
        self.fuel.saturating_add(self.maintenance).saturating_add(self.expenses)
    }

    /// Fuel, maintenance, spread expenses and loss of value.
    pub fn ownership_costs(&self) -> i64 {
        let running = self.fuel.saturating_add(self.maintenance);
        running.saturating_add(self.spread_expenses).saturating_add(self.depreciation.unwrap_or(0))
    }

    /// All costs of those whose distance is known, by that distance.
    pub fn per_km(&self) -> Option<f64> {
        per_km(self.measured_costs, self.measured_m())
    }

    fn measured_m(&self) -> Option<i64> {
        self.distance_m.map(|distance_m| distance_m.saturating_sub(self.costless_m))
    }

    /// As shown.
    pub fn costs_view(&self) -> CostsView {
        CostsView {
            fuel: Money::from_units(self.fuel),
            maintenance: Money::from_units(self.maintenance),
            expenses: Money::from_units(self.expenses),
            total: Money::from_units(self.costs()),
            per_km: self.per_km(),
        }
    }

    /// As shown.
    pub fn deliveries_view(&self) -> DeliveriesView {
        let each = quotient(self.costs().into(), self.delivered.into());
        let each = each.map(|each| Fixed::<MONEY_DECIMALS>::from_units(each).to_f64());
        DeliveriesView { delivered: self.delivered, cost_per_delivery: each }
    }

    /// As shown.
    pub fn ownership_view(&self) -> OwnershipView {
        let total = self.ownership_costs();
        OwnershipView {
            depreciation: self.depreciation.map(Money::from_units),
            spread_expenses: Money::from_units(self.spread_expenses),
            total: Money::from_units(total),
            per_km: per_km(self.measured_ownership, self.measured_m()),
            per_month: self.months.and_then(|months| months.share_of(total)),
        }
    }

    /// As shown.
    pub fn view(&self) -> FiguresView {
        FiguresView {
            distance_km: self.distance_m.map(Km::from_metres),
            costs: self.costs_view(),
            deliveries: self.deliveries_view(),
            ownership: self.ownership_view(),
        }
    }
}

/// Money by kilometre; unknown without a distance, and of one that is none.
pub fn per_km(costs: i64, distance_m: Option<i64>) -> Option<f64> {
    let distance_m = distance_m.filter(|distance_m| *distance_m > 0)?;
    // Thousandths of money by metres are money by kilometres.
    shown::<PER_KM_DECIMALS>(costs.into(), distance_m.into())
}

/// Economy from all that was used between two known levels and the distance between them. CNG and
/// hydrogen stand in the fields of litres, by the kilogram.
pub fn efficiency(energy: Energy, quantity: i64, distance_m: i64) -> EfficiencyView {
    if quantity <= 0 || distance_m <= 0 {
        return EfficiencyView::default();
    }
    let far = shown::<ECONOMY_DECIMALS>(distance_m.into(), quantity.into());
    let per_100km = per_100km(quantity, distance_m);
    match energy.unit() {
        EnergyUnit::Litre | EnergyUnit::Kg => {
            EfficiencyView { km_per_l: far, l_per_100km: per_100km, ..EfficiencyView::default() }
        }
        EnergyUnit::Kwh => EfficiencyView {
            km_per_kwh: far,
            kwh_per_100km: per_100km,
            ..EfficiencyView::default()
        },
    }
}

/// Litres (kWh, kg) for 100 km, to two decimals; unknown without a distance.
pub fn per_100km(quantity: i64, distance_m: i64) -> Option<f64> {
    let per_km = (i128::from(quantity) * 100, i128::from(distance_m));
    if distance_m > 0 { shown::<ECONOMY_DECIMALS>(per_km.0, per_km.1) } else { None }
}

/// Kilometres of a completed route on average.
pub fn average_route_km(routes_m: i64, routes: i64) -> Option<f64> {
    let metres = i128::from(routes.max(0)) * 1000;
    shown::<ECONOMY_DECIMALS>(routes_m.into(), metres)
}

/// Cost of a litre, kWh or kg over a period, to three decimals.
pub fn unit_price(cost: i64, quantity: i64) -> Option<Money> {
    quotient(i128::from(cost) * 1000, quantity.into()).map(Money::from_units)
}

/// A ratio with so many decimals.
fn shown<const DECIMALS: u32>(numerator: i128, denominator: i128) -> Option<f64> {
    let scaled = numerator.checked_mul(Fixed::<DECIMALS>::scale().into())?;
    quotient(scaled, denominator).map(|units| Fixed::<DECIMALS>::from_units(units).to_f64())
}

/// What a vehicle was bought for, and what is left of it after some months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    pub date: Day,
    pub price: i64,
    pub residual: i64,
    /// At least 1.
    pub months: u32,
}

impl Purchase {
    /// Straight-line loss of value over the days from `from` to `to`, both included.
    ///
    /// Each of the `months` after `date` (from a day to the same day a month later, or the last of
    /// a shorter month) takes the same part; days of a month that has begun count pro rata. Losses
    /// of stretches that follow each other add up to that of the whole, to the thousandth.
    pub fn depreciation(&self, from: Day, to: Day) -> i64 {
        if from > to {
            return 0;
        }
        let end = to.succ_opt().unwrap_or(to);
        self.lost_before(end) - self.lost_before(from)
    }

    /// What was lost before a day began.
    fn lost_before(&self, day: Day) -> i64 {
        let whole = self.price.saturating_sub(self.residual);
        let Some((months, days, length)) = self.age(day) else { return 0 };
        if months >= i64::from(self.months) {
            return whole;
        }
        let part = i128::from(months) * i128::from(length) + i128::from(days);
        let all = i128::from(self.months.max(1)) * i128::from(length.max(1));
        i64::try_from(i128::from(whole) * part / all).unwrap_or(whole)
    }

    /// Whole months since the purchase, days of the month that has begun, and how many days that
    /// month has; `None` before the purchase.
    fn age(&self, day: Day) -> Option<(i64, i64, i64)> {
        let begun =
            |months: i64| add_months(self.date, u32::try_from(months).ok()?, self.date.day());
        let passed = month_number(day) - month_number(self.date);
        let months = if begun(passed)? > day { passed - 1 } else { passed };
        let (first, next) = (begun(months)?, begun(months + 1)?);
        Some((months, (day - first).num_days(), (next - first).num_days()))
    }
}

fn month_number(day: Day) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

/// How long a period is in months: whole months count 1, others the part that their days make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    parts: i64,
    /// How many parts a month has.
    of: i64,
}

impl Months {
    /// The days from `from` to `to`, both included; `None` when `from` is later.
    pub fn between(from: Day, to: Day) -> Option<Self> {
        if from > to {
            return None;
        }
        let days_of = |day: Day| i64::from(day.num_days_in_month());
        let (first, last) = (days_of(from), days_of(to));
        let whole = month_number(to) - month_number(from);
        let parts =
            whole * first * last + i64::from(to.day()) * first - (i64::from(from.day()) - 1) * last;
        Some(Self { parts, of: first * last })
    }

    /// The longer of two.
    #[must_use]
    pub fn longer(self, other: Self) -> Self {
        let (own, others) = (
            i128::from(self.parts) * i128::from(other.of),
            i128::from(other.parts) * i128::from(self.of),
        );
        if own >= others { self } else { other }
    }

    /// What falls on one month of money that is spread over all of them, to three decimals.
    fn share_of(self, total: i64) -> Option<f64> {
        let amount = quotient(i128::from(total) * i128::from(self.of), self.parts.into())?;
        Some(Fixed::<MONEY_DECIMALS>::from_units(amount).to_f64())
    }
}

/// What of a month's amount falls on its days from one to another (both included, from 1): each
/// day the same, in whole thousandths. Parts of a month that follow each other add up to it.
pub fn part_of_month(amount: i64, (first, last): (u32, u32), days_in_month: u32) -> i64 {
    let up_to = |day: u32| {
        let part = i128::from(amount) * i128::from(day);
        quotient(part, days_in_month.max(1).into()).unwrap_or(amount)
    };
    up_to(last).saturating_sub(up_to(first.saturating_sub(1)))
}

/// The same day a year earlier; 29 February becomes 28.
pub fn year_before(day: Day) -> Day {
    let last = day.with_day(28).and_then(|day| day.with_year(day.year() - 1));
    day.with_year(day.year() - 1).or(last).unwrap_or(day)
}

#[cfg(test)]
mod tests;
