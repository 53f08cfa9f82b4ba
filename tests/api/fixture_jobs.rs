//! A busy fleet as schema 4 wrote it, from before there were jobs: every later program must open it,
//! keep it sound, and go on with what its jobs had done.

use std::path::{Path, PathBuf};

use furgo_shared::{api, packages::ListPackages};

use crate::{
    calendar::look,
    fixture_changes::{is_sound, opened, write_fixture},
};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/fleet-v4.redb")
}

#[actix_web::test]
#[expect(clippy::disallowed_methods, reason = "a switch for whoever maintains the fixtures")]
async fn the_fleet_of_schema_4_is_there() {
    if std::env::var("FURGO_WRITE_FIXTURES").is_ok() && !fixture().exists() {
        write_fixture(&fixture()).await;
    }
    assert!(fixture().exists(), "run this test once with FURGO_WRITE_FIXTURES=1");
}

#[actix_web::test]
async fn the_fleet_of_schema_4_opens_sound() {
    let (_folder, app) = opened("fleet-v4.redb").await;
    let dora = app.sign_in("dora@example.org").await;
    assert_eq!(dora.ok(&api::LIST_PACKAGES, [], &ListPackages::default()).await.total, 5);
    look(&app).await;
    is_sound(&app);
}
