//! Refuels: energy put into a vehicle, also electric.

use serde::{Deserialize, Serialize};

use crate::{
    change::Change,
    files::{self, AddFile, FileView},
    fuel::FlagCode,
    id::{RefuelId, UserId, VehicleId},
    money::Money,
    page::{validate_paging, validate_sort},
    time::{Day, Timestamp},
    typed::{TypedDistance, TypedVolume},
    units::{Fixed, Km, Quantity},
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::{Fuel, validate_odometer},
    view::Versioned,
};

/// A share in percent with one decimal, from 0 to 100.
pub type Percent = Fixed<1>;

/// More in one go than any vehicle this program is for takes.
pub const QUANTITY_MAX: Quantity = Quantity::whole(5_000);

/// A refuel as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredRefuel {
    pub id: RefuelId,
    pub vehicle_id: VehicleId,
    pub date: Day,
    pub fuel: Fuel,
    /// Litres, kWh for electric, kg for CNG and hydrogen.
    pub quantity: Quantity,
    pub cost: Money,
    pub odometer_km: Option<Km>,
    pub full_tank: bool,
    /// A refuel before this one was not entered.
    pub missed_previous: bool,
    /// What the gauge or the state of charge showed afterwards.
    pub level_after_percent: Option<Percent>,
    /// Somebody looked at it and says it is right: it counts, whatever seems odd.
    pub confirmed: bool,
    pub station: Option<String>,
    pub notes: Option<String>,
    pub typed_odometer: Option<TypedDistance>,
    pub typed_quantity: Option<TypedVolume>,
    pub recorded_by: Option<UserId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
    /// Whoever insisted on an odometer reading that is out of order.
    #[serde(default)]
    pub forced_by_id: Option<UserId>,
}

/// A refuel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefuelView {
    #[serde(flatten)]
    pub stored: StoredRefuel,
    /// The vehicle's alias.
    pub vehicle: String,
    /// Photos and papers that belong to it, and where they are.
    #[serde(default)]
    pub files: Vec<FileView>,
    /// Cost of one litre, kWh or kg, to three decimals.
    pub unit_price: Money,
    /// The interval that this refuel closes.
    pub economy: Option<IntervalView>,
    /// What is odd about it.
    pub flags: Vec<FlagCode>,
    /// Whoever insisted on an odometer reading that is out of order.
    pub forced_by: Option<String>,
}

crate::view::stored_inside!(RefuelView, StoredRefuel);

impl Versioned for RefuelView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

/// What was burned between two moments at which the level was known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IntervalView {
    pub from: Day,
    pub to: Day,
    pub distance_km: Km,
    pub quantity: Quantity,
    /// Litres, kWh or kg for 100 km, to two decimals.
    pub value: f64,
    /// Whether it counts in averages.
    pub counted: bool,
    /// The refuels that make it.
    pub record_ids: Vec<RefuelId>,
}

/// Enters a refuel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateRefuel {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<RefuelId>,
    /// Alias or id.
    pub vehicle: String,
    pub date: Day,
    pub fuel: Fuel,
    pub quantity: Quantity,
    pub cost: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub odometer_km: Option<Km>,
    #[serde(default = "yes")]
    pub full_tank: bool,
    #[serde(default)]
    pub missed_previous: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level_after_percent: Option<Percent>,
    #[serde(default)]
    pub confirmed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Photos and papers that belong to it, whether they have come or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<AddFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_odometer: Option<TypedDistance>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_quantity: Option<TypedVolume>,
    /// Keep an odometer reading that is out of order (office only).
    #[serde(default, skip_serializing_if = "is_false")]
    pub force: bool,
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
pub(crate) fn is_false(flag: &bool) -> bool {
    !flag
}

impl Validate for CreateRefuel {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("vehicle", &self.vehicle, 36);
        errors.record_day("date", self.date);
        validate_quantity(self.quantity, errors);
        errors.money("cost", self.cost);
        validate_reading(self.odometer_km, self.typed_odometer, errors);
        validate_level(self.level_after_percent, errors);
        errors.optional_line("station", self.station.as_deref(), 100);
        errors.optional_text("notes", self.notes.as_deref(), 2000);
        files::validate("files", &self.files, errors);
        if let Some(typed) = self.typed_quantity {
            typed.validate("typed_quantity", Some(self.quantity), errors);
        }
    }
}

