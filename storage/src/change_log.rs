//! What changed, in commit order, by whom and why: what synchronisation reads, and whoever asks
//! what happened. Ids only, never names.
//!
//! A row also says who lost sight of the record by this change, and who came to see it. It speaks
//! for all that belongs to the record as well: "this driver no longer sees the vehicle, nor what
//! hangs on it", in one row, however much that is.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use furgo_ground::Viewer;
use furgo_shared::{
    access::Role,
    id::{SessionId, UserId},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    cause::{Author, Cause},
    engine::{KeyRange, Order, View},
    error::{Result, StorageError},
    key::{Key, KeyReader},
    reads::{Reads, number},
    record::{ENCODING_JSON, Record, decode},
    schema::CHANGES,
    sight::{Roles, Viewers, bit},
};

/// Changes that are looked at for what time it has been: the last ones may have been written by a
/// clock that was behind.
const LATEST_OF: usize = 1000;

/// The latest time of the last changes. What cannot be read says nothing.
pub fn latest(view: &dyn View) -> Result<Option<DateTime<Utc>>> {
    let (mut latest, mut looked_at) = (None, 0);
    view.scan(CHANGES, &KeyRange::all(), Order::Descending, &mut |_, row| {
        looked_at += 1;
        latest = latest.max(Change::from_bytes(row).ok().and_then(|change| change.at()));
        if looked_at < LATEST_OF { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(latest)
}

/// Visits the changes behind a sequence number, the oldest first, until the visitor breaks off.
///
/// # Errors
/// When the log cannot be read.
pub fn since(
    tx: &impl Reads,
    sequence: u64,
    visit: &mut dyn FnMut(u64, Change) -> ControlFlow<()>,
) -> Result<()> {
    let start = sequence.saturating_add(1).to_be_bytes().to_vec();
    let mut failure = None;
    tx.visit(CHANGES, &KeyRange { start, end: None }, Order::Ascending, &mut |key, row| {
        let row = number(CHANGES, key).and_then(|key| Ok((key, Change::from_bytes(row)?)));
        row.map_or_else(
            |error| {
                failure = Some(error);
                ControlFlow::Break(())
            },
            |(sequence, change)| visit(sequence, change),
        )
    })?;
    failure.map_or(Ok(()), Err)
}

/// Changes that are looked at for who saw a record: as many as a pull looks at. Whoever writes waits
/// meanwhile.
const SEEN_OF: usize = 20_000;

/// Whether the viewer sees a record, or saw it until one of the last changes took it from their sight.
///
/// # Errors
/// When the log cannot be read.
pub fn saw<R: Record>(tx: &impl Reads, record: &R) -> furgo_ground::Result<bool> {
    let Viewer::Person(person) = tx.viewer() else { return record.visible_to(tx) };
    if record.visible_to(tx)? {
        return Ok(true);
    }
    let of_record = |kind| Key::new().byte(LAYOUT).byte(kind).text(R::TABLE.0).id(record.id());
    let own = [PUT, DELETE].map(|kind| of_record(kind).into_bytes());
    let (mut looked_at, mut found) = (0, Ok(false));
    tx.visit(CHANGES, &KeyRange::all(), Order::Descending, &mut |_, row| {
        looked_at += 1;
        if own.iter().any(|own| row.starts_with(own)) {
            found = Change::from_bytes(row).map(|change| change.lost.has(person));
        }
        match found {
            Ok(false) if looked_at < SEEN_OF => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    })?;
    Ok(found?)
}

/// One write of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The record's table.
    pub table: String,
    pub id: Uuid,
    /// The record's version after the write.
    pub version: u64,
    pub kind: ChangeKind,
    /// Of changes before schema 4 nobody knows.
    pub origin: Option<Origin>,
    /// Who saw the record before and does not any more; of a deletion, all who saw it.
    pub lost: Viewers,
    /// Who sees the record now and did not before; of its first version nobody, though all did.
    pub gained: Viewers,
    /// For a person's account: the role in which this person saw things until now. All that they
    /// may see is to be judged anew.
    pub stood_as: Option<Role>,
}

/// When, by whom and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub at: DateTime<Utc>,
    pub by: Author,
    /// See [`Cause::name`].
    pub cause: String,
    /// See [`Cause::request`].
    pub request: Option<Uuid>,
}

impl Origin {
    /// Of a write at this time.
    pub(super) fn of(cause: &Cause, at: DateTime<Utc>) -> Self {
        Self { at, by: cause.by, cause: cause.name.to_owned(), request: cause.request }
    }
}

/// What happened to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Put,
    Delete,
}

/// First byte of a row. Rows of schema 3 and before are JSON, and stay as they are.
const LAYOUT: u8 = 2;
const PUT: u8 = 1;
const DELETE: u8 = 2;
const UNKNOWN: u8 = 0;
const PERSON: u8 = 1;
const STRANGER: u8 = 2;
const JOB: u8 = 3;
const COMMAND: u8 = 4;

impl Change {
    /// As a row of the log: a third of what JSON takes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let kind = match self.kind {
            ChangeKind::Put => PUT,
            ChangeKind::Delete => DELETE,
        };
        let row = Key::new().byte(LAYOUT).byte(kind).text(&self.table).id(self.id);
        let row = write_origin(row.number(self.version), self.origin.as_ref());
        let row = write_viewers(write_viewers(row, &self.lost), &self.gained);
        row.byte(self.stood_as.map_or(0, bit)).into_bytes()
    }

    /// From a row of the log.
    ///
    /// # Errors
    /// `Damaged` when it is none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.first() == Some(&ENCODING_JSON) {
            return decode::<Undated>(bytes).map(Self::from);
        }
        let mut row = KeyReader::new(bytes);
        if row.byte()? != LAYOUT {
            return Err(damaged());
        }
        let kind = match row.byte()? {
            PUT => ChangeKind::Put,
            DELETE => ChangeKind::Delete,
            _ => return Err(damaged()),
        };
        Ok(Self {
            kind,
            table: row.text()?.to_owned(),
            id: row.id()?,
            version: row.number()?,
            origin: read_origin(&mut row)?,
            lost: read_viewers(&mut row)?,
            gained: read_viewers(&mut row)?,
            stood_as: read_role(&mut row)?,
        })
    }

    /// When; `None` where nobody knows.
    pub fn at(&self) -> Option<DateTime<Utc>> {
        self.origin.as_ref().map(|origin| origin.at)
    }
}

