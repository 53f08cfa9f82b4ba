//! Planning by the imported roads, as long as there are any and they reach every place.

use std::{fs, path::PathBuf, sync::LazyLock};

use furgo_roads::{Place, Roads, Snapped, VehicleKind, file_name, import};
use furgo_shared::{
    api,
    change::Change,
    geo::Depot,
    packages::{Address, CreatePackage, PackageStatus, PackageView, PatchPackage},
    routes::{BasisReason, CreateRoute, PlanBasis, ReorderStops, RouteStatus, RouteView},
    units::Km,
    validate::Empty,
};
use support::{Client, TestApp};
use tempfile::TempDir;

use crate::day::{ids, package, route, step, step_route, today};

/// The streets of Helsinki's centre, which have many one-ways.
pub static HELSINKI: LazyLock<Roads> =
    LazyLock::new(|| import(&extract(), VehicleKind::Van, &mut |_| {}).unwrap().0);

pub fn extract() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.join("fixtures/roads/helsinki-streets.osm.pbf")
}

/// Latitude and longitude.
pub type Degrees = (f64, f64);

/// Around the Esplanadi.
pub const DEPOT: Degrees = (60.1675, 24.9450);
pub const SOUTH: Degrees = (60.1630, 24.9390);
pub const EAST: Degrees = (60.1690, 24.9530);
pub const NORTH: Degrees = (60.1712, 24.9400);
/// A ship in the southern harbour.
pub const ON_THE_QUAY: Degrees = (60.1655, 24.9570);
/// South of Suomenlinna.
pub const AT_SEA: Degrees = (60.0500, 25.0000);

fn at_road((latitude, longitude): Degrees) -> Snapped {
    HELSINKI.snap(Place::from_degrees(latitude, longitude).unwrap()).unwrap()
}

/// Seconds and metres of the legs between these places, one after another.
pub fn legs(places: &[Degrees]) -> Vec<(u32, u32)> {
    let snapped: Vec<_> = places.iter().copied().map(at_road).collect();
    let matrix = HELSINKI.matrix(&snapped);
    let leg = |to: usize| (to - 1) * matrix.size + to;
    (1..places.len()).map(|to| (matrix.durations_s[leg(to)], matrix.distances_m[leg(to)])).collect()
}

pub fn metres(legs: &[(u32, u32)]) -> Option<Km> {
    Some(Km::from_metres(legs.iter().map(|(_, metres)| i64::from(*metres)).sum()))
}

fn to_helsinki((latitude, longitude): Degrees) -> Address {
    let (latitude, longitude) = (Some(latitude), Some(longitude));
    Address { latitude, longitude, city: "Helsinki".to_owned(), ..package("Aino", 0).address }
}

/// A fleet in Helsinki whose data lie in a folder.
pub struct Town {
    pub app: TestApp,
    pub folder: TempDir,
    pub office: Client,
    pub ana: Client,
}

impl Town {
    pub async fn without_roads() -> Self {
        let folder = TempDir::new().unwrap();
        let app = TestApp::on_disk(folder.path()).await;
        let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
        Self { app, folder, office, ana }
    }

    pub async fn with_roads() -> Self {
        let town = Self::without_roads().await;
        HELSINKI.save(town.folder.path()).unwrap();
        town
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join(file_name(VehicleKind::Van))
    }

    pub async fn packages(&self, places: &[Degrees]) -> Vec<PackageView> {
        let mut packages = Vec::new();
        for place in places {
            let request = CreatePackage { address: to_helsinki(*place), ..package("Aino", 0) };
            packages.push(self.office.ok(&api::CREATE_PACKAGE, [], &request).await);
        }
        packages
    }

    pub async fn route(&self, packages: &[PackageView]) -> RouteView {
        let (latitude, longitude) = DEPOT;
        let depot = Some(Depot { latitude, longitude, address: None });
        let request = route(self.ana.id(), today(&self.app), ids(packages));
        let request = CreateRoute { depot, ..request };
        self.office.ok(&api::CREATE_ROUTE, [], &request).await
    }

