//! A busy fleet as schema 11 wrote it, whose log does not say whose a package was: every later program
//! must open it, keep it sound, and judge facts by it.

use std::path::Path;

use furgo_shared::{
    api,
    exceptions::ExceptionKind,
    logs::ListLog,
    packages::{ListPackages, PackageStatus},
};

use crate::{
    facts::{listed, taken_with, told},
    fixture_changes::{is_sound, opened, write_fixture},
    sync_phone::{Phone, stepped},
};

#[actix_web::test]
#[expect(clippy::disallowed_methods, reason = "a switch for whoever maintains the fixtures")]
async fn the_fleet_of_schema_11_is_there() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/fleet-v11.redb");
    if std::env::var("FURGO_WRITE_FIXTURES").is_ok() && !fixture.exists() {
        write_fixture(&fixture).await;
    }
    assert!(fixture.exists(), "run this test once with FURGO_WRITE_FIXTURES=1");
}

#[actix_web::test]
async fn the_fleet_of_schema_11_opens_sound_and_its_log_tells_who_was_first() {
    let (_folder, app) = opened("fleet-v11.redb").await;
    is_sound(&app);
    let (dora, ben) = (app.sign_in("dora@example.org").await, app.sign_in("ben@example.org").await);
    let all = ListLog { limit: Some(100), ..ListLog::default() };
    let rows = dora.ok(&api::LIST_LOG, [], &all).await.items;
    assert!(rows.len() > 10 && rows.iter().all(|row| !row.late && !row.implied));
    assert_eq!(listed(&dora, false).await, []);

    let delivered = ListPackages { status: vec![PackageStatus::Delivered], ..Default::default() };
    let delivered = dora.ok(&api::LIST_PACKAGES, [], &delivered).await.items.remove(0);
    let mut phone = Phone::of(&ben);
    let command = stepped(told(&[delivered.id], PackageStatus::Delivered));
    taken_with(&phone.send(&app, command).await, &[ExceptionKind::Disputed]);
    let exception = listed(&dora, false).await.remove(0);
    assert_eq!(exception.plan.and_then(|plan| plan.driver_name).as_deref(), Some("ana"));
    is_sound(&app);
}
