//! Photos and papers that a record names and that have not come: the office asks for them.

use chrono::TimeDelta;
use furgo_shared::{
    exceptions::{EntryKind, ExceptionKind},
    files::{AWAITED_DAYS, FileDigest},
    id::VehicleId,
};
use uuid::Uuid;

use crate::{
    auth::{Permit, System},
    error::Result,
    features::{
        exceptions::{self, About, Entry, ExceptionRecord, Raised, Side},
        expenses::ExpenseRecord,
        maintenance::MaintenanceRecord,
        refuels::RefuelRecord,
    },
    storage::{
        Database, Reads, Record, WriteTx,
        blobs::{Attached, references},
        outcome::Once,
    },
};

/// Exceptions that one transaction writes at most.
const PIECE: usize = 100;

/// A file that has not come, and the entry that names it.
#[derive(Clone, Debug)]
struct Missing {
    entry: Entry,
    vehicle_id: VehicleId,
    file: Attached,
}

/// Looks for files that have not come in time, and lays each before the office once. Returns how
/// many.
///
/// # Errors
/// When storage fails; what was written until then is not written again.
pub async fn look(db: &Database) -> Result<usize> {
    let missing = db.read_apart(Permit::<System>::for_job(), |tx| missing(tx)).await?;
    let count = missing.len();
    for piece in missing.chunks(PIECE) {
        let piece = piece.to_vec();
        let write = move |tx: &mut WriteTx<'_, System>| {
            piece.into_iter().try_for_each(|missing| raise(tx, missing))
        };
        db.write(Permit::<System>::for_job(), Once::by_job("ask_for_files"), write).await?;
    }
    Ok(count)
}

fn missing(tx: &impl Reads) -> Result<Vec<Missing>> {
    let mut found = Vec::new();
    for (sha256, id, table) in references::absent(tx)? {
        let named = match table {
            table if table == RefuelRecord::TABLE.0 => {
                of(tx.find_unseen::<RefuelRecord>(id)?, sha256, |refuel| refuel.vehicle_id)
                    .map(|named| (EntryKind::Refuel, named))
            }
            table if table == MaintenanceRecord::TABLE.0 => {
                of(tx.find_unseen::<MaintenanceRecord>(id)?, sha256, |work| work.vehicle_id)
                    .map(|named| (EntryKind::Maintenance, named))
            }
            table if table == ExpenseRecord::TABLE.0 => {
                of(tx.find_unseen::<ExpenseRecord>(id)?, sha256, |expense| expense.vehicle_id)
                    .map(|named| (EntryKind::Expense, named))
            }
            _ => None,
        };
        let Some((kind, (vehicle_id, file))) = named else { continue };
        let is_late = tx.now() - file.added_at >= TimeDelta::days(AWAITED_DAYS);
        if is_late && !is_told(tx, id, &file)? {
            found.push(Missing { entry: Entry { id, kind }, vehicle_id, file });
        }
    }
    Ok(found)
}

/// The file as its record names it.
fn of<R: Record>(
    record: Option<R>,
    sha256: FileDigest,
    vehicle: impl Fn(&R) -> VehicleId,
) -> Option<(VehicleId, Attached)> {
    let record = record?;
    let file = record.files().iter().find(|file| file.sha256 == sha256)?;
    Some((vehicle(&record), file.clone()))
}

/// It was laid before the office already.
fn is_told(tx: &impl Reads, entry: Uuid, file: &Attached) -> Result<bool> {
    for id in exceptions::store::about(tx, entry)? {
        let told = tx.find_unseen::<ExceptionRecord>(id)?.is_some_and(|exception| {
            exception.kind == ExceptionKind::FileMissing && exception.fact.at == file.added_at
        });
        if told {
            return Ok(true);
        }
    }
    Ok(false)
}

fn raise(tx: &mut WriteTx<'_, System>, missing: Missing) -> Result<()> {
    let Missing { entry, vehicle_id, file } = missing;
    let about = About { vehicle_id: Some(vehicle_id), entry: Some(entry), ..About::default() };
    let fact = Side { driver_id: file.by, ..Side::at(file.added_at, file.by) };
    let kind = ExceptionKind::FileMissing;
    exceptions::raising::write(
        tx,
        file.by,
        None,
        Raised { kind, about, fact, plan: None, held: None },
    )
}
