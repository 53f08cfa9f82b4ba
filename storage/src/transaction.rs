//! Typed reads and writes. `put`, `trash`, `restore` and `delete` are the only mutations: each keeps
//! the record, its index rows, their counts, the sums and the change log in step.

use std::{marker::PhantomData, mem, sync::Arc};

use chrono::{DateTime, Utc};
use furgo_ground::{Error, Moment, Result, System, Viewer};
use furgo_shared::{
    problem::ErrorCode,
    time::Day,
    validate::{FieldCode, FieldErrors},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    blobs, catalogue,
    cause::Cause,
    change_log::{Change, ChangeKind, Origin},
    engine::{KeyRange, Order, Overlay, Space, View, Visit, WriteSet},
    error::Result as StorageResult,
    index::{IndexEntries, count_key},
    reads::{Reads, number},
    record::{Record, encode},
    schema::{CHANGES, COUNTS, SUMMARIES, Schema},
    sight::{Sight, Viewers},
    stamp,
    summary::Summaries,
    touched::{self, Touched},
    trash::{self, Deleted},
};

/// A read of one moment, opened by a `Permit<P>`.
pub struct ReadTx<'v, P> {
    view: Box<dyn View + 'v>,
    viewer: Viewer,
    moment: Moment,
    permission: PhantomData<fn() -> P>,
}

impl<P> std::fmt::Debug for ReadTx<'_, P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadTx")
            .field("viewer", &self.viewer)
            .field("now", &self.moment.now)
            .finish_non_exhaustive()
    }
}

impl<'v, P> ReadTx<'v, P> {
    pub(super) fn new(view: Box<dyn View + 'v>, viewer: Viewer, moment: impl Into<Moment>) -> Self {
        Self { view, viewer, moment: moment.into(), permission: PhantomData }
    }
}

impl<P> Reads for ReadTx<'_, P> {
    fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    fn now(&self) -> DateTime<Utc> {
        self.moment.now
    }

    fn steady(&self) -> DateTime<Utc> {
        self.moment.steady
    }

    fn bytes(&self, space: Space, key: &[u8]) -> StorageResult<Option<Vec<u8>>> {
        self.view.get(space, key)
    }

    fn visit(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> StorageResult<()> {
        self.view.scan(space, range, order, visit)
    }
}

/// A write under way, opened by a `Permit<P>`: a view, and what is to be written on top of it.
#[derive(Debug)]
pub struct WriteTx<'v, P> {
    data: Overlay<'v>,
    viewer: Viewer,
    cause: Cause,
    moment: Moment,
    schema: Arc<Schema>,
    /// See [`super::touched`].
    touched: Touched,
    permission: PhantomData<fn() -> P>,
}

impl<P> Reads for WriteTx<'_, P> {
    fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    fn now(&self) -> DateTime<Utc> {
        self.moment.now
    }

    fn steady(&self) -> DateTime<Utc> {
        self.moment.steady
    }

    fn bytes(&self, space: Space, key: &[u8]) -> StorageResult<Option<Vec<u8>>> {
        self.data.get(space, key)
    }

    fn visit(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> StorageResult<()> {
        self.data.scan(space, range, order, visit)
    }
}

impl<'v, P> WriteTx<'v, P> {
    pub(super) fn new(
        view: &'v dyn View,
        viewer: Viewer,
        cause: Cause,
        moment: impl Into<Moment>,
        schema: Arc<Schema>,
    ) -> Self {
        let (data, moment) = (Overlay::new(view), moment.into());
        let touched = Touched::default();
        Self { data, viewer, cause, moment, schema, touched, permission: PhantomData }
    }

