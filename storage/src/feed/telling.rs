//! One kind of record that is told of, without its type.

use furgo_ground::Result;
use uuid::Uuid;

use super::audience::{Audience, Roll};
use crate::{
    engine::Space, engine::View, error::Result as StorageResult, record::Record, record::decode,
    sight::Viewers,
};

/// Who may see the record with these bytes.
type Seen = fn(&[u8], &dyn View) -> StorageResult<Viewers>;

/// Changes of these records are told to those who may see them.
#[derive(Clone, Copy, Debug)]
pub struct Telling {
    table: Space,
    viewers: Seen,
}

impl Telling {
    /// Of one type.
    pub fn of<R: Record>() -> Self {
        Self { table: R::TABLE, viewers: viewers::<R> }
    }

    /// What the records are called outside: as their table.
    pub fn noun(&self) -> &'static str {
        self.table.0
    }

    /// Who of those that listen sees the record in this view; nobody, where it does not exist or is in the
    /// trash.
    pub(super) fn seen_by(&self, id: Uuid, view: &dyn View, roll: &Roll) -> Result<Audience> {
        let Some(bytes) = view.get(self.table, id.as_bytes())? else {
            return Ok(Audience::default());
        };
        let viewers = (self.viewers)(&bytes, view)?;
        let seen = roll.people().filter(|(person, _)| viewers.has(person));
        Ok(seen.fold(Audience::default(), |all, (_, some)| all.with(some)))
    }
}

fn viewers<R: Record>(bytes: &[u8], view: &dyn View) -> StorageResult<Viewers> {
    let record: R = decode(bytes)?;
    match record.meta().deleted {
        Some(_) => Ok(Viewers::default()),
        None => record.sight().viewers(&|space, key| view.get(space, key)),
    }
}