fn write_origin(row: Key, origin: Option<&Origin>) -> Key {
    let Some(Origin { at, by, cause, request }) = origin else { return row.byte(UNKNOWN) };
    let row = match by {
        Author::Person { user, session } => row.byte(PERSON).id(*user).id(*session),
        Author::Stranger => row.byte(STRANGER),
        Author::Job => row.byte(JOB),
        Author::Command => row.byte(COMMAND),
    };
    row.instant(*at).text(cause).id(request.unwrap_or_default())
}

fn read_origin(row: &mut KeyReader<'_>) -> Result<Option<Origin>> {
    let by = match row.byte()? {
        UNKNOWN => return Ok(None),
        PERSON => Author::Person { user: UserId(row.id()?), session: SessionId(row.id()?) },
        STRANGER => Author::Stranger,
        JOB => Author::Job,
        COMMAND => Author::Command,
        _ => return Err(damaged()),
    };
    let (at, cause, request) = (row.instant()?, row.text()?.to_owned(), row.id()?);
    Ok(Some(Origin { at, by, cause, request: Some(request).filter(|id| !id.is_nil()) }))
}

/// Mostly nobody, which takes a byte.
fn write_viewers(row: Key, viewers: &Viewers) -> Key {
    let Viewers { roles, drivers, people } = viewers;
    if viewers.is_empty() {
        return row.byte(0);
    }
    let row = row.byte(1).byte(roles.0);
    [drivers, people].into_iter().fold(row, |row, ids| {
        let count = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        ids.iter().fold(row.number(count), |row, id| row.id(*id))
    })
}