    pub(super) fn data(&self) -> &Overlay<'v> {
        &self.data
    }

    /// All that is to be written.
    pub(super) fn into_writes(mut self) -> StorageResult<WriteSet> {
        self.touched.note(&mut self.data)?;
        Ok(self.data.into_writes())
    }

    /// What the file is made of.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// A new id, in the order of creation.
    pub fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.moment.now.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid()
    }

    /// For a create request that names its own id: the record that the same request made
    /// before. The same id with other content is refused.
    pub fn created_before<R: Record>(
        &self,
        id: Option<impl Into<Uuid>>,
        request: &impl Serialize,
    ) -> Result<Option<R>> {
        let Some(id) = id else { return Ok(None) };
        match self.find_stored::<R>(id)? {
            None => Ok(None),
            Some(record)
                if record.meta().origin.as_deref() == Some(origin(request)?.as_str())
                    && record.visible_to(self)? =>
            {
                match record.meta().deleted {
                    None => Ok(Some(record)),
                    Some(_) => Err(Error::Code(ErrorCode::Deleted)),
                }
            }
            Some(_) => Err(Error::Code(ErrorCode::IdReused)),
        }
    }

    /// Writes a new record, remembering the request that made it. `IdReused` if there is one
    /// with this id already, also one that the viewer may not see or that is in the trash.
    pub fn create<R: Record>(&mut self, mut record: R, request: &impl Serialize) -> Result<R> {
        if self.find_stored::<R>(record.id())?.is_some() {
            return Err(Error::Code(ErrorCode::IdReused));
        }
        record.meta_mut().origin = Some(origin(request)?);
        self.put(record)
    }

    /// Writes a record: new or changed. Version, time and number of the change are set here.
    /// `IdReused` if one with its id is in the trash.
    pub fn put<R: Record>(&mut self, record: R) -> Result<R> {
        match self.find_stored::<R>(record.id())? {
            Some(old) if old.meta().deleted.is_some() => Err(Error::Code(ErrorCode::IdReused)),
            old => self.write(old, record),
        }
    }

    fn write<R: Record>(&mut self, old: Option<R>, mut record: R) -> Result<R> {
        let sequence = self.log_change(old.as_ref(), Some(&record))?;
        let meta = record.meta_mut();
        meta.sequence = Some(sequence);
        meta.version = old.as_ref().map_or(0, |old| old.meta().version) + 1;
        meta.updated_at = self.moment.now;
        self.reindex(old.as_ref(), Some(&record))?;
        self.keep_files(old.as_ref(), Some(&record))?;
        self.data.put(R::TABLE, record.id().as_bytes().to_vec(), encode(&record)?);
        Ok(record)
    }

    /// Writes a record unless it is as it was: a request that changes nothing leaves the version
    /// alone, so that nobody else's change is refused because of it.
    pub fn put_changed<R: Record>(&mut self, record: R) -> Result<R> {
        match self.find_unseen::<R>(record.id())? {
            Some(old) if encode(&old)? == encode(&record)? => Ok(old),
            _ => self.put(record),
        }
    }

    /// Puts a record into the trash, as it is stored.
    pub fn trash<R: Record>(&mut self, record: &R) -> Result<()> {
        let Some(old) = self.find_unseen::<R>(record.id())? else { return Ok(()) };
        let mut trashed = old.clone();
        let by = self.viewer.user_id();
        // By a time that is behind, it would be gone for good too early.
        trashed.meta_mut().deleted = Some(Deleted { at: self.moment.latest(), by });
        self.write(Some(old), trashed).map(drop)
    }

    /// Takes a record out of the trash, as it was or changed. `NotFound` if it is not there, `Taken`
    /// if another one has a unique key of it meanwhile.
    pub fn restore<R: Record>(&mut self, mut record: R) -> Result<R> {
        let old = self.find_deleted::<R>(record.id())?;
        let old = old.ok_or(Error::Code(ErrorCode::NotFound))?;
        record.meta_mut().deleted = None;
        self.write(Some(old), record)
    }

    /// Deletes a record for good, also one in the trash.
    pub fn delete<R: Record>(&mut self, record: &R) -> Result<()> {
        let Some(old) = self.find_stored::<R>(record.id())? else { return Ok(()) };
        self.log_change(Some(&old), None)?;
        self.reindex(Some(&old), None)?;
        self.keep_files(Some(&old), None)?;
        self.data.delete(R::TABLE, old.id().as_bytes().to_vec());
        Ok(touched::forget(&mut self.data, R::TABLE, old.id())?)
    }

    /// Says that something about a record `R` has changed on these days, or the record itself if
    /// there are none: what is derived of it (see [`Derivation`]) is in step from here on. Whoever
    /// says so need not know what that is.
    pub fn changed<R: Record>(&mut self, id: impl Into<Uuid>, days: &[Day]) -> Result<()> {
        let id = id.into();
        let schema = Arc::clone(&self.schema);
        let rules = schema.derivations.iter().filter(|rule| rule.of == R::TABLE);
        let mut follow = rules.filter_map(|rule| rule.follow);
        self.touch(R::TABLE, id);
        follow.try_for_each(|follow| self.by_rule(|tx| follow(tx, id, days)))
    }

    /// Rules are nobody's permission, and write in the same transaction for the same viewer.
    fn by_rule(&mut self, rule: impl FnOnce(&mut WriteTx<'v, System>) -> Result<()>) -> Result<()> {
        let nothing = Overlay::new(self.data.parts().0);
        let mut tx = WriteTx {
            data: mem::replace(&mut self.data, nothing),
            viewer: self.viewer.clone(),
            cause: self.cause,
            moment: self.moment,
            schema: Arc::clone(&self.schema),
            touched: mem::take(&mut self.touched),
            permission: PhantomData,
        };
        let done = rule(&mut tx);
        (self.data, self.touched) = (tx.data, tx.touched);
        done
    }

    /// Says that what hangs on a record may be other than it was.
    pub(super) fn touch(&mut self, table: Space, id: Uuid) {
        self.touched.insert(table, id);
    }

    pub(super) fn put_bytes(&mut self, space: Space, key: Vec<u8>, value: Vec<u8>) {
        self.data.put(space, key, value);
    }

    pub(super) fn delete_bytes(&mut self, space: Space, key: Vec<u8>) {
        self.data.delete(space, key);
    }

    fn keep_files<R: Record>(&mut self, old: Option<&R>, new: Option<&R>) -> StorageResult<()> {
        blobs::references::keep(&mut self.data, old, new, &self.viewer, self.moment.now)
    }

    fn reindex<R: Record>(&mut self, old: Option<&R>, new: Option<&R>) -> Result<()> {
        let derive = |record: Option<&R>| {
            let nothing = || (IndexEntries::default(), Summaries::default());
            record.map_or_else(nothing, trash::follows)
        };
        let ((old_entries, old_sums), (new_entries, new_sums)) = (derive(old), derive(new));
        let id = new.or(old).map(Record::id).unwrap_or_default();
        self.move_unique_keys(id, &old_entries, &new_entries)?;
        self.move_rows(&old_entries, &new_entries)?;
        if let Some(space) = R::CATALOGUE {
            let (old, new) = (old_entries.entry(), new_entries.entry());
            catalogue::keep(&mut self.data, space, id, old, new)?;
        }
        for (key, amount) in new_sums.since(&old_sums).iter() {
            self.add_to(SUMMARIES, key.clone(), amount)?;
        }
        Ok(())
    }

    fn move_unique_keys(&mut self, id: Uuid, old: &IndexEntries, new: &IndexEntries) -> Result<()> {
        for (space, key) in old.unique.keys().filter(|entry| !new.unique.contains_key(entry)) {
            self.data.delete(*space, key.clone());
        }
        for ((space, key), field) in
            new.unique.iter().filter(|(entry, _)| !old.unique.contains_key(entry))
        {
            if self.bytes(*space, key)?.is_some() {
                return Err(Error::Taken(FieldErrors::one(field, FieldCode::Taken)));
            }
            self.data.put(*space, key.clone(), id.as_bytes().to_vec());
        }
        Ok(())
    }

    fn move_rows(&mut self, old: &IndexEntries, new: &IndexEntries) -> Result<()> {
        for ((space, row), group) in
            old.rows.iter().filter(|(entry, _)| !new.rows.contains_key(entry))
        {
            self.data.delete(*space, row.clone());
            self.add_to(COUNTS, count_key(*space, group), -1)?;
        }
        for ((space, row), group) in
            new.rows.iter().filter(|(entry, _)| !old.rows.contains_key(entry))
        {
            self.data.put(*space, row.clone(), Vec::new());
            self.add_to(COUNTS, count_key(*space, group), 1)?;
        }
        Ok(())
    }

    /// Adds to a number; a number that becomes zero is deleted, so that a rebuild is equal.
    fn add_to(&mut self, space: Space, key: Vec<u8>, amount: i64) -> StorageResult<()> {
        let before = self
            .bytes(space, &key)?
            .map(|bytes| number(space, &bytes))
            .transpose()?
            .map_or(0, u64::cast_signed);
        match before.saturating_add(amount) {
            0 => self.data.delete(space, key),
            sum => self.data.put(space, key, sum.to_be_bytes().to_vec()),
        }
        Ok(())
    }

    /// Writes a row of the log, and gives its number. What the log has let go of but for the last
    /// change of each record, it lets go of wholly as soon as there is a later one.
    fn log_change<R: Record>(&mut self, old: Option<&R>, new: Option<&R>) -> StorageResult<u64> {
        let (lost, gained) = self.moved_sight(old, new)?;
        let standing = new.and_then(Record::standing);
        let change = Change {
            table: R::TABLE.0.to_owned(),
            id: new.or(old).map(Record::id).unwrap_or_default(),
            version: old.map_or(0, |old| old.meta().version) + 1,
            kind: if new.is_some_and(is_there) { ChangeKind::Put } else { ChangeKind::Delete },
            origin: Some(Origin::of(&self.cause, self.moment.now)),
            lost,
            gained,
            stood_as: old.and_then(Record::standing).filter(|role| Some(*role) != standing),
        };
        if let Some(last) = old.and_then(|old| old.meta().sequence)
            && last < stamp::oldest_change(&self.data)?
        {
            self.data.delete(CHANGES, last.to_be_bytes().to_vec());
        }
        let sequence = stamp::last_change(&self.data)? + 1;
        self.data.put(CHANGES, sequence.to_be_bytes().to_vec(), change.to_bytes());
        stamp::set_last_change(&mut self.data, sequence);
        Ok(sequence)
    }

    /// Who loses sight of a record, and who comes to see it. Mostly a write moves neither, and then
    /// nobody is looked up.
    fn moved_sight<R: Record>(
        &self,
        old: Option<&R>,
        new: Option<&R>,
    ) -> StorageResult<(Viewers, Viewers)> {
        let Some(old) = old else { return Ok(Default::default()) };
        let sight = |record: &R| if is_there(record) { record.sight() } else { Sight::nobody() };
        let (before, after) = (sight(old), new.map(sight).unwrap_or_default());
        if before == after && new.is_some() {
            return Ok(Default::default());
        }
        let look = |space: Space, key: &[u8]| self.data.get(space, key);
        let (before, after) = (before.viewers(&look)?, after.viewers(&look)?);
        Ok((before.but(&after), after.but(&before)))
    }
}

/// Whether it is not in the trash.
fn is_there<R: Record>(record: &R) -> bool {
    record.meta().deleted.is_none()
}

/// Fingerprint of a request: equal requests have equal ones.
fn origin(request: &impl Serialize) -> StorageResult<String> {
    Ok(furgo_ground::fingerprint(&encode(request)?))
}
