//! Expenses of a vehicle that are neither fuel nor maintenance, once or again and again.

use chrono::Days;
use serde::{Deserialize, Serialize};

use crate::{
    change::Change,
    due::{Basis, add_months},
    files::{self, AddFile, FileView},
    id::{ExpenseId, UserId, VehicleId},
    money::Money,
    page::{validate_paging, validate_sort},
    time::{Day, Timestamp},
    validate::{FieldCode, FieldErrors, Validate},
    view::Versioned,
};

/// What an expense is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExpenseCategory {
    Insurance,
    Tax,
    Registration,
    Parking,
    Toll,
    Washing,
    Fine,
    Financing,
    Other,
}

impl ExpenseCategory {
    /// Every category.
    pub const ALL: [Self; 9] = [
        Self::Insurance,
        Self::Tax,
        Self::Registration,
        Self::Parking,
        Self::Toll,
        Self::Washing,
        Self::Fine,
        Self::Financing,
        Self::Other,
    ];
}

/// How often an expense comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExpenseRecurrence {
    Weekly,
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
}

/// How long it is from one payment to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    Days(u32),
    Months(u32),
}

impl ExpenseRecurrence {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::Weekly, Self::Monthly, Self::Quarterly, Self::HalfYearly, Self::Yearly];

    /// How long it is from one payment to the next.
    pub const fn period(self) -> Period {
        match self {
            Self::Weekly => Period::Days(7),
            Self::Monthly => Period::Months(1),
            Self::Quarterly => Period::Months(3),
            Self::HalfYearly => Period::Months(6),
            Self::Yearly => Period::Months(12),
        }
    }

    /// The day one period later; with months, on the anchor's day of the month or on the last of
    /// a shorter month. `None` beyond the calendar.
    pub fn after(self, day: Day, anchor_day: u32) -> Option<Day> {
        match self.period() {
            Period::Days(days) => day.checked_add_days(Days::new(days.into())),
            Period::Months(months) => add_months(day, months, anchor_day),
        }
    }
}

/// An expense as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredExpense {
    pub id: ExpenseId,
    pub vehicle_id: VehicleId,
    pub date: Day,
    pub category: ExpenseCategory,
    /// Below 0 it is money back.
    pub amount: Money,
    pub description: String,
    pub recurrence: Option<ExpenseRecurrence>,
    pub next_due: Option<Day>,
    pub recurrence_basis: Basis,
    pub lead_days: Option<u32>,
    pub tax_deductible: bool,
    pub notes: Option<String>,
    /// The recurring expense that this one was booked from.
    pub payment_of: Option<ExpenseId>,
    /// Of a payment: the due date that it paid. Without the payment, that is due again.
    pub pays_due: Option<Day>,
    pub recorded_by: Option<UserId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
}

/// An expense.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpenseView {
    #[serde(flatten)]
    pub stored: StoredExpense,
    /// The vehicle's alias.
    pub vehicle: String,
    /// Photos and papers that belong to it, and where they are.
    #[serde(default)]
    pub files: Vec<FileView>,
}

crate::view::stored_inside!(ExpenseView, StoredExpense);

impl Versioned for ExpenseView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

/// Enters an expense.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateExpense {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ExpenseId>,
    /// Alias or id.
    pub vehicle: String,
    pub date: Day,
    pub category: ExpenseCategory,
    /// Below 0 it is money back.
    pub amount: Money,
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<ExpenseRecurrence>,
    /// Required with a recurrence, and only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_due: Option<Day>,
    #[serde(default = "fixed")]
    pub recurrence_basis: Basis,
    /// Days before `next_due` from which it counts as due soon; 30 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_days: Option<u32>,
    #[serde(default)]
    pub tax_deductible: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Photos and papers that belong to it, whether they have come or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<AddFile>,
    /// The recurring expense that this one was booked from: for undoing a deletion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_of: Option<ExpenseId>,
    /// The due date that it pays, if that is still the next one: it is then paid again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pays_due: Option<Day>,
}

/// Insurers and tax offices keep their date, whenever one pays.
fn fixed() -> Basis {
    Basis::Fixed
}

