//! Who works in the demo fleet, and with which vehicles.

use furgo_shared::{
    access::Role,
    id::UserId,
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
    tank: i64,
    odometer_km: i64,
    load_kg: i64,
    packages: u32,
}

#[rustfmt::skip] // Read it as a table.
const VANS: [Van; 5] = [
    Van { alias: "Transit",  make: "Ford",     model: "Transit Custom",  year: 2019, plate: "4821 KZT", fuel: Fuel::Diesel,   tank: 70, odometer_km: 118_240, load_kg: 950, packages: 120 },
    Van { alias: "Dokker",   make: "Dacia",    model: "Dokker Van GLP",  year: 2018, plate: "7730 KJD", fuel: Fuel::Lpg,      tank: 50, odometer_km: 143_905, load_kg: 600, packages: 60 },
    Van { alias: "Kangoo-E", make: "Renault",  model: "Kangoo E-Tech",   year: 2023, plate: "1094 MDL", fuel: Fuel::Electric, tank: 45, odometer_km: 21_380,  load_kg: 560, packages: 70 },
    Van { alias: "Berlingo", make: "Citroën",  model: "Berlingo M",      year: 2021, plate: "3356 LRW", fuel: Fuel::Petrol,   tank: 50, odometer_km: 64_512,  load_kg: 650, packages: 70 },
    Van { alias: "Rifter",   make: "Peugeot",  model: "Rifter PHEV",     year: 2022, plate: "8867 LXB", fuel: Fuel::Petrol,   tank: 45, odometer_km: 38_077,  load_kg: 500, packages: 50 },
];

/// The garage; the first vehicles each have a driver, the last one is there for whoever needs it.
pub fn vehicles(drivers: &[UserId]) -> Vec<CreateVehicle> {
    let van = |(position, van): (usize, &Van)| CreateVehicle {
        id: None,
        alias: van.alias.to_owned(),
        make: van.make.to_owned(),
        model: van.model.to_owned(),
        year: Some(van.year),
        plate: Some(van.plate.to_owned()),
        vin: None,
        fuel: van.fuel,
        tank_capacity: Some(Quantity::whole(van.tank)),
        second_fuel: None,
        second_capacity: None,
        purchase_date: None,
        purchase_price: None,
        residual_value: None,
        depreciation_months: None,
        initial_odometer_km: Km::whole(van.odometer_km),
        capacity_kg: Some(Kg::whole(van.load_kg)),
        capacity_packages: Some(van.packages),
        driver_ids: drivers.get(position).map_or_else(|| drivers.to_vec(), |driver| vec![*driver]),
        notes: None,
    };
    VANS.iter().enumerate().map(van).collect()
}
