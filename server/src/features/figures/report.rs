//! A period beside the same one a year earlier, for each vehicle and for all.

use std::{cmp::Reverse, collections::BTreeMap};

use furgo_shared::{
    fuel::Energy,
    stats::{ComparedView, MonthRowView, Period, PeriodOf, ReportRowView, ReportView},
    time::Day,
};

use super::{
    no_vehicle::NoVehicle,
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
    is_comparable: bool,
}

impl Line {
    /// Something counts in one of the periods, be it a part of an expense of earlier months.
    fn has_data(&self) -> bool {
        [Some(&self.now), self.before.as_ref()].into_iter().flatten().any(|figures| {
            let totals = &figures.totals;
            !figures.sums.is_empty()
                || totals.spread_expenses != 0
                || totals.depreciation.is_some_and(|loss| loss != 0)
                || totals.distance_m.is_some_and(|distance_m| distance_m > 0)
        })
    }

    fn compared(&self) -> ComparedView {
        compared(&self.now, self.before.as_ref(), self.is_comparable)
    }
}

/// Of the vehicle that is named, or of all that the viewer may see. Inactive ones are left out
/// unless they have data in one of the two periods. What was driven and delivered without a vehicle
/// is in the totals of the whole fleet.
pub fn of_fleet(tx: &impl Reads, ask: &PeriodOf) -> Result<ReportView> {
    let today = settings::store::today(tx)?;
    let period = Period { from: ask.from, to: ask.to };
    let before = period::year_before(period);
    let seen = match ask.vehicle.as_deref() {
        Some(alias) => vehicles::store::find(tx, alias)?.into_iter().collect(),
        None => vehicles::store::all(tx)?,
    };
    let rest = NoVehicle::of(tx, ask, &seen);
    let energy = only_energy(ask, &seen);
    let mut lines = Vec::new();
    for vehicle in seen {
        let now = Figures::of(tx, &vehicle, period, today)?;
        let earlier = before.map(|before| Figures::of(tx, &vehicle, before, today)).transpose()?;
        let is_comparable = is_comparable(tx, &vehicle, before)?;
        lines.push(Line { vehicle, now, before: earlier, is_comparable });
    }
    lines.retain(|line| line.vehicle.is_active || line.has_data());
    lines.sort_by_key(|line| (Reverse(line.now.totals.costs()), line.vehicle.alias.clone()));
    let fleet = Fleet { lines: &lines, rest: &rest, today };
    let no_vehicle = fleet.no_vehicle(tx, period, before)?;
    Ok(ReportView {
        period,
        before,
        total: fleet.total(tx, period, before)?,
        months: fleet.months(tx, Some(period), energy)?,
        months_before: fleet.months(tx, before, energy)?,
        no_vehicle,
        vehicles: lines.into_iter().map(row).collect(),
    })
}

/// How far the whole fleet went on some days, as its report says, in metres.
pub fn driven(tx: &impl Reads, from: Day, to: Day) -> Result<Option<i64>> {
    let vehicles = vehicles::store::all(tx)?;
    let period = Period { from: Some(from), to: Some(to) };
    let rest = NoVehicle::of(tx, &PeriodOf::default(), &vehicles).figures(tx, period, to)?;
    let mut driven_m = rest.totals.distance_m;
    for vehicle in &vehicles {
        let own = vehicles::odometer::driven(tx, vehicle)?.on(tx, Some(from), Some(to))?;
        driven_m = [driven_m, own].into_iter().flatten().reduce(i64::saturating_add);
    }
    Ok(driven_m)
}

fn row(line: Line) -> ReportRowView {
    let figures = line.compared();
    ReportRowView {
        vehicle_id: line.vehicle.id,
        vehicle: line.vehicle.alias,
        is_active: line.vehicle.is_active,
        figures,
    }
}

