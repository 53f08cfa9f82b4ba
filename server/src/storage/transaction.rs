//! Typed reads and writes. `put` and `delete` are the only mutations: each keeps the record, its
//! index rows, their counts, the monthly sums and the change log in step.

use std::{marker::PhantomData, ops::ControlFlow};

use chrono::{DateTime, Utc};
use furgo_shared::{page::{Page, PageRequest}, problem::ErrorCode, validate::{FieldCode, FieldErrors}};
use serde::Serialize;
use uuid::Uuid;

use super::{
    change_log::{Change, ChangeKind},
    engine::{KeyRange, Order, Space, View, Visit, WriteSet},
    error::{Result as StorageResult, StorageError},
    index::{Index, IndexEntries, Unique, count_key},
    key::Key,
    record::{Record, decode, encode},
    schema::{CHANGES, COUNTS, FILE, SUMMARIES},
    summary::{Measure, Month, Summaries, summary_key},
};
use crate::{
    auth::Viewer,
    error::{Error, Result},
};

/// Key of the change log's last sequence number.
const SEQUENCE: &[u8] = b"sequence";

/// Reads, as one viewer.
pub trait Reads {
    /// On whose behalf.
    fn viewer(&self) -> &Viewer;
    /// The time of this transaction.
    fn now(&self) -> DateTime<Utc>;
    /// Bytes of a key.
    fn bytes(&self, space: Space, key: &[u8]) -> StorageResult<Option<Vec<u8>>>;
    /// Visits a range of keys.
    fn visit(&self, space: Space, range: &KeyRange, order: Order, visit: &mut Visit<'_>) -> StorageResult<()>;

    /// The record, if it exists and the viewer may see it.
    fn find<R: Record>(&self, id: impl Into<Uuid>) -> Result<Option<R>> {
        Ok(self.find_unseen::<R>(id)?.filter(|record| record.visible_to(self.viewer())))
    }

    /// The record; absent or not the viewer's to see is `NotFound`.
    fn require<R: Record>(&self, id: impl Into<Uuid>) -> Result<R> {
        self.find(id)?.ok_or(Error::Code(ErrorCode::NotFound))
    }

    /// The record whether or not the viewer may see it: for a name to show, a rule to check.
    fn find_unseen<R: Record>(&self, id: impl Into<Uuid>) -> Result<Option<R>> {
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
    fn list<R: Record>(&self, index: Index<R>, group: &Key, order: Order, page: PageRequest) -> Result<Page<R>> {
        let (mut skip, mut ids) = (page.offset(), Vec::new());
        self.visit_ids(index, group, order, &mut |id| {
            if skip > 0 {
                skip -= 1;
            } else {
                ids.push(id);
            }
            if ids.len() >= rows(page.limit) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        let items = ids.into_iter().map(|id| self.require(id)).collect::<Result<_>>()?;
        Ok(Page { items, total: self.count(index, group)?, page: page.page, limit: page.limit })
    }

    /// One page of those of a group that a filter lets through. Reads the whole group.
    fn list_where<R: Record>(&self, index: Index<R>, group: &Key, order: Order, page: PageRequest, keep: impl Fn(&R) -> bool) -> Result<Page<R>> {
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
        Ok(Page { items, total, page: page.page, limit: page.limit })
    }

    /// Every visible record of a group, in its order, until the caller breaks off.
    fn for_each<R: Record>(&self, index: Index<R>, group: &Key, order: Order, mut each: impl FnMut(R) -> Result<ControlFlow<()>>) -> Result<()> {
        let mut failure = None;
        self.visit_ids(index, group, order, &mut |id| {
            let step = self.find(id).and_then(|record| record.map_or(Ok(ControlFlow::Continue(())), &mut each));
            step.unwrap_or_else(|error| {
                failure = Some(error);
                ControlFlow::Break(())
            })
        })?;
        failure.map_or(Ok(()), Err)
    }

    /// Every visible record of a group, at most `limit`: for groups that are small by nature.
    fn collect<R: Record>(&self, index: Index<R>, group: &Key, order: Order, limit: usize) -> Result<Vec<R>> {
        let mut records = Vec::new();
        self.for_each(index, group, order, |record| {
            records.push(record);
            Ok(if records.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(records)
    }

    /// Visits the ids of a group's rows, in its order.
    fn visit_ids<R: Record>(&self, index: Index<R>, group: &Key, order: Order, visit: &mut dyn FnMut(Uuid) -> ControlFlow<()>) -> Result<()> {
        let mut failure = None;
        self.visit(index.space, &KeyRange::prefix(group.as_bytes()), order, &mut |row, _| {
            match row.last_chunk::<16>() {
                Some(id) => visit(Uuid::from_bytes(*id)),
                None => {
                    failure = Some(damaged(index.space));
                    ControlFlow::Break(())
                }
            }
        })?;
        failure.map_or(Ok(()), |error| Err(error.into()))
    }

    /// One monthly sum.
    fn summary(&self, subject: impl Into<Uuid>, month: Month, measure: Measure) -> Result<i64> {
        let bytes = self.bytes(SUMMARIES, &summary_key(subject, month, measure))?;
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

fn rows(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

fn damaged(space: Space) -> StorageError {
    StorageError::Damaged { space: space.0, detail: "wrong length".to_owned() }
}

fn id_of(space: Space, bytes: &[u8]) -> StorageResult<Uuid> {
    Uuid::from_slice(bytes).map_err(|_length| damaged(space))
}

fn number(space: Space, bytes: &[u8]) -> StorageResult<u64> {
    bytes.try_into().map(u64::from_be_bytes).map_err(|_length| damaged(space))
}

/// A read of one moment, opened by a `Permit<P>`.
pub struct ReadTx<'v, P> {
    view: Box<dyn View + 'v>,
    viewer: Viewer,
    now: DateTime<Utc>,
    permission: PhantomData<P>,
}

impl<'v, P> ReadTx<'v, P> {
    pub(super) fn new(view: Box<dyn View + 'v>, viewer: Viewer, now: DateTime<Utc>) -> Self {
        Self { view, viewer, now, permission: PhantomData }
    }
}

impl<P> Reads for ReadTx<'_, P> {
    fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    fn now(&self) -> DateTime<Utc> {
        self.now
    }

    fn bytes(&self, space: Space, key: &[u8]) -> StorageResult<Option<Vec<u8>>> {
        self.view.get(space, key)
    }

    fn visit(&self, space: Space, range: &KeyRange, order: Order, visit: &mut Visit<'_>) -> StorageResult<()> {
        self.view.scan(space, range, order, visit)
    }
}

/// A write under way, opened by a `Permit<P>`: a view, and what is to be written on top of it.
pub struct WriteTx<'v, P> {
    view: &'v dyn View,
    writes: WriteSet,
    viewer: Viewer,
    now: DateTime<Utc>,
    permission: PhantomData<P>,
}

impl<P> Reads for WriteTx<'_, P> {
    fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    fn now(&self) -> DateTime<Utc> {
        self.now
    }

    fn bytes(&self, space: Space, key: &[u8]) -> StorageResult<Option<Vec<u8>>> {
        match self.writes.get(space, key) {
            Some(written) => Ok(written.map(<[u8]>::to_vec)),
            None => self.view.get(space, key),
        }
    }

    fn visit(&self, space: Space, range: &KeyRange, order: Order, visit: &mut Visit<'_>) -> StorageResult<()> {
        let written: Vec<_> = match order {
            Order::Ascending => self.writes.range(space, range).collect(),
            Order::Descending => self.writes.range(space, range).rev().collect(),
        };
        merge(self.view, space, range, order, &written, visit)
    }
}

/// Visits the view's rows with the written ones laid over them.
fn merge(view: &dyn View, space: Space, range: &KeyRange, order: Order, written: &[(&[u8], Option<&[u8]>)], visit: &mut Visit<'_>) -> StorageResult<()> {
    let mut written = written.iter().peekable();
    let mut broken = false;
    let comes_first = |a: &[u8], b: &[u8]| match order {
        Order::Ascending => a < b,
        Order::Descending => a > b,
    };
    view.scan(space, range, order, &mut |key, value| {
        while let Some((own, content)) = written.next_if(|(own, _)| comes_first(own, key)) {
            if content.is_some_and(|content| visit(own, content).is_break()) {
                broken = true;
                return ControlFlow::Break(());
            }
        }
        let step = match written.next_if(|(own, _)| *own == key) {
            Some((_, None)) => ControlFlow::Continue(()),
            Some((own, Some(content))) => visit(own, content),
            None => visit(key, value),
        };
        broken = step.is_break();
        step
    })?;
    for (own, content) in written {
        if broken || content.is_some_and(|content| visit(own, content).is_break()) {
            break;
        }
    }
    Ok(())
}

impl<'v, P> WriteTx<'v, P> {
    pub(super) fn new(view: &'v dyn View, viewer: Viewer, now: DateTime<Utc>) -> Self {
        Self { view, writes: WriteSet::default(), viewer, now, permission: PhantomData }
    }

    pub(super) fn into_writes(self) -> WriteSet {
        self.writes
    }

    /// A new id, in the order of creation.
    pub fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.now.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid()
    }

    /// For a create request that names its own id: the record that the same request made
    /// before. The same id with other content is refused.
    pub fn created_before<R: Record>(&self, id: Option<impl Into<Uuid>>, request: &impl Serialize) -> Result<Option<R>> {
        let Some(id) = id else { return Ok(None) };
        match self.find_unseen::<R>(id)? {
            None => Ok(None),
            Some(record) if record.meta().origin.as_deref() == Some(origin(request)?.as_str()) && record.visible_to(&self.viewer) => Ok(Some(record)),
            Some(_) => Err(Error::Code(ErrorCode::IdReused)),
        }
    }

    /// Writes a new record, remembering the request that made it.
    pub fn create<R: Record>(&mut self, mut record: R, request: &impl Serialize) -> Result<R> {
        record.meta_mut().origin = Some(origin(request)?);
        self.put(record)
    }

    /// Writes a record: new or changed. Version and time of change are set here.
    pub fn put<R: Record>(&mut self, mut record: R) -> Result<R> {
        let old = self.find_unseen::<R>(record.id())?;
        let meta = record.meta_mut();
        meta.version = old.as_ref().map_or(0, |old| old.meta().version) + 1;
        meta.updated_at = self.now;
        self.reindex(old.as_ref(), Some(&record))?;
        self.writes.put(R::TABLE, record.id().as_bytes().to_vec(), encode(&record)?);
        self.log_change(R::TABLE, record.id(), record.meta().version, ChangeKind::Put)?;
        Ok(record)
    }

    /// Deletes a record.
    pub fn delete<R: Record>(&mut self, record: &R) -> Result<()> {
        let Some(old) = self.find_unseen::<R>(record.id())? else { return Ok(()) };
        self.reindex(Some(&old), None)?;
        self.writes.delete(R::TABLE, old.id().as_bytes().to_vec());
        self.log_change(R::TABLE, old.id(), old.meta().version + 1, ChangeKind::Delete)?;
        Ok(())
    }

    pub(super) fn put_bytes(&mut self, space: Space, key: Vec<u8>, value: Vec<u8>) {
        self.writes.put(space, key, value);
    }

    pub(super) fn delete_bytes(&mut self, space: Space, key: Vec<u8>) {
        self.writes.delete(space, key);
    }

    fn reindex<R: Record>(&mut self, old: Option<&R>, new: Option<&R>) -> Result<()> {
        let derive = |record: Option<&R>| {
            let (mut entries, mut summaries) = (IndexEntries::default(), Summaries::default());
            if let Some(record) = record {
                record.index(&mut entries);
                record.summarise(&mut summaries);
            }
            (entries, summaries)
        };
        let ((old_entries, old_sums), (new_entries, new_sums)) = (derive(old), derive(new));
        let id = new.or(old).map(Record::id).unwrap_or_default();
        self.move_unique_keys(id, &old_entries, &new_entries)?;
        self.move_rows(&old_entries, &new_entries)?;
        for (key, amount) in new_sums.since(&old_sums).iter() {
            self.add_to(SUMMARIES, key.clone(), amount)?;
        }
        Ok(())
    }

    fn move_unique_keys(&mut self, id: Uuid, old: &IndexEntries, new: &IndexEntries) -> Result<()> {
        for (space, key) in old.unique.keys().filter(|entry| !new.unique.contains_key(entry)) {
            self.writes.delete(*space, key.clone());
        }
        for ((space, key), field) in new.unique.iter().filter(|(entry, _)| !old.unique.contains_key(entry)) {
            if self.bytes(*space, key)?.is_some() {
                return Err(Error::Taken(FieldErrors::one(field, FieldCode::Taken)));
            }
            self.writes.put(*space, key.clone(), id.as_bytes().to_vec());
        }
        Ok(())
    }

    fn move_rows(&mut self, old: &IndexEntries, new: &IndexEntries) -> Result<()> {
        for ((space, row), group) in old.rows.iter().filter(|(entry, _)| !new.rows.contains_key(entry)) {
            self.writes.delete(*space, row.clone());
            self.add_to(COUNTS, count_key(*space, group), -1)?;
        }
        for ((space, row), group) in new.rows.iter().filter(|(entry, _)| !old.rows.contains_key(entry)) {
            self.writes.put(*space, row.clone(), Vec::new());
            self.add_to(COUNTS, count_key(*space, group), 1)?;
        }
        Ok(())
    }

    /// Adds to a number; a number that becomes zero is deleted, so that a rebuild is equal.
    fn add_to(&mut self, space: Space, key: Vec<u8>, amount: i64) -> StorageResult<()> {
        let before = self.bytes(space, &key)?.map(|bytes| number(space, &bytes)).transpose()?.map_or(0, u64::cast_signed);
        match before.saturating_add(amount) {
            0 => self.writes.delete(space, key),
            sum => self.writes.put(space, key, sum.to_be_bytes().to_vec()),
        }
        Ok(())
    }

    fn log_change(&mut self, table: Space, id: Uuid, version: u64, kind: ChangeKind) -> StorageResult<()> {
        let before = self.bytes(FILE, SEQUENCE)?.map(|bytes| number(FILE, &bytes)).transpose()?.unwrap_or(0);
        let sequence = (before + 1).to_be_bytes().to_vec();
        let change = Change { table: table.0.to_owned(), id, version, kind };
        self.writes.put(CHANGES, sequence.clone(), encode(&change)?);
        self.writes.put(FILE, SEQUENCE.to_vec(), sequence);
        Ok(())
    }
}

/// Fingerprint of a request: equal requests have equal ones.
fn origin(request: &impl Serialize) -> StorageResult<String> {
    Ok(crate::http::fingerprint(&encode(request)?))
}