/// Corrects a refuel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchRefuel {
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub vehicle: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub date: Change<Day>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub fuel: Change<Fuel>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub quantity: Change<Quantity>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub cost: Change<Money>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub odometer_km: Change<Option<Km>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub full_tank: Change<bool>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub missed_previous: Change<bool>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub level_after_percent: Change<Option<Percent>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub confirmed: Change<bool>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub station: Change<Option<String>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub notes: Change<Option<String>>,
    /// All of them from now on.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub files: Change<Vec<AddFile>>,
    /// Goes with `odometer_km`; a new reading without it forgets what was typed.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub typed_odometer: Change<Option<TypedDistance>>,
    /// Goes with `quantity`; a new quantity without it forgets what was typed.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub typed_quantity: Change<Option<TypedVolume>>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub force: bool,
}

impl Validate for PatchRefuel {
    fn validate(&self, errors: &mut FieldErrors) {
        if let Change::Set(vehicle) = &self.vehicle {
            errors.line("vehicle", vehicle, 36);
        }
        if let Change::Set(date) = self.date {
            errors.record_day("date", date);
        }
        if let Change::Set(quantity) = self.quantity {
            validate_quantity(quantity, errors);
        }
        if let Change::Set(cost) = self.cost {
            errors.money("cost", cost);
        }
        validate_reading(
            self.odometer_km.as_set().copied().flatten(),
            self.typed_odometer.as_set().copied().flatten(),
            errors,
        );
        validate_level(self.level_after_percent.as_set().copied().flatten(), errors);
        errors.optional_line("station", self.station.as_set().and_then(Option::as_deref), 100);
        errors.optional_text("notes", self.notes.as_set().and_then(Option::as_deref), 2000);
        files::validate("files", self.files.as_set().map_or(&[], Vec::as_slice), errors);
        if let Some(typed) = self.typed_quantity.as_set().copied().flatten() {
            typed.validate("typed_quantity", self.quantity.as_set().copied(), errors);
        }
    }
}

fn validate_quantity(quantity: Quantity, errors: &mut FieldErrors) {
    errors.require("quantity", quantity > Quantity::ZERO, FieldCode::MustBePositive);
    errors.require("quantity", quantity <= QUANTITY_MAX, FieldCode::OutOfRange);
}

/// The rules of an odometer reading that comes with a record, and of how it was typed.
pub(crate) fn validate_reading(
    odometer: Option<Km>,
    typed: Option<TypedDistance>,
    errors: &mut FieldErrors,
) {
    if let Some(odometer) = odometer {
        validate_odometer("odometer_km", odometer, errors);
    }
    if let Some(typed) = typed {
        typed.validate("typed_odometer", odometer, errors);
    }
}

fn validate_level(level: Option<Percent>, errors: &mut FieldErrors) {
    errors.require(
        "level_after_percent",
        level.is_none_or(|level| (Percent::ZERO..=Percent::whole(100)).contains(&level)),
        FieldCode::OutOfRange,
    );
}

/// Which refuels to list. Sorts: `-date` (default), `date`, `-cost`, `cost`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListRefuels {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fuel: Option<Fuel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Included whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Part of a station's name or of the notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

/// The orders that the histories of refuels and maintenance have.
pub const COST_SORTS: &[&str] = &["-date", "cost"];

impl Validate for ListRefuels {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        validate_sort(self.sort.as_deref(), COST_SORTS, errors);
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
        errors.optional_line("q", self.q.as_deref(), 100);
        errors.days(self.from, self.to);
    }
}

/// Totals over all refuels that a filter lets through, not only the page's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefuelSums {
    pub cost: Money,
    /// Quantities of different fuels are not added up.
    pub quantities: Vec<FuelQuantity>,
}

/// A quantity of one fuel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FuelQuantity {
    pub fuel: Fuel,
    pub quantity: Quantity,
}
