//! The kinds of records that can be brought back, without their types.

use furgo_shared::{
    access::{Role, UseTrash},
    problem::ErrorCode,
    trash::{TRASH_KEPT, TrashKind, TrashView},
};
use uuid::Uuid;

use crate::{
    auth::{System, Viewer},
    error::{Error, Result},
    features::{
        expenses::ExpenseRecord, maintenance::MaintenanceRecord, packages::PackageRecord,
        readings::ReadingRecord, refuels::RefuelRecord, routes::RouteRecord, staff,
        trashable::Trashable,
    },
    roads::Ways,
    storage::{ReadTx, Reads, WriteTx, engine::Space, trash::Deleted},
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

/// Whether the viewer may bring back what was deleted so: whoever deleted it, and admins.
fn is_ones_own(viewer: &Viewer, deleted: &Deleted) -> bool {
    match viewer {
        Viewer::Person(person) => person.role == Role::Admin || deleted.by == Some(person.id),
        Viewer::System => true,
        Viewer::Stranger => false,
    }
}

fn show<R: Trashable>(tx: &ReadTx<'_, UseTrash>, id: Uuid) -> Result<Option<TrashView>> {
    let Some(record) = tx.find_deleted::<R>(id)? else { return Ok(None) };
    let deleted = record.meta().deleted.filter(|deleted| is_ones_own(tx.viewer(), deleted));
    let Some(deleted) = deleted.filter(|_| record.visible_to(tx).unwrap_or(false)) else {
        return Ok(None);
    };
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
    if !record.visible_to(tx)? {
        return Err(Error::Code(ErrorCode::NotFound));
    }
    let is_own = record.meta().deleted.is_some_and(|deleted| is_ones_own(tx.viewer(), &deleted));
    let may = tx.viewer().role().is_none_or(|role| role.may(record.action()));
    if !is_own || !may {
        return Err(Error::Code(ErrorCode::Forbidden));
    }
    record.restore(tx, ways).map_err(|error| match error {
        Error::Taken(fields) => Error::TakenMeanwhile(fields),
        error => error,
    })
}

fn purge<R: Trashable>(tx: &mut WriteTx<'_, System>, id: Uuid) -> Result<()> {
    let until = tx.now() - TRASH_KEPT;
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
