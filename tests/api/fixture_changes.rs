//! A busy fleet as schema 3 wrote it, whose change log says neither who nor when: every later
//! program must open it, keep it sound, and admit what it does not know.

use std::{
    fs,
    path::{Path, PathBuf},
};

use furgo::storage::{
    Author,
    backup::backup_to,
    check::check,
    file::FILE_NAME,
    retention::{CHANGES_KEPT, forget_changes},
};
use furgo_shared::{
    access::Role,
    api,
    change::Change,
    packages::{ListPackages, PackageStatus, StepPackages},
    routes::{CreateRoute, RouteStatus},
    units::Km,
    users::{RemoveUser, SetRole},
    validate::Empty,
    vehicles::{CreateVehicle, PatchVehicle},
};
use support::{Client, TestApp, plant_copy};
use tempfile::TempDir;

use crate::{
    calendar::{enter_expense, enter_work, look},
    change_log::changes_after,
    day::{
        given_depot, given_packages, given_vehicle, ids, log, route, step, step_route, today,
        vehicle,
    },
    histories::{expense, refuel, work},
    odometers::{given_reading, reading},
};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/fleet-v3.redb")
}

/// A kept file, opened by today's program in a folder of its own, and sound.
pub async fn opened(name: &str) -> (TempDir, TestApp) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases").join(name);
    let folder = tempfile::tempdir().unwrap();
    plant_copy(&fixture, &folder.path().join(FILE_NAME));
    let app = TestApp::on_disk(folder.path()).await;
    is_sound(&app);
    (folder, app)
}

/// Everything that follows from the records agrees with them.
pub fn is_sound(app: &TestApp) {
    let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
}

/// Writes what [`given_busy_fleet`] makes into a small file.
pub async fn write_fixture(to: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::on_disk(folder.path()).await;
    given_busy_fleet(&app).await;
    let copy = folder.path().join("copy.redb");
    backup_to(&app.app.db, &copy).unwrap();
    redb::Database::open(&copy).unwrap().compact().unwrap();
    fs::copy(copy, to).unwrap();
}

/// Everything that moves records in and out of somebody's sight, beside a day's work: two drivers
/// on a van and one taken off, packages given away and back, a route that is over and one that was
/// deleted, people who changed their role, left and were removed, records corrected and deleted.
async fn given_busy_fleet(app: &TestApp) {
    given_depot(app).await;
    let (admin, office) = (app.admin().await, app.dispatcher("dora").await);
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let both = CreateVehicle { driver_ids: vec![ana.id(), ben.id()], ..vehicle("van-1") };
    office.ok(&api::CREATE_VEHICLE, [], &both).await;
    given_vehicle(&office, "van-2").await;
    for day in 1..=3 {
        ben.ok(&api::CREATE_REFUEL, [], &refuel("van-1", today(app) - chrono::Days::new(day)))
            .await;
    }
    let gone = ana.ok(&api::CREATE_REFUEL, [], &refuel("van-1", today(app))).await;
    ana.ok(&api::DELETE_REFUEL, [&gone.id.to_string()], &Empty {}).await;
    enter_work(&office, work("van-1", today(app), 1_500)).await;
    enter_expense(&office, expense("van-2", today(app))).await;
    given_reading(&office, &reading("van-2", today(app), 1_200)).await;
    let logged = CreateRoute {
        distance_km: Some(Km::whole(42)),
        ..CreateRoute::logged("van-2", today(app))
    };
    office.ok(&api::CREATE_ROUTE, [], &logged).await;
    let only_ana =
        PatchVehicle { driver_ids: Change::Set(vec![ana.id()]), ..PatchVehicle::default() };
    office.ok(&api::PATCH_VEHICLE, ["van-1"], &only_ana).await;

    let packages = given_packages(&office, 6).await;
    let van = Some("van-1".to_owned());
    let request = CreateRoute { vehicle: van, ..route(ana.id(), today(app), ids(&packages[..2])) };
    let driven = office.ok(&api::CREATE_ROUTE, [], &request).await;
    step_route(&ana, &driven, RouteStatus::InProgress).await;
    ana.ok(&api::STEP_PACKAGES, [], &step(packages[0].id, PackageStatus::Delivered)).await;
    step_route(&ana, &driven, RouteStatus::Completed).await;
    let request = route(ben.id(), today(app), ids(&packages[2..4]));
    let dropped = office.ok(&api::CREATE_ROUTE, [], &request).await;
    office.ok(&api::DELETE_ROUTE, [&dropped.id.to_string()], &Empty {}).await;
    let given = packages[4].id;
    let give = |driver: &Client| StepPackages {
        assigned_to: Some(driver.id()),
        ..step(given, PackageStatus::Assigned)
    };
    office.ok(&api::STEP_PACKAGES, [], &give(&ana)).await;
    office.ok(&api::STEP_PACKAGES, [], &step(given, PackageStatus::Pending)).await;
    office.ok(&api::STEP_PACKAGES, [], &give(&ben)).await;
    office.ok(&api::DELETE_PACKAGE, [&packages[5].id.to_string()], &Empty {}).await;

    let (carla, dan) = (app.driver("carla").await, app.active("dan", Role::Viewer).await);
    let role = SetRole::to(Role::Dispatcher);
    admin.ok(&api::SET_ROLE, [&carla.id().to_string()], &role).await;
    admin.ok(&api::DEACTIVATE_USER, [&dan.id.to_string()], &Empty {}).await;
    let eva = app.active("eva", Role::Dispatcher).await;
    app.browser(&eva.email).await;
    let removal = RemoveUser { confirm: eva.email.clone() };
    admin.ok(&api::REMOVE_USER, [&eva.id.to_string()], &removal).await;
    look(app).await;
}

