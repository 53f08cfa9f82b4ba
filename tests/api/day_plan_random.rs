//! Random days, planned, and the answers checked by rules of their own: every package once,
//! capacities, hours, windows and driving times kept, and written as they were shown.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use furgo::storage::check::check;
use furgo_shared::{
    api,
    geo::Point,
    id::PackageId,
    packages::{CreatePackage, PackageStatus, PackageView, StepPackages, TimeWindow},
    routes::{DayPlanView, PlanDay, PlanDriver, PlannedRouteView, UnplannedReason},
    time::Timestamp,
    units::Kg,
    vehicles::{CreateVehicle, VehicleView},
};

use crate::{
    day::{DEPOT, package, step, vehicle},
    day_plan::{Fleet, commit, driver, plan},
    random_days::Dice,
};

/// Everybody hands over for so long unless the package says otherwise.
const SERVICE_MIN: u32 = 3;
/// Times are whole seconds, and each leg is rounded.
const ROUNDING_S: i64 = 2;

/// What was asked for, to be compared with the answer.
struct Asked {
    packages: Vec<PackageView>,
    drivers: Vec<(PlanDriver, Option<VehicleView>)>,
    request: PlanDay,
}

impl Asked {
    fn package(&self, id: PackageId) -> &PackageView {
        self.packages.iter().find(|package| package.id == id).unwrap()
    }
}

fn number(dice: &mut Dice, limit: usize) -> u32 {
    u32::try_from(dice.below(limit)).unwrap()
}

async fn random_package(fleet: &Fleet, dice: &mut Dice, count: u32) -> PackageView {
    let mut request = package("Ane", count);
    let away = |dice: &mut Dice| (f64::from(number(dice, 2_001)) - 1_000.0) * 0.000_1;
    request.address.latitude = Some(DEPOT.0 + away(dice));
    request.address.longitude = Some(DEPOT.1 + away(dice));
    let from = fleet.at(6 + number(dice, 12), 0) + TimeDelta::days(i64::from(dice.below(12) == 0));
    let to = from + TimeDelta::minutes(i64::from(30 * (1 + number(dice, 8))));
    let request = CreatePackage {
        weight_kg: (dice.below(4) > 0).then(|| Kg::whole(1 + i64::from(number(dice, 60)))),
        time_window: (dice.below(2) == 0).then_some(TimeWindow { from, to }),
        service_min: (dice.below(3) == 0).then(|| number(dice, 40)),
        ..request
    };
    fleet.package(&request).await
}

async fn random_driver(
    fleet: &Fleet,
    dice: &mut Dice,
    name: &str,
) -> (PlanDriver, Option<VehicleView>) {
    let client = fleet.app.driver(name).await;
    let mut van = None;
    if dice.below(4) > 0 {
        let request = CreateVehicle {
            capacity_kg: (dice.below(3) > 0).then(|| Kg::whole(20 + i64::from(number(dice, 200)))),
            capacity_packages: (dice.below(3) > 0).then(|| 1 + number(dice, 12)),
            ..vehicle(&format!("van-{name}"))
        };
        van = Some(fleet.office.ok(&api::CREATE_VEHICLE, [], &request).await);
    }
    let start = (dice.below(2) == 0).then(|| fleet.at(7 + number(dice, 5), 30));
    let end = (dice.below(2) == 0).then(|| fleet.at(13 + number(dice, 8), 0));
    let vehicle = van.as_ref().map(|van| van.alias.clone());
    (PlanDriver { vehicle, start, end, ..driver(client.id()) }, van)
}

async fn random_day(fleet: &Fleet, dice: &mut Dice) -> Asked {
    let mut drivers = Vec::new();
    for name in 0..1 + dice.below(4) {
        drivers.push(random_driver(fleet, dice, &format!("driver-{name}")).await);
    }
    let mut packages = Vec::new();
    for count in 0..5 + number(dice, 26) {
        let package = random_package(fleet, dice, count).await;
        if dice.below(8) == 0 {
            let assigned_to = Some(drivers[dice.below(drivers.len())].0.driver_id);
            let request = StepPackages { assigned_to, ..step(package.id, PackageStatus::Assigned) };
            packages.extend(fleet.office.ok(&api::STEP_PACKAGES, [], &request).await.items);
        } else {
            packages.push(package);
        }
    }
    let asked = drivers.iter().map(|(driver, _)| driver.clone()).collect();
    let request =
        PlanDay { return_to_depot: dice.below(3) > 0, ..plan(fleet.date, asked, &packages) };
    Asked { packages, drivers, request }
}

/// Great circle × 1.3 at 6 + 18 · d / (d + 8000) m/s, as the documentation says.
fn driving_s(from: Point, to: Point) -> i64 {
    let radians = |point: Point| (point.latitude.to_radians(), point.longitude.to_radians());
    let ((a, b), (c, d)) = (radians(from), radians(to));
    let half = ((c - a) / 2.0).sin().powi(2) + a.cos() * c.cos() * ((d - b) / 2.0).sin().powi(2);
    let metres = 1.3 * 2.0 * 6_371_000.0 * half.sqrt().asin();
    #[allow(clippy::cast_possible_truncation, reason = "a few thousand seconds")]
    let seconds = (metres / (6.0 + 18.0 * metres / (metres + 8_000.0))).round() as i64;
    seconds
}

