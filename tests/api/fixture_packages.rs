//! A busy fleet as schema 12 wrote it, whose packages have neither a reference nor a word about the way
//! in: every later program must open it, keep it sound, and give its packages both.

use std::path::Path;

use furgo_shared::{
    api,
    change::Change,
    packages::{ListPackages, PackageStatus, PatchPackage},
};

use crate::fixture_changes::{is_sound, opened, write_fixture};

#[actix_web::test]
#[expect(clippy::disallowed_methods, reason = "a switch for whoever maintains the fixtures")]
async fn the_fleet_of_schema_12_is_there() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/fleet-v12.redb");
    if std::env::var("FURGO_WRITE_FIXTURES").is_ok() && !fixture.exists() {
        write_fixture(&fixture).await;
    }
    assert!(fixture.exists(), "run this test once with FURGO_WRITE_FIXTURES=1");
}

#[actix_web::test]
async fn the_fleet_of_schema_12_opens_sound_and_its_packages_get_references() {
    let (_folder, app) = opened("fleet-v12.redb").await;
    let dora = app.sign_in("dora@example.org").await;
    let all = dora.ok(&api::LIST_PACKAGES, [], &ListPackages::default()).await.items;
    assert!(all.len() > 3);
    assert!(all.iter().all(|one| one.reference.is_none() && one.access_note.is_none()));

    let open = all.iter().find(|one| one.status == PackageStatus::Pending).expect("a pending one");
    let reference = PatchPackage {
        reference: Change::Set(Some("B-77/2026".to_owned())),
        ..PatchPackage::default()
    };
    dora.ok(&api::PATCH_PACKAGE, [&open.id.to_string()], &reference).await;
    let found = ListPackages { q: Some("b77".to_owned()), ..ListPackages::default() };
    let found = dora.ok(&api::LIST_PACKAGES, [], &found).await.items;
    assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [open.id]);
    is_sound(&app);
}
