//! The garage: how the fleet is, and every vehicle at a glance.

use furgo_shared::{
    fuel::Energy,
    money::Money,
    stats::{GarageView, TileView},
    time::Day,
    vehicles::ListVehicles,
};

use super::{health, period};
use crate::{
    error::Result,
    features::{
        due::items::{self, DueItem},
        economy::efficiency,
        inbox, settings, vehicles,
        vehicles::VehicleRecord,
    },
    storage::{Month, Reads},
};

/// So many months of costs a tile shows, the one that has begun included.
const MONTHS: i32 = 12;

/// Of the vehicles that the viewer may see; the tiles are a page of those that are asked for.
pub fn of_fleet(tx: &impl Reads, query: &ListVehicles) -> Result<GarageView> {
    let today = settings::store::today(tx)?;
    let all = vehicles::store::all(tx)?;
    let items = items::of(tx, &all)?;
    let page = vehicles::store::list(tx, query)?;
    Ok(GarageView {
        health: health::of(tx, &all, &items)?,
        vehicles: page.try_map(|vehicle| tile(tx, &vehicle, &items, today))?,
    })
}

fn tile(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    items: &[DueItem],
    today: Day,
) -> Result<TileView> {
    let last = Month::of(today);
    let first = last.plus(1 - MONTHS);
    let mut monthly_costs: Vec<_> = tx
        .months(vehicle.id, first, last)?
        .iter()
        .map(|(_, sums)| Money::from_units(health::costs(sums)))
        .collect();
    // What lies ahead is not spent yet.
    let so_far = tx.sums(vehicle.id, Some(last.first_day()), Some(today))?;
    if let Some(this_month) = monthly_costs.last_mut() {
        *this_month = Money::from_units(health::costs(&so_far));
    }
    let year = period::last_year(today);
    let year = tx.sums(vehicle.id, year.from, year.to)?;
    let own = items.iter().find(|item| item.vehicle_id == vehicle.id);
    Ok(TileView {
        vehicle: vehicle.to_view(tx)?,
        efficiency: efficiency::of_energy_and_routes(&year, Energy::of(vehicle.fuel)),
        spent_this_year: Money::from_units(health::spent_this_year(tx, vehicle, today)?),
        monthly_costs,
        next_due: own.map(DueItem::to_view),
        findings: inbox::count_findings(tx, Some(vehicle.id))?,
    })
}
