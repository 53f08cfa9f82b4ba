//! What the tests of the thin day share: a depot, vans, packages and routes, with only what
//! matters set by the test.

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{
    api,
    geo::Depot,
    id::{PackageId, UserId},
    logs::LogEntryView,
    packages::{Address, CreatePackage, PackageStatus, PackageView, StepPackages},
    routes::{CreateRoute, RouteStatus, RouteView, StepRoute},
    settings::Settings,
    time::Day,
    units::Km,
    validate::Empty,
    vehicles::{CreateVehicle, Fuel, VehicleView},
};
use support::{Client, TestApp};

/// In Bilbao.
pub const DEPOT: (f64, f64) = (43.2630, -2.9350);

/// Today, in the fleet's time zone.
pub fn today(app: &TestApp) -> Day {
    let settings = furgo::features::settings::SettingsRecord::initial(app.now());
    settings.day_of(app.now())
}

/// Sets the depot.
pub async fn given_depot(app: &TestApp) {
    let admin = app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let (latitude, longitude) = DEPOT;
    let depot = Some(Depot { latitude, longitude, address: None });
    admin.ok(&api::PUT_SETTINGS, [], &Settings { depot, ..settings }).await;
}

/// A van of this alias, to be entered.
pub fn vehicle(alias: &str) -> CreateVehicle {
    CreateVehicle {
        year: Some(2022),
        plate: Some("1234 BCD".to_owned()),
        initial_odometer_km: Km::whole(1000),
        ..CreateVehicle::new(alias, "Renault", "Kangoo", Fuel::Diesel)
    }
}

/// A van of this alias.
pub async fn given_vehicle(office: &Client, alias: &str) -> VehicleView {
    office.ok(&api::CREATE_VEHICLE, [], &vehicle(alias)).await
}

/// A package for this recipient, to be entered; `number` places it about the depot.
pub fn package(name: &str, number: u32) -> CreatePackage {
    let (latitude, longitude) = DEPOT;
    let (north, east) = (f64::from(number * 7 % 11), f64::from(number * 5 % 13));
    CreatePackage {
        id: None,
        reference: None,
        recipient_name: name.to_owned(),
        recipient_email: Some("ane@example.org".to_owned()),
        recipient_phone: Some("+34 600 000 000".to_owned()),
        address: Address {
            street: format!("Ledesma {number}"),
            city: "Bilbao".to_owned(),
            postal_code: "48001".to_owned(),
            country: "ES".to_owned(),
            latitude: Some(latitude + (north - 5.0) * 0.004),
            longitude: Some(longitude + (east - 6.0) * 0.004),
        },
        weight_kg: None,
        description: None,
        access_note: None,
        estimated_delivery: None,
        time_window: None,
        service_min: None,
        locale: None,
    }
}

/// So many packages.
pub async fn given_packages(office: &Client, count: u32) -> Vec<PackageView> {
    let mut packages = Vec::new();
    for number in 0..count {
        let request = package(&format!("Ane Garmendia {number}"), number);
        packages.push(office.ok(&api::CREATE_PACKAGE, [], &request).await);
    }
    packages
}

/// Their ids.
pub fn ids(packages: &[PackageView]) -> Vec<PackageId> {
    packages.iter().map(|package| package.id).collect()
}

/// A step of one package without anything else.
pub fn step(id: PackageId, new_status: PackageStatus) -> StepPackages {
    StepPackages {
        package_id: Some(id),
        package_ids: Vec::new(),
        new_status,
        assigned_to: None,
        reason: None,
        note: None,
        occurred_at: None,
        undo: false,
    }
}

/// A route of these packages, to be planned.
pub fn route(driver_id: UserId, date: Day, package_ids: Vec<PackageId>) -> CreateRoute {
    CreateRoute::delivery(driver_id, date, package_ids)
}

/// Moves a route to a status, whatever day it is.
pub async fn step_route(client: &Client, route: &RouteView, status: RouteStatus) -> RouteView {
    let request = StepRoute { confirm: true, ..StepRoute::to(status) };
    client.ok(&api::STEP_ROUTE, [&route.id.to_string()], &request).await
}

/// A package as it is now.
pub async fn fresh(client: &Client, id: PackageId) -> PackageView {
    client.ok(&api::GET_PACKAGE, [&id.to_string()], &Empty {}).await
}

/// The rows of a package's log.
pub async fn log(client: &Client, id: PackageId) -> Vec<LogEntryView> {
    client.ok(&api::PACKAGE_LOG, [&id.to_string()], &Empty {}).await.items
}

/// So many hours from now.
pub fn hours(app: &TestApp, hours: i64) -> DateTime<Utc> {
    app.now() + TimeDelta::hours(hours)
}
