//! Everything about a vehicle in a period.

use furgo_shared::{
    fuel::Energy,
    stats::{Period, VehicleStatsView},
    units::Km,
};

use super::totals::Figures;
use crate::{
    error::Result,
    features::{settings, vehicles},
    storage::Reads,
};

/// A vehicle in a period.
pub fn of_vehicle(tx: &impl Reads, alias: &str, period: Period) -> Result<VehicleStatsView> {
    let vehicle = vehicles::store::require(tx, alias)?;
    let figures = Figures::of(tx, &vehicle, period, settings::store::today(tx)?)?;
    Ok(VehicleStatsView {
        vehicle_id: vehicle.id,
        period,
        counts: figures.counts(),
        distance_km: figures.totals.distance_m.map(Km::from_metres),
        costs: figures.totals.costs_view(),
        efficiency: figures.efficiency(Energy::of(vehicle.fuel)),
        deliveries: figures.totals.deliveries_view(),
        ownership: figures.totals.ownership_view(),
        vehicle: vehicle.alias,
    })
}
