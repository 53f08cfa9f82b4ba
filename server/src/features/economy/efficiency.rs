//! Fuel economy of a vehicle in a period.

use std::ops::ControlFlow;

use furgo_shared::{
    figures,
    fuel::{Energy, FlagCode, Totals},
    readings::FindingCode,
    refuels::IntervalView,
    stats::{EfficiencyView, FlagView, FuelEfficiencyView, OpenView, Period, StreamView},
    time::Day,
    units::Quantity,
};

use super::{anchor, foundation};
use crate::{
    error::Result,
    features::{
        findings::{self, FindingRecord},
        histories::parts::Part,
        refuels,
        vehicles::{self, VehicleRecord},
    },
    storage::{Measure, Reads, Span, Sums, engine::Order},
};

/// So many intervals of a stream are listed, and so many flags: the newest.
const LISTED_MAX: usize = 500;

/// Fuel economy of a vehicle; the averages are sums over sums, whatever the list shows.
pub fn efficiency(tx: &impl Reads, alias: &str, period: Period) -> Result<FuelEfficiencyView> {
    let vehicle = vehicles::store::require(tx, alias)?;
    let sums = tx.sums(vehicle.id, period.from, period.to)?;
    let mut streams = Vec::new();
    for energy in Energy::ALL {
        let group = refuels::store::of_energy(vehicle.id, energy);
        if tx.count(refuels::store::BY_ENERGY, &group)? > 0 {
            streams.push(stream(tx, &vehicle, energy, period, &sums)?);
        }
    }
    Ok(FuelEfficiencyView {
        vehicle_id: vehicle.id,
        period,
        basis: foundation::basis(tx, vehicle.id)?,
        efficiency: of_energy_and_routes(&sums, Energy::of(vehicle.fuel)),
        streams,
        flags: flags(tx, &vehicle, period)?,
        vehicle: vehicle.alias,
    })
}

/// All intervals of one energy that count and end in the period of the sums.
pub fn totals(sums: &Sums, energy: Energy) -> Totals {
    Totals {
        quantity: sums.get(Measure::EconomyQuantity(energy.part())),
        distance_m: sums.get(Measure::EconomyDistanceM(energy.part())),
    }
}

/// Economy of one energy in the period of the sums.
pub fn of_energy(sums: &Sums, energy: Energy) -> EfficiencyView {
    let Totals { quantity, distance_m } = totals(sums, energy);
    figures::efficiency(energy, quantity, distance_m)
}

/// The same, and how long the routes were.
pub fn of_energy_and_routes(sums: &Sums, energy: Energy) -> EfficiencyView {
    let (driven, routes) = (sums.get(Measure::DistanceM), sums.get(Measure::RoutesMeasured));
    EfficiencyView {
        average_route_km: figures::average_route_km(driven, routes),
        ..of_energy(sums, energy)
    }
}

fn stream(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    energy: Energy,
    period: Period,
    sums: &Sums,
) -> Result<StreamView> {
    let mut intervals: Vec<IntervalView> = Vec::new();
    let bounds = (period.from, period.to);
    refuels::store::intervals(tx, (vehicle.id, energy), bounds, Order::Descending, |interval| {
        intervals.extend(interval.to_view());
        match intervals.len() < LISTED_MAX {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    intervals.reverse();
    let open = anchor::open(tx, vehicle, energy, period.to.unwrap_or(Day::MAX), None)?;
    Ok(StreamView {
        fuel: energy,
        efficiency: of_energy(sums, energy),
        intervals,
        open: OpenView { quantity: Quantity::from_units(open.quantity) },
    })
}

fn flags(tx: &impl Reads, vehicle: &VehicleRecord, period: Period) -> Result<Vec<FlagView>> {
    let span = Span::of([findings::store::scope(Some(vehicle.id))], Order::Descending)
        .days(period.from, period.to);
    let mut flags = Vec::new();
    tx.for_each_in(findings::store::BY_SCOPE, &span, |finding: FindingRecord| {
        let record_ids = finding.subjects.iter().map(|subject| subject.id).collect();
        flags.extend(flag_code(finding.code).map(|code| FlagView { code, record_ids }));
        Ok(match flags.len() < LISTED_MAX {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        })
    })?;
    flags.reverse();
    Ok(flags)
}

/// What a finding says about economy.
pub fn flag_code(code: FindingCode) -> Option<FlagCode> {
    FlagCode::ALL.into_iter().find(|flag| FindingCode::from(*flag) == code)
}
