//! A busy fleet as schema 7 wrote it, from before there were files: every later program must open it,
//! keep it sound, and let files come to its records.

use std::path::{Path, PathBuf};

use furgo_shared::{
    api,
    change::Change,
    expenses::{ListExpenses, PatchExpense},
    files::FileState,
    packages::ListPackages,
};

use crate::{
    blobs::photo,
    fixture_changes::{is_sound, opened, write_fixture},
};

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
    let (_folder, app) = opened("fleet-v7.redb").await;
    let dora = app.sign_in("dora@example.org").await;
    assert_eq!(dora.ok(&api::LIST_PACKAGES, [], &ListPackages::default()).await.total, 5);

    let expenses = async || dora.ok(&api::LIST_EXPENSES, [], &ListExpenses::default()).await;
    let expense = expenses().await.page.items.remove(0);
    assert_eq!(expense.files, []);
    let photo = photo(7, 70_000);
    let files = Change::Set(vec![photo.named("toll.jpg")]);
    let patch = PatchExpense { files, ..PatchExpense::default() };
    dora.ok(&api::PATCH_EXPENSE, [&expense.id.to_string()], &patch).await;
    photo.brought(&dora).await;
    let states = expenses().await.page.items.remove(0).files;
    assert_eq!(states.iter().map(|file| file.state).collect::<Vec<_>>(), [FileState::Arrived]);
    is_sound(&app);
}
