//! Writing and reading the log.

use furgo_shared::{
    effects::Legal,
    logs::{ListLog, LogEntryView},
    packages::{DaySummaryView, PackageStatus, StepReason},
    page::{Page, PageRequest},
    time::{Day, Timestamp},
};

use super::{
    LogRecord,
    record::Mark,
    store::{self, Event},
};
use crate::{
    error::Result,
    features::{packages, packages::PackageRecord, staff},
    storage::{Meta, Reads, WriteTx},
};

/// What a row says.
#[derive(Clone, Debug)]
pub struct Entry {
    pub old_status: Option<PackageStatus>,
    /// Where the package stands now, or where a late fact would have brought it.
    pub new_status: PackageStatus,
    pub reason: Option<StepReason>,
    pub note: Option<String>,
    /// How the step was found legal.
    pub legal: Legal,
    pub mark: Mark,
    pub occurred_at: Timestamp,
    /// The fleet's day of `occurred_at`.
    pub day: Day,
}

/// Writes the row of a step that has just changed `package`.
pub fn write<P>(tx: &mut WriteTx<'_, P>, package: &PackageRecord, entry: Entry) -> Result<()> {
    if entry.legal == Legal::Undo
        && let Some(before) = store::last_step_of_package(tx, package.id)?
    {
        tx.put(LogRecord { taken_back: true, ..before })?;
    }
    let row = LogRecord {
        id: tx.new_id().into(),
        package_id: package.id,
        tracking_code: package.tracking_code.clone(),
        sequence: package.steps,
        old_status: entry.old_status,
        new_status: entry.new_status,
        changed_by: tx.viewer().user_id(),
        reason: entry.reason,
        note: entry.note,
        corrected: entry.legal == Legal::Correction,
        undone: entry.legal == Legal::Undo,
        taken_back: false,
        mark: entry.mark,
        driver_id: package.assigned_to,
        occurred_at: entry.occurred_at,
        day: entry.day,
        meta: Meta::new(tx.now()),
    };
    tx.put(row).map(drop)
}

/// One page of the log, newest first. Drivers see the rows of packages that are theirs.
pub fn list(tx: &impl Reads, query: &ListLog) -> Result<Page<LogEntryView>> {
    let page = match tx.viewer().is_office() {
        true => store::list(tx, query)?,
        false => Page::cut(of_own_packages(tx, query)?, PageRequest::new(query.page, query.limit)),
    };
    page.try_map(|row| to_view(tx, &row))
}

fn of_own_packages(tx: &impl Reads, query: &ListLog) -> Result<Vec<LogRecord>> {
    let own = match query.package_id {
        Some(package) => tx.find::<PackageRecord>(package)?.into_iter().collect(),
        None => packages::store::of_viewer(tx)?,
    };
    let mut rows = Vec::new();
    for package in own {
        rows.extend(store::of_seen_package(tx, package.id)?);
    }
    rows.retain(|row| store::matches(row, query));
    rows.sort_by_key(|row| std::cmp::Reverse((row.meta.created_at, row.sequence, row.id)));
    Ok(rows)
}

/// A row with its author's name; blank when they were removed.
pub fn to_view(tx: &impl Reads, row: &LogRecord) -> Result<LogEntryView> {
    let name = row.changed_by.map(|person| staff::name_of(tx, person)).transpose()?;
    Ok(row.to_view(name.unwrap_or_default()))
}

/// What happened on a day, as far as the viewer may see.
pub fn summary(tx: &impl Reads, date: Day) -> Result<DaySummaryView> {
    let count = |event| match tx.viewer().is_office() {
        true => store::count(tx, date, event),
        false => store::count_where(tx, date, event, |package| {
            Ok(tx.find::<PackageRecord>(package)?.is_some())
        }),
    };
    Ok(DaySummaryView {
        date,
        created: count(Event::Entered)?,
        assigned: count(Event::Became(PackageStatus::Assigned))?,
        in_transit: count(Event::Became(PackageStatus::InTransit))?,
        delivered: count(Event::Became(PackageStatus::Delivered))?,
        undelivered: count(Event::Became(PackageStatus::Undelivered))?,
        failed: count(Event::Became(PackageStatus::Failed))?,
    })
}