/// Follows one route from the depot to its end.
fn follow(fleet: &Fleet, asked: &Asked, route: &PlannedRouteView) {
    let (wanted, van) =
        asked.drivers.iter().find(|(driver, _)| driver.driver_id == route.driver_id).unwrap();
    let (latitude, longitude) = DEPOT;
    let depot = Point { latitude, longitude };
    let (mut at, mut place, mut load) = (route.depart_at, depot, Kg::ZERO);
    assert!(at >= wanted.start.unwrap_or(fleet.at(8, 0)), "left too early: {route:?}");
    for stop in &route.stops {
        let package = asked.package(stop.package_id);
        let here = Point { latitude: stop.latitude, longitude: stop.longitude };
        let expected = at + TimeDelta::seconds(driving_s(place, here));
        let arrival = stop.estimated_arrival.unwrap();
        let off = (arrival - expected).num_seconds().abs();
        assert!(off <= ROUNDING_S, "{off} s off at {stop:?} after {place:?}");
        assert_eq!((package.address.latitude, stop.late_min), (Some(stop.latitude), 0));
        let begins: Timestamp = match package.time_window {
            Some(window) => {
                assert!(arrival <= window.to, "{stop:?} misses {window:?}");
                arrival.max(window.from)
            }
            None => arrival,
        };
        let service_min = i64::from(package.service_min.unwrap_or(SERVICE_MIN));
        (at, place) = (begins + TimeDelta::minutes(service_min), here);
        load = Kg::from_units(load.units() + package.weight_kg.unwrap_or(Kg::ZERO).units());
        if package.status == PackageStatus::Assigned {
            assert_eq!(package.assigned_to, Some(route.driver_id));
        }
    }
    if asked.request.return_to_depot {
        at += TimeDelta::seconds(driving_s(place, depot));
    }
    let ends_at = route.ends_at.unwrap();
    assert!((ends_at - at).num_seconds().abs() <= ROUNDING_S, "{at}: {route:?}");
    let midnight = fleet.at(0, 0) + TimeDelta::days(1);
    assert!(ends_at <= wanted.end.unwrap_or(midnight), "worked too long: {route:?}");
    assert_eq!(route.weight_kg, load);
    if let Some(van) = van {
        assert_eq!(route.vehicle_id, Some(van.id));
        assert!(van.capacity_kg.is_none_or(|most| load <= most), "{load:?} in {van:?}");
        let count = u32::try_from(route.stops.len()).unwrap();
        assert!(van.capacity_packages.is_none_or(|most| count <= most), "{count} in {van:?}");
    }
}

fn every_package_once(fleet: &Fleet, asked: &Asked, view: &DayPlanView) {
    let mut seen: BTreeMap<PackageId, usize> = BTreeMap::new();
    let stops = view.routes.iter().flat_map(|route| &route.stops).map(|stop| stop.package_id);
    for id in stops.chain(view.unplanned.iter().map(|left_out| left_out.package_id)) {
        *seen.entry(id).or_default() += 1;
    }
    assert_eq!(seen.len(), asked.packages.len());
    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
    for left_out in &view.unplanned {
        let package = asked.package(left_out.package_id);
        let is_elsewhen =
            package.time_window.is_some_and(|w| w.from >= fleet.at(0, 0) + TimeDelta::days(1));
        assert_eq!(left_out.reason == UnplannedReason::OtherDay, is_elsewhen, "{package:?}");
        if left_out.reason == UnplannedReason::TooHeavy {
            let takes = |van: &VehicleView| {
                van.capacity_kg.is_none_or(|most| package.weight_kg <= Some(most))
            };
            let may = asked.drivers.iter().filter(|(driver, _)| {
                package.assigned_to.is_none_or(|owner| owner == driver.driver_id)
            });
            assert!(may.flat_map(|(_, van)| van).all(|van| !takes(van)), "{package:?}");
        }
    }
}

async fn live(seed: u64) {
    let (fleet, mut dice) = (Fleet::new().await, Dice(seed));
    let asked = random_day(&fleet, &mut dice).await;
    let shown = fleet.shown(&asked.request).await;
    every_package_once(&fleet, &asked, &shown);
    for route in &shown.routes {
        assert!(!route.stops.is_empty(), "who has nothing to do stays at home");
        follow(&fleet, &asked, route);
    }
    let again = fleet.shown(&asked.request).await;
    assert_eq!(
        DayPlanView { plan_id: shown.plan_id, ..again },
        shown,
        "the same day, the same plan"
    );

    let written = fleet.shown(&commit(&asked.request, &shown)).await;
    assert_eq!(written.unplanned, shown.unplanned);
    assert_eq!(fleet.route_count().await, u64::try_from(shown.routes.len()).unwrap());
    for (written, shown) in written.routes.iter().zip(&shown.routes) {
        let route = fleet.route(written.route_id.unwrap()).await;
        assert_eq!(PlannedRouteView { route_id: None, ..written.clone() }, *shown);
        let times = route.stops.iter().map(|stop| (stop.package_id, stop.estimated_arrival));
        let promised = shown.stops.iter().map(|stop| (stop.package_id, stop.estimated_arrival));
        assert_eq!(times.collect::<Vec<_>>(), promised.collect::<Vec<_>>());
        assert_eq!(
            (route.driver_id, route.depart_at),
            (Some(shown.driver_id), Some(shown.depart_at))
        );
    }
    let db = &fleet.app.app.db;
    let report = check(&*db.engine().view().unwrap(), db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
}

#[actix_web::test]
async fn random_days_are_planned_within_all_their_limits() {
    for seed in 1..=12 {
        live(seed).await;
    }
}
