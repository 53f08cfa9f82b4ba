//! Who writes what down, and the remarks that they make.

use furgo_shared::{
    money::Money,
    refuels::CreateRefuel,
    time::Day,
    units::{Km, Quantity},
    vehicles::Fuel,
};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

use super::{Author, Entry, Note};

const REMARKS: [&str; 7] = [
    "Flotaren txartelarekin ordainduta",
    "Ilara gasolindegian, ordu laurden",
    "Gurpilen presioa begiratuta: 3,2 bar",
    "Kristalak garbitzeko ura ere beteta",
    "Tiketa eskularru-kutxan",
    "Eskudirutan ordainduta, itzultzeko",
    "Puntuak bulegoko txartelean",
];

/// The vehicle's driver; whoever has the Rifter today.
pub fn driver_of(vehicle: &str, chance: &mut StdRng) -> Author {
    let drivers = ["Transit", "Dokker", "Kangoo-E", "Berlingo"];
    let own = drivers.iter().position(|alias| *alias == vehicle);
    Author::Driver(own.unwrap_or_else(|| chance.random_range(0..drivers.len())))
}

/// Seldom a remark.
pub fn remark(chance: &mut StdRng) -> Option<String> {
    chance.random_bool(0.06).then(|| REMARKS.choose(chance).copied().unwrap_or_default().to_owned())
}

/// A stop for energy, as it happened.
#[derive(Debug)]
pub struct Stop {
    pub vehicle: &'static str,
    pub day: Day,
    pub fuel: Fuel,
    pub quantity: Quantity,
    pub cost: Money,
    pub odometer: Km,
    pub is_full: bool,
    pub station: &'static str,
}

impl Stop {
    /// As an entry of a refuel.
    pub fn request(&self) -> CreateRefuel {
        CreateRefuel {
            id: None,
            vehicle: self.vehicle.to_owned(),
            date: self.day,
            fuel: self.fuel,
            quantity: self.quantity,
            cost: self.cost,
            odometer_km: Some(self.odometer),
            full_tank: self.is_full,
            missed_previous: false,
            level_after_percent: None,
            confirmed: false,
            station: Some(self.station.to_owned()),
            files: Vec::new(),
            notes: None,
            typed_odometer: None,
            typed_quantity: None,
            force: false,
        }
    }
}

/// A refuel, written down by somebody.
pub fn entry(by: Author, request: CreateRefuel) -> Entry {
    Entry { day: request.date, by, note: Note::Refuel(request) }
}
