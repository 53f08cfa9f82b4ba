//! How jobs are found.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use furgo_shared::{
    id::JobId,
    jobs::JobKind,
    page::{Page, PageRequest},
    problem::ErrorCode,
};

use super::{JobRecord, record::recurring_id};
use crate::{
    error::{Error, Result},
    storage::{
        Index, IndexEntries, Key, Reads,
        engine::{Order, Space},
    },
};

/// Table: jobs
/// Key:   job
/// Value: JSON of a job   # a recurring one only once it failed, was paused or retried
pub const JOBS: Space = Space("jobs");
/// Table: jobs.all
/// Key:   created_at ‖ job   # but for recurring ones
/// Value: ()
pub const ALL: Index<JobRecord> = Index::new("jobs.all");
/// Table: jobs.by_kind
/// Key:   kind ‖ created_at ‖ job   # but for recurring ones
/// Value: ()
pub const BY_KIND: Index<JobRecord> = Index::new("jobs.by_kind");
/// Table: jobs.by_time
/// Key:   kind ‖ due_at ‖ job   # of those that wait, but for recurring ones
/// Value: ()
pub const BY_TIME: Index<JobRecord> = Index::new("jobs.by_time");

/// Part of the file's format.
pub(super) fn kind_byte(kind: JobKind) -> u8 {
    match kind {
        JobKind::WatchDueWork => 1,
        JobKind::BuildCatalogues => 2,
        JobKind::ForgetAnswers => 3,
        JobKind::ForgetChanges => 4,
        JobKind::ForgetNotices => 5,
        JobKind::ForgetMails => 6,
        JobKind::SendMail => 7,
        JobKind::SendLink => 8,
        JobKind::FindAccount => 9,
        JobKind::EmptyTrash => 10,
        JobKind::FillDemo => 11,
        JobKind::RemoveDemo => 12,
        JobKind::SweepFiles => 13,
        JobKind::ForgetDevices => 14,
        JobKind::AskForFiles => 15,
    }
}

fn of_kind(kind: JobKind) -> Key {
    Key::new().byte(kind_byte(kind))
}

pub(super) fn index(job: &JobRecord, entries: &mut IndexEntries) {
    if job.is_recurring() {
        return;
    }
    let (kind, created) = (of_kind(job.task.kind()), Key::new().instant(job.meta.created_at));
    entries.add(ALL, job.id, Key::new(), created.clone());
    entries.add(BY_KIND, job.id, kind.clone(), created);
    if let Some(due_at) = job.due_at.filter(|_| !job.is_paused) {
        entries.add(BY_TIME, job.id, kind, Key::new().instant(due_at));
    }
}

/// The job of a recurring kind, which is always there.
pub fn recurring(tx: &impl Reads, kind: JobKind) -> Result<JobRecord> {
    let stored = tx.find_unseen(recurring_id(kind))?;
    Ok(stored.unwrap_or_else(|| JobRecord::recurring(kind, tx.now())))
}

/// A job that is there; recurring ones always are.
pub fn require(tx: &impl Reads, id: JobId) -> Result<JobRecord> {
    if let Some(job) = tx.find(id)? {
        return Ok(job);
    }
    let kind = JobKind::RECURRING.into_iter().find(|kind| recurring_id(*kind) == id);
    recurring(tx, kind.ok_or(Error::Code(ErrorCode::NotFound))?)
}

/// The job of these kinds whose turn is next, if any waits.
pub fn next(tx: &impl Reads, kinds: &[JobKind]) -> Result<Option<JobRecord>> {
    let mut next: Option<JobRecord> = None;
    for kind in kinds {
        let first = tx.collect(BY_TIME, &of_kind(*kind), Order::Ascending, 1)?.pop();
        let is_earlier =
            |job: &JobRecord| next.as_ref().is_none_or(|next: &JobRecord| job.due_at < next.due_at);
        if let Some(job) = first.filter(is_earlier) {
            next = Some(job);
        }
    }
    Ok(next)
}

/// How many jobs of a kind there are, paused ones and those that gave up included.
pub fn count(tx: &impl Reads, kind: JobKind) -> Result<u64> {
    tx.count(BY_KIND, &of_kind(kind))
}

/// The oldest jobs of a kind from before a time that gave up or are paused, at most so many.
pub fn given_up(
    tx: &impl Reads,
    kind: JobKind,
    before: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<JobRecord>> {
    let mut found = Vec::new();
    tx.for_each(BY_KIND, &of_kind(kind), Order::Ascending, |job: JobRecord| {
        let is_old = job.meta.created_at < before;
        if is_old && (job.due_at.is_none() || job.is_paused) {
            found.push(job);
        }
        let is_enough = found.len() >= limit || !is_old;
        Ok(if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(found)
}

/// One page: the recurring ones first, then the others, the oldest first.
pub fn list(tx: &impl Reads, kind: Option<JobKind>, page: PageRequest) -> Result<Page<JobRecord>> {
    let wanted =
        JobKind::RECURRING.into_iter().filter(|each| kind.is_none_or(|kind| kind == *each));
    let recurring = wanted.map(|kind| recurring(tx, kind)).collect::<Result<Vec<_>>>()?;
    let before = u64::try_from(recurring.len()).unwrap_or(u64::MAX);
    let (index, group) = kind.map_or((ALL, Key::new()), |kind| (BY_KIND, of_kind(kind)));
    let (skip, limit) = (usize::try_from(page.offset()), usize::try_from(page.limit));
    let (skip, limit) = (skip.unwrap_or(usize::MAX), limit.unwrap_or(usize::MAX));
    let mut items: Vec<JobRecord> = recurring.into_iter().skip(skip).take(limit).collect();
    let (mut skip, room) = (page.offset().saturating_sub(before), limit - items.len());
    let mut ids = Vec::new();
    if room > 0 {
        tx.visit_ids(index, &group, Order::Ascending, &mut |id| {
            match skip {
                0 => ids.push(id),
                _ => skip -= 1,
            }
            if ids.len() >= room { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
    }
    for id in ids {
        items.push(tx.require(id)?);
    }
    Ok(Page::of(items, before + tx.count(index, &group)?, page))
}
