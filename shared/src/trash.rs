//! The trash: what was deleted and can be brought back.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    id::UserId,
    money::Money,
    page::validate_paging,
    time::{Day, Timestamp},
    units::Km,
    validate::{FieldErrors, Validate},
};

/// How long deleted records can be brought back.
pub const TRASH_KEPT: TimeDelta = TimeDelta::days(30);

/// The kinds of records that go into the trash when they are deleted, as their endpoints are
/// called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TrashKind {
    Refuels,
    Maintenance,
    Expenses,
    Readings,
    /// Pending ones.
    Packages,
    /// Logged ones, and delivery routes that were planned.
    Routes,
}

impl TrashKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Refuels,
        Self::Maintenance,
        Self::Expenses,
        Self::Readings,
        Self::Packages,
        Self::Routes,
    ];
}

/// Something in the trash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrashView {
    pub kind: TrashKind,
    pub id: Uuid,
    /// What it is, in words that somebody entered: a description, a station, a recipient, a driver.
    pub title: String,
    /// Its vehicle's alias.
    pub vehicle: Option<String>,
    /// The day that it is of.
    pub date: Option<Day>,
    pub amount: Option<Money>,
    pub odometer_km: Option<Km>,
    pub deleted_at: Timestamp,
    pub deleted_by: Option<UserId>,
    /// Blank when the person was removed.
    pub deleted_by_name: Option<String>,
    /// From then on it is gone for good.
    pub kept_until: Timestamp,
}

/// Pages of the trash, the last deleted first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListTrash {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Validate for ListTrash {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
    }
}
