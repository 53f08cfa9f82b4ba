//! Odometer readings by themselves, replaced odometers, and the one timeline of all readings.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    change::Change,
    fuel::FlagCode,
    id::{ReadingId, UserId, VehicleId},
    odometer::Source,
    page::{validate_paging, validate_sort},
    refuels::{is_false, validate_reading},
    time::{Day, Timestamp},
    typed::TypedDistance,
    units::{Km, Quantity},
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::{Fuel, validate_odometer},
    view::Versioned,
};

/// What a reading says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReadingKind {
    /// Somebody looked.
    #[default]
    Reading,
    /// The odometer was replaced: the old one stood at `previous_km`, the new one at
    /// `odometer_km`.
    Replacement,
}

/// A reading as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredReading {
    pub id: ReadingId,
    pub vehicle_id: VehicleId,
    pub date: Day,
    pub kind: ReadingKind,
    pub odometer_km: Km,
    pub previous_km: Option<Km>,
    pub confirmed: bool,
    pub notes: Option<String>,
    pub typed_odometer: Option<TypedDistance>,
    pub recorded_by: Option<UserId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
    /// Whoever insisted on an odometer reading that is out of order.
    #[serde(default)]
    pub forced_by_id: Option<UserId>,
}

/// An odometer reading that came with no other record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadingView {
    #[serde(flatten)]
    pub stored: StoredReading,
    /// The vehicle's alias.
    pub vehicle: String,
    /// Whoever insisted on a reading that is out of order.
    pub forced_by: Option<String>,
}

crate::view::stored_inside!(ReadingView, StoredReading);

impl Versioned for ReadingView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

/// Enters a reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateReading {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ReadingId>,
    /// Alias or id.
    pub vehicle: String,
    pub date: Day,
    #[serde(default)]
    pub kind: ReadingKind,
    pub odometer_km: Km,
    /// What the old odometer showed last; required for a replacement, and only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_km: Option<Km>,
    #[serde(default)]
    pub confirmed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_odometer: Option<TypedDistance>,
    /// Keep a reading that is out of order (office only).
    #[serde(default, skip_serializing_if = "is_false")]
    pub force: bool,
}

impl Validate for CreateReading {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("vehicle", &self.vehicle, 36);
        errors.record_day("date", self.date);
        validate_reading(Some(self.odometer_km), self.typed_odometer, errors);
        if let Some(previous) = self.previous_km {
            validate_odometer("previous_km", previous, errors);
        }
        match self.kind {
            ReadingKind::Replacement => {
                errors.require("previous_km", self.previous_km.is_some(), FieldCode::Required);
            }
            ReadingKind::Reading => {
                errors.require("previous_km", self.previous_km.is_none(), FieldCode::NotUsable);
            }
        }
        errors.optional_text("notes", self.notes.as_deref(), 2000);
    }
}

/// Corrects a reading; what it says stays what it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchReading {
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub date: Change<Day>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub odometer_km: Change<Km>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub previous_km: Change<Km>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub confirmed: Change<bool>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub notes: Change<Option<String>>,
    /// Goes with `odometer_km`; a new reading without it forgets what was typed.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub typed_odometer: Change<Option<TypedDistance>>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub force: bool,
}

impl Validate for PatchReading {
    fn validate(&self, errors: &mut FieldErrors) {
        if let Change::Set(date) = self.date {
            errors.record_day("date", date);
        }
        validate_reading(
            self.odometer_km.as_set().copied(),
            self.typed_odometer.as_set().copied().flatten(),
            errors,
        );
        if let Change::Set(previous) = self.previous_km {
            validate_odometer("previous_km", previous, errors);
        }
        errors.optional_text("notes", self.notes.as_set().and_then(Option::as_deref), 2000);
    }
}

/// Which readings to list. Sorts: `-date` (default), `date`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListReadings {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Included whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

/// The orders that readings have.
pub const READING_SORTS: &[&str] = &["-date"];

