//! A vehicle for the tests of the forms.

use furgo_shared::{
    id::VehicleId,
    measures::{DistanceUnit, EconomyUnit, Units, VolumeUnit},
    money::Currency,
    time::{Day, Timestamp},
    units::Km,
    vehicles::{Fuel, StoredVehicle, VehicleView},
};
use uuid::Uuid;

use crate::session::Measures;

/// Euros, kilometres and litres.
pub const METRIC: Measures = Measures {
    units: Units {
        distance: DistanceUnit::Km,
        volume: VolumeUnit::Litre,
        economy: EconomyUnit::LPer100Km,
    },
    currency: Currency::EUR,
};

/// Euros all the same, miles and gallons.
pub const AMERICAN: Measures = Measures {
    units: Units {
        distance: DistanceUnit::Mi,
        volume: VolumeUnit::UsGallon,
        economy: EconomyUnit::MpgUs,
    },
    currency: Currency::EUR,
};

/// A day of the calendar.
pub fn day(text: &str) -> Day {
    text.parse().expect("a day of the calendar")
}

/// A diesel van.
pub fn vehicle(number: u128) -> VehicleView {
    VehicleView {
        stored: StoredVehicle {
            id: VehicleId(Uuid::from_u128(number)),
            alias: format!("van-{number}"),
            make: "Renault".to_owned(),
            model: "Kangoo".to_owned(),
            year: None,
            plate: None,
            vin: None,
            fuel: Fuel::Diesel,
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
            is_active: true,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            version: 1,
        },
        odometer_km: Km::ZERO,
    }
}
