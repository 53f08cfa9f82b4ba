//! A busy fleet as schema 7 wrote it, from before there were files: every later program must open it,
//! keep it sound, and let files come to its records.

use std::path::{Path, PathBuf};

use furgo::storage::{check::check, file::FILE_NAME};
use furgo_shared::{api, packages::ListPackages};
use support::{TestApp, plant_copy};

use crate::fixture_changes::write_fixture;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/fleet-v7.redb")
}

#[actix_web::test]
#[expect(clippy::disallowed_methods, reason = "a switch for whoever maintains the fixtures")]
async fn the_fleet_of_schema_7_is_there() {
    if std::env::var("FURGO_WRITE_FIXTURES").is_ok() && !fixture().exists() {
        write_fixture(&fixture()).await;
    }
    assert!(fixture().exists(), "run this test once with FURGO_WRITE_FIXTURES=1");
}

#[actix_web::test]
async fn the_fleet_of_schema_7_opens_sound() {
    let folder = tempfile::tempdir().unwrap();
    plant_copy(&fixture(), &folder.path().join(FILE_NAME));
    let app = TestApp::on_disk(folder.path()).await;
    let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
    let dora = app.sign_in("dora@example.org").await;
    assert_eq!(dora.ok(&api::LIST_PACKAGES, [], &ListPackages::default()).await.total, 5);
}
