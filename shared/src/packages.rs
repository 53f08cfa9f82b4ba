//! Packages and their lifecycle.

mod bulk;
mod lifecycle;

use serde::{Deserialize, Serialize};

pub use bulk::{PatchMany, PatchPackages};
pub use lifecycle::{PACKAGE_LIFECYCLE, PackageStatus, StepReason};

use crate::{
    change::Change,
    geo::validate_point,
    id::{PackageId, RouteId, UserId},
    page::{validate_paging, validate_sort},
    settings::parse_hour,
    text::Locale,
    time::{Day, Timestamp},
    units::Kg,
    validate::{FieldCode, FieldErrors, Validate},
    view::Versioned,
};

/// Most packages that one request may step or plan.
pub const PACKAGES_PER_REQUEST_MAX: usize = 500;

/// Longest reference.
pub const REFERENCE_CHARS_MAX: usize = 100;
/// Longest note about the way in.
pub const ACCESS_NOTE_CHARS_MAX: usize = 500;

/// Where a package goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Address {
    pub street: String,
    pub city: String,
    pub postal_code: String,
    /// Name or code, as it stands on the label.
    pub country: String,
    #[serde(default)]
    pub latitude: Option<f64>,
    #[serde(default)]
    pub longitude: Option<f64>,
}

impl Address {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("address.street", &self.street, 200);
        errors.line("address.city", &self.city, 100);
        errors.line("address.postal_code", &self.postal_code, 20);
        errors.line("address.country", &self.country, 60);
        validate_point("address", self.latitude, self.longitude, errors);
    }
}

/// When the recipient is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TimeWindow {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// A package as it is stored, as far as the reader may know it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredPackage {
    pub id: PackageId,
    /// Short, without letters that look alike, with a check digit.
    pub tracking_code: String,
    /// The sender's order number or barcode; no other package has it.
    pub reference: Option<String>,
    pub recipient_name: String,
    pub recipient_email: Option<String>,
    pub recipient_phone: Option<String>,
    pub address: Address,
    pub weight_kg: Option<Kg>,
    pub description: Option<String>,
    /// How the driver gets in at this door.
    pub access_note: Option<String>,
    pub estimated_delivery: Option<Day>,
    pub time_window: Option<TimeWindow>,
    /// Minutes that the stop takes; the fleet's default when absent.
    pub service_min: Option<u32>,
    /// Of the recipient; the fleet's when absent.
    pub locale: Option<Locale>,
    pub status: PackageStatus,
    pub assigned_to: Option<UserId>,
    pub route_id: Option<RouteId>,
    /// How often delivery was tried without success.
    pub attempts: u32,
    /// Path of the public tracking page; only for dispatchers and admins.
    pub tracking_url: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
}

/// A package, as those who work with it see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackageView {
    #[serde(flatten)]
    pub stored: StoredPackage,
    /// The driver's name, to show.
    pub assigned_to_name: Option<String>,
}

crate::view::stored_inside!(PackageView, StoredPackage);

impl Versioned for PackageView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

/// Enters a package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreatePackage {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PackageId>,
    /// The sender's order number or barcode; no other package may have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    pub recipient_name: String,
    #[serde(default)]
    pub recipient_email: Option<String>,
    #[serde(default)]
    pub recipient_phone: Option<String>,
    pub address: Address,
    #[serde(default)]
    pub weight_kg: Option<Kg>,
    #[serde(default)]
    pub description: Option<String>,
    /// How the driver gets in at this door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_note: Option<String>,
    #[serde(default)]
    pub estimated_delivery: Option<Day>,
    #[serde(default)]
    pub time_window: Option<TimeWindow>,
    #[serde(default)]
    pub service_min: Option<u32>,
    /// In which language the recipient is written to; the fleet's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

impl Validate for CreatePackage {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("recipient_name", &self.recipient_name, 200);
        validate_contact(self.recipient_email.as_deref(), self.recipient_phone.as_deref(), errors);
        self.address.validate(errors);
        validate_weight(self.weight_kg, errors);
        validate_reference(self.reference.as_deref(), errors);
        errors.optional_text("description", self.description.as_deref(), 2000);
        validate_access(self.access_note.as_deref(), errors);
        errors.day("estimated_delivery", self.estimated_delivery);
        validate_window(self.time_window, errors);
        validate_service("service_min", self.service_min, errors);
    }
}

