//! A vehicle as stored.

use chrono::{DateTime, Utc};
use furgo_shared::{
    access::Role,
    id::{UserId, VehicleId},
    money::Money,
    time::Day,
    units::{Kg, Km, Quantity},
    vehicles::{CreateVehicle, Fuel, StoredVehicle, VehicleView},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{odometer, store};
use crate::{
    error::Result,
    features::tidy,
    storage::{IndexEntries, Meta, Reads, Record, Sight, engine::Space},
};

/// A vehicle. Where its odometer stands is not kept but follows from its records, see
/// [`odometer::odometer_m`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct VehicleRecord {
    pub id: VehicleId,
    pub alias: String,
    pub make: String,
    pub model: String,
    pub year: Option<i32>,
    pub plate: Option<String>,
    pub vin: Option<String>,
    pub fuel: Fuel,
    /// Thousandths of a litre, kWh or kg.
    pub tank_capacity: Option<i64>,
    #[serde(default)]
    pub second_fuel: Option<Fuel>,
    #[serde(default)]
    pub second_capacity: Option<i64>,
    #[serde(default)]
    pub purchase_date: Option<Day>,
    /// Thousandths of the currency, as `residual_value`.
    #[serde(default)]
    pub purchase_price: Option<i64>,
    #[serde(default)]
    pub residual_value: Option<i64>,
    #[serde(default)]
    pub depreciation_months: Option<u32>,
    pub capacity_g: Option<i64>,
    pub capacity_packages: Option<u32>,
    pub driver_ids: Vec<UserId>,
    pub notes: Option<String>,
    pub is_active: bool,
    /// When it came to the fleet.
    pub initial_odometer_m: i64,
    pub meta: Meta,
}

impl VehicleRecord {
    /// As the request says; it is active.
    pub fn new(id: VehicleId, request: CreateVehicle, now: DateTime<Utc>) -> Self {
        Self {
            id,
            alias: request.alias,
            make: tidy::line(&request.make),
            model: tidy::line(&request.model),
            year: request.year,
            plate: tidy::optional(request.plate),
            vin: tidy::optional(request.vin),
            fuel: request.fuel,
            tank_capacity: request.tank_capacity.map(Quantity::units),
            second_fuel: request.second_fuel,
            second_capacity: request.second_capacity.map(Quantity::units),
            purchase_date: request.purchase_date,
            purchase_price: request.purchase_price.map(Money::units),
            residual_value: request.residual_value.map(Money::units),
            depreciation_months: request.depreciation_months,
            capacity_g: request.capacity_kg.map(Kg::units),
            capacity_packages: request.capacity_packages,
            driver_ids: request.driver_ids,
            notes: tidy::optional(request.notes),
            is_active: true,
            initial_odometer_m: request.initial_odometer_km.metres(),
            meta: Meta::new(now),
        }
    }

    /// As sent.
    pub fn to_view(&self, tx: &impl Reads) -> Result<VehicleView> {
        // What a vehicle has cost, and how fast it is written off, is not for those who drive it.
        let sees_prices = tx.viewer().role() != Some(Role::Driver);
        let price = |amount: Option<i64>| amount.filter(|_| sees_prices).map(Money::from_units);
        Ok(VehicleView {
            stored: StoredVehicle {
                id: self.id,
                alias: self.alias.clone(),
                make: self.make.clone(),
                model: self.model.clone(),
                year: self.year,
                plate: self.plate.clone(),
                vin: self.vin.clone(),
                fuel: self.fuel,
                tank_capacity: self.tank_capacity.map(Quantity::from_units),
                second_fuel: self.second_fuel,
                second_capacity: self.second_capacity.map(Quantity::from_units),
                purchase_date: self.purchase_date,
                purchase_price: price(self.purchase_price),
                residual_value: price(self.residual_value),
                depreciation_months: self.depreciation_months.filter(|_| sees_prices),
                initial_odometer_km: Km::from_metres(self.initial_odometer_m),
                capacity_kg: self.capacity_g.map(Kg::from_units),
                capacity_packages: self.capacity_packages,
                driver_ids: self.driver_ids.clone(),
                notes: self.notes.clone(),
                is_active: self.is_active,
                created_at: self.meta.created_at,
                updated_at: self.meta.updated_at,
                version: self.meta.version,
            },
            odometer_km: Km::from_metres(odometer::odometer_m(tx, self)?),
        })
    }
}

impl Record for VehicleRecord {
    const TABLE: Space = store::VEHICLES;
    const INDEXES: &'static [Space] =
        &[store::BY_STANDING.space, store::BY_DRIVER.space, store::BY_ALIAS.space];

    fn id(&self) -> Uuid {
        self.id.into()
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        store::index(self, entries);
    }

    /// Drivers see the vehicles that are assigned to them.
    fn sight(&self) -> Sight {
        let others = Sight::of(&[Role::Admin, Role::Dispatcher, Role::Viewer]);
        others.or_drivers(self.driver_ids.iter().copied())
    }
}
