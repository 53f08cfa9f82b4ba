//! A busy fleet as schema 6 had it, from before there was a trash: every later program must open it,
//! keep it sound, and can bring back what is deleted from then on.

use std::path::{Path, PathBuf};

use furgo::storage::{check::check, file::FILE_NAME};
use furgo_shared::{
    api,
    packages::{ListPackages, PackageStatus},
    validate::Empty,
};
use support::{TestApp, plant_copy};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/fleet-v6.redb")
}

#[actix_web::test]
async fn the_fleet_of_schema_6_opens_sound() {
    let folder = tempfile::tempdir().unwrap();
    plant_copy(&fixture(), &folder.path().join(FILE_NAME));
    let app = TestApp::on_disk(folder.path()).await;
    let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
    let dora = app.sign_in("dora@example.org").await;
    let pending = ListPackages { status: vec![PackageStatus::Pending], ..ListPackages::default() };
    let packages = async || dora.ok(&api::LIST_PACKAGES, [], &pending).await.items;
    let before = packages().await;
    let id = before[0].id.to_string();
    dora.ok(&api::DELETE_PACKAGE, [&id], &Empty {}).await;
    assert_eq!(packages().await.len(), before.len() - 1);
    dora.ok(&api::RESTORE, ["packages", &id], &Empty {}).await;
    assert_eq!(packages().await.len(), before.len());
    let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
}