impl Validate for CreateExpense {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("vehicle", &self.vehicle, 36);
        errors.record_day("date", self.date);
        errors.money_or_back("amount", self.amount);
        errors.line("description", &self.description, 200);
        errors.optional_text("notes", self.notes.as_deref(), 2000);
        files::validate("files", &self.files, errors);
        validate_lead(self.lead_days, errors);
        errors.day("next_due", self.next_due);
        errors.day("pays_due", self.pays_due);
        errors.require(
            "pays_due",
            self.pays_due.is_none() || self.payment_of.is_some(),
            FieldCode::NotUsable,
        );
        match self.recurrence {
            Some(_) => errors.require("next_due", self.next_due.is_some(), FieldCode::Required),
            None => errors.require("next_due", self.next_due.is_none(), FieldCode::NotUsable),
        }
    }
}

/// Corrects an expense, or its recurrence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchExpense {
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub vehicle: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub date: Change<Day>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub category: Change<ExpenseCategory>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub amount: Change<Money>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub description: Change<String>,
    /// `null` ends it, and `next_due` with it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub recurrence: Change<Option<ExpenseRecurrence>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub next_due: Change<Option<Day>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub recurrence_basis: Change<Basis>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub lead_days: Change<Option<u32>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub tax_deductible: Change<bool>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub notes: Change<Option<String>>,
    /// All of them from now on.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub files: Change<Vec<AddFile>>,
}

impl Validate for PatchExpense {
    fn validate(&self, errors: &mut FieldErrors) {
        if let Change::Set(vehicle) = &self.vehicle {
            errors.line("vehicle", vehicle, 36);
        }
        if let Change::Set(date) = self.date {
            errors.record_day("date", date);
        }
        if let Change::Set(amount) = self.amount {
            errors.money_or_back("amount", amount);
        }
        if let Change::Set(description) = &self.description {
            errors.line("description", description, 200);
        }
        errors.optional_text("notes", self.notes.as_set().and_then(Option::as_deref), 2000);
        files::validate("files", self.files.as_set().map_or(&[], Vec::as_slice), errors);
        errors.day("next_due", self.next_due.as_set().copied().flatten());
        validate_lead(self.lead_days.as_set().copied().flatten(), errors);
    }
}

fn validate_lead(days: Option<u32>, errors: &mut FieldErrors) {
    errors.require("lead_days", days.is_none_or(|days| days <= 366), FieldCode::OutOfRange);
}

/// Books the payment of a recurring expense that is due.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PayExpense {
    /// Of the payment, for a client that may have to repeat or undo it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ExpenseId>,
    /// Today when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// As last time when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

impl Validate for PayExpense {
    fn validate(&self, errors: &mut FieldErrors) {
        if let Some(date) = self.date {
            errors.record_day("date", date);
        }
        if let Some(amount) = self.amount {
            errors.money_or_back("amount", amount);
        }
    }
}

/// A payment that was booked, and the recurring expense with its next date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaidView {
    pub payment: ExpenseView,
    pub expense: ExpenseView,
}

impl Versioned for PaidView {}

/// Which expenses to list. Sorts: `-date` (default), `date`, `-amount`, `amount`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListExpenses {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<ExpenseCategory>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Included whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_deductible: Option<bool>,
    /// Part of the description or the notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

/// The orders that the history of expenses has.
pub const EXPENSE_SORTS: &[&str] = &["-date", "amount"];

impl Validate for ListExpenses {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        validate_sort(self.sort.as_deref(), EXPENSE_SORTS, errors);
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
        errors.optional_line("q", self.q.as_deref(), 100);
        errors.days(self.from, self.to);
    }
}

/// Totals over all expenses that a filter lets through, not only the page's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpenseSums {
    pub amount: Money,
}

/// Expenses of a period by category.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpenseSummaryView {
    /// Largest first; categories without expenses are left out.
    pub items: Vec<CategoryView>,
    pub total: Money,
}

impl Versioned for ExpenseSummaryView {}

/// One category's part of a period's expenses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryView {
    pub category: ExpenseCategory,
    pub count: u64,
    pub amount: Money,
    /// Of the total, to four decimals: from 0 to 1, unless money came back; 0 of a total that is not
    /// above 0.
    pub share: f64,
}
