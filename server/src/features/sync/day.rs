//! What a person's copy consists of: their routes from yesterday to the day after tomorrow, and all
//! that is needed to drive them. Nothing that they may not see.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use furgo_shared::{
    id::{PackageId, RouteId, UserId, VehicleId},
    packages::PackageStatus,
    routes::{RouteKind, RouteStatus},
    time::Day,
    tls::Transport,
};

use super::access;
use crate::{
    error::Result,
    features::{
        packages::{self, PackageRecord},
        routes::{self, RouteRecord},
        settings::{self, SettingsRecord},
        users::UserRecord,
        vehicles::{self, VehicleRecord},
    },
    hex::fingerprint,
    storage::Reads,
};

/// Days before today, and behind it.
const DAYS_BACK: u64 = 1;
const DAYS_AHEAD: u64 = 2;
/// Where a package may stand and still be work of its driver's.
const OPEN: [PackageStatus; 3] =
    [PackageStatus::Assigned, PackageStatus::InTransit, PackageStatus::Undelivered];

/// A person's day.
#[derive(Debug)]
pub struct MyDay {
    /// The fleet's.
    pub today: Day,
    pub settings: SettingsRecord,
    /// How the server is reached, which the settings tell.
    pub transport: Transport,
    pub me: UserRecord,
    pub routes: BTreeMap<RouteId, RouteRecord>,
    pub packages: BTreeMap<PackageId, PackageRecord>,
    pub vehicles: BTreeMap<VehicleId, VehicleRecord>,
    /// Whoever is named by the views of these.
    pub people: BTreeMap<UserId, UserRecord>,
}

impl MyDay {
    /// That of whoever asks; `Forbidden` unless they drive.
    pub fn of(tx: &impl Reads, transport: Transport) -> Result<Self> {
        let (me, settings) = (access::require_driving(tx)?, settings::store::current(tx)?);
        let today = settings.day_of(tx.now());
        let routes = routes_around(tx, &settings, me.id, today)?;
        let packages = packages_of(tx, me.id, &routes)?;
        let vehicles = vehicles_of(tx, me.id, &routes)?;
        let named = named_by(&routes, &packages);
        let found = named.into_iter().map(|id| tx.find_unseen::<UserRecord>(id));
        let people = found.collect::<Result<Vec<_>>>()?.into_iter().flatten();
        let people = people.map(|person| (person.id, person)).collect();
        Ok(Self { today, settings, transport, me, routes, packages, vehicles, people })
    }

    /// Fingerprint of what decides what belongs to it: who asks, and which delivery routes, vehicles
    /// and people there are. Those come and go so seldom that the copy is fetched anew. Packages come
    /// and go by a change of their own, and what was logged does.
    pub fn scope(&self) -> String {
        let who = format!("{:?} {}", self.me.role, self.me.drives());
        let routes = self.routes.values().filter(|route| route.kind == RouteKind::Delivery);
        let routes = routes.map(|route| route.id.to_string());
        let vehicles = self.vehicles.keys().map(ToString::to_string);
        let people = self.people.keys().map(ToString::to_string);
        let parts = std::iter::once(who).chain(routes).chain(vehicles).chain(people);
        let parts: Vec<String> = parts.collect();
        fingerprint(parts.join(" ").as_bytes()).chars().take(32).collect()
    }
}

/// The person's routes of these days, those of before that go on behind the midnight of the first, and
/// whatever is under way.
fn routes_around(
    tx: &impl Reads,
    settings: &SettingsRecord,
    driver: UserId,
    today: Day,
) -> Result<BTreeMap<RouteId, RouteRecord>> {
    let first = today.checked_sub_days(Days::new(DAYS_BACK)).unwrap_or(today);
    let last = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today);
    let mut found = Vec::new();
    if let Some(before) = first.pred_opt() {
        let begins = settings.start_of(first);
        found = routes::store::of_driver_on(tx, driver, before)?;
        found.retain(|route| routes::operations::reading::ends(route) > begins);
    }
    for day in first.iter_days().take_while(|day| *day <= last) {
        found.extend(routes::store::of_driver_on(tx, driver, day)?);
    }
    let open = routes::store::open_of_driver(tx, driver)?;
    found.extend(open.into_iter().filter(|route| route.status == RouteStatus::InProgress));
    Ok(found.into_iter().map(|route| (route.id, route)).collect())
}

/// What is on those routes, and what else the person has still to do.
fn packages_of(
    tx: &impl Reads,
    driver: UserId,
    routes: &BTreeMap<RouteId, RouteRecord>,
) -> Result<BTreeMap<PackageId, PackageRecord>> {
    let mut packages = BTreeMap::new();
    for status in OPEN {
        for package in packages::store::of_driver(tx, driver, status)? {
            packages.insert(package.id, package);
        }
    }
    for stop in routes.values().flat_map(|route| &route.stops) {
        if !packages.contains_key(&stop.package_id)
            && let Some(package) = tx.find::<PackageRecord>(stop.package_id)?
        {
            packages.insert(package.id, package);
        }
    }
    Ok(packages)
}

/// The vehicles that the person is given, and those of their routes.
fn vehicles_of(
    tx: &impl Reads,
    driver: UserId,
    routes: &BTreeMap<RouteId, RouteRecord>,
) -> Result<BTreeMap<VehicleId, VehicleRecord>> {
    let mut vehicles = BTreeMap::new();
    for vehicle in vehicles::store::given_to(tx, driver)? {
        vehicles.insert(vehicle.id, vehicle);
    }
    for id in routes.values().filter_map(|route| route.vehicle_id) {
        if !vehicles.contains_key(&id)
            && let Some(vehicle) = tx.find::<VehicleRecord>(id)?
        {
            vehicles.insert(vehicle.id, vehicle);
        }
    }
    Ok(vehicles)
}

fn named_by(
    routes: &BTreeMap<RouteId, RouteRecord>,
    packages: &BTreeMap<PackageId, PackageRecord>,
) -> BTreeSet<UserId> {
    let of_routes = routes.values().flat_map(|route| [route.driver_id, route.forced_by]);
    let of_packages = packages.values().map(|package| package.assigned_to);
    of_routes.chain(of_packages).flatten().collect()
}
