//! Lists of packages and single ones.

use chrono::NaiveTime;
use furgo_shared::{
    id::PackageId,
    logs::LogEntryView,
    packages::{
        DaySummaryView, ListPackages, PACKAGE_SORTS, PackageCountsView, PackageStatus, PackageView,
    },
    page::{Items, Page, PageRequest, parse_sort},
    settings::parse_hour,
    time::Day,
};

use crate::{
    error::Result,
    features::{
        logs,
        packages::{
            PackageRecord,
            listing::{self, SortBy, Wanted},
            particulars::Particulars,
            store,
        },
        settings, staff,
    },
    storage::{Reads, catalogue, engine::Order},
};

/// A package as the viewer sees it.
pub fn to_view(tx: &impl Reads, package: &PackageRecord) -> Result<PackageView> {
    let assigned_to = package.assigned_to.map(|driver| staff::name_of(tx, driver));
    Ok(PackageView {
        stored: package.as_known(tx).to_stored(tx.viewer()),
        assigned_to_name: assigned_to.transpose()?,
    })
}

/// One package.
pub fn read(tx: &impl Reads, id: PackageId) -> Result<PackageView> {
    to_view(tx, &tx.require(id)?)
}

/// Whether [`list`] is a matter of microseconds.
pub fn is_list_bounded(tx: &impl Reads, query: &ListPackages) -> Result<bool> {
    match wanted(tx, query)? {
        Some(wanted) => listing::is_bounded(tx, &wanted, page_of(query)),
        None => Ok(true),
    }
}

/// One page of the packages that the viewer may see.
pub fn list(tx: &impl Reads, query: &ListPackages) -> Result<Page<PackageView>> {
    match wanted(tx, query)? {
        Some(wanted) => {
            let found = listing::list(tx, &wanted, page_of(query))?;
            found.try_map(|package| to_view(tx, &package))
        }
        None => Ok(Page::cut(Vec::new(), page_of(query))),
    }
}

fn page_of(query: &ListPackages) -> PageRequest {
    PageRequest::new(query.page, query.limit)
}

/// What the query asks for; `None` when it is none of the viewer's business.
fn wanted(tx: &impl Reads, query: &ListPackages) -> Result<Option<Wanted>> {
    let own_only = store::own_only(tx);
    if let (Some(own), Some(wanted)) = (own_only, query.assigned_to)
        && own != wanted
    {
        return Ok(None);
    }
    let settings = settings::store::current(tx)?;
    let spans = settings.spans_of(query.from, query.to);
    let filled = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let sort = parse_sort(query.sort.as_deref(), PACKAGE_SORTS);
    let mut statuses = query.status.clone();
    statuses.sort_unstable();
    statuses.dedup();
    Ok(Some(Wanted {
        driver: own_only.or(query.assigned_to),
        statuses,
        city: filled(&query.city),
        text: filled(&query.q).map(|text| catalogue::Query::new(&text)),
        entered: match query.from.is_none() && query.to.is_none() {
            true => None,
            // After a move to the west some hours of a day come again, and in between are others.
            false => Some(spans.iter().map(|span| (span.from, span.until)).collect()),
        },
        particulars: Particulars {
            days: (query.delivery_from, query.delivery_to),
            has_window: query.has_window,
            window_by: query.window_by.as_deref().and_then(hour),
            no_position: query.no_position,
            settings,
        },
        sort: match sort.map(|sort| sort.field) {
            Some("estimated_delivery") => SortBy::EstimatedDelivery,
            Some("recipient_name") => SortBy::Recipient,
            _ => SortBy::Creation,
        },
        order: match sort.is_none_or(|sort| sort.descending) {
            true => Order::Descending,
            false => Order::Ascending,
        },
    }))
}

fn hour(text: &str) -> Option<NaiveTime> {
    parse_hour(text).and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0))
}

/// How many packages stand at each status, as the query's other filters have it.
pub fn counts(tx: &impl Reads, query: &ListPackages) -> Result<PackageCountsView> {
    let query = ListPackages { status: Vec::new(), sort: None, ..query.clone() };
    let wanted = wanted(tx, &query)?;
    wanted.map_or(Ok(PackageCountsView::default()), |wanted| listing::count(tx, &wanted))
}

/// Whether [`counts`] is a matter of microseconds.
pub fn are_counts_bounded(tx: &impl Reads, query: &ListPackages) -> Result<bool> {
    let first = ListPackages { status: Vec::new(), sort: None, page: None, ..query.clone() };
    is_list_bounded(tx, &first)
}

/// The packages that are assigned to the viewer and not finished, by what is nearest to done.
pub fn mine(tx: &impl Reads) -> Result<Items<PackageView>> {
    let mut items = Vec::new();
    if let Some(person) = tx.viewer().user_id() {
        use PackageStatus::{Assigned, InTransit, Undelivered};
        for status in [InTransit, Assigned, Undelivered] {
            for package in store::of_driver(tx, person, status)? {
                items.push(to_view(tx, &package)?);
            }
        }
    }
    Ok(Items { items })
}

/// What happened on a day; today when none is named.
pub fn summary(tx: &impl Reads, day: Option<Day>) -> Result<DaySummaryView> {
    let settings = settings::store::current(tx)?;
    logs::operations::summary(tx, day.unwrap_or_else(|| settings.day_of(tx.now())))
}

/// All steps of a package, oldest first.
pub fn log(tx: &impl Reads, id: PackageId) -> Result<Items<LogEntryView>> {
    let package: PackageRecord = tx.require(id)?;
    let rows = logs::store::of_seen_package(tx, package.id)?;
    let items = rows.iter().map(|row| logs::operations::to_view(tx, row)).collect::<Result<_>>()?;
    Ok(Items { items })
}
