//! Vehicles of the fleet.

use serde::{Deserialize, Serialize};

use crate::{
    change::Change,
    fuel::Energy,
    id::{UserId, VehicleId},
    money::Money,
    page::{validate_paging, validate_sort},
    time::{Day, Timestamp},
    units::{Kg, Km, Quantity},
    validate::{FieldCode, FieldErrors, Validate},
    view::Versioned,
};

/// Highest odometer reading that is believed, in km.
pub const ODOMETER_MAX: Km = Km::whole(5_000_000);

/// What a vehicle runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fuel {
    Petrol,
    Premium,
    Diesel,
    Lpg,
    Cng,
    Electric,
    Hydrogen,
    Other,
}

impl Fuel {
    /// Every fuel.
    pub const ALL: [Self; 8] = [
        Self::Petrol,
        Self::Premium,
        Self::Diesel,
        Self::Lpg,
        Self::Cng,
        Self::Electric,
        Self::Hydrogen,
        Self::Other,
    ];
}

/// A vehicle as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredVehicle {
    pub id: VehicleId,
    /// Short name, unique without regard to case.
    pub alias: String,
    pub make: String,
    pub model: String,
    pub year: Option<i32>,
    pub plate: Option<String>,
    pub vin: Option<String>,
    pub fuel: Fuel,
    /// Litres, kWh for electric, kg for CNG and hydrogen.
    pub tank_capacity: Option<Quantity>,
    /// Of vehicles that take two energies: petrol and LPG, a plug-in hybrid's electricity.
    pub second_fuel: Option<Fuel>,
    pub second_capacity: Option<Quantity>,
    pub initial_odometer_km: Km,
    pub purchase_date: Option<Day>,
    pub purchase_price: Option<Money>,
    /// What it will be worth after `depreciation_months`.
    pub residual_value: Option<Money>,
    pub depreciation_months: Option<u32>,
    pub capacity_kg: Option<Kg>,
    pub capacity_packages: Option<u32>,
    pub driver_ids: Vec<UserId>,
    pub notes: Option<String>,
    pub is_active: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
}

/// A vehicle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VehicleView {
    #[serde(flatten)]
    pub stored: StoredVehicle,
    pub odometer_km: Km,
}

crate::view::stored_inside!(VehicleView, StoredVehicle);

impl Versioned for VehicleView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

/// Adds a vehicle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateVehicle {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<VehicleId>,
    pub alias: String,
    pub make: String,
    pub model: String,
    #[serde(default)]
    pub year: Option<i32>,
    #[serde(default)]
    pub plate: Option<String>,
    #[serde(default)]
    pub vin: Option<String>,
    pub fuel: Fuel,
    #[serde(default)]
    pub tank_capacity: Option<Quantity>,
    #[serde(default)]
    pub second_fuel: Option<Fuel>,
    #[serde(default)]
    pub second_capacity: Option<Quantity>,
    #[serde(default)]
    pub initial_odometer_km: Km,
    #[serde(default)]
    pub purchase_date: Option<Day>,
    #[serde(default)]
    pub purchase_price: Option<Money>,
    #[serde(default)]
    pub residual_value: Option<Money>,
    #[serde(default)]
    pub depreciation_months: Option<u32>,
    #[serde(default)]
    pub capacity_kg: Option<Kg>,
    #[serde(default)]
    pub capacity_packages: Option<u32>,
    #[serde(default)]
    pub driver_ids: Vec<UserId>,
    #[serde(default)]
    pub notes: Option<String>,
}

impl CreateVehicle {
    /// A vehicle with nothing but what it must have.
    pub fn new(alias: &str, make: &str, model: &str, fuel: Fuel) -> Self {
        Self {
            id: None,
            alias: alias.to_owned(),
            make: make.to_owned(),
            model: model.to_owned(),
            year: None,
            plate: None,
            vin: None,
            fuel,
            tank_capacity: None,
            second_fuel: None,
            second_capacity: None,
            initial_odometer_km: Km::ZERO,
            purchase_date: None,
            purchase_price: None,
            residual_value: None,
            depreciation_months: None,
            capacity_kg: None,
            capacity_packages: None,
            driver_ids: Vec::new(),
            notes: None,
        }
    }
}

impl Validate for CreateVehicle {
    fn validate(&self, errors: &mut FieldErrors) {
        // Nil stands for the whole fleet.
        errors.require("id", self.id.is_none_or(|id| !id.0.is_nil()), FieldCode::Invalid);
        validate_alias(&self.alias, errors);
        errors.line("make", &self.make, 50);
        errors.line("model", &self.model, 50);
        validate_year(self.year, errors);
        errors.optional_line("plate", self.plate.as_deref(), 20);
        errors.optional_line("vin", self.vin.as_deref(), 17);
        validate_tank("tank_capacity", self.tank_capacity, errors);
        validate_tank("second_capacity", self.second_capacity, errors);
        errors.require(
            "second_fuel",
            self.second_fuel.is_none_or(|fuel| Energy::of(fuel) != Energy::of(self.fuel)),
            FieldCode::Repeated,
        );
        validate_purchase(
            self.purchase_date,
            self.purchase_price,
            self.residual_value,
            self.depreciation_months,
            errors,
        );
        validate_odometer("initial_odometer_km", self.initial_odometer_km, errors);
        validate_capacity(self.capacity_kg, self.capacity_packages, errors);
        validate_drivers(&self.driver_ids, errors);
        errors.optional_text("notes", self.notes.as_deref(), 2000);
    }
}

