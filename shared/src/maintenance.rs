//! Maintenance: work on a vehicle, and when it is due again.

use serde::{Deserialize, Serialize};

use crate::{
    change::Change,
    due::{Basis, Plan, Recurrence},
    files::{self, AddFile, FileView},
    id::{MaintenanceId, UserId, VehicleId},
    money::Money,
    page::{validate_paging, validate_sort},
    refuels::{COST_SORTS, is_false, validate_reading},
    time::{Day, Timestamp},
    typed::TypedDistance,
    units::Km,
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::validate_odometer,
    view::Versioned,
};

/// What kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MaintenanceKind {
    Oil,
    Tyres,
    Brakes,
    Inspection,
    Repair,
    Battery,
    Filters,
    Transmission,
    Suspension,
    Alignment,
    Other,
}

impl MaintenanceKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Oil,
        Self::Tyres,
        Self::Brakes,
        Self::Inspection,
        Self::Repair,
        Self::Battery,
        Self::Filters,
        Self::Transmission,
        Self::Suspension,
        Self::Alignment,
        Self::Other,
    ];
}

/// A piece of work as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredMaintenance {
    pub id: MaintenanceId,
    pub vehicle_id: VehicleId,
    pub date: Day,
    pub kind: MaintenanceKind,
    pub description: String,
    pub cost: Money,
    pub odometer_km: Km,
    pub provider: Option<String>,
    pub next_date: Option<Day>,
    pub next_odometer_km: Option<Km>,
    pub every_months: Option<u32>,
    /// Instead of `every_months`.
    pub every_days: Option<u32>,
    pub every_km: Option<Km>,
    pub recurrence_basis: Basis,
    pub lead_days: Option<u32>,
    pub lead_km: Option<Km>,
    pub notes: Option<String>,
    pub confirmed: bool,
    pub typed_odometer: Option<TypedDistance>,
    pub recorded_by: Option<UserId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
    /// Whoever insisted on an odometer reading that is out of order.
    #[serde(default)]
    pub forced_by_id: Option<UserId>,
}

/// Work that was done, and the plan for the next time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MaintenanceView {
    #[serde(flatten)]
    pub stored: StoredMaintenance,
    /// The vehicle's alias.
    pub vehicle: String,
    /// Photos and papers that belong to it, and where they are.
    #[serde(default)]
    pub files: Vec<FileView>,
    /// Whether the plan is still open: no later work of the same kind was done.
    pub is_planned: bool,
    /// Whoever insisted on an odometer reading that is out of order.
    pub forced_by: Option<String>,
}

crate::view::stored_inside!(MaintenanceView, StoredMaintenance);

impl Versioned for MaintenanceView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

impl MaintenanceView {
    /// When it is due again, as it was set.
    pub fn plan(&self) -> Plan {
        Plan {
            date: self.next_date,
            odometer_m: self.next_odometer_km.map(Km::metres),
            lead_days: self.lead_days,
            lead_m: self.lead_km.map(Km::metres),
            ..Plan::default()
        }
    }

    /// How often it recurs.
    pub fn recurrence(&self) -> Recurrence {
        Recurrence {
            months: self.every_months,
            days: self.every_days,
            m: self.every_km.map(Km::metres),
        }
    }
}

/// Enters work that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateMaintenance {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<MaintenanceId>,
    /// Alias or id.
    pub vehicle: String,
    pub date: Day,
    pub kind: MaintenanceKind,
    pub description: String,
    pub cost: Money,
    pub odometer_km: Km,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// When it is due again. Left out with a recurrence, it follows from that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_date: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_odometer_km: Option<Km>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_months: Option<u32>,
    /// Instead of `every_months`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_km: Option<Km>,
    #[serde(default = "floating")]
    pub recurrence_basis: Basis,
    /// Days before `next_date` from which it counts as due soon; 30 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_days: Option<u32>,
    /// Kilometres before `next_odometer_km` from which it counts as due soon; 1000 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_km: Option<Km>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Photos and papers that belong to it, whether they have come or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<AddFile>,
    #[serde(default)]
    pub confirmed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_odometer: Option<TypedDistance>,
    /// Keep an odometer reading that is out of order (office only).
    #[serde(default, skip_serializing_if = "is_false")]
    pub force: bool,
}

/// What most people mean by "every 12 months": from the day it was done.
fn floating() -> Basis {
    Basis::Floating
}

impl Validate for CreateMaintenance {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("vehicle", &self.vehicle, 36);
        errors.record_day("date", self.date);
        errors.line("description", &self.description, 200);
        errors.money("cost", self.cost);
        validate_reading(Some(self.odometer_km), self.typed_odometer, errors);
        errors.optional_line("provider", self.provider.as_deref(), 100);
        errors.optional_text("notes", self.notes.as_deref(), 2000);
        files::validate("files", &self.files, errors);
        validate_next(Some(self.date), self.next_date, errors);
        if let Some(next) = self.next_odometer_km {
            validate_odometer("next_odometer_km", next, errors);
            errors.require("next_odometer_km", next > self.odometer_km, FieldCode::OutOfRange);
        }
        validate_recurrence(self.every_months, self.every_days, self.every_km, errors);
        validate_lead(self.lead_days, self.lead_km, errors);
    }
}

