//! A busy fleet as schema 10 wrote it, from before phones kept copies: every later
//! program must open it, keep it sound, and find its drivers and whoever comes to drive beside them.

use std::path::{Path, PathBuf};

use furgo_shared::{
    api,
    change::Change,
    users::{AskDrivers, ListUsers, PatchUser},
};

use crate::fixture_changes::{is_sound, opened, write_fixture};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/fleet-v10.redb")
}

#[actix_web::test]
#[expect(clippy::disallowed_methods, reason = "a switch for whoever maintains the fixtures")]
async fn the_fleet_of_schema_10_is_there() {
    if std::env::var("FURGO_WRITE_FIXTURES").is_ok() && !fixture().exists() {
        write_fixture(&fixture()).await;
    }
    assert!(fixture().exists(), "run this test once with FURGO_WRITE_FIXTURES=1");
}

#[actix_web::test]
async fn the_fleet_of_schema_10_opens_sound() {
    let (_folder, app) = opened("fleet-v10.redb").await;
    let (alma, dora) =
        (app.sign_in("alma@example.org").await, app.sign_in("dora@example.org").await);
    let drivers = async || {
        let drivers = dora.ok(&api::LIST_DRIVERS, [], &AskDrivers::default()).await.items;
        drivers.into_iter().map(|driver| driver.name).collect::<Vec<_>>()
    };
    assert_eq!(drivers().await, ["ana", "ben"]);
    let people = alma.ok(&api::LIST_USERS, [], &ListUsers::default()).await.items;
    assert!(people.iter().all(|person| !person.also_drives));

    let also_drives = PatchUser { also_drives: Change::Set(true), ..PatchUser::default() };
    alma.ok(&api::PATCH_USER, [&dora.id().to_string()], &also_drives).await;
    assert_eq!(drivers().await, ["ana", "ben", "dora"]);
    is_sound(&app);
}
