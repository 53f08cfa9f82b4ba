//! Lists of refuels and single ones.

use std::collections::BTreeMap;

use furgo_shared::{
    fuel::FlagCode,
    id::RefuelId,
    money::Money,
    page::{PageRequest, PageWithSums},
    readings::FindingCode,
    refuels::{
        COST_SORTS, FuelQuantity, ListRefuels, Percent, RefuelSums, RefuelView, StoredRefuel,
    },
    units::{Km, Quantity},
    vehicles::Fuel,
};

use crate::{
    error::Result,
    features::{
        files, findings,
        histories::{
            self,
            listing::{self, Listing, contains, wanted_text},
            parts::Part,
            reach::Reach,
        },
        refuels::{IntervalRecord, RefuelRecord, store},
        staff,
    },
    storage::{Measure, Reads, Sums},
};

/// One refuel.
pub fn read(tx: &impl Reads, id: RefuelId) -> Result<RefuelView> {
    to_view(tx, &tx.require(id)?)
}

/// Whether a page of an index answers it.
pub fn is_bounded(query: &ListRefuels) -> bool {
    let (is_searched, page) = (query.q.is_some(), PageRequest::new(query.page, query.limit));
    listing::is_bounded(is_searched, query.sort.as_deref(), COST_SORTS, page)
}

/// One page of refuels, and the sums of all that the filter lets through.
pub fn list(tx: &impl Reads, query: &ListRefuels) -> Result<PageWithSums<RefuelView, RefuelSums>> {
    let reach = Reach::of(tx, query.vehicle.as_deref())?;
    let text = wanted_text(query.q.as_deref());
    let keep = |refuel: &RefuelRecord| text.as_deref().is_none_or(|text| matches(refuel, text));
    let mut found = Totals::default();
    let listing = Listing {
        index: store::BY_SCOPE,
        groups: reach.groups(query.fuel),
        from: query.from,
        to: query.to,
        page: PageRequest::new(query.page, query.limit),
        sort: query.sort.as_deref(),
        sorts: COST_SORTS,
        amount: |refuel: &RefuelRecord| refuel.cost,
        keep: text.is_some().then_some(&keep),
    };
    let page = listing.read(tx, |refuel| found.add(refuel))?;
    if text.is_none() {
        found = Totals::kept(&reach.sums(tx, query.from, query.to)?, query.fuel);
    }
    Ok(PageWithSums { page: page.try_map(|refuel| to_view(tx, &refuel))?, sums: found.to_view() })
}

fn matches(refuel: &RefuelRecord, text: &str) -> bool {
    [&refuel.station, &refuel.notes].into_iter().flatten().any(|own| contains(own, text))
}

/// Money and quantities in thousandths, by the number of the fuel.
#[derive(Default)]
struct Totals {
    cost: i64,
    quantities: BTreeMap<u8, i64>,
}

impl Totals {
    fn add(&mut self, refuel: &RefuelRecord) {
        self.cost = self.cost.saturating_add(refuel.cost);
        let quantity = self.quantities.entry(refuel.fuel.part()).or_default();
        *quantity = quantity.saturating_add(refuel.quantity);
    }

    fn kept(sums: &Sums, fuel: Option<Fuel>) -> Self {
        let is_wanted = |part: u8| fuel.is_none_or(|fuel| fuel.part() == part);
        let of = |measure| sums.parts(measure).filter(move |(part, _)| is_wanted(*part));
        Self {
            cost: of(Measure::FuelCost).fold(0, |total, (_, cost)| total.saturating_add(cost)),
            quantities: of(Measure::FuelQuantity).collect(),
        }
    }

    fn to_view(&self) -> RefuelSums {
        let quantities = self.quantities.iter().filter_map(|(part, quantity)| {
            let quantity = Quantity::from_units(*quantity);
            Fuel::of_part(*part).map(|fuel| FuelQuantity { fuel, quantity })
        });
        RefuelSums { cost: Money::from_units(self.cost), quantities: quantities.collect() }
    }
}

/// A refuel as sent.
pub fn to_view(tx: &impl Reads, refuel: &RefuelRecord) -> Result<RefuelView> {
    let interval = store::interval_of(tx, refuel.id)?;
    Ok(RefuelView {
        stored: StoredRefuel {
            id: refuel.id,
            vehicle_id: refuel.vehicle_id,
            date: refuel.date,
            fuel: refuel.fuel,
            quantity: Quantity::from_units(refuel.quantity),
            cost: Money::from_units(refuel.cost),
            odometer_km: refuel.odometer_m.map(Km::from_metres),
            full_tank: refuel.full_tank,
            missed_previous: refuel.missed_previous,
            level_after_percent: refuel.level_after.map(Percent::from_units),
            confirmed: refuel.confirmed,
            station: refuel.station.clone(),
            notes: refuel.notes.clone(),
            typed_odometer: refuel.typed_odometer,
            typed_quantity: refuel.typed_quantity,
            recorded_by: refuel.recorded_by,
            created_at: refuel.meta.created_at,
            updated_at: refuel.meta.updated_at,
            version: refuel.meta.version,
            forced_by_id: refuel.forced_by,
        },
        vehicle: histories::alias_of(tx, refuel.vehicle_id)?,
        files: files::operations::to_views(tx, &refuel.files)?,
        unit_price: refuel.unit_price(),
        flags: flags_of(tx, refuel.id, interval.as_ref())?,
        economy: interval.and_then(|interval| interval.to_view()),
        forced_by: refuel.forced_by.map(|person| staff::name_of(tx, person)).transpose()?,
    })
}

/// What is odd about a refuel, or about the interval that it closes: each code once.
fn flags_of(
    tx: &impl Reads,
    refuel: RefuelId,
    interval: Option<&IntervalRecord>,
) -> Result<Vec<FlagCode>> {
    let mut flags = interval.map(|interval| interval.flags.clone()).unwrap_or_default();
    for finding in findings::store::of_record(tx, refuel.into())? {
        match finding.code {
            FindingCode::OdometerConflict => flags.push(FlagCode::OdometerConflict),
            FindingCode::OverCapacity => flags.push(FlagCode::OverCapacity),
            FindingCode::OdometerJump
            | FindingCode::ImplausibleEconomy
            | FindingCode::ImplausibleDistance
            | FindingCode::AboveUsual
            | FindingCode::MissedSuspected
            | FindingCode::NoEntries => {}
        }
    }
    flags.sort_unstable();
    flags.dedup();
    Ok(flags)
}
