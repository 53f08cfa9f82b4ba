//! A busy fleet as schema 6 had it, from before there was a trash: every later program must open it,
//! keep it sound, and can bring back what is deleted from then on.

use furgo_shared::{
    api,
    packages::{ListPackages, PackageStatus},
    validate::Empty,
};

use crate::fixture_changes::{is_sound, opened};

#[actix_web::test]
async fn the_fleet_of_schema_6_opens_sound() {
    let (_folder, app) = opened("fleet-v6.redb").await;
    let dora = app.sign_in("dora@example.org").await;
    let pending = ListPackages { status: vec![PackageStatus::Pending], ..ListPackages::default() };
    let packages = async || dora.ok(&api::LIST_PACKAGES, [], &pending).await.items;
    let before = packages().await;
    let id = before[0].id.to_string();
    dora.ok(&api::DELETE_PACKAGE, [&id], &Empty {}).await;
    assert_eq!(packages().await.len(), before.len() - 1);
    dora.ok(&api::RESTORE, ["packages", &id], &Empty {}).await;
    assert_eq!(packages().await.len(), before.len());
    is_sound(&app);
}
