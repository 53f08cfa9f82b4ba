//! The kinds of records that can be brought back, without their types.

use furgo_shared::{
    access::{Role, UseTrash},
    problem::ErrorCode,
    trash::{TRASH_KEPT, TrashKind, TrashView},
};
use uuid::Uuid;

use super::purging::kept_since;
use crate::{
    auth::{System, Viewer},
    error::{Error, Result},
    features::{
        expenses::ExpenseRecord, maintenance::MaintenanceRecord, packages::PackageRecord,
        readings::ReadingRecord, refuels::RefuelRecord, routes::RouteRecord, staff,
        trashable::Trashable,
    },
    roads::Ways,
    storage::{ReadTx, Reads, WriteTx, engine::Space},
};

/// One kind.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    kind: TrashKind,
    table: Space,
    /// What the viewer is shown of it; nothing of what is not theirs.
    pub show: fn(&ReadTx<'_, UseTrash>, Uuid) -> Result<Option<TrashView>>,
    /// Brings it back.
    pub restore: fn(&mut WriteTx<'_, UseTrash>, Uuid, &Ways) -> Result<()>,
    /// Deletes it for good, at once.
    pub erase: fn(&mut WriteTx<'_, UseTrash>, Uuid) -> Result<()>,
    /// Deletes it for good if it has been there long enough.
    pub purge: fn(&mut WriteTx<'_, System>, Uuid) -> Result<()>,
}

const KINDS: [Kind; TrashKind::ALL.len()] = [
    Kind::of::<RefuelRecord>(),
    Kind::of::<MaintenanceRecord>(),
    Kind::of::<ExpenseRecord>(),
    Kind::of::<ReadingRecord>(),
    Kind::of::<PackageRecord>(),
    Kind::of::<RouteRecord>(),
];

impl Kind {
    const fn of<R: Trashable>() -> Self {
        Self {
            kind: R::KIND,
            table: R::TABLE,
            show: show::<R>,
            restore: restore::<R>,
            erase: erase::<R>,
            purge: purge::<R>,
        }
    }

    /// By its name in the file.
    pub fn of_table(table: &str) -> Option<Self> {
        KINDS.into_iter().find(|kind| kind.table.0 == table)
    }

    /// By its name on the wire.
    pub fn named(kind: TrashKind) -> Result<Self> {
        let found = KINDS.into_iter().find(|known| known.kind == kind);
        found.ok_or(Error::Code(ErrorCode::NotFound))
    }
}

/// Whether the viewer would see a record if it were not in the trash. To an admin it may belong to
/// something that is gone.
fn is_seen<R: Trashable>(tx: &impl Reads, record: &R) -> Result<bool> {
    Ok(tx.viewer().role() == Some(Role::Admin) || record.visible_to(tx)?)
}

/// Whether the viewer has a say over a record in the trash: admins, and whoever deleted it, as long
/// as they may delete such a thing.
fn is_ones_own<R: Trashable>(viewer: &Viewer, record: &R) -> bool {
    let Viewer::Person(person) = viewer else { return false };
    let by = record.meta().deleted.and_then(|deleted| deleted.by);
    person.role == Role::Admin || (by == Some(person.id) && person.role.may(record.action()))
}

fn show<R: Trashable>(tx: &ReadTx<'_, UseTrash>, id: Uuid) -> Result<Option<TrashView>> {
    let Some(record) = tx.find_deleted::<R>(id)? else { return Ok(None) };
    let Some(deleted) = record.meta().deleted else { return Ok(None) };
    if !is_ones_own(tx.viewer(), &record) || !is_seen(tx, &record)? {
        return Ok(None);
    }
    let told = record.told(tx)?;
    Ok(Some(TrashView {
        kind: R::KIND,
        id,
        title: told.title,
        vehicle: told.vehicle,
        date: told.date,
        amount: told.amount,
        odometer_km: told.odometer,
        deleted_at: deleted.at,
        deleted_by: deleted.by,
        deleted_by_name: deleted.by.map(|person| staff::name_of(tx, person)).transpose()?,
        kept_until: deleted.at + TRASH_KEPT,
    }))
}

fn restore<R: Trashable>(tx: &mut WriteTx<'_, UseTrash>, id: Uuid, ways: &Ways) -> Result<()> {
    let Some(record) = tx.find_deleted::<R>(id)? else {
        // Repeated, it changes nothing.
        return tx.require::<R>(id).map(drop);
    };
    if !is_seen(tx, &record)? {
        return Err(Error::Code(ErrorCode::NotFound));
    }
    if !is_ones_own(tx.viewer(), &record) {
        return Err(Error::Code(ErrorCode::Forbidden));
    }
    record.restore(tx, ways).map_err(|error| {
        let Error::Taken(fields) = error else { return error };
        Error::TakenMeanwhile(fields)
    })
}

fn erase<R: Trashable>(tx: &mut WriteTx<'_, UseTrash>, id: Uuid) -> Result<()> {
    let Some(record) = tx.find_stored::<R>(id)? else {
        // Repeated, it changes nothing.
        return Ok(());
    };
    // What is not in the trash is deleted first.
    if record.meta().deleted.is_none() || !is_seen(tx, &record)? {
        return Err(Error::Code(ErrorCode::NotFound));
    }
    match is_ones_own(tx.viewer(), &record) {
        true => record.erase(tx),
        false => Err(Error::Code(ErrorCode::Forbidden)),
    }
}

fn purge<R: Trashable>(tx: &mut WriteTx<'_, System>, id: Uuid) -> Result<()> {
    let until = kept_since(tx);
    let record = tx.find_deleted::<R>(id)?;
    // It may have been brought back since somebody looked, and deleted again.
    match record.filter(|record| record.meta().deleted.is_some_and(|deleted| deleted.at < until)) {
        Some(record) => record.purge(tx),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_there_and_called_as_its_table() {
        for kind in TrashKind::ALL {
            let known = Kind::named(kind).expect("a kind that nobody can bring back");
            assert_eq!(known.table.0, furgo_shared::text::wire_name(&kind));
        }
    }
}
