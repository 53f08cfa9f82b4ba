//! Lists of work and single pieces of it.

use furgo_shared::{
    id::MaintenanceId,
    maintenance::{
        ListMaintenance, MaintenanceKind, MaintenanceSums, MaintenanceView, StoredMaintenance,
    },
    money::Money,
    page::{PageRequest, PageWithSums},
    refuels::COST_SORTS,
    units::Km,
};

use crate::{
    error::Result,
    features::{
        files,
        histories::{
            self,
            listing::{self, Listing, contains, wanted_text},
            parts::Part,
            reach::Reach,
        },
        maintenance::{MaintenanceRecord, store},
        staff,
    },
    storage::{Measure, Reads, Sums},
};

/// One piece of work.
pub fn read(tx: &impl Reads, id: MaintenanceId) -> Result<MaintenanceView> {
    to_view(tx, &tx.require(id)?)
}

/// Whether a page of an index answers it.
pub fn is_bounded(query: &ListMaintenance) -> bool {
    let (is_searched, page) = (query.q.is_some(), PageRequest::new(query.page, query.limit));
    listing::is_bounded(is_searched, query.sort.as_deref(), COST_SORTS, page)
}

/// One page of work, and the sums of all that the filter lets through.
pub fn list(
    tx: &impl Reads,
    query: &ListMaintenance,
) -> Result<PageWithSums<MaintenanceView, MaintenanceSums>> {
    let reach = Reach::of(tx, query.vehicle.as_deref())?;
    let text = wanted_text(query.q.as_deref());
    let keep = |work: &MaintenanceRecord| text.as_deref().is_none_or(|text| matches(work, text));
    let mut cost = 0_i64;
    let listing = Listing {
        index: store::BY_SCOPE,
        groups: reach.groups(query.kind),
        from: query.from,
        to: query.to,
        page: PageRequest::new(query.page, query.limit),
        sort: query.sort.as_deref(),
        sorts: COST_SORTS,
        amount: |work: &MaintenanceRecord| work.cost,
        keep: text.is_some().then_some(&keep),
    };
    let page = listing.read(tx, |work| cost = cost.saturating_add(work.cost))?;
    if text.is_none() {
        cost = kept_cost(&reach.sums(tx, query.from, query.to)?, query.kind);
    }
    let sums = MaintenanceSums { cost: Money::from_units(cost) };
    Ok(PageWithSums { page: page.try_map(|work| to_view(tx, &work))?, sums })
}

fn matches(work: &MaintenanceRecord, text: &str) -> bool {
    contains(&work.description, text)
        || [&work.provider, &work.notes].into_iter().flatten().any(|own| contains(own, text))
}

fn kept_cost(sums: &Sums, kind: Option<MaintenanceKind>) -> i64 {
    match kind {
        Some(kind) => sums.get(Measure::MaintenanceCost(kind.part())),
        None => sums.total(Measure::MaintenanceCost),
    }
}

/// A piece of work as sent.
pub fn to_view(tx: &impl Reads, work: &MaintenanceRecord) -> Result<MaintenanceView> {
    Ok(MaintenanceView {
        stored: StoredMaintenance {
            id: work.id,
            vehicle_id: work.vehicle_id,
            date: work.date,
            kind: work.kind,
            description: work.description.clone(),
            cost: Money::from_units(work.cost),
            odometer_km: Km::from_metres(work.odometer_m),
            provider: work.provider.clone(),
            next_date: work.next_date,
            next_odometer_km: work.next_odometer_m.map(Km::from_metres),
            every_months: work.every_months,
            every_days: work.every_days,
            every_km: work.every_m.map(Km::from_metres),
            recurrence_basis: work.recurrence_basis,
            lead_days: work.lead_days,
            lead_km: work.lead_m.map(Km::from_metres),
            notes: work.notes.clone(),
            confirmed: work.confirmed,
            typed_odometer: work.typed_odometer,
            recorded_by: work.recorded_by,
            created_at: work.meta.created_at,
            updated_at: work.meta.updated_at,
            version: work.meta.version,
            forced_by_id: work.forced_by,
        },
        vehicle: histories::alias_of(tx, work.vehicle_id)?,
        files: files::operations::to_views(tx, &work.files)?,
        is_planned: store::is_planned(tx, work)?,
        forced_by: work.forced_by.map(|person| staff::name_of(tx, person)).transpose()?,
    })
}