fn read_viewers(row: &mut KeyReader<'_>) -> Result<Viewers> {
    if row.byte()? == 0 {
        return Ok(Viewers::default());
    }
    let roles = Roles(row.byte()?);
    let mut ids = || (0..row.number()?).map(|_| row.id().map(UserId)).collect::<Result<Vec<_>>>();
    Ok(Viewers { roles, drivers: ids()?, people: ids()? })
}

fn read_role(row: &mut KeyReader<'_>) -> Result<Option<Role>> {
    let byte = row.byte()?;
    let role = Role::ALL.into_iter().find(|role| bit(*role) == byte);
    if byte != 0 && role.is_none() { Err(damaged()) } else { Ok(role) }
}

fn damaged() -> StorageError {
    StorageError::Damaged { space: "changes", detail: "not a change".to_owned() }
}

/// A row as schema 3 wrote it.
#[derive(Debug, Deserialize)]
struct Undated {
    table: String,
    id: Uuid,
    version: u64,
    kind: ChangeKind,
}

impl From<Undated> for Change {
    fn from(Undated { table, id, version, kind }: Undated) -> Self {
        let (lost, gained) = (Viewers::default(), Viewers::default());
        Self { table, id, version, kind, origin: None, lost, gained, stood_as: None }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use proptest::{collection::vec, option, prelude::*};

    use super::*;

    fn ids() -> impl Strategy<Value = Vec<UserId>> {
        vec(any::<u128>().prop_map(|id| UserId(Uuid::from_u128(id))), 0..4)
    }

    fn viewers() -> impl Strategy<Value = Viewers> {
        let roles = (0..16_u8).prop_map(Roles);
        (roles, ids(), ids()).prop_map(|(roles, drivers, people)| Viewers {
            roles,
            drivers,
            people,
        })
    }

    fn origins() -> impl Strategy<Value = Origin> {
        let by = (0..4_u8, any::<u128>(), any::<u128>()).prop_map(|(by, user, session)| match by {
            0 => Author::Person {
                user: UserId(Uuid::from_u128(user)),
                session: SessionId(Uuid::from_u128(session)),
            },
            1 => Author::Stranger,
            2 => Author::Job,
            _ => Author::Command,
        });
        let at = (-62_000_000_000_000_000..250_000_000_000_000_000_i64)
            .prop_map(|micros| DateTime::from_timestamp_micros(micros).unwrap());
        let request = option::of((1..u128::MAX).prop_map(Uuid::from_u128));
        (at, by, "[a-zA-Z_ ]{0,20}", request).prop_map(|(at, by, cause, request)| Origin {
            at,
            by,
            cause,
            request,
        })
    }

    proptest! {
        #[test]
        fn a_row_is_read_as_it_was_written(
            table in "[a-z._]{1,12}",
            id in any::<u128>(),
            version in any::<u64>(),
            is_put in any::<bool>(),
            origin in option::of(origins()),
            lost in viewers(),
            gained in viewers(),
            role in option::of(0..4_usize),
        ) {
            let kind = if is_put { ChangeKind::Put } else { ChangeKind::Delete };
            let stood_as = role.map(|role| Role::ALL[role]);
            let id = Uuid::from_u128(id);
            let change = Change { table, id, version, kind, origin, lost, gained, stood_as };
            let bytes = change.to_bytes();
            prop_assert_eq!(Change::from_bytes(&bytes).unwrap(), change);
            for length in 0..bytes.len() {
                prop_assert!(Change::from_bytes(&bytes[..length]).is_err());
            }
        }
    }

    #[test]
    fn a_row_of_schema_3_says_what_it_knows() {
        let bytes = [
            &[ENCODING_JSON],
            br#"{"table":"vehicles","id":"00000000-0000-0000-0000-000000000007","version":3,"kind":"delete"}"#
                .as_slice(),
        ];
        let change = Change::from_bytes(&bytes.concat()).unwrap();
        assert_eq!((change.table.as_str(), change.id.as_u128()), ("vehicles", 7));
        assert_eq!((change.version, change.kind), (3, ChangeKind::Delete));
        assert_eq!((change.origin, change.stood_as), (None, None));
        assert!(change.lost.is_empty() && change.gained.is_empty());
    }
}
