//! One kind of record that is told of, without its type.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::audience::{Audience, Roll};
use crate::{
    auth::{Person, System, Viewer},
    error::Result,
    storage::{
        engine::{Space, View},
        record::{Record, decode},
        transaction::ReadTx,
    },
};

/// Whether each of these people may see the record with these bytes.
type Visible = fn(&[u8], &dyn View, &[Person], DateTime<Utc>) -> Result<Vec<bool>>;

/// Changes of these records are told to those who may see them.
#[derive(Clone, Copy, Debug)]
pub struct Telling {
    table: Space,
    visible: Visible,
}

impl Telling {
    /// Of one type.
    pub fn of<R: Record>() -> Self {
        Self { table: R::TABLE, visible: visible::<R> }
    }

    /// What the records are called outside: as their table.
    pub fn noun(&self) -> &'static str {
        self.table.0
    }

    /// Who of those that listen sees the record in this view; nobody, where it does not exist.
    pub(super) fn seen_by(
        &self,
        id: Uuid,
        view: &dyn View,
        roll: &Roll,
        now: DateTime<Utc>,
    ) -> Result<Audience> {
        let Some(bytes) = view.get(self.table, id.as_bytes())? else {
            return Ok(Audience::default());
        };
        let (people, places): (Vec<_>, Vec<_>) = roll.people().unzip();
        let visible = (self.visible)(&bytes, view, &people, now)?;
        let seen = places.into_iter().zip(visible).filter(|(_, sees)| *sees);
        Ok(seen.fold(Audience::default(), |all, (some, _)| all.with(some)))
    }
}

fn visible<R: Record>(
    bytes: &[u8],
    view: &dyn View,
    people: &[Person],
    now: DateTime<Utc>,
) -> Result<Vec<bool>> {
    let record: R = decode(bytes)?;
    let sees = |person: &Person| {
        let tx = ReadTx::<System>::new(Box::new(view), Viewer::Person(*person), now);
        record.visible_to(&tx)
    };
    people.iter().map(sees).collect()
}
