//! The log: one row for every step of a package.

use serde::{Deserialize, Serialize};

use crate::{
    id::{LogId, PackageId, UserId},
    packages::{PackageStatus, StepReason},
    page::validate_paging,
    time::{Day, Timestamp},
    validate::{FieldErrors, Validate},
};

/// One step of one package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogEntryView {
    pub id: LogId,
    pub package_id: PackageId,
    pub tracking_code: String,
    /// Absent for the first row, when the package was entered.
    pub old_status: Option<PackageStatus>,
    pub new_status: PackageStatus,
    pub changed_by: Option<UserId>,
    /// Blank when the person was removed.
    pub changed_by_name: String,
    pub reason: Option<StepReason>,
    pub note: Option<String>,
    /// The office went past the lifecycle.
    pub corrected: bool,
    /// Whoever took the step before took it back.
    #[serde(default)]
    pub undone: bool,
    /// The next step took it back.
    #[serde(default)]
    pub taken_back: bool,
    /// It was told after something that happened later, or that stands against it: the package is
    /// where it was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// Nobody told it, but it must have happened before the step behind it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub implied: bool,
    /// When it happened, as claimed.
    pub occurred_at: Timestamp,
    /// When the server heard of it.
    pub recorded_at: Timestamp,
}

/// Which rows to list, newest first. The names of published clients are understood too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListLog {
    #[serde(default, alias = "packageId", skip_serializing_if = "Option::is_none")]
    pub package_id: Option<PackageId>,
    #[serde(default, alias = "changedBy", skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<UserId>,
    #[serde(default, alias = "fromDate", skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Included whole.
    #[serde(default, alias = "toDate", skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Validate for ListLog {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        errors.days(self.from, self.to);
    }
}
