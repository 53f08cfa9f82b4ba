//! How rows of the log are found.

use std::ops::ControlFlow;

use furgo_shared::{
    id::PackageId,
    logs::ListLog,
    packages::PackageStatus,
    page::{Page, PageRequest},
    time::Day,
};
use uuid::Uuid;

use super::LogRecord;
use crate::{
    error::Result,
    storage::{
        Index, IndexEntries, Key, Reads, Span,
        engine::{Order, Space},
    },
};

/// Table: logs
/// Key:   log row
/// Value: JSON of a log row
pub const LOGS: Space = Space("logs");
/// Table: logs.by_time
/// Key:   recorded_at ‖ log row
/// Value: ()
pub const BY_TIME: Index<LogRecord> = Index::new("logs.by_time");
/// Table: logs.by_package
/// Key:   package ‖ sequence ‖ log row
/// Value: ()
pub const BY_PACKAGE: Index<LogRecord> = Index::new("logs.by_package");
/// Table: logs.by_person
/// Key:   person ‖ recorded_at ‖ log row
/// Value: ()
pub const BY_PERSON: Index<LogRecord> = Index::new("logs.by_person");
/// Table: logs.by_person_and_day
/// Key:   person ‖ day ‖ recorded_at ‖ log row
/// Value: ()
pub const BY_PERSON_AND_DAY: Index<LogRecord> = Index::new("logs.by_person_and_day");
/// Table: logs.by_event
/// Key:   day ‖ event ‖ recorded_at ‖ log row   # the count of a group is a day's number of events
/// Value: ()
pub const BY_EVENT: Index<LogRecord> = Index::new("logs.by_event");

/// What happened to a package: it was entered, or it came to a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Entered,
    Became(PackageStatus),
}

/// Whatever may happen on a day.
const EVENTS: [Event; 7] = [
    Event::Entered,
    Event::Became(PackageStatus::Pending),
    Event::Became(PackageStatus::Assigned),
    Event::Became(PackageStatus::InTransit),
    Event::Became(PackageStatus::Delivered),
    Event::Became(PackageStatus::Undelivered),
    Event::Became(PackageStatus::Failed),
];

impl Event {
    /// Part of the file's format.
    fn byte(self) -> u8 {
        match self {
            Self::Entered => 0,
            Self::Became(PackageStatus::Pending) => 1,
            Self::Became(PackageStatus::Assigned) => 2,
            Self::Became(PackageStatus::InTransit) => 3,
            Self::Became(PackageStatus::Delivered) => 4,
            Self::Became(PackageStatus::Undelivered) => 5,
            Self::Became(PackageStatus::Failed) => 6,
        }
    }
}

pub(super) fn index(row: &LogRecord, entries: &mut IndexEntries) {
    let recorded = Key::new().instant(row.meta.created_at);
    let event = row.old_status.map_or(Event::Entered, |_| Event::Became(row.new_status));
    entries.add(BY_TIME, row.id, Key::new(), recorded.clone());
    entries.add(BY_PACKAGE, row.id, of_package(row.package_id), Key::new().number(row.sequence));
    if let Some(person) = row.changed_by {
        entries.add(BY_PERSON, row.id, Key::new().id(person), recorded.clone());
        let on_day = Key::new().id(person).day(row.day);
        entries.add(BY_PERSON_AND_DAY, row.id, on_day, recorded.clone());
    }
    if row.counts() {
        entries.add(BY_EVENT, row.id, of_event(row.day, event), recorded);
    }
}

fn of_package(package: PackageId) -> Key {
    Key::new().id(package)
}

fn of_event(day: Day, event: Event) -> Key {
    Key::new().day(day).byte(event.byte())
}

/// The row of a package's last step, whoever asks.
pub fn last_step_of_package(tx: &impl Reads, package: PackageId) -> Result<Option<LogRecord>> {
    let rows = of_seen_package(tx, package)?;
    Ok(rows.into_iter().rfind(LogRecord::is_step))
}

/// Ids of all rows of a package, whoever asks.
pub fn ids_of_package(tx: &impl Reads, package: PackageId) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    tx.visit_ids(BY_PACKAGE, &of_package(package), Order::Ascending, &mut |id| {
        ids.push(id);
        ControlFlow::Continue(())
    })?;
    Ok(ids)
}

/// How often something happened on a day, in the whole fleet.
pub fn count(tx: &impl Reads, day: Day, event: Event) -> Result<u64> {
    tx.count(BY_EVENT, &of_event(day, event))
}

