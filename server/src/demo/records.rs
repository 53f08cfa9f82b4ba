//! The vehicles' records: what the story's people write down, entered as everybody enters it.

use std::{collections::BTreeMap, mem, sync::Arc};

use furgo_shared::{access::RecordOnVehicles, time::Day};
use tokio::task::JoinSet;

use super::{
    garage::{Author, Entry, Note},
    papers,
    stage::{Stage, written},
};
use crate::{
    error::{Error, Result},
    features::{
        door::Door,
        expenses::operations::{editing as expenses, paying},
        maintenance::operations::editing as maintenance,
        readings::operations as readings,
        refuels::operations::editing as refuels,
        routes::operations::logged,
    },
    storage::{WriteTx, outcome::Once},
};

/// What is still to be entered, in order.
#[derive(Debug)]
pub struct Records {
    ahead: Vec<Entry>,
}

impl Records {
    /// Nothing is entered yet.
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { ahead: entries }
    }

    /// Everybody enters what they have written down before a day, each at one go and all at the
    /// same time: then few have to wait for the disk.
    pub async fn enter_before(&mut self, stage: &Stage, day: Day) -> Result<()> {
        let rest = self.ahead.split_off(self.ahead.partition_point(|entry| entry.day < day));
        let mut by_author: BTreeMap<Author, Vec<Note>> = BTreeMap::new();
        for entry in mem::replace(&mut self.ahead, rest) {
            by_author.entry(entry.by).or_default().push(entry.note);
        }
        let mut writes = JoinSet::new();
        for (author, mut notes) in by_author {
            let (db, permit) = (Arc::clone(&stage.app.db), stage.permit_of(author));
            let papers: Vec<_> = notes.iter_mut().filter_map(papers::attach).collect();
            let owner = permit.viewer().user_id();
            let enter_all = |tx: &mut WriteTx<'_, RecordOnVehicles>| {
                notes.into_iter().try_for_each(|note| enter(tx, note))
            };
            writes.spawn(async move {
                written(db.write(permit, Once::by_command("demo"), enter_all).await)?;
                for (owner, paper) in owner.into_iter().cycle().zip(papers) {
                    papers::bring(&db, owner, paper).await?;
                }
                Ok::<_, Error>(())
            });
        }
        while let Some(entered) = writes.join_next().await {
            entered.map_err(|error| Error::Internal(error.to_string()))??;
        }
        Ok(())
    }
}

fn enter(tx: &mut WriteTx<'_, RecordOnVehicles>, note: Note) -> Result<()> {
    match note {
        Note::Refuel(request) => refuels::create(tx, request, &mut Door::Asked).map(drop),
        Note::Work(request) => maintenance::create(tx, request, &mut Door::Asked).map(drop),
        Note::Expense(request) => expenses::create(tx, request, &mut Door::Asked).map(drop),
        Note::Payment(expense, request) => {
            paying::pay(tx, expense, request, None, &mut Door::Asked).map(drop)
        }
        Note::Reading(request) => readings::create(tx, request, &mut Door::Asked).map(drop),
        Note::Trip(request) => logged::create(tx, &request, &mut Door::Asked).map(drop),
    }
}
