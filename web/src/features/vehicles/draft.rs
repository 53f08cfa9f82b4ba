//! What is typed into the form of a vehicle, and the requests that come of it.

use furgo_shared::{
    change::Change,
    id::{UserId, VehicleId},
    measures::Measure,
    money::Money,
    units::Quantity,
    validate::{FieldErrors, Validate},
    vehicles::{CreateVehicle, Fuel, PatchVehicle, VehicleView},
};

use crate::{
    features::entries::{
        measured::{parse_distance, parse_money, parse_quantity, shown_distance, shown_quantity},
        parse_day,
    },
    format::{filled, parse_fixed, parse_whole, shown_fixed},
    platform::clock,
    session::Measures,
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
    pub second_fuel: Option<Fuel>,
    pub second_capacity: String,
    /// In the viewer's unit, as all capacities of tanks are.
    pub initial_odometer: String,
    pub purchase_date: String,
    pub purchase_price: String,
    pub residual_value: String,
    pub depreciation_months: String,
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
            second_fuel: None,
            second_capacity: String::new(),
            initial_odometer: String::new(),
            purchase_date: String::new(),
            purchase_price: String::new(),
            residual_value: String::new(),
            depreciation_months: String::new(),
            capacity_kg: String::new(),
            capacity_packages: String::new(),
            driver_ids: Vec::new(),
            notes: String::new(),
        }
    }

    /// A record to edit.
    pub fn of(vehicle: &VehicleView, measures: Measures) -> Self {
        let tank = |fuel: Option<Fuel>, holds: Option<Quantity>| {
            let shown =
                |(fuel, holds)| shown_quantity(holds, None, Measure::of(fuel), measures.units);
            fuel.zip(holds).map(shown).unwrap_or_default()
        };
        let money = |amount: Option<Money>| amount.map(shown_fixed).unwrap_or_default();
        Self {
            id: None,
            alias: vehicle.alias.clone(),
            make: vehicle.make.clone(),
            model: vehicle.model.clone(),
            year: shown(vehicle.year),
            plate: vehicle.plate.clone().unwrap_or_default(),
            vin: vehicle.vin.clone().unwrap_or_default(),
            fuel: vehicle.fuel,
            tank_capacity: tank(Some(vehicle.fuel), vehicle.tank_capacity),
            second_fuel: vehicle.second_fuel,
            second_capacity: tank(vehicle.second_fuel, vehicle.second_capacity),
            initial_odometer: shown_distance(
                vehicle.initial_odometer_km,
                None,
                measures.units.distance,
            ),
            purchase_date: vehicle.purchase_date.map(|day| day.to_string()).unwrap_or_default(),
            purchase_price: money(vehicle.purchase_price),
            residual_value: money(vehicle.residual_value),
            depreciation_months: shown(vehicle.depreciation_months),
            capacity_kg: vehicle.capacity_kg.map(shown_fixed).unwrap_or_default(),
            capacity_packages: shown(vehicle.capacity_packages),
            driver_ids: vehicle.driver_ids.clone(),
            notes: vehicle.notes.clone().unwrap_or_default(),
        }
    }

    /// The request for a new vehicle, or what is wrong with it.
    pub fn request(&self, measures: Measures) -> Result<CreateVehicle, FieldErrors> {
        let mut errors = FieldErrors::default();
        let purchase = self.purchase(measures, &mut errors);
        let tank = |field, text: &str, fuel, errors: &mut FieldErrors| {
            let holds = parse_quantity(field, text, Measure::of(fuel), measures.units, errors);
            holds.map(|(litres, _)| litres)
        };
        let second = self
            .second_fuel
            .map(|fuel| tank("second_capacity", &self.second_capacity, fuel, &mut errors));
        let request = CreateVehicle {
            id: self.id,
            alias: self.alias.trim().to_owned(),
            make: self.make.trim().to_owned(),
            model: self.model.trim().to_owned(),
            year: parse_whole("year", &self.year, &mut errors),
            plate: filled(&self.plate),
            vin: filled(&self.vin),
            fuel: self.fuel,
            tank_capacity: tank("tank_capacity", &self.tank_capacity, self.fuel, &mut errors),
            second_fuel: self.second_fuel,
            second_capacity: second.flatten(),
            initial_odometer_km: parse_distance(
                "initial_odometer_km",
                &self.initial_odometer,
                measures.units.distance,
                &mut errors,
            )
            .map(|(km, _)| km)
            .unwrap_or_default(),
            capacity_kg: parse_fixed("capacity_kg", &self.capacity_kg, &mut errors),
            capacity_packages: parse_whole(
                "capacity_packages",
                &self.capacity_packages,
                &mut errors,
            ),
            driver_ids: self.driver_ids.clone(),
            notes: filled(&self.notes),
            ..purchase
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }

    /// What it cost and how it loses that, on an otherwise empty request.
    fn purchase(&self, measures: Measures, errors: &mut FieldErrors) -> CreateVehicle {
        let mut money = |field, text| parse_money(field, text, measures.currency, errors);
        let (price, residual) = (
            money("purchase_price", &self.purchase_price),
            money("residual_value", &self.residual_value),
        );
        CreateVehicle {
            purchase_date: parse_day("purchase_date", &self.purchase_date, errors),
            purchase_price: price,
            residual_value: residual,
            depreciation_months: parse_whole(
                "depreciation_months",
                &self.depreciation_months,
                errors,
            ),
            ..CreateVehicle::new("", "", "", self.fuel)
        }
    }

    /// What changed since the form was opened on `before`, or what is wrong with it. Figures that
    /// nobody touched stay as they are stored, also where the form shows them in other units.
    pub fn patch(
        &self,
        before: &VehicleView,
        measures: Measures,
    ) -> Result<PatchVehicle, FieldErrors> {
        let (after, start) = (self.request(measures)?, Self::of(before, measures));
        let same_fuel = (self.fuel, self.second_fuel) == (before.fuel, before.second_fuel);
        let tank = |typed: &str, shown: &str, old: Option<Quantity>, new: Option<Quantity>| {
            if same_fuel && typed == shown { Change::Keep } else { Change::between(&old, &new) }
        };
        let initial =
            (self.initial_odometer != start.initial_odometer).then_some(after.initial_odometer_km);
        Ok(PatchVehicle {
            alias: Change::between(&before.alias, &after.alias),
            make: Change::between(&before.make, &after.make),
            model: Change::between(&before.model, &after.model),
            year: Change::between(&before.year, &after.year),
            plate: Change::between(&before.plate, &after.plate),
            vin: Change::between(&before.vin, &after.vin),
            fuel: Change::between(&before.fuel, &after.fuel),
            tank_capacity: tank(
                &self.tank_capacity,
                &start.tank_capacity,
                before.tank_capacity,
                after.tank_capacity,
            ),
            second_fuel: Change::between(&before.second_fuel, &after.second_fuel),
            second_capacity: tank(
                &self.second_capacity,
                &start.second_capacity,
                before.second_capacity,
                after.second_capacity,
            ),
            initial_odometer_km: initial.map_or(Change::Keep, Change::Set),
            purchase_date: Change::between(&before.purchase_date, &after.purchase_date),
            purchase_price: Change::between(&before.purchase_price, &after.purchase_price),
            residual_value: Change::between(&before.residual_value, &after.residual_value),
            depreciation_months: Change::between(
                &before.depreciation_months,
                &after.depreciation_months,
            ),
            capacity_kg: Change::between(&before.capacity_kg, &after.capacity_kg),
            capacity_packages: Change::between(&before.capacity_packages, &after.capacity_packages),
            driver_ids: Change::between(&before.driver_ids, &after.driver_ids),
            notes: Change::between(&before.notes, &after.notes),
            is_active: Change::Keep,
        })
    }
}

