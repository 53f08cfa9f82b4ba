//! The same particulars for many packages at once.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{PACKAGES_PER_REQUEST_MAX, PatchPackage, TimeWindow};
use crate::{
    change::Change,
    id::PackageId,
    text::Locale,
    time::Day,
    validate::{FieldCode, FieldErrors, Validate},
};

/// Changes particulars of several packages: all or nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchPackages {
    pub package_ids: Vec<PackageId>,
    pub patch: PatchMany,
}

/// What can be the same for many packages; the rest belongs to one recipient.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchMany {
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub estimated_delivery: Change<Option<Day>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub time_window: Change<Option<TimeWindow>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub service_min: Change<Option<u32>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub locale: Change<Option<Locale>>,
}

impl From<PatchMany> for PatchPackage {
    fn from(many: PatchMany) -> Self {
        Self {
            estimated_delivery: many.estimated_delivery,
            time_window: many.time_window,
            service_min: many.service_min,
            locale: many.locale,
            ..Self::default()
        }
    }
}

impl Validate for PatchPackages {
    fn validate(&self, errors: &mut FieldErrors) {
        let ids = &self.package_ids;
        let distinct: BTreeSet<_> = ids.iter().collect();
        errors.require("package_ids", !ids.is_empty(), FieldCode::Required);
        errors.require("package_ids", ids.len() <= PACKAGES_PER_REQUEST_MAX, FieldCode::TooLong);
        errors.require("package_ids", distinct.len() == ids.len(), FieldCode::Repeated);
        let mut of_patch = FieldErrors::default();
        PatchPackage::from(self.patch.clone()).validate(&mut of_patch);
        for (field, code) in of_patch.iter() {
            errors.add(&format!("patch.{field}"), code);
        }
        errors.require("patch", self.patch != PatchMany::default(), FieldCode::Required);
    }
}