impl Validate for ListReadings {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        validate_sort(self.sort.as_deref(), READING_SORTS, errors);
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
        errors.days(self.from, self.to);
    }
}

/// Which part of a vehicle's timeline, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListTimeline {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Included whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Validate for ListTimeline {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        errors.days(self.from, self.to);
    }
}

/// One reading of the timeline, and the record that it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineView {
    pub record_id: Uuid,
    pub source: Source,
    pub date: Day,
    pub odometer_km: Km,
    pub in_conflict: bool,
}

/// What the form of a new record wants to know beforehand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskHints {
    /// Of the new record; today when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// A record that is being corrected, to be left out of account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<Uuid>,
}

impl Validate for AskHints {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.day("date", self.date);
    }
}

/// What is known of a vehicle around a day, to help whoever enters a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HintsView {
    pub vehicle_id: VehicleId,
    pub vehicle: String,
    /// The readings next to the day.
    pub before: Option<TimelineView>,
    pub after: Option<TimelineView>,
    pub km_per_day: Option<f64>,
    /// What the odometer may show on the day.
    pub estimated_km: Option<Km>,
    /// One for each fuel that the vehicle takes, its main fuel first.
    pub fuels: Vec<FuelHintView>,
    pub last_station: Option<String>,
}

impl Versioned for HintsView {}

/// What is known of one fuel before a new refuel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FuelHintView {
    pub fuel: Fuel,
    pub tank_capacity: Option<Quantity>,
    pub last_unit_price: Option<crate::money::Money>,
    /// Litres, kWh or kg for 100 km.
    pub average: Option<f64>,
    /// Where the running interval began, if the level was known there.
    pub anchor_odometer_km: Option<Km>,
    pub anchor_date: Option<Day>,
    /// Added since the anchor.
    pub quantity_since: Quantity,
}

/// A finding of the data-quality inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    OdometerConflict,
    OdometerJump,
    ImplausibleEconomy,
    ImplausibleDistance,
    AboveUsual,
    OverCapacity,
    /// So little was burned that a refuel may be missing.
    MissedSuspected,
    /// No entries for sixty days.
    NoEntries,
}

impl FindingCode {
    /// Every code.
    pub const ALL: [Self; 8] = [
        Self::OdometerConflict,
        Self::OdometerJump,
        Self::ImplausibleEconomy,
        Self::ImplausibleDistance,
        Self::AboveUsual,
        Self::OverCapacity,
        Self::MissedSuspected,
        Self::NoEntries,
    ];
}

impl From<FlagCode> for FindingCode {
    fn from(flag: FlagCode) -> Self {
        match flag {
            FlagCode::OdometerConflict => Self::OdometerConflict,
            FlagCode::ImplausibleEconomy => Self::ImplausibleEconomy,
            FlagCode::ImplausibleDistance => Self::ImplausibleDistance,
            FlagCode::AboveUsual => Self::AboveUsual,
            FlagCode::OverCapacity => Self::OverCapacity,
            FlagCode::MissedSuspected => Self::MissedSuspected,
        }
    }
}

/// Something in the data that looks wrong, with the records that it is about, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingView {
    pub code: FindingCode,
    pub vehicle_id: VehicleId,
    pub vehicle: String,
    /// Of the last record that it is about; of the last entry, if there are none for long.
    pub date: Option<Day>,
    pub records: Vec<FindingRecordView>,
    /// Of the interval, in litres, kWh or kg for 100 km.
    pub value: Option<f64>,
    /// What is usual for the vehicle.
    pub usual: Option<f64>,
}

/// A record that a finding is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingRecordView {
    pub id: Uuid,
    pub source: Source,
    pub date: Day,
    pub odometer_km: Option<Km>,
    pub quantity: Option<Quantity>,
    pub fuel: Option<Fuel>,
    pub version: u64,
}

/// Which findings: of the fleet or of one vehicle, the most recent first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListFindings {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Validate for ListFindings {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
    }
}
