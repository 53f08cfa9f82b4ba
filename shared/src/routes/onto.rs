//! Packages onto open routes, off them, and from one to another.

use serde::{Deserialize, Serialize};

use crate::{
    id::{PackageId, RouteId, StopId, UserId},
    packages::{PACKAGES_PER_REQUEST_MAX, PackageView},
    refuels::is_false,
    time::Day,
    validate::{FieldCode, FieldErrors, Validate},
    view::Versioned,
};

/// Puts packages onto a planned or running route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AddPackages {
    pub package_ids: Vec<PackageId>,
    /// Which place the first of them gets, from 1, behind what is done; the others follow it. Without
    /// one each goes where it costs the least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// Put them on although something cannot be kept; needs a note.
    #[serde(default, skip_serializing_if = "is_false")]
    pub force: bool,
    /// Goes into the log of each of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl AddPackages {
    /// Each where it costs the least, as long as everything can be kept.
    pub fn best(package_ids: Vec<PackageId>) -> Self {
        Self { package_ids, position: None, force: false, note: None }
    }
}

impl Validate for AddPackages {
    fn validate(&self, errors: &mut FieldErrors) {
        distinct("package_ids", &self.package_ids, errors);
        validate_place(self.position, self.force, self.note.as_deref(), errors);
    }
}

/// Gives an open stop to another route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveStop {
    pub stop_id: StopId,
    pub to_route_id: RouteId,
    /// The version of that route that was looked at; another one is 412.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_version: Option<u64>,
    /// Which place it gets, from 1, behind what is done; without one, where it costs the least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// Put it there although something cannot be kept; needs a note.
    #[serde(default, skip_serializing_if = "is_false")]
    pub force: bool,
    /// Goes into the log of its package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Validate for MoveStop {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_place(self.position, self.force, self.note.as_deref(), errors);
    }
}

/// Whose unfinished packages; one's own when nobody is named.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnfinishedOf {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_id: Option<UserId>,
}

impl Validate for UnfinishedOf {
    fn validate(&self, _: &mut FieldErrors) {}
}

/// What a driver has not finished on routes that are over, or of an earlier day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnfinishedView {
    pub date: Day,
    /// The open route of today that they would go onto; `null` when one would be made.
    pub route_id: Option<RouteId>,
    pub packages: Vec<PackageView>,
}

impl Versioned for UnfinishedView {}

/// Takes unfinished packages into today's route.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContinueFromPast {
    /// Whose; one's own when nobody is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_id: Option<UserId>,
    /// Which; all of them when none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub package_ids: Vec<PackageId>,
}

impl Validate for ContinueFromPast {
    fn validate(&self, errors: &mut FieldErrors) {
        if !self.package_ids.is_empty() {
            distinct("package_ids", &self.package_ids, errors);
        }
    }
}

/// At least one, not too many, none twice.
pub(super) fn distinct<T: Ord>(field: &str, ids: &[T], errors: &mut FieldErrors) {
    errors.require(field, !ids.is_empty(), FieldCode::Required);
    errors.require(field, ids.len() <= PACKAGES_PER_REQUEST_MAX, FieldCode::TooLong);
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    errors.require(field, distinct.len() == ids.len(), FieldCode::Repeated);
}

fn validate_place(
    position: Option<u32>,
    force: bool,
    note: Option<&str>,
    errors: &mut FieldErrors,
) {
    errors.require("position", position != Some(0), FieldCode::OutOfRange);
    errors.optional_text("note", note, 500);
    let has_note = note.is_some_and(|note| !note.trim().is_empty());
    errors.require("note", !force || has_note, FieldCode::Required);
}
