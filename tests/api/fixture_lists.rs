//! A fleet as schema 5 wrote it, with a thousand packages in the blocks that lists were read from
//! then: every later program must open it and find in it what was found.

use std::path::Path;

use furgo::storage::{catalogue::build, check::check, file::FILE_NAME};
use furgo_shared::{api, packages::ListPackages};
use support::{Client, TestApp, plant_copy};

#[actix_web::test]
async fn the_packages_of_schema_5_are_found_and_in_order() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/fleet-v5.redb");
    let folder = tempfile::tempdir().unwrap();
    plant_copy(&fixture, &folder.path().join(FILE_NAME));
    let app = TestApp::on_disk(folder.path()).await;
    let is_sound = || {
        let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
        assert!(report.is_good(), "{report}");
    };
    is_sound();
    build(&app.app.db).await.unwrap();
    is_sound();
    let dora = app.sign_in("dora@example.org").await;
    assert_eq!(found(&dora, Some("garmen"), None).await.0, 352);
    let (total, names) = found(&dora, None, Some("recipient_name")).await;
    assert_eq!((total, names[0].as_str()), (1_045, "Ane Garmendia"));
    let (total, names) = found(&dora, Some("irun"), Some("-recipient_name")).await;
    assert_eq!((total, names[0].as_str()), (520, "Josu Garate"));
}

async fn found(client: &Client, text: Option<&str>, sort: Option<&str>) -> (u64, Vec<String>) {
    let query = ListPackages {
        q: text.map(str::to_owned),
        sort: sort.map(str::to_owned),
        ..ListPackages::default()
    };
    let page = client.ok(&api::LIST_PACKAGES, [], &query).await;
    (page.total, page.items.into_iter().map(|package| package.stored.recipient_name).collect())
}
