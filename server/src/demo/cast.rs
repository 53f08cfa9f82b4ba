//! Who works in the demo fleet, and with which vehicles.

use chrono::Days;
use furgo_shared::{
    access::Role,
    id::UserId,
    measures::{DistanceUnit, EconomyUnit, Units, VolumeUnit},
    money::Money,
    time::Day,
    units::{Kg, Km, Quantity},
    vehicles::{CreateVehicle, Fuel},
};

/// The password of every demo account; it is shown on the sign-in screen.
pub const PASSWORD: &str = "tolosa-furgo-demo";

/// Name, role and the first part of the e-mail address.
pub const PEOPLE: [(&str, Role, &str); 7] = [
    ("Maite Aranburu", Role::Admin, "admin"),
    ("Iker Zubeldia", Role::Dispatcher, "dispatcher"),
    ("Ane Garmendia", Role::Driver, "ane"),
    ("Jon Otegi", Role::Driver, "jon"),
    ("Nerea Mujika", Role::Driver, "nerea"),
    ("Unai Lasa", Role::Driver, "unai"),
    ("Lorea Iriarte", Role::Viewer, "viewer"),
];

/// The dispatcher drives as well when there is much to do.
pub fn also_drives(user: &str) -> bool {
    user == "dispatcher"
}

/// The e-mail address of a demo account; nobody owns `example.org`.
pub fn email(user: &str) -> String {
    format!("{user}@example.org")
}

/// One row of the garage.
struct Van {
    alias: &'static str,
    make: &'static str,
    model: &'static str,
    year: i32,
    plate: &'static str,
    fuel: Fuel,
    /// Litres, or kWh.
    tank: i64,
    second: Option<(Fuel, i64)>,
    odometer_km: i64,
    load_kg: i64,
    packages: u32,
}

#[rustfmt::skip] // Read it as a table.
const VANS: [Van; 5] = [
    Van { alias: "Transit",  make: "Ford",     model: "Transit Custom",  year: 2019, plate: "4821 KZT", fuel: Fuel::Diesel,   tank: 70, second: None,                       odometer_km: 118_240, load_kg: 950, packages: 120 },
    Van { alias: "Dokker",   make: "Dacia",    model: "Dokker Van GLP",  year: 2018, plate: "7730 KJD", fuel: Fuel::Lpg,      tank: 34, second: Some((Fuel::Petrol, 50)),   odometer_km: 143_905, load_kg: 600, packages: 60 },
    Van { alias: "Kangoo-E", make: "Renault",  model: "Kangoo E-Tech",   year: 2023, plate: "1094 MDL", fuel: Fuel::Electric, tank: 45, second: None,                       odometer_km: 21_380,  load_kg: 560, packages: 70 },
    Van { alias: "Berlingo", make: "Citroën",  model: "Berlingo M",      year: 2021, plate: "3356 LRW", fuel: Fuel::Petrol,   tank: 50, second: None,                       odometer_km: 64_512,  load_kg: 650, packages: 70 },
    Van { alias: "Rifter",   make: "Peugeot",  model: "Rifter PHEV",     year: 2022, plate: "8867 LXB", fuel: Fuel::Petrol,   tank: 43, second: Some((Fuel::Electric, 12)), odometer_km: 38_077,  load_kg: 500, packages: 50 },
];

/// How a vehicle was bought, used, and what it will be worth after so many months.
struct Purchase {
    /// Before today: shortly before the story begins, as the odometer says.
    days_back: u64,
    euros: i64,
    residual_euros: i64,
    months: u32,
}

/// In the order of the garage.
#[rustfmt::skip] // Read it as a table.
const PURCHASES: [Purchase; 5] = [
    Purchase { days_back: 566, euros: 14_900, residual_euros: 5_000, months: 60 },
    Purchase { days_back: 566, euros: 6_750,  residual_euros: 1_500, months: 48 },
    Purchase { days_back: 552, euros: 21_800, residual_euros: 9_000, months: 72 },
    Purchase { days_back: 560, euros: 11_250, residual_euros: 4_200, months: 60 },
    Purchase { days_back: 552, euros: 18_600, residual_euros: 8_400, months: 60 },
];

/// What a vehicle's odometer showed when the story began.
pub fn initial_odometer(alias: &str) -> Km {
    let van = VANS.iter().find(|van| van.alias == alias);
    Km::whole(van.map_or(0, |van| van.odometer_km))
}

/// The garage; the first vehicles each have a driver, the last one is shared by whoever needs it.
pub fn vehicles(drivers: &[UserId], sharing: &[UserId], today: Day) -> Vec<CreateVehicle> {
    let van = |(position, (van, purchase)): (usize, (&Van, &Purchase))| CreateVehicle {
        year: Some(van.year),
        plate: Some(van.plate.to_owned()),
        tank_capacity: Some(Quantity::whole(van.tank)),
        second_fuel: van.second.map(|(fuel, _)| fuel),
        second_capacity: van.second.map(|(_, capacity)| Quantity::whole(capacity)),
        purchase_date: today.checked_sub_days(Days::new(purchase.days_back)),
        purchase_price: Some(Money::whole(purchase.euros)),
        residual_value: Some(Money::whole(purchase.residual_euros)),
        depreciation_months: Some(purchase.months),
        initial_odometer_km: Km::whole(van.odometer_km),
        capacity_kg: Some(Kg::whole(van.load_kg)),
        capacity_packages: Some(van.packages),
        driver_ids: drivers.get(position).map_or_else(|| sharing.to_vec(), |driver| vec![*driver]),
        ..CreateVehicle::new(van.alias, van.make, van.model, van.fuel)
    };
    VANS.iter().zip(&PURCHASES).enumerate().map(van).collect()
}

/// Units of their own: the viewer thinks in miles and imperial gallons.
pub fn units(user: &str) -> Option<Units> {
    (user == "viewer").then_some(Units {
        distance: DistanceUnit::Mi,
        volume: VolumeUnit::UkGallon,
        economy: EconomyUnit::MpgUk,
    })
}