/// Changes a vehicle. Under a new alias everything follows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchVehicle {
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub alias: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub make: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub model: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub year: Change<Option<i32>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub plate: Change<Option<String>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub vin: Change<Option<String>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub fuel: Change<Fuel>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub tank_capacity: Change<Option<Quantity>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub second_fuel: Change<Option<Fuel>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub second_capacity: Change<Option<Quantity>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub initial_odometer_km: Change<Km>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub purchase_date: Change<Option<Day>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub purchase_price: Change<Option<Money>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub residual_value: Change<Option<Money>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub depreciation_months: Change<Option<u32>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub capacity_kg: Change<Option<Kg>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub capacity_packages: Change<Option<u32>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub driver_ids: Change<Vec<UserId>>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub notes: Change<Option<String>>,
    /// Takes it out of work and puts it back, as the endpoints for it do.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub is_active: Change<bool>,
}

impl Validate for PatchVehicle {
    fn validate(&self, errors: &mut FieldErrors) {
        if let Change::Set(alias) = &self.alias {
            validate_alias(alias, errors);
        }
        for (field, text) in [("make", &self.make), ("model", &self.model)] {
            if let Change::Set(text) = text {
                errors.line(field, text, 50);
            }
        }
        validate_year(self.year.as_set().copied().flatten(), errors);
        errors.optional_line("plate", self.plate.as_set().and_then(Option::as_deref), 20);
        errors.optional_line("vin", self.vin.as_set().and_then(Option::as_deref), 17);
        validate_tank("tank_capacity", self.tank_capacity.as_set().copied().flatten(), errors);
        validate_tank("second_capacity", self.second_capacity.as_set().copied().flatten(), errors);
        validate_purchase(
            self.purchase_date.as_set().copied().flatten(),
            self.purchase_price.as_set().copied().flatten(),
            self.residual_value.as_set().copied().flatten(),
            self.depreciation_months.as_set().copied().flatten(),
            errors,
        );
        if let Change::Set(odometer) = self.initial_odometer_km {
            validate_odometer("initial_odometer_km", odometer, errors);
        }
        validate_capacity(
            self.capacity_kg.as_set().copied().flatten(),
            self.capacity_packages.as_set().copied().flatten(),
            errors,
        );
        validate_drivers(self.driver_ids.as_set().map_or(&[][..], Vec::as_slice), errors);
        errors.optional_text("notes", self.notes.as_set().and_then(Option::as_deref), 2000);
    }
}

fn validate_alias(alias: &str, errors: &mut FieldErrors) {
    errors.line("alias", alias, 20);
    errors.require(
        "alias",
        alias.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')),
        FieldCode::Invalid,
    );
    // `.` and `..` would be swallowed by the path that names the vehicle.
    errors.require("alias", !alias.chars().all(|c| c == '.'), FieldCode::Invalid);
}

fn validate_year(year: Option<i32>, errors: &mut FieldErrors) {
    errors.require(
        "year",
        year.is_none_or(|year| (1900..=2100).contains(&year)),
        FieldCode::OutOfRange,
    );
}

fn validate_tank(field: &str, capacity: Option<Quantity>, errors: &mut FieldErrors) {
    errors.require(
        field,
        capacity.is_none_or(|capacity| capacity > Quantity::ZERO),
        FieldCode::MustBePositive,
    );
    errors.require(
        field,
        capacity.is_none_or(|capacity| capacity <= Quantity::whole(5000)),
        FieldCode::OutOfRange,
    );
}

fn validate_purchase(
    date: Option<Day>,
    price: Option<Money>,
    residual: Option<Money>,
    months: Option<u32>,
    errors: &mut FieldErrors,
) {
    if let Some(date) = date {
        errors.record_day("purchase_date", date);
    }
    for (field, amount) in [("purchase_price", price), ("residual_value", residual)] {
        if let Some(amount) = amount {
            errors.money(field, amount);
        }
    }
    if let (Some(price), Some(residual)) = (price, residual) {
        errors.require("residual_value", residual <= price, FieldCode::OutOfRange);
    }
    errors.require(
        "depreciation_months",
        months.is_none_or(|months| (1..=600).contains(&months)),
        FieldCode::OutOfRange,
    );
}

/// The rule of an odometer reading by itself.
pub fn validate_odometer(field: &str, odometer: Km, errors: &mut FieldErrors) {
    errors.require(field, (Km::ZERO..=ODOMETER_MAX).contains(&odometer), FieldCode::OutOfRange);
}

fn validate_capacity(kg: Option<Kg>, packages: Option<u32>, errors: &mut FieldErrors) {
    errors.require("capacity_kg", kg.is_none_or(|kg| kg > Kg::ZERO), FieldCode::MustBePositive);
    errors.require(
        "capacity_kg",
        kg.is_none_or(|kg| kg <= Kg::whole(100_000)),
        FieldCode::OutOfRange,
    );
    errors.require(
        "capacity_packages",
        packages.is_none_or(|count| (1..=10_000).contains(&count)),
        FieldCode::OutOfRange,
    );
}

fn validate_drivers(drivers: &[UserId], errors: &mut FieldErrors) {
    errors.require("driver_ids", drivers.len() <= 100, FieldCode::TooLong);
    let distinct: std::collections::BTreeSet<_> = drivers.iter().collect();
    errors.require("driver_ids", distinct.len() == drivers.len(), FieldCode::Repeated);
}

/// Which vehicles to list. Sorts: `alias` (default), `created_at`, `odometer_km`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListVehicles {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Part of an alias, make, model or plate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

/// The orders that a list of vehicles has.
pub const VEHICLE_SORTS: &[&str] = &["alias", "created_at", "odometer_km"];

impl Validate for ListVehicles {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        errors.optional_line("q", self.q.as_deref(), 100);
        validate_sort(self.sort.as_deref(), VEHICLE_SORTS, errors);
    }
}
