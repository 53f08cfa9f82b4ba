//! What is typed into the form of a vehicle, and the requests that come of it.

use furgo_shared::{
    change::Change,
    id::{UserId, VehicleId},
    validate::{FieldErrors, Validate},
    vehicles::{CreateVehicle, Fuel, PatchVehicle, VehicleView},
};

use crate::{
    format::{filled, parse_fixed, parse_whole, shown_fixed},
    platform::clock,
};

/// The fields as texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Only of a new vehicle: the same one however often it is sent.
    id: Option<VehicleId>,
    pub alias: String,
    pub make: String,
    pub model: String,
    pub year: String,
    pub plate: String,
    pub vin: String,
    pub fuel: Fuel,
    pub tank_capacity: String,
    pub initial_odometer_km: String,
    pub capacity_kg: String,
    pub capacity_packages: String,
    pub driver_ids: Vec<UserId>,
    pub notes: String,
}

impl Draft {
    /// An empty form.
    pub fn new() -> Self {
        Self {
            id: Some(VehicleId(clock::new_id())),
            alias: String::new(),
            make: String::new(),
            model: String::new(),
            year: String::new(),
            plate: String::new(),
            vin: String::new(),
            fuel: Fuel::Diesel,
            tank_capacity: String::new(),
            initial_odometer_km: String::new(),
            capacity_kg: String::new(),
            capacity_packages: String::new(),
            driver_ids: Vec::new(),
            notes: String::new(),
        }
    }

    /// A record to edit.
    pub fn of(vehicle: &VehicleView) -> Self {
        Self {
            id: None,
            alias: vehicle.alias.clone(),
            make: vehicle.make.clone(),
            model: vehicle.model.clone(),
            year: shown(vehicle.year),
            plate: vehicle.plate.clone().unwrap_or_default(),
            vin: vehicle.vin.clone().unwrap_or_default(),
            fuel: vehicle.fuel,
            tank_capacity: vehicle.tank_capacity.map(shown_fixed).unwrap_or_default(),
            initial_odometer_km: shown_fixed(vehicle.initial_odometer_km),
            capacity_kg: vehicle.capacity_kg.map(shown_fixed).unwrap_or_default(),
            capacity_packages: shown(vehicle.capacity_packages),
            driver_ids: vehicle.driver_ids.clone(),
            notes: vehicle.notes.clone().unwrap_or_default(),
        }
    }

    /// The request for a new vehicle, or what is wrong with it.
    pub fn request(&self) -> Result<CreateVehicle, FieldErrors> {
        let mut errors = FieldErrors::default();
        let request = CreateVehicle {
            id: self.id,
            alias: self.alias.trim().to_owned(),
            make: self.make.trim().to_owned(),
            model: self.model.trim().to_owned(),
            year: parse_whole("year", &self.year, &mut errors),
            plate: filled(&self.plate),
            vin: filled(&self.vin),
            fuel: self.fuel,
            tank_capacity: parse_fixed("tank_capacity", &self.tank_capacity, &mut errors),
            initial_odometer_km: parse_fixed(
                "initial_odometer_km",
                &self.initial_odometer_km,
                &mut errors,
            )
            .unwrap_or_default(),
            capacity_kg: parse_fixed("capacity_kg", &self.capacity_kg, &mut errors),
            capacity_packages: parse_whole(
                "capacity_packages",
                &self.capacity_packages,
                &mut errors,
            ),
            driver_ids: self.driver_ids.clone(),
            notes: filled(&self.notes),
            ..CreateVehicle::new("", "", "", self.fuel)
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }

    /// What changed since the form was opened on `before`, or what is wrong with it.
    pub fn patch(&self, before: &VehicleView) -> Result<PatchVehicle, FieldErrors> {
        let after = self.request()?;
        Ok(PatchVehicle {
            alias: Change::between(&before.alias, &after.alias),
            make: Change::between(&before.make, &after.make),
            model: Change::between(&before.model, &after.model),
            year: Change::between(&before.year, &after.year),
            plate: Change::between(&before.plate, &after.plate),
            vin: Change::between(&before.vin, &after.vin),
            fuel: Change::between(&before.fuel, &after.fuel),
            tank_capacity: Change::between(&before.tank_capacity, &after.tank_capacity),
            initial_odometer_km: Change::between(
                &before.initial_odometer_km,
                &after.initial_odometer_km,
            ),
            capacity_kg: Change::between(&before.capacity_kg, &after.capacity_kg),
            capacity_packages: Change::between(&before.capacity_packages, &after.capacity_packages),
            driver_ids: Change::between(&before.driver_ids, &after.driver_ids),
            notes: Change::between(&before.notes, &after.notes),
            ..PatchVehicle::default()
        })
    }
}

fn shown<N: ToString>(number: Option<N>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use furgo_shared::{time::Timestamp, units::Km, validate::FieldCode};
    use uuid::Uuid;

    use super::*;

    fn vehicle() -> VehicleView {
        VehicleView {
            id: VehicleId(Uuid::nil()),
            alias: "van-1".to_owned(),
            make: "Renault".to_owned(),
            model: "Kangoo".to_owned(),
            year: Some(2021),
            plate: None,
            vin: None,
            fuel: Fuel::Electric,
            tank_capacity: None,
            initial_odometer_km: Km::from_units(1_205),
            odometer_km: Km::from_units(9_000),
            second_fuel: None,
            second_capacity: None,
            purchase_date: None,
            purchase_price: None,
            residual_value: None,
            depreciation_months: None,
            capacity_kg: None,
            capacity_packages: Some(80),
            driver_ids: Vec::new(),
            notes: None,
            is_active: true,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            version: 3,
        }
    }

    #[test]
    fn an_untouched_form_changes_nothing() {
        assert_eq!(Draft::of(&vehicle()).patch(&vehicle()), Ok(PatchVehicle::default()));
    }

    #[test]
    fn only_what_was_typed_is_sent() {
        let draft =
            Draft { plate: " 1234 ABC ".to_owned(), year: String::new(), ..Draft::of(&vehicle()) };
        let expected = PatchVehicle {
            plate: Change::Set(Some("1234 ABC".to_owned())),
            year: Change::Set(None),
            ..PatchVehicle::default()
        };
        assert_eq!(draft.patch(&vehicle()), Ok(expected));
    }

    #[test]
    fn every_field_says_what_is_wrong_with_it() {
        let draft = Draft {
            alias: "my van".to_owned(),
            year: "soon".to_owned(),
            initial_odometer_km: "-1".to_owned(),
            ..Draft::of(&vehicle())
        };
        let errors = draft.request().expect_err("three fields are wrong");
        assert_eq!(errors.of("alias"), Some(FieldCode::Invalid));
        assert_eq!(errors.of("year"), Some(FieldCode::Invalid));
        assert_eq!(errors.of("initial_odometer_km"), Some(FieldCode::OutOfRange));
    }
}