/// How often something happened on a day to the packages that count.
pub fn count_where(
    tx: &impl Reads,
    day: Day,
    event: Event,
    counts: impl Fn(PackageId) -> Result<bool>,
) -> Result<u64> {
    let (mut ids, mut count) = (Vec::new(), 0);
    tx.visit_ids(BY_EVENT, &of_event(day, event), Order::Ascending, &mut |id| {
        ids.push(id);
        ControlFlow::Continue(())
    })?;
    for id in ids {
        if let Some(row) = tx.find_unseen::<LogRecord>(id)?
            && counts(row.package_id)?
        {
            count += 1;
        }
    }
    Ok(count)
}

/// All steps of a package, oldest first, whoever asks: see whether they may see the package first.
pub fn of_seen_package(tx: &impl Reads, package: PackageId) -> Result<Vec<LogRecord>> {
    let mut ids: Vec<Uuid> = Vec::new();
    tx.visit_ids(BY_PACKAGE, &of_package(package), Order::Ascending, &mut |id| {
        ids.push(id);
        ControlFlow::Continue(())
    })?;
    let rows: Result<Vec<_>> = ids.into_iter().map(|id| tx.find_unseen(id)).collect();
    Ok(rows?.into_iter().flatten().collect())
}

/// One page of the whole log, newest first; for those who see all of it.
pub fn list(tx: &impl Reads, query: &ListLog) -> Result<Page<LogRecord>> {
    let page = PageRequest::new(query.page, query.limit);
    if let Some((index, groups)) = of_days(tx, query)? {
        return tx.list_in(index, &Span::of(groups, Order::Descending), page);
    }
    let (index, group) = match (query.package_id, query.changed_by) {
        (Some(package), _) => (BY_PACKAGE, of_package(package)),
        (None, Some(person)) => (BY_PERSON, Key::new().id(person)),
        (None, None) => (BY_TIME, Key::new()),
    };
    match has_one_filter(query) {
        true => tx.list(index, &group, Order::Descending, page),
        false => tx.list_where(index, &group, Order::Descending, page, |row| matches(row, query)),
    }
}

/// Whether a page of one group answers it.
pub fn is_bounded(query: &ListLog) -> bool {
    has_one_filter(query) && PageRequest::new(query.page, query.limit).is_early()
}

fn has_one_filter(query: &ListLog) -> bool {
    let both = query.package_id.is_some() && query.changed_by.is_some();
    !both && query.from.is_none() && query.to.is_none()
}

/// More days are sooner read row by row.
const DAYS_MAX: usize = 1_000;

/// The groups that hold every row of the days that are asked for, of everybody or of one person,
/// if they are not too many. A package has few rows, whatever the days.
fn of_days(tx: &impl Reads, query: &ListLog) -> Result<Option<(Index<LogRecord>, Vec<Key>)>> {
    if query.package_id.is_some() || (query.from.is_none() && query.to.is_none()) {
        return Ok(None);
    }
    let (index, prefix) = match query.changed_by {
        Some(person) => (BY_PERSON_AND_DAY, Key::new().id(person)),
        None => (BY_EVENT, Key::new()),
    };
    let Some(days) = days_in(tx, index, &prefix, query)? else { return Ok(None) };
    let groups = days.into_iter().flat_map(|day| match query.changed_by {
        Some(person) => vec![Key::new().id(person).day(day)],
        None => EVENTS.map(|event| of_event(day, event)).to_vec(),
    });
    Ok(Some((index, groups.collect())))
}

/// The days that have rows, from one to the next one; none when they are too many.
fn days_in(
    tx: &impl Reads,
    index: Index<LogRecord>,
    prefix: &Key,
    query: &ListLog,
) -> Result<Option<Vec<Day>>> {
    let mut days = Vec::new();
    let (mut next, last) = (query.from, query.to);
    loop {
        let span = Span::of([prefix.clone()], Order::Ascending).days(next, last);
        let mut found = None;
        tx.rows(index, &span, |mut row, _| {
            found = Some(row.day()?);
            Ok(ControlFlow::Break(()))
        })?;
        let Some(day) = found else { return Ok(Some(days)) };
        days.push(day);
        if days.len() > DAYS_MAX {
            return Ok(None);
        }
        match day.succ_opt() {
            Some(day) => next = Some(day),
            None => return Ok(Some(days)),
        }
    }
}

/// Whether a row is among those that are asked for.
pub fn matches(row: &LogRecord, query: &ListLog) -> bool {
    query.package_id.is_none_or(|package| row.package_id == package)
        && query.changed_by.is_none_or(|person| row.changed_by == Some(person))
        && query.from.is_none_or(|from| row.day >= from)
        && query.to.is_none_or(|to| row.day <= to)
}
