//! Lists of packages and single ones.

use furgo_shared::{
    id::PackageId,
    logs::LogEntryView,
    packages::{Address, DaySummaryView, ListPackages, PACKAGE_SORTS, PackageStatus, PackageView},
    page::{Items, Page, PageRequest, parse_sort},
    time::Day,
};

use crate::{
    error::Result,
    features::{
        logs,
        packages::{
            PackageRecord,
            store::{self, SortBy, Wanted},
        },
        settings::{self, record::InstantSpan},
        staff,
    },
    storage::{Reads, engine::Order},
};

/// A package as the viewer sees it.
pub fn to_view(tx: &impl Reads, package: &PackageRecord) -> Result<PackageView> {
    let driver = package.assigned_to.map(|driver| staff::name_of(tx, driver)).transpose()?;
    let view = package.to_view(tx.viewer(), driver);
    Ok(if package.shows_recipient(tx) { view } else { without_recipient(view) })
}

/// For whom it was, and at which door, is nobody's business any more.
fn without_recipient(view: PackageView) -> PackageView {
    PackageView {
        recipient_name: String::new(),
        recipient_email: None,
        recipient_phone: None,
        address: Address { street: String::new(), latitude: None, longitude: None, ..view.address },
        description: None,
        ..view
    }
}

/// One package.
pub fn read(tx: &impl Reads, id: PackageId) -> Result<PackageView> {
    to_view(tx, &tx.require(id)?)
}

/// One page of the packages that the viewer may see.
pub fn list(tx: &impl Reads, query: &ListPackages) -> Result<Page<PackageView>> {
    let page = PageRequest::new(query.page, query.limit);
    let own_only = store::own_only(tx);
    if let (Some(own), Some(wanted)) = (own_only, query.assigned_to)
        && own != wanted
    {
        return Ok(Page::cut(Vec::new(), page));
    }
    let spans = settings::store::current(tx)?.spans_of(query.from, query.to);
    let lower = |text: &Option<String>| text.as_deref().map(|text| text.trim().to_lowercase());
    let sort = parse_sort(query.sort.as_deref(), PACKAGE_SORTS);
    let mut statuses = query.status.clone();
    statuses.sort_unstable();
    statuses.dedup();
    let wanted = Wanted {
        driver: own_only.or(query.assigned_to),
        statuses,
        city: lower(&query.city).filter(|city| !city.is_empty()),
        text: lower(&query.q).filter(|text| !text.is_empty()),
        from: spans.first().and_then(|span| span.from),
        until: spans.last().and_then(|span| span.until),
        sort: match sort.map(|sort| sort.field) {
            Some("estimated_delivery") => SortBy::EstimatedDelivery,
            Some("recipient_name") => SortBy::Recipient,
            _ => SortBy::Creation,
        },
        order: match sort.is_none_or(|sort| sort.descending) {
            true => Order::Descending,
            false => Order::Ascending,
        },
    };
    let found = match spans.as_slice() {
        [] | [_] => store::list(tx, &wanted, page)?,
        _ => {
            // After a move to the west some hours of a day come again, and in between are others.
            let mut all = store::list(tx, &wanted, PageRequest::new(None, Some(u32::MAX)))?.items;
            let is_of_day = |at| spans.iter().any(|span: &InstantSpan| span.contains(at));
            all.retain(|package| is_of_day(package.meta.created_at));
            Page::cut(all, page)
        }
    };
    found.try_map(|package| to_view(tx, &package))
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
