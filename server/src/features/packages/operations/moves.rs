//! One move of one package that has been found legal: by hand, or by what happens to its route.

use furgo_shared::{
    effects::{Legal, PackageState},
    id::VehicleId,
    packages::{PackageStatus, StepReason},
    time::Timestamp,
};

use crate::{
    error::Result,
    features::{
        logs, mails,
        packages::{PackageRecord, record::Delivery},
        settings::SettingsRecord,
    },
    storage::WriteTx,
};

/// One move.
#[derive(Clone, Debug)]
pub struct Move {
    /// The package behind it.
    pub after: PackageState,
    pub reason: Option<StepReason>,
    pub note: Option<String>,
    /// How it was found legal.
    pub legal: Legal,
    pub occurred_at: Timestamp,
    /// What the package was delivered with.
    pub vehicle_id: Option<VehicleId>,
}

impl Move {
    /// Without a reason, by the rules.
    pub fn plain(after: PackageState, occurred_at: Timestamp) -> Self {
        let legal = Legal::ByTable;
        Self { after, reason: None, note: None, legal, occurred_at, vehicle_id: None }
    }
}

/// Writes the package and the row in the log. Its route is the caller's to keep in step.
pub fn write<P>(
    tx: &mut WriteTx<'_, P>,
    settings: &SettingsRecord,
    mut package: PackageRecord,
    step: Move,
) -> Result<PackageRecord> {
    let (old_status, day) = (package.status, settings.day_of(step.occurred_at));
    package.steps += 1;
    package.take(step.after);
    let delivery = Delivery { day, vehicle_id: step.vehicle_id, driver_id: package.assigned_to };
    package.delivery = (package.status == PackageStatus::Delivered).then_some(delivery);
    package.finished_at = package.status.is_finished().then_some(step.occurred_at);
    let package = tx.put(package)?;
    if step.legal == Legal::Undo {
        mails::queueing::withdraw(tx, package.id, old_status)?;
    }
    let entry = logs::operations::Entry {
        old_status: Some(old_status),
        reason: step.reason,
        note: step.note,
        legal: step.legal,
        occurred_at: step.occurred_at,
        day,
    };
    logs::operations::write(tx, &package, entry)?;
    // What is put right or taken back was told the recipient already, or never happened.
    if step.legal == Legal::ByTable && old_status != package.status {
        mails::queueing::tell_recipient(tx, settings, &package, step.reason)?;
    }
    Ok(package)
}
