//! The data-quality inbox: what looks wrong in the fleet's records, and vehicles that nothing is
//! written about any more.

use std::ops::ControlFlow;

use furgo_shared::{
    figures,
    id::VehicleId,
    odometer::Source,
    page::{Page, PageRequest},
    readings::{FindingCode, FindingRecordView, FindingView, ListFindings},
    time::Day,
    units::{Km, Quantity},
    vehicles::Fuel,
};
use uuid::Uuid;

use crate::{
    error::Result,
    features::{
        economy::efficiency,
        expenses,
        findings::{self, FindingRecord, Subject},
        histories::{self, reach::Reach, scope},
        maintenance::{self, MaintenanceRecord},
        readings::{self, ReadingRecord},
        refuels::{self, RefuelRecord},
        routes::{self, RouteRecord},
        settings,
        vehicles::{self, VehicleRecord},
    },
    storage::{Index, Key, Reads, Record, Span, engine::Order},
};

/// A vehicle in use is refuelled more often than that.
const SILENT_DAYS: i64 = 60;

/// A vehicle without entries for long, and the day of the last one.
struct Silence {
    vehicle: VehicleRecord,
    last: Option<Day>,
}

/// One page of findings, the most recent first.
pub fn list(tx: &impl Reads, query: &ListFindings) -> Result<Page<FindingView>> {
    let page = PageRequest::new(query.page, query.limit);
    let groups = Reach::of(tx, query.vehicle.as_deref())?.subjects();
    let span = Span::of(groups.into_iter().map(|id| Key::new().id(id)), Order::Descending);
    let vehicles = match query.vehicle.as_deref() {
        Some(alias) => vehicles::store::find(tx, alias)?.into_iter().collect(),
        None => vehicles::store::all(tx)?,
    };
    let mut silences = silences(tx, vehicles)?;
    let silent = u64::try_from(silences.len()).unwrap_or(u64::MAX);
    let total = tx.count_in(findings::store::BY_SCOPE, &span)?.saturating_add(silent);
    let mut cut = Cut { page, passed: 0, items: Vec::new() };
    tx.rows(findings::store::BY_SCOPE, &span, |mut sort, id| {
        let day = sort.day()?;
        while let Some(silence) = silences.pop_if(|silence| silence.last > Some(day)) {
            cut.push(|| Ok(silence.to_view()))?;
        }
        cut.push(|| to_view(tx, &tx.require::<FindingRecord>(id)?))?;
        Ok(if cut.is_full() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    for silence in silences.iter().rev() {
        cut.push(|| Ok(silence.to_view()))?;
    }
    Ok(Page::of(cut.items, total, page))
}

/// How many findings the inbox has of a vehicle, or of the fleet.
pub fn count_findings(tx: &impl Reads, vehicle: Option<VehicleId>) -> Result<u64> {
    let vehicles = match vehicle {
        Some(id) => tx.find_unseen(id)?.into_iter().collect(),
        None => vehicles::store::all(tx)?,
    };
    let silent = u64::try_from(silences(tx, vehicles)?.len()).unwrap_or(u64::MAX);
    Ok(tx
        .count(findings::store::BY_SCOPE, &findings::store::scope(vehicle))?
        .saturating_add(silent))
}

/// What of a merged list is on the page.
struct Cut {
    page: PageRequest,
    passed: u64,
    items: Vec<FindingView>,
}

impl Cut {
    fn is_full(&self) -> bool {
        self.items.len() >= usize::try_from(self.page.limit).unwrap_or(usize::MAX)
    }

    fn push(&mut self, view: impl FnOnce() -> Result<FindingView>) -> Result<()> {
        if self.passed >= self.page.offset() && !self.is_full() {
            self.items.push(view()?);
        }
        self.passed += 1;
        Ok(())
    }
}

/// The longest silence first.
fn silences(tx: &impl Reads, vehicles: Vec<VehicleRecord>) -> Result<Vec<Silence>> {
    let settings = settings::store::current(tx)?;
    let today = settings.day_of(tx.now());
    let mut found = Vec::new();
    for vehicle in vehicles.into_iter().filter(|vehicle| vehicle.is_active) {
        let last = last_entry(tx, vehicle.id, today)?;
        let since = last.unwrap_or_else(|| settings.day_of(vehicle.meta.created_at));
        if today.signed_duration_since(since).num_days() >= SILENT_DAYS {
            found.push(Silence { vehicle, last });
        }
    }
    found.sort_by_key(|silence| (silence.last, silence.vehicle.id));
    Ok(found)
}

/// The day of the last record of a vehicle, whatever it is of.
fn last_entry(tx: &impl Reads, vehicle: VehicleId, today: Day) -> Result<Option<Day>> {
    let (own, of_scope) = (Key::new().id(vehicle), scope(Some(vehicle), None::<Fuel>));
    let days = [
        last_day(tx, refuels::store::BY_SCOPE, of_scope.clone(), today)?,
        last_day(tx, maintenance::store::BY_SCOPE, of_scope.clone(), today)?,
        last_day(tx, expenses::store::BY_SCOPE, of_scope, today)?,
        last_day(tx, routes::store::BY_VEHICLE, own.clone(), today)?,
        last_day(tx, readings::store::BY_VEHICLE, own, today)?,
    ];
    Ok(days.into_iter().flatten().max())
}

/// The day of the last row of a group up to today; its rows are ordered by day.
fn last_day<R: Record>(
    tx: &impl Reads,
    index: Index<R>,
    group: Key,
    today: Day,
) -> Result<Option<Day>> {
    let span = Span::of([group], Order::Descending).days(None, Some(today));
    let mut last = None;
    tx.rows(index, &span, |mut sort, _| {
        last = Some(sort.day()?);
        Ok(ControlFlow::Break(()))
    })?;
    Ok(last)
}

impl Silence {
    fn to_view(&self) -> FindingView {
        FindingView {
            code: FindingCode::NoEntries,
            vehicle_id: self.vehicle.id,
            vehicle: self.vehicle.alias.clone(),
            date: self.last,
            records: Vec::new(),
            value: None,
            usual: None,
        }
    }
}

fn to_view(tx: &impl Reads, finding: &FindingRecord) -> Result<FindingView> {
    let mut records = Vec::new();
    for subject in &finding.subjects {
        records.extend(record(tx, *subject)?);
    }
    let (value, usual) = value_and_usual(tx, finding)?;
    Ok(FindingView {
        code: finding.code,
        vehicle_id: finding.vehicle_id,
        vehicle: histories::alias_of(tx, finding.vehicle_id)?,
        date: Some(finding.day),
        records,
        value,
        usual,
    })
}

/// What the interval needed for 100 km, and what the vehicle does usually.
fn value_and_usual(tx: &impl Reads, finding: &FindingRecord) -> Result<(Option<f64>, Option<f64>)> {
    let is_of_interval = match finding.code {
        FindingCode::ImplausibleEconomy
        | FindingCode::ImplausibleDistance
        | FindingCode::AboveUsual
        | FindingCode::MissedSuspected => true,
        FindingCode::OdometerConflict
        | FindingCode::OdometerJump
        | FindingCode::OverCapacity
        | FindingCode::NoEntries => false,
    };
    let Some(energy) = finding.energy.filter(|_| is_of_interval) else { return Ok((None, None)) };
    let interval =
        finding.subjects.last().map(|last| refuels::store::interval_of(tx, last.id.into()));
    let value = interval.transpose()?.flatten().and_then(|interval| interval.to_view());
    let sums = tx.sums(finding.vehicle_id, None, None)?;
    let usual = efficiency::totals(&sums, energy);
    let usual = figures::per_100km(usual.quantity, usual.distance_m);
    Ok((value.map(|value| value.value), usual))
}

fn record(tx: &impl Reads, subject: Subject) -> Result<Option<FindingRecordView>> {
    let view = |date: Day, odometer_m: Option<i64>, version: u64| FindingRecordView {
        id: subject.id,
        source: subject.source,
        date,
        odometer_km: odometer_m.map(Km::from_metres),
        quantity: None,
        fuel: None,
        version,
    };
    let id: Uuid = subject.id;
    Ok(match subject.source {
        Source::Refuel => tx.find_unseen::<RefuelRecord>(id)?.map(|refuel| FindingRecordView {
            quantity: Some(Quantity::from_units(refuel.quantity)),
            fuel: Some(refuel.fuel),
            ..view(refuel.date, refuel.odometer_m, refuel.meta.version)
        }),
        Source::Maintenance => tx
            .find_unseen::<MaintenanceRecord>(id)?
            .map(|work| view(work.date, Some(work.odometer_m), work.meta.version)),
        Source::RouteStart | Source::RouteEnd => tx.find_unseen::<RouteRecord>(id)?.map(|route| {
            let mut own = route.readings().filter(|(source, _)| *source == subject.source);
            view(route.date, own.next().map(|(_, odometer_m)| odometer_m), route.meta.version)
        }),
        Source::Reading => tx
            .find_unseen::<ReadingRecord>(id)?
            .map(|reading| view(reading.date, Some(reading.odometer_m), reading.meta.version)),
        // Nothing contradicts what the vehicle came with: it is a floor, not a reading.
        Source::Initial => None,
    })
}
