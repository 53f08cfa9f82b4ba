//! Due work as the app shows it: planned maintenance and recurring expenses, most urgent first,
//! and news of what has become due.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    due::{State, Urgency},
    expenses::ExpenseCategory,
    id::{NoticeId, VehicleId},
    maintenance::MaintenanceKind,
    money::Money,
    page::validate_paging,
    time::{Day, Timestamp},
    units::Km,
    validate::{FieldCode, FieldErrors, Validate},
};

/// Whether it is "done" or "paid".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DueSource {
    Maintenance,
    Expense,
}

/// Something that is due, or will be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DueView {
    pub source: DueSource,
    /// Of the maintenance or the expense that planned it.
    pub id: Uuid,
    pub vehicle_id: VehicleId,
    /// The vehicle's alias.
    pub vehicle: String,
    /// Of maintenance.
    pub kind: Option<MaintenanceKind>,
    /// Of an expense.
    pub category: Option<ExpenseCategory>,
    pub description: String,
    /// What it cost last time.
    pub amount: Money,
    pub due_date: Option<Day>,
    pub due_odometer_km: Option<Km>,
    /// Until `due_date`; negative when overdue.
    pub days_left: Option<i64>,
    /// Until `due_odometer_km`; negative when overdue.
    pub km_left: Option<Km>,
    /// When it will be due, at the vehicle's own pace of the last 90 days: an estimate.
    pub forecast_date: Option<Day>,
    /// That pace.
    pub km_per_day: Option<f64>,
    pub state: State,
    pub urgency: Urgency,
    pub version: u64,
}

/// Which maintenance is coming up: whatever is overdue, or due within either.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UpcomingMaintenance {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    /// 30 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// 500 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub km: Option<Km>,
}

impl Validate for UpcomingMaintenance {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
        validate_days(self.days, errors);
        errors.require(
            "km",
            self.km.is_none_or(|km| (Km::ZERO..=Km::whole(1_000_000)).contains(&km)),
            FieldCode::OutOfRange,
        );
    }
}

/// Which recurring expenses are coming up: overdue ones, and those due in time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UpcomingExpenses {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    /// 30 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
}

impl Validate for UpcomingExpenses {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
        validate_days(self.days, errors);
    }
}

fn validate_days(days: Option<u32>, errors: &mut FieldErrors) {
    errors.require("days", days.is_none_or(|days| days <= 3660), FieldCode::OutOfRange);
}

/// Whose due work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListDue {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
}

impl Validate for ListDue {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
    }
}

/// News: something changed its state, or the week's summary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NoticeKind {
    /// A planned item became more or less urgent.
    StateChanged {
        source: DueSource,
        source_id: Uuid,
        vehicle_id: VehicleId,
        vehicle: String,
        maintenance: Option<MaintenanceKind>,
        category: Option<ExpenseCategory>,
        description: String,
        from: Option<State>,
        to: State,
        due_date: Option<Day>,
        due_odometer_km: Option<Km>,
    },
    /// Once a week, on Monday.
    Digest { overdue: u64, due: u64, soon: u64 },
}

/// One piece of news.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeView {
    pub id: NoticeId,
    pub date: Day,
    pub recorded_at: Timestamp,
    #[serde(flatten)]
    pub notice: NoticeKind,
}

/// Pages of news, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListNotices {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Validate for ListNotices {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
    }
}