fn shown<N: ToString>(number: Option<N>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use furgo_shared::{
        measures::{DistanceUnit, EconomyUnit, Units, VolumeUnit},
        money::Currency,
        time::Timestamp,
        units::Km,
        validate::FieldCode,
        vehicles::StoredVehicle,
    };
    use uuid::Uuid;

    use super::*;

    const METRIC: Measures = Measures {
        units: Units {
            distance: DistanceUnit::Km,
            volume: VolumeUnit::Litre,
            economy: EconomyUnit::LPer100Km,
        },
        currency: Currency::EUR,
    };

    fn vehicle() -> VehicleView {
        VehicleView {
            stored: StoredVehicle {
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
            },
            odometer_km: Km::from_units(9_000),
        }
    }

    #[test]
    fn an_untouched_form_changes_nothing() {
        assert_eq!(
            Draft::of(&vehicle(), METRIC).patch(&vehicle(), METRIC),
            Ok(PatchVehicle::default())
        );
    }

    #[test]
    fn only_what_was_typed_is_sent() {
        let draft = Draft {
            plate: " 1234 ABC ".to_owned(),
            year: String::new(),
            ..Draft::of(&vehicle(), METRIC)
        };
        let expected = PatchVehicle {
            plate: Change::Set(Some("1234 ABC".to_owned())),
            year: Change::Set(None),
            ..PatchVehicle::default()
        };
        assert_eq!(draft.patch(&vehicle(), METRIC), Ok(expected));
    }

    #[test]
    fn every_field_says_what_is_wrong_with_it() {
        let draft = Draft {
            alias: "my van".to_owned(),
            year: "soon".to_owned(),
            initial_odometer: "-1".to_owned(),
            ..Draft::of(&vehicle(), METRIC)
        };
        let errors = draft.request(METRIC).expect_err("three fields are wrong");
        assert_eq!(errors.of("alias"), Some(FieldCode::Invalid));
        assert_eq!(errors.of("year"), Some(FieldCode::Invalid));
        assert_eq!(errors.of("initial_odometer_km"), Some(FieldCode::OutOfRange));
    }

    #[test]
    fn figures_shown_in_other_units_stay_as_they_are() {
        let american = Measures {
            units: Units {
                distance: DistanceUnit::Mi,
                volume: VolumeUnit::UsGallon,
                economy: EconomyUnit::MpgUs,
            },
            ..METRIC
        };
        let before = VehicleView {
            stored: StoredVehicle {
                fuel: Fuel::Petrol,
                tank_capacity: Some(Quantity::whole(50)),
                second_fuel: Some(Fuel::Electric),
                second_capacity: Some(Quantity::from_units(12_400)),
                ..vehicle().stored
            },
            ..vehicle()
        };
        let draft = Draft::of(&before, american);
        assert_eq!(
            (draft.tank_capacity.as_str(), draft.second_capacity.as_str()),
            ("13.209", "12.4")
        );
        assert_eq!(draft.patch(&before, american), Ok(PatchVehicle::default()));
        let larger = Draft { tank_capacity: "14".to_owned(), ..draft };
        let expected = PatchVehicle {
            tank_capacity: Change::Set(Some(Quantity::from_units(52_996))),
            ..PatchVehicle::default()
        };
        assert_eq!(larger.patch(&before, american), Ok(expected));
    }
}
