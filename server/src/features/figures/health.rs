//! How the vehicles are: what is due, what was spent, what looks wrong.

use furgo_shared::{dashboard::FleetHealthView, money::Money, time::Day};

use crate::{
    error::Result,
    features::{
        due::{
            items::{self, DueItem},
            operations::counts,
        },
        inbox, settings, vehicles,
        vehicles::VehicleRecord,
    },
    storage::{Measure, Month, Reads, Sums},
};

/// Of all vehicles that the viewer may see.
pub fn of_fleet(tx: &impl Reads) -> Result<FleetHealthView> {
    let vehicles = vehicles::store::all(tx)?;
    let items = items::of(tx, &vehicles)?;
    of(tx, &vehicles, &items)
}

/// Of these vehicles, whose due work is known.
pub fn of(
    tx: &impl Reads,
    vehicles: &[VehicleRecord],
    items: &[DueItem],
) -> Result<FleetHealthView> {
    let today = settings::store::today(tx)?;
    let (mut spent, mut findings) = (0_i64, 0);
    for vehicle in vehicles {
        spent = spent.saturating_add(spent_this_year(tx, vehicle, today)?);
        findings += inbox::count_findings(tx, Some(vehicle.id))?;
    }
    let (overdue, due_soon) = counts(items);
    Ok(FleetHealthView {
        overdue,
        due_soon,
        spent_this_year: Money::from_units(spent),
        next_due: items.first().map(DueItem::to_view),
        findings,
    })
}

/// What a vehicle has cost since 1 January, in thousandths. What lies ahead is not spent yet.
pub fn spent_this_year(tx: &impl Reads, vehicle: &VehicleRecord, today: Day) -> Result<i64> {
    let january = Month::of(today).plus(-month0(today)).first_day();
    Ok(costs(&tx.sums(vehicle.id, Some(january), Some(today))?))
}

/// Fuel, maintenance and expenses.
pub fn costs(sums: &Sums) -> i64 {
    let kinds: [fn(u8) -> Measure; 3] =
        [Measure::FuelCost, Measure::MaintenanceCost, Measure::ExpenseAmount];
    kinds.into_iter().fold(0, |total, of| total.saturating_add(sums.total(of)))
}

fn month0(day: Day) -> i32 {
    i32::try_from(chrono::Datelike::month0(&day)).unwrap_or(0)
}
