//! What the tests of a vehicle's records share: refuels and readings with only what matters set by
//! the test. Days are counted from a hundred days before today.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    money::Money,
    readings::{CreateReading, ReadingKind, ReadingView},
    refuels::{CreateRefuel, RefuelView},
    time::Day,
    units::{Km, Quantity},
    vehicles::Fuel,
};
use support::{Client, TestApp};

use crate::day::today;

/// That many days after the hundredth day before today.
pub fn day(app: &TestApp, number: i64) -> Day {
    today(app) + TimeDelta::days(number - 100)
}

/// A full refuel without a reading, for so many litres.
pub fn refuel(vehicle: &str, date: Day, fuel: Fuel, litres: i64) -> CreateRefuel {
    CreateRefuel {
        files: Vec::new(),
        id: None,
        vehicle: vehicle.to_owned(),
        date,
        fuel,
        quantity: Quantity::whole(litres),
        cost: Money::whole(litres),
        odometer_km: None,
        full_tank: true,
        missed_previous: false,
        level_after_percent: None,
        confirmed: false,
        station: None,
        notes: None,
        typed_odometer: None,
        typed_quantity: None,
        force: false,
    }
}

/// Enters a refuel.
pub async fn given_refuel(client: &Client, request: &CreateRefuel) -> RefuelView {
    client.ok(&api::CREATE_REFUEL, [], request).await
}

/// A reading, to be entered.
pub fn reading(vehicle: &str, date: Day, odometer_km: i64) -> CreateReading {
    CreateReading {
        id: None,
        vehicle: vehicle.to_owned(),
        date,
        kind: ReadingKind::Reading,
        odometer_km: Km::whole(odometer_km),
        previous_km: None,
        confirmed: false,
        notes: None,
        typed_odometer: None,
        force: false,
    }
}

/// That the odometer was replaced, to be entered.
pub fn replacement(vehicle: &str, date: Day, old_km: i64, new_km: i64) -> CreateReading {
    CreateReading {
        kind: ReadingKind::Replacement,
        previous_km: Some(Km::whole(old_km)),
        ..reading(vehicle, date, new_km)
    }
}

/// Enters a reading.
pub async fn given_reading(client: &Client, request: &CreateReading) -> ReadingView {
    client.ok(&api::CREATE_READING, [], request).await
}
