//! Packages and their lifecycle.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    change::Change,
    geo::validate_point,
    id::{PackageId, RouteId, UserId},
    lifecycle::{Lifecycle, Reason, step},
    page::{validate_paging, validate_sort},
    time::{Day, Timestamp},
    units::Kg,
    validate::{FieldCode, FieldErrors, Validate},
};

/// Most packages that one request may step or plan.
pub const PACKAGES_PER_REQUEST_MAX: usize = 500;

/// Where a package stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PackageStatus {
    Pending,
    Assigned,
    InTransit,
    Delivered,
    Undelivered,
    Failed,
}

impl PackageStatus {
    /// Every status, in the order of a package's life.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Assigned,
        Self::InTransit,
        Self::Delivered,
        Self::Undelivered,
        Self::Failed,
    ];

    /// Nothing more is to be done.
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Delivered | Self::Failed)
    }
}

const OFFICE: &[Role] = &[Role::Dispatcher, Role::Admin];
const ALL: &[Role] = &[Role::Driver, Role::Dispatcher, Role::Admin];
const DRIVER: &[Role] = &[Role::Driver];

/// Every legal step in a package's life. A driver's steps are for their own packages only, and
/// only while the route is in progress. An admin's corrections go past the table, with a note.
#[rustfmt::skip] // Read it as a table.
pub const PACKAGE_LIFECYCLE: Lifecycle<PackageStatus> = Lifecycle::new(&[
    //   from                        to                          by      reason
    step(PackageStatus::Pending,     PackageStatus::Assigned,    OFFICE, Reason::None),
    step(PackageStatus::Assigned,    PackageStatus::Pending,     OFFICE, Reason::None),
    step(PackageStatus::Assigned,    PackageStatus::InTransit,   ALL,    Reason::None),
    step(PackageStatus::InTransit,   PackageStatus::Delivered,   ALL,    Reason::None),
    step(PackageStatus::InTransit,   PackageStatus::Undelivered, ALL,    Reason::Required),
    step(PackageStatus::InTransit,   PackageStatus::Failed,      ALL,    Reason::Required),
    step(PackageStatus::Undelivered, PackageStatus::InTransit,   DRIVER, Reason::None),
    step(PackageStatus::Undelivered, PackageStatus::Assigned,    OFFICE, Reason::None),
    step(PackageStatus::Pending,     PackageStatus::Failed,      OFFICE, Reason::Required),
    step(PackageStatus::Assigned,    PackageStatus::Failed,      OFFICE, Reason::Required),
    step(PackageStatus::Undelivered, PackageStatus::Failed,      OFFICE, Reason::Required),
]);

/// Why a package could not be delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepReason {
    RecipientAbsent,
    Refused,
    WrongAddress,
    Damaged,
    Lost,
    NoAccess,
    Closed,
    Cancelled,
    /// Needs a note.
    Other,
}

impl StepReason {
    /// Every reason, the most frequent first.
    pub const ALL: [Self; 9] = [
        Self::RecipientAbsent,
        Self::NoAccess,
        Self::WrongAddress,
        Self::Refused,
        Self::Closed,
        Self::Damaged,
        Self::Lost,
        Self::Cancelled,
        Self::Other,
    ];
}

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

/// A package, as those who work with it see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackageView {
    pub id: PackageId,
    /// Short, without letters that look alike, with a check digit.
    pub tracking_code: String,
    pub recipient_name: String,
    pub recipient_email: Option<String>,
    pub recipient_phone: Option<String>,
    pub address: Address,
    pub weight_kg: Option<Kg>,
    pub description: Option<String>,
    pub estimated_delivery: Option<Day>,
    pub time_window: Option<TimeWindow>,
    /// Minutes that the stop takes; the fleet's default when absent.
    pub service_min: Option<u32>,
    pub status: PackageStatus,
    pub assigned_to: Option<UserId>,
    /// The driver's name, to show.
    pub assigned_to_name: Option<String>,
    pub route_id: Option<RouteId>,
    /// How often delivery was tried without success.
    pub attempts: u32,
    /// Path of the public tracking page; only for dispatchers and admins.
    pub tracking_url: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
}

/// Enters a package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreatePackage {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PackageId>,
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
    #[serde(default)]
    pub estimated_delivery: Option<Day>,
    #[serde(default)]
    pub time_window: Option<TimeWindow>,
    #[serde(default)]
    pub service_min: Option<u32>,
}

impl Validate for CreatePackage {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("recipient_name", &self.recipient_name, 200);
        validate_contact(self.recipient_email.as_deref(), self.recipient_phone.as_deref(), errors);
        self.address.validate(errors);
        validate_weight(self.weight_kg, errors);
        errors.optional_text("description", self.description.as_deref(), 2000);
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
    pub estimated_delivery: Change<Option<Day>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub time_window: Change<Option<TimeWindow>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub service_min: Change<Option<u32>>,
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
        validate_weight(self.weight_kg.as_set().copied().flatten(), errors);
        errors.optional_text(
            "description",
            self.description.as_set().and_then(Option::as_deref),
            2000,
        );
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
}

impl StepPackages {
    /// The named packages in the request's order.
    pub fn ids(&self) -> Vec<PackageId> {
        self.package_id.into_iter().chain(self.package_ids.iter().copied()).collect()
    }
}

impl Validate for StepPackages {
    fn validate(&self, errors: &mut FieldErrors) {
        let ids = self.ids();
        let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
        errors.require("package_ids", ids.len() <= PACKAGES_PER_REQUEST_MAX, FieldCode::TooLong);
        errors.require("package_ids", distinct.len() == ids.len(), FieldCode::Repeated);
        errors.optional_text("note", self.note.as_deref(), 1000);
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
    /// Part of a tracking code, a recipient's name or an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// First day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Last day of entry, included whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
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
        if let (Some(from), Some(to)) = (self.from, self.to) {
            errors.require("to", from <= to, FieldCode::OutOfRange);
        }
    }
}

/// Which day to count; today when absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OnDay {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
}

impl Validate for OnDay {
    fn validate(&self, _: &mut FieldErrors) {}
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_table_is_the_published_one() {
        use PackageStatus::*;
        let legal = |role| {
            let mut steps = Vec::new();
            for from in PackageStatus::ALL {
                steps.extend(PACKAGE_LIFECYCLE.open_to(from, role).map(|to| (from, to)));
            }
            steps
        };
        assert_eq!(legal(Role::Viewer), []);
        assert_eq!(
            legal(Role::Driver),
            [
                (Assigned, InTransit),
                (InTransit, Delivered),
                (InTransit, Undelivered),
                (InTransit, Failed),
                (Undelivered, InTransit)
            ]
        );
        assert_eq!(legal(Role::Admin), legal(Role::Dispatcher));
        assert_eq!(legal(Role::Dispatcher).len(), 10);
    }

    proptest! {
        /// Whatever is tried, in whatever order, by whomever: a finished package stays finished.
        #[test]
        fn no_sequence_of_steps_revives_a_finished_package(
            tries in prop::collection::vec((0..6_usize, 0..4_usize), 0..40),
        ) {
            let mut status = PackageStatus::Pending;
            for (to, role) in tries {
                let next = PACKAGE_LIFECYCLE.step(status, PackageStatus::ALL[to], Role::ALL[role]).map_or(status, |step| step.to);
                prop_assert!(!status.is_finished() || next == status);
                status = next;
            }
        }
    }

    #[test]
    fn exactly_the_finished_statuses_are_terminal() {
        for status in PackageStatus::ALL {
            assert_eq!(PACKAGE_LIFECYCLE.is_terminal(status), status.is_finished());
        }
    }
}
