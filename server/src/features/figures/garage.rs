//! The garage: how the fleet is, and every vehicle at a glance.

use furgo_shared::{
    fuel::Energy,
    money::Money,
    stats::{GarageView, TileView},
    time::Day,
    vehicles::ListVehicles,
};

use super::{health, totals::Figures};
use crate::{
    error::Result,
    features::{
        due::items::{self, DueItem},
        settings, timeline, vehicles,
        vehicles::VehicleRecord,
    },
    storage::{Month, Reads},
};

/// How far a tile looks back.
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
    let mut year = Figures::default();
    let mut monthly_costs = Vec::new();
    for (_, sums) in tx.months(vehicle.id, last.plus(1 - MONTHS), last)? {
        monthly_costs.push(Money::from_units(health::costs(&sums)));
        year.sums.add_all(&sums);
    }
    let own = items.iter().find(|item| item.vehicle_id == vehicle.id);
    Ok(TileView {
        vehicle: vehicle.to_view(tx)?,
        efficiency: year.efficiency(Energy::of(vehicle.fuel)),
        spent_this_year: Money::from_units(health::spent_this_year(tx, vehicle, today)?),
        monthly_costs,
        next_due: own.map(DueItem::to_view),
        findings: timeline::count_findings(tx, Some(vehicle.id))?,
    })
}