/// Changes a package's particulars; its status moves by steps only.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchPackage {
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub reference: Change<Option<String>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub recipient_name: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub recipient_email: Change<Option<String>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub recipient_phone: Change<Option<String>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub address: Change<Address>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub weight_kg: Change<Option<Kg>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub description: Change<Option<String>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub access_note: Change<Option<String>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub estimated_delivery: Change<Option<Day>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub time_window: Change<Option<TimeWindow>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub service_min: Change<Option<u32>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub locale: Change<Option<Locale>>,
}

impl Validate for PatchPackage {
    fn validate(&self, errors: &mut FieldErrors) {
        if let Change::Set(name) = &self.recipient_name {
            errors.line("recipient_name", name, 200);
        }
        validate_contact(
            self.recipient_email.as_set().and_then(Option::as_deref),
            self.recipient_phone.as_set().and_then(Option::as_deref),
            errors,
        );
        if let Change::Set(address) = &self.address {
            address.validate(errors);
        }
        validate_reference(self.reference.as_set().and_then(Option::as_deref), errors);
        validate_access(self.access_note.as_set().and_then(Option::as_deref), errors);
        validate_weight(self.weight_kg.as_set().copied().flatten(), errors);
        errors.optional_text(
            "description",
            self.description.as_set().and_then(Option::as_deref),
            2000,
        );
        errors.day("estimated_delivery", self.estimated_delivery.as_set().copied().flatten());
        validate_window(self.time_window.as_set().copied().flatten(), errors);
        validate_service("service_min", self.service_min.as_set().copied().flatten(), errors);
    }
}

fn validate_contact(email: Option<&str>, phone: Option<&str>, errors: &mut FieldErrors) {
    if let Some(email) = email {
        errors.email("recipient_email", email);
    }
    errors.optional_line("recipient_phone", phone, 30);
    let dialled =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '/');
    errors.require(
        "recipient_phone",
        phone.is_none_or(|phone| phone.chars().all(dialled)),
        FieldCode::Invalid,
    );
}

fn validate_reference(reference: Option<&str>, errors: &mut FieldErrors) {
    errors.optional_line("reference", reference, REFERENCE_CHARS_MAX);
}

fn validate_access(note: Option<&str>, errors: &mut FieldErrors) {
    errors.optional_text("access_note", note, ACCESS_NOTE_CHARS_MAX);
}

fn validate_weight(weight: Option<Kg>, errors: &mut FieldErrors) {
    errors.require(
        "weight_kg",
        weight.is_none_or(|weight| weight > Kg::ZERO),
        FieldCode::MustBePositive,
    );
    errors.require(
        "weight_kg",
        weight.is_none_or(|weight| weight <= Kg::whole(10_000)),
        FieldCode::OutOfRange,
    );
}

fn validate_window(window: Option<TimeWindow>, errors: &mut FieldErrors) {
    errors.instant("time_window.from", window.map(|window| window.from));
    errors.instant("time_window.to", window.map(|window| window.to));
    errors.require(
        "time_window",
        window.is_none_or(|window| window.from < window.to),
        FieldCode::Invalid,
    );
}

/// The rule of a stop's minutes.
pub fn validate_service(field: &str, minutes: Option<u32>, errors: &mut FieldErrors) {
    errors.require(field, minutes.is_none_or(|minutes| minutes <= 480), FieldCode::OutOfRange);
}

/// Moves one package or several along the lifecycle: all or nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepPackages {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package_id: Option<PackageId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub package_ids: Vec<PackageId>,
    pub new_status: PackageStatus,
    /// The driver, when the new status is `assigned`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<StepReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it happened, if earlier than now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
    /// Takes one's own last step back, to where the package was before. Without it that is meant only
    /// where the table has no such step.
    #[serde(default, skip_serializing_if = "crate::refuels::is_false")]
    pub undo: bool,
}

impl StepPackages {
    /// The named packages in the request's order.
    pub fn ids(&self) -> Vec<PackageId> {
        self.package_id.into_iter().chain(self.package_ids.iter().copied()).collect()
    }

    /// Where each of them stands in the request.
    pub fn fields(&self) -> Vec<String> {
        let one = self.package_id.map(|_| "package_id".to_owned());
        let several = (0..self.package_ids.len()).map(|at| format!("package_ids[{at}]"));
        one.into_iter().chain(several).collect()
    }
}

