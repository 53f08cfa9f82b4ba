//! A small fleet as the first released schema wrote it: every later program must open it, keep
//! it sound and show it as it was.

use std::{
    fs,
    path::{Path, PathBuf},
};

use furgo::storage::{
    backup::backup_to,
    check::check,
    file::FILE_NAME,
    migrations::{MIGRATIONS, version_after},
};
use furgo_shared::{
    api,
    packages::{ListPackages, PackageStatus},
    routes::{CreateRoute, ListRoutes, RouteStatus},
    units::Km,
    validate::Empty,
};
use support::{TestApp, plant_copy};

use crate::day::{
    given_depot, given_packages, given_vehicle, ids, log, route, step, step_route, today,
};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/fleet-v1.redb")
}

/// One route that is over, with one delivery and one attempt in vain.
async fn write_fixture() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::on_disk(folder.path()).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    given_depot(&app).await;
    given_vehicle(&office, "van-1").await;
    let packages = given_packages(&office, 3).await;
    let vehicle = Some("van-1".to_owned());
    let request = CreateRoute { vehicle, ..route(ana.id(), today(&app), ids(&packages[..2])) };
    let route = office.ok(&api::CREATE_ROUTE, [], &request).await;
    step_route(&ana, &route, RouteStatus::InProgress).await;
    ana.ok(&api::STEP_PACKAGES, [], &step(packages[0].id, PackageStatus::Delivered)).await;
    step_route(&ana, &route, RouteStatus::Completed).await;
    let copy = folder.path().join("copy.redb");
    backup_to(&app.app.db, &copy).unwrap();
    redb::Database::open(&copy).unwrap().compact().unwrap();
    fs::copy(copy, fixture()).unwrap();
}

#[actix_web::test]
#[expect(clippy::disallowed_methods, reason = "a switch for whoever maintains the fixtures")]
async fn the_fleet_of_schema_1_is_there() {
    if std::env::var("FURGO_WRITE_FIXTURES").is_ok() && !fixture().exists() {
        write_fixture().await;
    }
    assert!(fixture().exists(), "run this test once with FURGO_WRITE_FIXTURES=1");
}

#[actix_web::test]
async fn the_fleet_of_schema_1_opens_sound_and_shows_what_it_showed() {
    let folder = tempfile::tempdir().unwrap();
    plant_copy(&fixture(), &folder.path().join(FILE_NAME));
    let app = TestApp::on_disk(folder.path()).await;
    let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
    let kept = format!("furgo-before-v{}.redb", version_after(MIGRATIONS));
    let before = fs::read(folder.path().join(kept)).unwrap();
    assert!(before == fs::read(fixture()).unwrap(), "the file as it was is kept");

    let dora = app.sign_in("dora@example.org").await;
    let routes = dora.ok(&api::LIST_ROUTES, [], &ListRoutes::default()).await;
    let [route] = &routes.items[..] else { panic!("one route, not {}", routes.total) };
    assert_eq!(
        (route.status, route.stops_done, route.stops_failed),
        (RouteStatus::Completed, 1, 1)
    );
    let van = dora.ok(&api::GET_VEHICLE, ["van-1"], &Empty {}).await;
    assert_eq!(Some(van.odometer_km), Km::whole(1000).checked_add(route.distance_km.unwrap()));
    let packages = dora.ok(&api::LIST_PACKAGES, [], &ListPackages::default()).await;
    let mut statuses: Vec<_> = packages.items.iter().map(|package| package.status).collect();
    statuses.sort();
    assert_eq!(
        statuses,
        [PackageStatus::Pending, PackageStatus::Delivered, PackageStatus::Undelivered]
    );
    let delivered =
        packages.items.iter().find(|package| package.status == PackageStatus::Delivered);
    assert_eq!(log(&dora, delivered.unwrap().id).await.len(), 4);
}