/// With a vehicle of which something was on record before the earlier period is compared; what
/// began in the middle of it has no such year behind it.
fn is_comparable(tx: &impl Reads, vehicle: &VehicleRecord, before: Option<Period>) -> Result<bool> {
    let Some(begin) = before.and_then(|before| before.from) else { return Ok(false) };
    Ok(period::first_entry(tx, vehicle)?.is_some_and(|first| first <= begin))
}

/// Quantities of different energies are not added up.
fn only_energy(ask: &PeriodOf, seen: &[VehicleRecord]) -> Option<Energy> {
    match seen {
        [vehicle] if ask.vehicle.is_some() => Some(Energy::of(vehicle.fuel)),
        _ => None,
    }
}

fn compared(now: &Figures, before: Option<&Figures>, is_comparable: bool) -> ComparedView {
    ComparedView {
        now: now.totals.view(),
        before: before.map(|before| before.totals.view()),
        is_comparable,
    }
}

/// All vehicles that are reported, and what is left of the whole fleet.
struct Fleet<'f> {
    lines: &'f [Line],
    rest: &'f NoVehicle,
    today: Day,
}

impl Fleet<'_> {
    fn total(
        &self,
        tx: &impl Reads,
        period: Period,
        before: Option<Period>,
    ) -> Result<ComparedView> {
        let mut now = self.rest.figures(tx, period, self.today)?;
        let mut earlier = match before {
            Some(before) => self.rest.figures(tx, before, self.today)?,
            None => Figures::default(),
        };
        for line in self.lines {
            now.add(&line.now);
            if let Some(figures) = &line.before {
                earlier.add(figures);
            }
        }
        // The fleet was there, if one of its vehicles was.
        let is_comparable = self.lines.iter().any(|line| line.is_comparable);
        Ok(compared(&now, before.map(|_| &earlier), is_comparable))
    }

    fn no_vehicle(
        &self,
        tx: &impl Reads,
        period: Period,
        before: Option<Period>,
    ) -> Result<Option<ComparedView>> {
        let now = self.rest.figures(tx, period, self.today)?;
        let earlier = before.map(|before| self.rest.figures(tx, before, self.today)).transpose()?;
        let any =
            |figures: &Figures| figures.totals.delivered > 0 || figures.totals.distance_m.is_some();
        let is_comparable = self.lines.iter().any(|line| line.is_comparable);
        let has_any = any(&now) || earlier.as_ref().is_some_and(any);
        Ok(has_any.then(|| compared(&now, earlier.as_ref(), is_comparable)))
    }

    /// The months of all vehicles together, from the first one's beginning to the period's end or
    /// today. Each vehicle counts from its own beginning on, as in the total.
    fn months(
        &self,
        tx: &impl Reads,
        period: Option<Period>,
        energy: Option<Energy>,
    ) -> Result<Vec<MonthRowView>> {
        let Some(period) = period else { return Ok(Vec::new()) };
        let mut own = Vec::new();
        for Line { vehicle, .. } in self.lines {
            let stretch = period::stretch(tx, vehicle, period, self.today)?;
            own.extend(stretch.map(|stretch| (vehicle, stretch)));
        }
        let rest = self.rest.stretch(tx, period, self.today)?;
        let all = own.iter().map(|(_, stretch)| *stretch).chain(rest);
        let first = all.min_by_key(|stretch| stretch.from);
        let mut together: BTreeMap<Month, Figures> = first
            .into_iter()
            .flat_map(Stretch::months)
            .map(|(month, _)| (month, Figures::default()))
            .collect();
        for (vehicle, stretch) in own {
            for (month, figures) in Figures::of_months(tx, vehicle, stretch)? {
                together.entry(month).or_default().add(&figures);
            }
        }
        for (month, part) in rest.into_iter().flat_map(Stretch::months) {
            let part = Period { from: Some(part.from), to: Some(part.to) };
            together.entry(month).or_default().add(&self.rest.figures(tx, part, self.today)?);
        }
        Ok(together.iter().map(|(month, figures)| figures.row(*month, energy)).collect())
    }
}
