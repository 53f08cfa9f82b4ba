//! What the change log says behind a cursor: where commits end, and which routes and packages are none
//! of a day any more.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use furgo_shared::{
    id::{PackageId, RouteId},
    sync::{EntityChange, EntityKind, Op},
};
use uuid::Uuid;

use super::day::MyDay;
use crate::{
    auth::Person,
    error::Result,
    features::{packages::PackageRecord, routes::RouteRecord},
    storage::{
        Reads, Record,
        change_log::{self, Change, ChangeKind, Origin},
    },
};

/// Rows that a pull reads at most; behind more, fetching the copy anew costs less.
const ROWS_MAX: usize = 20_000;

/// See the module.
#[derive(Debug, Default)]
pub struct Log {
    /// The last change of each commit.
    ends: BTreeSet<u64>,
    /// Those that were written.
    routes: BTreeMap<RouteId, Written>,
    packages: BTreeMap<PackageId, Written>,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, Default)]
struct Written {
    last: u64,
    /// It came into being: no copy that ends before has it.
    is_new: bool,
    /// The person lost sight of it.
    is_lost: bool,
}

impl Log {
    /// What it says behind a change, for a person. `None` when that is too much.
    pub fn behind(tx: &impl Reads, sequence: u64, person: &Person) -> Result<Option<Self>> {
        let (mut log, mut rows, mut before) = (Self::default(), 0, None);
        change_log::since(tx, sequence, &mut |sequence, change| {
            rows += 1;
            if let Some(before) = before.replace((sequence, change.origin.clone()))
                && !is_same_commit(&before.1, &change.origin)
            {
                log.ends.insert(before.0);
            }
            log.note(sequence, &change, person);
            if rows > ROWS_MAX { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        log.ends.extend(before.map(|(sequence, _)| sequence));
        Ok((rows <= ROWS_MAX).then_some(log))
    }

    fn note(&mut self, sequence: u64, change: &Change, person: &Person) {
        let written = match change.table.as_str() {
            table if table == RouteRecord::TABLE.0 => {
                self.routes.entry(change.id.into()).or_default()
            }
            table if table == PackageRecord::TABLE.0 => {
                self.packages.entry(change.id.into()).or_default()
            }
            _ => return,
        };
        written.last = sequence;
        written.is_new |= change.version == 1 && change.kind == ChangeKind::Put;
        written.is_lost |= change.lost.has(person);
    }

    /// The last change of the commit that a change belongs to.
    pub fn end_of(&self, sequence: u64) -> u64 {
        self.ends.range(sequence..).next().copied().unwrap_or(sequence)
    }

    /// What a copy may have and is not of the day any more, each with the change that says so. Only
    /// what the person sees now, or saw when it was written, is named.
    pub fn gone(&self, tx: &impl Reads, day: &MyDay) -> Result<Vec<(u64, EntityChange)>> {
        let mut gone = Vec::new();
        for (id, written) in self.routes.iter().filter(|(id, _)| !day.routes.contains_key(id)) {
            let parted = parting::<RouteRecord>(tx, (EntityKind::Route, (*id).into()), written)?;
            gone.extend(parted.map(|change| (written.last, change)));
        }
        for (id, written) in self.packages.iter().filter(|(id, _)| !day.packages.contains_key(id)) {
            let named = (EntityKind::Package, (*id).into());
            let parted = parting::<PackageRecord>(tx, named, written)?;
            gone.extend(parted.map(|change| (written.last, change)));
        }
        Ok(gone)
    }
}

/// How a copy parts with a record that is not of the day; `None` if it cannot have it, or may not
/// know of it.
fn parting<R: Record>(
    tx: &impl Reads,
    (t, id): (EntityKind, Uuid),
    written: &Written,
) -> Result<Option<EntityChange>> {
    let stored = tx.find_stored::<R>(id)?;
    let there = stored.as_ref().filter(|record| record.meta().deleted.is_none());
    let is_seen = there.map(|record| record.visible_to(tx)).transpose()?.unwrap_or(false);
    if written.is_new || !(is_seen || written.is_lost) {
        return Ok(None);
    }
    let op = if there.is_some() { Op::Evict } else { Op::Del };
    let v = stored.map_or(0, |record| record.meta().version);
    Ok(Some(EntityChange { t, id, v, op, data: None }))
}

/// Rows of one write say the same of when, by whom and why. Two writes that do may be taken for one:
/// then they come together.
fn is_same_commit(one: &Option<Origin>, other: &Option<Origin>) -> bool {
    one.is_some() && one == other
}