/// Corrects work that was done, or its plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchMaintenance {
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub vehicle: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub date: Change<Day>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub kind: Change<MaintenanceKind>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub description: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub cost: Change<Money>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub odometer_km: Change<Km>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub provider: Change<Option<String>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub next_date: Change<Option<Day>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub next_odometer_km: Change<Option<Km>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub every_months: Change<Option<u32>>,
    /// Instead of `every_months`: whichever is set ends the other.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub every_days: Change<Option<u32>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub every_km: Change<Option<Km>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub recurrence_basis: Change<Basis>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub lead_days: Change<Option<u32>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub lead_km: Change<Option<Km>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub notes: Change<Option<String>>,
    /// All of them from now on.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub files: Change<Vec<AddFile>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub confirmed: Change<bool>,
    /// Goes with `odometer_km`; a new reading without it forgets what was typed.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub typed_odometer: Change<Option<TypedDistance>>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub force: bool,
}

impl Validate for PatchMaintenance {
    fn validate(&self, errors: &mut FieldErrors) {
        if let Change::Set(vehicle) = &self.vehicle {
            errors.line("vehicle", vehicle, 36);
        }
        if let Change::Set(date) = self.date {
            errors.record_day("date", date);
        }
        if let Change::Set(description) = &self.description {
            errors.line("description", description, 200);
        }
        if let Change::Set(cost) = self.cost {
            errors.money("cost", cost);
        }
        validate_reading(
            self.odometer_km.as_set().copied(),
            self.typed_odometer.as_set().copied().flatten(),
            errors,
        );
        errors.optional_line("provider", self.provider.as_set().and_then(Option::as_deref), 100);
        errors.optional_text("notes", self.notes.as_set().and_then(Option::as_deref), 2000);
        files::validate("files", self.files.as_set().map_or(&[], Vec::as_slice), errors);
        validate_next(
            self.date.as_set().copied(),
            self.next_date.as_set().copied().flatten(),
            errors,
        );
        if let Some(next) = self.next_odometer_km.as_set().copied().flatten() {
            validate_odometer("next_odometer_km", next, errors);
        }
        validate_recurrence(
            self.every_months.as_set().copied().flatten(),
            self.every_days.as_set().copied().flatten(),
            self.every_km.as_set().copied().flatten(),
            errors,
        );
        validate_lead(
            self.lead_days.as_set().copied().flatten(),
            self.lead_km.as_set().copied().flatten(),
            errors,
        );
    }
}

fn validate_next(date: Option<Day>, next: Option<Day>, errors: &mut FieldErrors) {
    errors.day("next_date", next);
    if let (Some(date), Some(next)) = (date, next) {
        errors.require("next_date", next > date, FieldCode::OutOfRange);
    }
}

fn validate_recurrence(
    months: Option<u32>,
    days: Option<u32>,
    km: Option<Km>,
    errors: &mut FieldErrors,
) {
    errors.require(
        "every_days",
        days.is_none_or(|days| (1..=7_300).contains(&days)),
        FieldCode::OutOfRange,
    );
    errors.require("every_days", months.is_none() || days.is_none(), FieldCode::NotUsable);
    errors.require(
        "every_months",
        months.is_none_or(|months| (1..=240).contains(&months)),
        FieldCode::OutOfRange,
    );
    errors.require(
        "every_km",
        km.is_none_or(|km| (Km::whole(1)..=Km::whole(1_000_000)).contains(&km)),
        FieldCode::OutOfRange,
    );
}

fn validate_lead(days: Option<u32>, km: Option<Km>, errors: &mut FieldErrors) {
    errors.require("lead_days", days.is_none_or(|days| days <= 366), FieldCode::OutOfRange);
    errors.require(
        "lead_km",
        km.is_none_or(|km| (Km::ZERO..=Km::whole(50_000)).contains(&km)),
        FieldCode::OutOfRange,
    );
}

/// Which work to list. Sorts: `-date` (default), `date`, `-cost`, `cost`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListMaintenance {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MaintenanceKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Included whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Part of the description, the provider or the notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

impl Validate for ListMaintenance {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        validate_sort(self.sort.as_deref(), COST_SORTS, errors);
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
        errors.optional_line("q", self.q.as_deref(), 100);
        errors.days(self.from, self.to);
    }
}

/// Totals over all work that a filter lets through, not only the page's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MaintenanceSums {
    pub cost: Money,
}
