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
        logs::{self, Mark},
        mails,
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
    pub mark: Mark,
    pub occurred_at: Timestamp,
    /// What the package was delivered with.
    pub vehicle_id: Option<VehicleId>,
}

impl Move {
    /// Without a reason, by the rules.
    pub fn plain(after: PackageState, occurred_at: Timestamp) -> Self {
        let legal = Legal::ByTable;
        let mark = Mark::Plain;
        Self { after, reason: None, note: None, legal, mark, occurred_at, vehicle_id: None }
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
        new_status: package.status,
        reason: step.reason,
        note: step.note,
        legal: step.legal,
        mark: step.mark,
        occurred_at: step.occurred_at,
        day,
    };
    logs::operations::write(tx, &package, entry)?;
    // What is put right or taken back was told the recipient already, or never happened; and what
    // must have happened before is told by what happened then.
    let is_news = step.legal == Legal::ByTable && step.mark == Mark::Plain;
    if is_news && old_status != package.status {
        mails::queueing::tell_recipient(tx, settings, &package, step.reason)?;
    }
    Ok(package)
}

/// What happened too late, or stands against what is known: a row of the log that is no step.
#[derive(Clone, Debug)]
pub struct LateFact {
    /// Where it would have brought the package.
    pub to: PackageStatus,
    pub reason: Option<StepReason>,
    pub note: Option<String>,
    pub occurred_at: Timestamp,
    /// Somebody stood at the door in vain.
    pub is_attempt: bool,
}

/// Keeps a late fact in the history. The package stays where it is.
pub fn write_late<P>(
    tx: &mut WriteTx<'_, P>,
    settings: &SettingsRecord,
    mut package: PackageRecord,
    fact: LateFact,
) -> Result<PackageRecord> {
    package.steps += 1;
    package.attempts += u32::from(fact.is_attempt);
    let package = tx.put(package)?;
    let entry = logs::operations::Entry {
        old_status: Some(package.status),
        new_status: fact.to,
        reason: fact.reason,
        note: fact.note,
        legal: Legal::ByTable,
        mark: Mark::Late,
        occurred_at: fact.occurred_at,
        day: settings.day_of(fact.occurred_at),
    };
    logs::operations::write(tx, &package, entry)?;
    Ok(package)
}