#[actix_web::test]
#[expect(clippy::disallowed_methods, reason = "a switch for whoever maintains the fixtures")]
async fn the_fleet_of_schema_3_is_there() {
    if std::env::var("FURGO_WRITE_FIXTURES").is_ok() && !fixture().exists() {
        write_fixture(&fixture()).await;
    }
    assert!(fixture().exists(), "run this test once with FURGO_WRITE_FIXTURES=1");
}

#[actix_web::test]
async fn the_fleet_of_schema_3_opens_sound_and_shows_what_it_showed() {
    let (_folder, app) = opened("fleet-v3.redb").await;
    let rows = changes_after(&app, 0);
    let old = rows.iter().take_while(|(_, change)| change.origin.is_none()).count();
    assert!(old > 80, "{old}");
    assert!(
        rows[old..].iter().all(|(_, change)| change.origin.as_ref().unwrap().by == Author::Job)
    );

    let (dora, ana) = (app.sign_in("dora@example.org").await, app.sign_in("ana@example.org").await);
    let ben = app.sign_in("ben@example.org").await;
    let packages = |client| async move {
        let client: &Client = client;
        client.ok(&api::LIST_PACKAGES, [], &ListPackages::default()).await
    };
    assert_eq!(packages(&dora).await.total, 5);
    assert_eq!((packages(&ana).await.total, packages(&ben).await.total), (2, 1));
    let delivered = packages(&ana).await.items;
    let delivered = delivered.iter().find(|each| each.status == PackageStatus::Delivered).unwrap();
    assert_eq!(log(&dora, delivered.id).await.len(), 4);
    ana.ok(&api::GET_VEHICLE, ["van-1"], &Empty {}).await;
    ben.refused(404, &api::GET_VEHICLE, ["van-1"], &Empty {}).await;

    assert_eq!(forget_changes(&app.app.db).await.unwrap(), 0, "nobody knows how old they are");
    app.advance(CHANGES_KEPT);
    let forgotten = forget_changes(&app.app.db).await.unwrap();
    let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
    let left = u64::try_from(changes_after(&app, 0).len()).unwrap();
    assert!(forgotten > 40 && left == report.records, "{forgotten} forgotten, {left} left");
}
