//! One step of one package as stored. Rows are written once and never changed.

use furgo_shared::{
    id::{LogId, PackageId, UserId},
    logs::LogEntryView,
    packages::{PackageStatus, StepReason},
    time::{Day, Timestamp},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::storage::{IndexEntries, Meta, Record, Sight, engine::Space};

/// One step of one package.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogRecord {
    pub id: LogId,
    pub package_id: PackageId,
    pub tracking_code: String,
    /// Counts the steps of the package, from 1.
    pub sequence: u64,
    /// Absent when the package was entered.
    pub old_status: Option<PackageStatus>,
    pub new_status: PackageStatus,
    pub changed_by: Option<UserId>,
    pub reason: Option<StepReason>,
    pub note: Option<String>,
    pub corrected: bool,
    #[serde(default)]
    pub undone: bool,
    /// The next row took it back.
    #[serde(default)]
    pub taken_back: bool,
    #[serde(default)]
    pub mark: Mark,
    /// Whose package it was by the step; rows of before schema 12 do not say it.
    #[serde(default)]
    pub driver_id: Option<UserId>,
    pub occurred_at: Timestamp,
    /// The fleet's day of `occurred_at`, in the time zone of that day.
    pub day: Day,
    pub meta: Meta,
}

/// What is special about a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    #[default]
    Plain,
    /// A fact that was told too late, or that another stands against: no step was taken.
    Late,
    /// Nobody told it, but it must have happened.
    Implied,
}

impl LogRecord {
    /// A step was taken: the package came from one status to the other.
    pub fn is_step(&self) -> bool {
        self.mark != Mark::Late
    }

    /// Whether something happened that stands: no note alone, nothing that was taken back, and not the
    /// taking back itself.
    pub fn counts(&self) -> bool {
        self.is_step()
            && !self.undone
            && !self.taken_back
            && self.old_status != Some(self.new_status)
    }

    /// As sent.
    pub fn to_view(&self, changed_by_name: String) -> LogEntryView {
        LogEntryView {
            id: self.id,
            package_id: self.package_id,
            tracking_code: self.tracking_code.clone(),
            old_status: self.old_status,
            new_status: self.new_status,
            changed_by: self.changed_by,
            changed_by_name,
            reason: self.reason,
            note: self.note.clone(),
            corrected: self.corrected,
            undone: self.undone,
            taken_back: self.taken_back,
            late: self.mark == Mark::Late,
            implied: self.mark == Mark::Implied,
            occurred_at: self.occurred_at,
            recorded_at: self.meta.created_at,
        }
    }
}

impl Record for LogRecord {
    const TABLE: Space = store::LOGS;
    const INDEXES: &'static [Space] = &[
        store::BY_TIME.space,
        store::BY_PACKAGE.space,
        store::BY_PERSON.space,
        store::BY_PERSON_AND_DAY.space,
        store::BY_EVENT.space,
    ];

    fn id(&self) -> Uuid {
        self.id.into()
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        store::index(self, entries);
    }

    /// Whose package it is now, the row does not know: for drivers, the package is asked first.
    fn sight(&self) -> Sight {
        Sight::office()
    }
}
