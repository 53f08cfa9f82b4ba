//! Records that follow from others by a feature's rules. Storage knows no rule: whoever has one
//! names it in the schema, and the check, a migration and a repair ask it here.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use furgo_ground::{Error, Result, System, Viewer};
use furgo_shared::time::Day;
use uuid::Uuid;

use super::{
    cause::Cause,
    check::{Report, scan},
    engine::{Overlay, Space, View},
    error::{Result as StorageResult, StorageError},
    schema::Schema,
    transaction::{ReadTx, WriteTx},
};

/// Hears of a derived record that is missing, wrong or too many: its table, and what in words.
pub type Differs<'d> = dyn FnMut(Space, String) + 'd;

/// A rule by which records follow from others.
#[derive(Clone, Copy, Debug)]
pub struct Derivation {
    /// They follow from what is known of one record of this table, such as a vehicle.
    pub of: Space,
    /// Compares those of one record with what is stored.
    pub compare: fn(&ReadTx<'_, System>, Uuid, &mut Differs<'_>) -> Result<()>,
    /// Computes those of one record anew and writes what differs.
    pub renew: fn(&mut WriteTx<'_, System>, Uuid) -> Result<()>,
    /// The same as far as a change on some days reaches, see [`WriteTx::changed`]. `None` where
    /// whoever writes keeps them in step.
    pub follow: Option<Follow>,
}

/// See [`Derivation::follow`].
pub type Follow = fn(&mut WriteTx<'_, System>, Uuid, &[Day]) -> Result<()>;

/// Reports what is stored and does not follow, and what follows and is not stored.
///
/// # Errors
/// When the data cannot be read. Data that are wrong are no error but a finding.
pub(super) fn compare_all(
    view: &dyn View,
    schema: &Schema,
    report: &mut Report,
) -> StorageResult<()> {
    // No rule asks what time it is.
    let tx = ReadTx::new(Box::new(view), Viewer::System, DateTime::UNIX_EPOCH);
    for derivation in &schema.derivations {
        for id in ids(view, derivation.of)? {
            let compared = (derivation.compare)(&tx, id, &mut |space, what| {
                report.find(space, || what);
            });
            if let Some(fault) = fault_of_data(compared)? {
                report.find(derivation.of, || format!("{id}: {fault}"));
            }
        }
    }
    Ok(())
}

/// Computes all derived records anew and writes what differs. What rests on damaged records is
/// left as it is.
///
/// # Errors
/// When the data cannot be read.
pub(super) fn renew_all(
    data: &mut Overlay<'_>,
    schema: &Schema,
    cause: Cause,
    now: DateTime<Utc>,
) -> StorageResult<()> {
    let schema = Arc::new(schema.clone());
    for derivation in &schema.derivations {
        for id in ids(data, derivation.of)? {
            let mut tx = WriteTx::new(&*data, Viewer::System, cause, now, Arc::clone(&schema));
            match fault_of_data((derivation.renew)(&mut tx, id))? {
                None => {
                    tx.touch(derivation.of, id);
                    let writes = tx.into_writes()?;
                    data.absorb(writes);
                }
                Some(fault) => {
                    tracing::warn!(table = derivation.of.0, %id, %fault, "cannot be derived anew");
                }
            }
        }
    }
    Ok(())
}

fn ids(view: &dyn View, table: Space) -> StorageResult<Vec<Uuid>> {
    let mut ids = Vec::new();
    scan(view, table, |key, _| {
        ids.extend(Uuid::from_slice(key));
        Ok(())
    })?;
    Ok(ids)
}

/// What is wrong with the data, if that is what went wrong; an engine that fails says nothing of
/// them.
fn fault_of_data(outcome: Result<()>) -> StorageResult<Option<Error>> {
    match outcome {
        Ok(()) => Ok(None),
        Err(Error::Storage(error @ (StorageError::Engine(_) | StorageError::Closed))) => Err(error),
        Err(fault) => Ok(Some(fault)),
    }
}