impl Validate for StepPackages {
    fn validate(&self, errors: &mut FieldErrors) {
        let ids = self.ids();
        let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
        errors.require("package_ids", ids.len() <= PACKAGES_PER_REQUEST_MAX, FieldCode::TooLong);
        errors.require("package_ids", distinct.len() == ids.len(), FieldCode::Repeated);
        errors.optional_text("note", self.note.as_deref(), 1000);
        errors.instant("occurred_at", self.occurred_at);
        let needs_note = self.reason == Some(StepReason::Other);
        errors.require(
            "note",
            !needs_note || self.note.as_deref().is_some_and(|note| !note.trim().is_empty()),
            FieldCode::Required,
        );
        let assigns = self.new_status == PackageStatus::Assigned;
        errors.require("assigned_to", assigns || self.assigned_to.is_none(), FieldCode::Unknown);
    }
}

/// Which packages to list. Sorts: `-created_at` (default), `estimated_delivery`, `recipient_name`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListPackages {
    /// May stand several times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<PackageStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Words, by their beginnings and whatever their accents: of the recipient's name and the
    /// address; tracking code, reference and telephone number also by their ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// First day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Last day of entry, included whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// First day of delivery: the estimated one, or that of the time window where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_from: Option<Day>,
    /// Last day of delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_to: Option<Day>,
    /// With a time window, or without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_window: Option<bool>,
    /// With a time window that is over by this hour of its day, `HH:MM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_by: Option<String>,
    /// Only those whose address has no position.
    #[serde(default, skip_serializing_if = "crate::refuels::is_false")]
    pub no_position: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

/// The orders that a list of packages has.
pub const PACKAGE_SORTS: &[&str] = &["-created_at", "estimated_delivery", "recipient_name"];

impl Validate for ListPackages {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        errors.optional_line("q", self.q.as_deref(), 100);
        errors.optional_line("city", self.city.as_deref(), 100);
        validate_sort(self.sort.as_deref(), PACKAGE_SORTS, errors);
        errors.days(self.from, self.to);
        errors.day("delivery_from", self.delivery_from);
        errors.day("delivery_to", self.delivery_to);
        if let (Some(from), Some(to)) = (self.delivery_from, self.delivery_to) {
            errors.require("delivery_to", from <= to, FieldCode::OutOfRange);
        }
        let is_hour = self.window_by.as_deref().is_none_or(|text| parse_hour(text).is_some());
        errors.require("window_by", is_hour, FieldCode::Invalid);
    }
}

/// How many packages stand at each status, as the other filters of a list have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackageCountsView {
    pub pending: u64,
    pub assigned: u64,
    pub in_transit: u64,
    pub delivered: u64,
    pub undelivered: u64,
    pub failed: u64,
}

impl PackageCountsView {
    /// At one status.
    pub fn at(&self, status: PackageStatus) -> u64 {
        match status {
            PackageStatus::Pending => self.pending,
            PackageStatus::Assigned => self.assigned,
            PackageStatus::InTransit => self.in_transit,
            PackageStatus::Delivered => self.delivered,
            PackageStatus::Undelivered => self.undelivered,
            PackageStatus::Failed => self.failed,
        }
    }

    /// Adds packages that stand at a status.
    pub fn add(&mut self, status: PackageStatus, count: u64) {
        let at = match status {
            PackageStatus::Pending => &mut self.pending,
            PackageStatus::Assigned => &mut self.assigned,
            PackageStatus::InTransit => &mut self.in_transit,
            PackageStatus::Delivered => &mut self.delivered,
            PackageStatus::Undelivered => &mut self.undelivered,
            PackageStatus::Failed => &mut self.failed,
        };
        *at = at.saturating_add(count);
    }
}

impl Versioned for PackageCountsView {}

/// Which day to count; today when absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OnDay {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
}

impl Validate for OnDay {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.day("date", self.date);
    }
}

/// What happened on a day, as far as the viewer may see.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DaySummaryView {
    pub date: Day,
    /// Packages entered.
    pub created: u64,
    pub assigned: u64,
    pub in_transit: u64,
    pub delivered: u64,
    pub undelivered: u64,
    pub failed: u64,
}

impl Versioned for DaySummaryView {}