    pub async fn optimized(&self, route: &RouteView) -> RouteView {
        self.office.ok(&api::OPTIMIZE_ROUTE, [&route.id.to_string()], &Empty {}).await
    }

    pub async fn read(&self, route: &RouteView) -> RouteView {
        self.office.ok(&api::GET_ROUTE, [&route.id.to_string()], &Empty {}).await
    }
}

/// The places of a route's stops in their order, from the depot and back.
fn round(route: &RouteView, packages: &[PackageView], places: &[Degrees]) -> Vec<Degrees> {
    let of = |id| places[packages.iter().position(|package| package.id == id).unwrap()];
    let stops = route.stops.iter().map(|stop| of(stop.package_id));
    [DEPOT].into_iter().chain(stops).chain([DEPOT]).collect()
}

#[actix_web::test]
async fn a_route_takes_as_long_as_its_roads() {
    let town = Town::with_roads().await;
    let packages = town.packages(&[SOUTH]).await;
    let planned = town.route(&packages).await;
    let legs = legs(&[DEPOT, SOUTH, DEPOT]);
    assert_ne!(legs[0].1, legs[1].1, "one-ways make a difference here");
    let straight_m = at_road(DEPOT).place.distance_m(at_road(SOUTH).place);
    assert!(legs.iter().all(|(_, metres)| f64::from(*metres) > straight_m));
    assert_eq!(planned.planned.basis, PlanBasis::Roads);
    assert_eq!(planned.planned.distance_km, metres(&legs));
    let there = planned.stops[0].estimated_arrival.unwrap() - planned.depart_at.unwrap();
    assert_eq!(there.num_seconds(), i64::from(legs[0].0));
    let read = town.read(&planned).await;
    assert_eq!(read.planned, planned.planned);
}

#[actix_web::test]
async fn whatever_is_changed_by_hand_goes_by_road_too() {
    let town = Town::with_roads().await;
    let mut places = [SOUTH, EAST, NORTH];
    let packages = town.packages(&places).await;
    let planned = town.route(&packages).await;
    assert_eq!(planned.planned.distance_km, metres(&legs(&round(&planned, &packages, &places))));
    let stop_ids = planned.stops.iter().rev().map(|stop| stop.id).collect();
    let order = ReorderStops { route_id: planned.id, stop_ids };
    let turned = town.office.ok(&api::REORDER_STOPS, [], &order).await;
    let expected = metres(&legs(&round(&turned, &packages, &places)));
    assert_eq!((turned.planned.basis, turned.planned.distance_km), (PlanBasis::Roads, expected));
    assert_ne!(turned.planned.distance_km, planned.planned.distance_km);

    places[1] = (60.1652, 24.9510);
    let address = Change::Set(to_helsinki(places[1]));
    let patch = PatchPackage { address, ..PatchPackage::default() };
    town.office.ok(&api::PATCH_PACKAGE, [&packages[1].id.to_string()], &patch).await;
    let moved = town.read(&planned).await;
    let expected = metres(&legs(&round(&moved, &packages, &places)));
    assert_eq!((moved.planned.basis, moved.planned.distance_km), (PlanBasis::Roads, expected));

    let gone = step(packages[0].id, PackageStatus::Pending);
    town.office.ok(&api::STEP_PACKAGES, [], &gone).await;
    let fewer = town.read(&planned).await;
    let expected = metres(&legs(&round(&fewer, &packages, &places)));
    assert_eq!((fewer.stops.len(), fewer.planned.distance_km), (2, expected));

    step_route(&town.ana, &planned, RouteStatus::InProgress).await;
    let first = step(fewer.stops[0].package_id, PackageStatus::Delivered);
    town.ana.ok(&api::STEP_PACKAGES, [], &first).await;
    let under_way = town.optimized(&planned).await;
    assert_eq!(
        (under_way.planned.basis, under_way.planned.distance_km),
        (PlanBasis::Roads, expected)
    );
}

