//! What is known of a package when a fact about it comes: read from the package, its history and the
//! routes.

use furgo_shared::{
    effects::{Custody, Fact, Standing},
    id::UserId,
    packages::{PackageStatus, StepReason},
    routes::RouteStatus,
    time::Timestamp,
};

use crate::{
    error::Result,
    features::{
        exceptions::Side,
        logs::{self, LogRecord, Mark},
        packages::PackageRecord,
        routes::{self, RouteRecord},
        settings::SettingsRecord,
    },
    storage::Reads,
};

/// What is known, and from where.
pub struct Known {
    pub standing: Standing,
    /// The route that it was done on.
    pub home: Option<RouteRecord>,
    rows: Vec<LogRecord>,
}

impl Known {
    /// Of a package, when a fact of that person and time comes.
    pub fn of(
        tx: &impl Reads,
        settings: &SettingsRecord,
        package: &PackageRecord,
        (by, at): (UserId, Timestamp),
    ) -> Result<Self> {
        let rows = logs::store::of_seen_package(tx, package.id)?;
        let home = routes::operations::driven::driven_at(tx, by, package.id, at)?;
        let planned = routes::store::of_package(tx, package)?;
        let is_elsewhere = planned.is_some_and(|route| {
            let is_other = home.as_ref().is_some_and(|home| home.id != route.id);
            let waits = is_other || route.date > settings.day_of(at);
            route.driver_id != Some(by) || (route.status == RouteStatus::Planned && waits)
        });
        let standing = Standing {
            status: package.status,
            assigned_to: package.assigned_to,
            is_elsewhere,
            custody: custody(&rows),
            deed: deed(&rows),
            is_called_off: is_called_off(package, &rows),
            is_foreign: false,
        };
        Ok(Self { standing, home, rows })
    }

    /// The package is somebody's, or was: by its history, or by a route that they drove with it.
    pub fn was_of(&self, package: &PackageRecord, person: UserId) -> bool {
        let names = |row: &LogRecord| row.is_step() && holder(row) == Some(person);
        let carries = |home: &RouteRecord| home.stop_of(package.id).is_some();
        package.assigned_to == Some(person)
            || self.rows.iter().any(names)
            || self.home.as_ref().is_some_and(carries)
    }

    /// It was told before, and is in the history as a late fact.
    pub fn has_late(&self, fact: &Fact) -> bool {
        self.late_rows(fact).next().is_some()
    }

    fn late_rows(&self, fact: &Fact) -> impl Iterator<Item = &LogRecord> {
        let fact = *fact;
        self.rows.iter().filter(move |row| {
            let told =
                row.changed_by.map(|by| Fact { by, to: row.new_status, at: row.occurred_at });
            row.mark == Mark::Late && told.is_some_and(|told| told.repeats(&fact))
        })
    }

    /// The reason and the note that came with a late fact.
    pub fn said_late(&self, fact: &Fact) -> (Option<StepReason>, Option<String>) {
        self.late_rows(fact).last().map_or((None, None), |row| (row.reason, row.note.clone()))
    }

    /// What stands against the fact: the last step, or, where none says why it is planned otherwise,
    /// that somebody changed it.
    pub fn other_side(&self, package: &PackageRecord, by: UserId) -> Side {
        let last = self.rows.iter().rfind(|row| stands(row));
        let side = match last.filter(|row| row.changed_by != Some(by)) {
            Some(row) => Side::at(row.occurred_at, row.changed_by),
            None => Side::at(package.meta.updated_at, None),
        };
        Side { status: Some(package.status), driver_id: package.assigned_to, ..side }
    }
}

/// A step that was taken and not taken back.
fn stands(row: &LogRecord) -> bool {
    row.is_step() && !row.undone && !row.taken_back
}

/// Whose package it was by a step.
fn holder(row: &LogRecord) -> Option<UserId> {
    row.driver_id.or(row.changed_by)
}

/// The last that had it in the van.
fn custody(rows: &[LogRecord]) -> Option<Custody> {
    let loaded = |row: &&LogRecord| stands(row) && row.new_status == PackageStatus::InTransit;
    let row = rows.iter().rfind(loaded)?;
    holder(row).map(|by| Custody { by, since: row.occurred_at })
}

/// The last thing that somebody did with it on the road. That a route ended is nobody's deed at a
/// door: such a row says no reason.
fn deed(rows: &[LogRecord]) -> Option<Fact> {
    let is_deed = |row: &&LogRecord| {
        stands(row)
            && match row.new_status {
                PackageStatus::InTransit | PackageStatus::Delivered => true,
                PackageStatus::Undelivered | PackageStatus::Failed => row.reason.is_some(),
                PackageStatus::Pending | PackageStatus::Assigned => false,
            }
    };
    let row = rows.iter().rfind(is_deed)?;
    row.changed_by.map(|by| Fact { by, to: row.new_status, at: row.occurred_at })
}

/// Closed by somebody who was not at the door.
fn is_called_off(package: &PackageRecord, rows: &[LogRecord]) -> bool {
    let last = rows.iter().rfind(|row| stands(row));
    package.status == PackageStatus::Failed
        && last.is_none_or(|row| {
            let was_carried = row.old_status == Some(PackageStatus::InTransit);
            !was_carried || row.changed_by != holder(row)
        })
}
