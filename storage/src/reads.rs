//! Typed reads, the same inside a read and inside a write.

use std::{collections::BTreeMap, ops::ControlFlow};

use chrono::{DateTime, NaiveDate, Utc};
use furgo_ground::{Error, Result, Viewer};
use furgo_shared::{
    page::{Page, PageRequest},
    problem::ErrorCode,
};
use uuid::Uuid;

use super::{
    engine::{KeyRange, Order, Space, Visit},
    error::{Result as StorageResult, StorageError},
    index::{Index, Unique, count_key},
    key::{Key, KeyReader},
    record::{Record, decode},
    schema::{COUNTS, SUMMARIES},
    span::{Merge, Span},
    summary::{Measure, Month, Sums, month_key},
    sums,
};

/// Reads, as one viewer.
pub trait Reads: Sized {
    /// On whose behalf.
    fn viewer(&self) -> &Viewer;
    /// The time of this transaction.
    fn now(&self) -> DateTime<Utc>;
    /// The time by which sessions and links grow old, see [`furgo_ground::Clock::steady`].
    fn steady(&self) -> DateTime<Utc> {
        self.now()
    }
    /// Bytes of a key.
    fn bytes(&self, space: Space, key: &[u8]) -> StorageResult<Option<Vec<u8>>>;
    /// Visits a range of keys.
    fn visit(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> StorageResult<()>;

    /// The record, if it exists and the viewer may see it.
    fn find<R: Record>(&self, id: impl Into<Uuid>) -> Result<Option<R>> {
        match self.find_unseen::<R>(id)? {
            Some(record) if record.visible_to(self)? => Ok(Some(record)),
            _ => Ok(None),
        }
    }

    /// The record; absent or not the viewer's to see is `NotFound`, and what the viewer would see
    /// were it not in the trash is `Deleted`.
    fn require<R: Record>(&self, id: impl Into<Uuid>) -> Result<R> {
        let id = id.into();
        if let Some(record) = self.find(id)? {
            return Ok(record);
        }
        match self.find_deleted::<R>(id)? {
            Some(record) if record.visible_to(self)? => Err(Error::Code(ErrorCode::Deleted)),
            _ => Err(Error::Code(ErrorCode::NotFound)),
        }
    }

    /// The record whether or not the viewer may see it: for a name to show, a rule to check.
    fn find_unseen<R: Record>(&self, id: impl Into<Uuid>) -> Result<Option<R>> {
        Ok(self.find_stored::<R>(id)?.filter(|record| record.meta().deleted.is_none()))
    }

    /// The record in the trash, whether or not the viewer would see it.
    fn find_deleted<R: Record>(&self, id: impl Into<Uuid>) -> Result<Option<R>> {
        Ok(self.find_stored::<R>(id)?.filter(|record| record.meta().deleted.is_some()))
    }

    /// The record, be it in the trash or not: whoever has its id.
    fn find_stored<R: Record>(&self, id: impl Into<Uuid>) -> Result<Option<R>> {
        let bytes = self.bytes(R::TABLE, id.into().as_bytes())?;
        Ok(bytes.map(|bytes| decode(&bytes)).transpose()?)
    }

    /// The record with a unique key, if the viewer may see it.
    fn find_by<R: Record>(&self, index: Unique<R>, key: Key) -> Result<Option<R>> {
        match self.bytes(index.space, key.as_bytes())? {
            Some(id) => self.find(id_of(index.space, &id)?),
            None => Ok(None),
        }
    }

    /// How many rows a group has.
    fn count<R: Record>(&self, index: Index<R>, group: &Key) -> Result<u64> {
        let bytes = self.bytes(COUNTS, &count_key(index.space, group.as_bytes()))?;
        Ok(bytes.map(|bytes| number(COUNTS, &bytes)).transpose()?.unwrap_or(0))
    }

    /// One page of a group, in its order. The group must be one that the viewer may see whole.
    fn list<R: Record>(
        &self,
        index: Index<R>,
        group: &Key,
        order: Order,
        page: PageRequest,
    ) -> Result<Page<R>> {
        let total = self.count(index, group)?;
        let end = total.min(page.offset().saturating_add(page.limit.into()));
        let wanted = rows_of(end.saturating_sub(page.offset()));
        // A late page is nearer from the other end.
        let is_late = page.offset() > total / 2;
        let (from, mut skip) = match is_late {
            true => (order.reversed(), total - end),
            false => (order, page.offset()),
        };
        let mut ids = Vec::new();
        if wanted > 0 {
            self.visit_ids(index, group, from, &mut |id| {
                if skip > 0 {
                    skip -= 1;
                } else {
                    ids.push(id);
                }
                break_if(ids.len() >= wanted)
            })?;
        }
        if is_late {
            ids.reverse();
        }
        let items = ids.into_iter().map(|id| self.require(id)).collect::<Result<_>>()?;
        Ok(Page::of(items, total, page))
    }

    /// One page of those of a group that a filter lets through. Reads the whole group.
    fn list_where<R: Record>(
        &self,
        index: Index<R>,
        group: &Key,
        order: Order,
        page: PageRequest,
        keep: impl Fn(&R) -> bool,
    ) -> Result<Page<R>> {
        let (mut items, mut total) = (Vec::new(), 0);
        self.for_each(index, group, order, |record: R| {
            if keep(&record) {
                if total >= page.offset() && items.len() < rows(page.limit) {
                    items.push(record);
                }
                total += 1;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Page::of(items, total, page))
    }

    /// Every visible record of a group, in its order, until the caller breaks off.
    fn for_each<R: Record>(
        &self,
        index: Index<R>,
        group: &Key,
        order: Order,
        mut each: impl FnMut(R) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut failure = None;
        self.visit_ids(index, group, order, &mut |id| {
            let step = self
                .find(id)
                .and_then(|record| record.map_or(Ok(ControlFlow::Continue(())), &mut each));
            step.unwrap_or_else(|error| {
                failure = Some(error);
                ControlFlow::Break(())
            })
        })?;
        failure.map_or(Ok(()), Err)
    }

    /// Every visible record of a group, at most `limit`: for groups that are small by nature.
    fn collect<R: Record>(
        &self,
        index: Index<R>,
        group: &Key,
        order: Order,
        limit: usize,
    ) -> Result<Vec<R>> {
        let mut records = Vec::new();
        self.for_each(index, group, order, |record| {
            records.push(record);
            Ok(break_if(records.len() >= limit))
        })?;
        Ok(records)
    }

    /// Visits the ids of a group's rows, in its order.
    fn visit_ids<R: Record>(
        &self,
        index: Index<R>,
        group: &Key,
        order: Order,
        visit: &mut dyn FnMut(Uuid) -> ControlFlow<()>,
    ) -> Result<()> {
        let mut failure = None;
        self.visit(
            index.space,
            &KeyRange::prefix(group.as_bytes()),
            order,
            &mut |row, _| match row.last_chunk::<16>() {
                Some(id) => visit(Uuid::from_bytes(*id)),
                None => {
                    failure = Some(damaged(index.space));
                    ControlFlow::Break(())
                }
            },
        )?;
        failure.map_or(Ok(()), |error| Err(error.into()))
    }

    /// Visits the rows of a span without their records: what orders them, and their ids.
    fn rows<R>(
        &self,
        index: Index<R>,
        span: &Span,
        mut visit: impl FnMut(KeyReader<'_>, Uuid) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut merge = Merge::new(span);
        while let Some(row) = merge.next(self, index.space)? {
            let (sort, id) = row.split_last_chunk().ok_or_else(|| damaged(index.space))?;
            if visit(KeyReader::new(sort), Uuid::from_bytes(*id))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// How many rows a span has. With bounds, their keys are counted.
    fn count_in<R: Record>(&self, index: Index<R>, span: &Span) -> Result<u64> {
        if let Some(groups) = span.whole_groups() {
            return groups.iter().map(|group| self.count(index, group)).sum();
        }
        let mut rows = 0;
        for range in span.ranges() {
            self.visit(index.space, &range, Order::Ascending, &mut |_, _| {
                rows += 1;
                ControlFlow::Continue(())
            })?;
        }
        Ok(rows)
    }

    /// One page of a span, in its order. The groups must be ones that the viewer may see whole.
    fn list_in<R: Record>(
        &self,
        index: Index<R>,
        span: &Span,
        page: PageRequest,
    ) -> Result<Page<R>> {
        if let Some([group]) = span.whole_groups() {
            return self.list(index, group, span.order(), page);
        }
        let (mut skip, mut items) = (page.offset(), Vec::new());
        self.rows(index, span, |_, id| {
            if skip > 0 {
                skip -= 1;
            } else if items.len() < rows(page.limit) {
                items.push(self.require(id)?);
            }
            Ok(break_if(items.len() >= rows(page.limit)))
        })?;
        Ok(Page::of(items, self.count_in(index, span)?, page))
    }

    /// One page of those of a span that a filter lets through. Reads the whole span; `each` sees
    /// everything that passes, on this page and on all others, to add it up.
    fn list_in_where<R: Record>(
        &self,
        index: Index<R>,
        span: &Span,
        page: PageRequest,
        keep: impl Fn(&R) -> bool,
        mut each: impl FnMut(&R),
    ) -> Result<Page<R>> {
        let (mut items, mut total) = (Vec::new(), 0);
        self.for_each_in(index, span, |record: R| {
            if keep(&record) {
                each(&record);
                if total >= page.offset() && items.len() < rows(page.limit) {
                    items.push(record);
                }
                total += 1;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Page::of(items, total, page))
    }

    /// Every visible record of a span, in its order, until the caller breaks off.
    fn for_each_in<R: Record>(
        &self,
        index: Index<R>,
        span: &Span,
        mut each: impl FnMut(R) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        self.rows(index, span, |_, id| match self.find(id)? {
            Some(record) => each(record),
            None => Ok(ControlFlow::Continue(())),
        })
    }

    /// The first visible record of a span: the last one before a day, say, in descending order.
    fn first_in<R: Record>(&self, index: Index<R>, span: &Span) -> Result<Option<R>> {
        let mut first = None;
        self.for_each_in(index, span, |record| {
            first = Some(record);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(first)
    }

    /// All sums of a subject over the days from `from` to `to`, both included; `None` is since, or
    /// until, ever. What was added to a month but to no day counts with whole months only.
    fn sums(
        &self,
        subject: impl Into<Uuid>,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Result<Sums> {
        let (from, to) = (from.unwrap_or(NaiveDate::MIN), to.unwrap_or(NaiveDate::MAX));
        let mut found = Sums::default();
        for range in sums::ranges(subject.into(), from, to) {
            visit_sums(self, &range, |row, sum| {
                found.add_row(sums::behind_period(row)?, sum)?;
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(found)
    }

    /// The sums of each month from `first` to `last`, both included, also of those without any.
    fn months(
        &self,
        subject: impl Into<Uuid>,
        first: Month,
        last: Month,
    ) -> Result<Vec<(Month, Sums)>> {
        let mut found = BTreeMap::<_, Sums>::new();
        visit_sums(self, &sums::months_range(subject.into(), first, last), |row, sum| {
            let (month, behind) = sums::month_of(row)?;
            found.entry(month).or_default().add_row(behind, sum)?;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(first
            .through(last)
            .map(|month| (month, found.remove(&month).unwrap_or_default()))
            .collect())
    }

    /// The first day on which a subject has any sum.
    fn first_day(&self, subject: impl Into<Uuid>) -> Result<Option<NaiveDate>> {
        let mut first = None;
        visit_sums(self, &sums::all_days_range(subject.into()), |row, _| {
            first = Some(sums::day_of(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(first)
    }

    /// One monthly sum.
    fn summary(&self, subject: impl Into<Uuid>, month: Month, measure: Measure) -> Result<i64> {
        let bytes = self.bytes(SUMMARIES, &month_key(subject, month, measure))?;
        Ok(bytes.map(|bytes| number(SUMMARIES, &bytes)).transpose()?.map_or(0, u64::cast_signed))
    }

    /// `Stale` unless the request names no version or the record's own.
    fn require_version<R: Record>(&self, record: &R, if_match: Option<u64>) -> Result<()> {
        match if_match {
            Some(version) if version != record.meta().version => Err(Error::Code(ErrorCode::Stale)),
            _ => Ok(()),
        }
    }
}

/// Visits sums with a visitor that may fail.
fn visit_sums(
    tx: &impl Reads,
    range: &KeyRange,
    mut visit: impl FnMut(&[u8], i64) -> StorageResult<ControlFlow<()>>,
) -> Result<()> {
    let mut failure = None;
    tx.visit(SUMMARIES, range, Order::Ascending, &mut |row, sum| {
        let step = number(SUMMARIES, sum).and_then(|sum| visit(row, sum.cast_signed()));
        step.unwrap_or_else(|error| {
            failure = Some(error);
            ControlFlow::Break(())
        })
    })?;
    failure.map_or(Ok(()), |error| Err(error.into()))
}

pub(super) fn break_if(enough: bool) -> ControlFlow<()> {
    if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

fn rows(limit: u32) -> usize {
    rows_of(limit.into())
}

fn rows_of(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

pub(super) fn damaged(space: Space) -> StorageError {
    StorageError::Damaged { space: space.0, detail: "wrong length".to_owned() }
}

fn id_of(space: Space, bytes: &[u8]) -> StorageResult<Uuid> {
    Uuid::from_slice(bytes).map_err(|_length| damaged(space))
}

pub(super) fn number(space: Space, bytes: &[u8]) -> StorageResult<u64> {
    bytes.try_into().map(u64::from_be_bytes).map_err(|_length| damaged(space))
}
