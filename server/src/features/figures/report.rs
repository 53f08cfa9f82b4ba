//! A period beside the same one a year earlier, for each vehicle and for all.

use std::{cmp::Reverse, collections::BTreeMap};

use furgo_shared::{
    fuel::Energy,
    stats::{ComparedView, MonthRowView, Period, PeriodOf, ReportRowView, ReportView},
    time::Day,
};

use super::{
    period::{self, Stretch},
    totals::Figures,
};
use crate::{
    error::Result,
    features::{settings, vehicles, vehicles::VehicleRecord},
    storage::{Month, Reads},
};

/// A vehicle's figures, now and a year earlier.
struct Line {
    vehicle: VehicleRecord,
    now: Figures,
    before: Option<Figures>,
}

impl Line {
    fn has_data(&self) -> bool {
        let before = self.before.as_ref();
        !self.now.sums.is_empty() || before.is_some_and(|before| !before.sums.is_empty())
    }

    fn view(self) -> ReportRowView {
        ReportRowView {
            vehicle_id: self.vehicle.id,
            vehicle: self.vehicle.alias,
            is_active: self.vehicle.is_active,
            figures: compared(&self.now, self.before.as_ref()),
        }
    }
}

/// Of the vehicle that is named, or of all that the viewer may see. Inactive ones are left out
/// unless they have data in one of the two periods.
pub fn of_fleet(tx: &impl Reads, ask: &PeriodOf) -> Result<ReportView> {
    let today = settings::store::today(tx)?;
    let period = Period { from: ask.from, to: ask.to };
    let before = period::year_before(period);
    let seen = match ask.vehicle.as_deref() {
        Some(alias) => vehicles::store::find(tx, alias)?.into_iter().collect(),
        None => vehicles::store::all(tx)?,
    };
    let energy = only_energy(ask, &seen);
    let mut lines = Vec::new();
    for vehicle in seen {
        let now = Figures::of(tx, &vehicle, period, today)?;
        let before = before.map(|before| Figures::of(tx, &vehicle, before, today)).transpose()?;
        lines.push(Line { vehicle, now, before });
    }
    lines.retain(|line| line.vehicle.is_active || line.has_data());
    lines.sort_by_key(|line| (Reverse(line.now.totals.costs()), line.vehicle.alias.clone()));
    Ok(ReportView {
        period,
        before,
        total: total(&lines, before.is_some()),
        months: months(tx, &lines, Some(period), energy, today)?,
        months_before: months(tx, &lines, before, energy, today)?,
        vehicles: lines.into_iter().map(Line::view).collect(),
    })
}

/// Quantities of different energies are not added up.
fn only_energy(ask: &PeriodOf, seen: &[VehicleRecord]) -> Option<Energy> {
    match seen {
        [vehicle] if ask.vehicle.is_some() => Some(Energy::of(vehicle.fuel)),
        _ => None,
    }
}

fn compared(now: &Figures, before: Option<&Figures>) -> ComparedView {
    ComparedView { now: now.totals.view(), before: before.map(|before| before.totals.view()) }
}

fn total(lines: &[Line], compares: bool) -> ComparedView {
    let (mut now, mut before) = (Figures::default(), Figures::default());
    for line in lines {
        now.add(&line.now);
        if let Some(figures) = &line.before {
            before.add(figures);
        }
    }
    compared(&now, compares.then_some(&before))
}

/// The months of all vehicles together, from the first one's beginning to the period's end or
/// today. Each vehicle counts from its own beginning on, as in the total.
fn months(
    tx: &impl Reads,
    lines: &[Line],
    period: Option<Period>,
    energy: Option<Energy>,
    today: Day,
) -> Result<Vec<MonthRowView>> {
    let Some(period) = period else { return Ok(Vec::new()) };
    let mut own = Vec::new();
    for Line { vehicle, .. } in lines {
        let stretch = period::stretch(tx, vehicle, period, today)?;
        own.extend(stretch.map(|stretch| (vehicle, stretch)));
    }
    let first = own.iter().map(|(_, stretch)| *stretch).min_by_key(|stretch| stretch.from);
    let mut together: BTreeMap<Month, Figures> = first
        .into_iter()
        .flat_map(Stretch::months)
        .map(|(month, _)| (month, Figures::default()))
        .collect();
    for (vehicle, stretch) in own {
        for (month, figures) in Figures::of_months(tx, vehicle, stretch, today)? {
            together.entry(month).or_default().add(&figures);
        }
    }
    Ok(together.iter().map(|(month, figures)| figures.row(*month, energy)).collect())
}