#[actix_web::test]
async fn a_stop_at_sea_makes_the_whole_route_an_estimate() {
    let town = Town::with_roads().await;
    let packages = town.packages(&[SOUTH, AT_SEA]).await;
    let planned = town.route(&packages).await;
    assert_eq!(planned.planned.basis, PlanBasis::StraightLine);
    assert_eq!(planned.planned.basis_reason, Some(BasisReason::RoadsElsewhere));
    assert_eq!(planned.stops.len(), 2);
    // Put right, it is reached by road.
    let address = Change::Set(to_helsinki(EAST));
    let patch = PatchPackage { address, ..PatchPackage::default() };
    town.office.ok(&api::PATCH_PACKAGE, [&packages[1].id.to_string()], &patch).await;
    let put_right = town.read(&planned).await.planned;
    assert_eq!((put_right.basis, put_right.basis_reason), (PlanBasis::Roads, None));
}

#[actix_web::test]
async fn a_stop_says_how_far_it_is_from_the_road_when_that_is_far() {
    let town = Town::with_roads().await;
    let metres = at_road(ON_THE_QUAY).distance_m.round() as u32;
    assert!(metres > 100, "{metres}");
    let packages = town.packages(&[EAST, ON_THE_QUAY]).await;
    let planned = town.route(&packages).await;
    let far = |route: &RouteView| {
        let of = |package: &PackageView| route.stops.iter().find(|at| at.package_id == package.id);
        [0, 1].map(|at| of(&packages[at]).unwrap().from_road_m)
    };
    assert_eq!((planned.planned.basis, far(&planned)), (PlanBasis::Roads, [None, Some(metres)]));
    assert_eq!(far(&town.read(&planned).await), [None, Some(metres)]);
    let address = Change::Set(to_helsinki(EAST));
    let patch = PatchPackage { address, ..PatchPackage::default() };
    town.office.ok(&api::PATCH_PACKAGE, [&packages[1].id.to_string()], &patch).await;
    assert_eq!(far(&town.read(&planned).await), [None, None], "put right");
    // An estimate knows no road.
    fs::remove_file(town.file()).unwrap();
    let address = Change::Set(to_helsinki(ON_THE_QUAY));
    let patch = PatchPackage { address, ..PatchPackage::default() };
    town.office.ok(&api::PATCH_PACKAGE, [&packages[1].id.to_string()], &patch).await;
    assert_eq!(far(&town.optimized(&planned).await), [None, None]);
}

#[actix_web::test]
async fn roads_may_come_change_and_go_while_the_server_runs() {
    let town = Town::without_roads().await;
    let places = [SOUTH, EAST, NORTH];
    let packages = town.packages(&places).await;
    let estimated = town.route(&packages).await;
    assert_eq!(estimated.planned.basis, PlanBasis::StraightLine);
    assert_eq!(estimated.planned.basis_reason, Some(BasisReason::NoRoads));

    HELSINKI.save(town.folder.path()).unwrap();
    let by_road = town.optimized(&estimated).await;
    assert_eq!(by_road.planned.basis, PlanBasis::Roads);
    assert_eq!(by_road.planned.distance_km, metres(&legs(&round(&by_road, &packages, &places))));
    assert_ne!(by_road.stops[0].estimated_arrival, estimated.stops[0].estimated_arrival);

    let good = fs::read(town.file()).unwrap();
    let mut damaged = good.clone();
    damaged[good.len() / 2] ^= 1;
    for unusable in [damaged, good[..good.len() / 2].to_vec(), b"something else".to_vec()] {
        // As an import does it, in one step.
        let new = town.folder.path().join("new");
        support::plant(&new, &unusable);
        fs::rename(&new, town.file()).unwrap();
        assert_eq!(town.optimized(&estimated).await.planned, estimated.planned);
        HELSINKI.save(town.folder.path()).unwrap();
        assert_eq!(town.optimized(&estimated).await.planned, by_road.planned);
    }

    fs::remove_file(town.file()).unwrap();
    assert_eq!(town.optimized(&estimated).await.planned, estimated.planned);
}
