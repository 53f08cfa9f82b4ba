//! What the sender calls a package, and how the driver gets in at its door.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    packages::{
        ACCESS_NOTE_CHARS_MAX, CreatePackage, ListPackages, PackageStatus, PatchPackage,
        REFERENCE_CHARS_MAX,
    },
    problem::ErrorCode,
    routes::RouteStatus,
    text::wire_name,
    trash::TrashKind,
    validate::{Empty, FieldCode},
};
use support::{Client, TestApp};

use crate::day::{
    fresh, given_depot, given_packages, given_vehicle, ids, package, route, step, step_route, today,
};

fn referred(reference: &str, number: u32) -> CreatePackage {
    CreatePackage { reference: Some(reference.to_owned()), ..package("Ane", number) }
}

async fn found(client: &Client, q: &str) -> Vec<String> {
    let query = ListPackages { q: Some(q.to_owned()), ..ListPackages::default() };
    let page = client.ok(&api::LIST_PACKAGES, [], &query).await;
    page.items.into_iter().filter_map(|package| package.stored.reference).collect()
}

#[actix_web::test]
async fn no_two_packages_have_the_same_reference() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let first = office.ok(&api::CREATE_PACKAGE, [], &referred(" A-1001 ", 1)).await;
    assert_eq!(first.reference.as_deref(), Some("A-1001"));
    let taken =
        office.refused_as(ErrorCode::Taken, &api::CREATE_PACKAGE, [], &referred("A-1001", 2)).await;
    assert_eq!(taken.fields.of("reference"), Some(FieldCode::Taken));

    let second = office.ok(&api::CREATE_PACKAGE, [], &referred("A-1002", 2)).await;
    let id = second.id.to_string();
    let patch = |reference: Option<&str>| PatchPackage {
        reference: Change::Set(reference.map(str::to_owned)),
        ..PatchPackage::default()
    };
    office.refused_as(ErrorCode::Taken, &api::PATCH_PACKAGE, [&id], &patch(Some("A-1001"))).await;
    assert_eq!(fresh(&office, second.id).await.version, second.version);
    office.ok(&api::PATCH_PACKAGE, [&id], &patch(None)).await;
    assert_eq!(fresh(&office, second.id).await.reference, None);
    office.ok(&api::CREATE_PACKAGE, [], &referred("A-1002", 3)).await;
    let too_long = referred(&"x".repeat(REFERENCE_CHARS_MAX + 1), 4);
    let problem = office.refused(400, &api::CREATE_PACKAGE, [], &too_long).await;
    assert_eq!(problem.fields.of("reference"), Some(FieldCode::TooLong));
}

#[actix_web::test]
async fn a_reference_in_the_trash_is_free_and_keeps_its_package_there_once_taken() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let first = office.ok(&api::CREATE_PACKAGE, [], &referred("A-1", 1)).await;
    let id = first.id.to_string();
    office.ok(&api::DELETE_PACKAGE, [&id], &Empty {}).await;
    let second = office.ok(&api::CREATE_PACKAGE, [], &referred("A-1", 2)).await;
    let args = [wire_name(&TrashKind::Packages), id];
    let args = [args[0].as_str(), args[1].as_str()];
    let problem = office.refused_as(ErrorCode::Taken, &api::RESTORE, args, &Empty {}).await;
    assert_eq!(problem.fields.of("reference"), Some(FieldCode::Taken));
    office.ok(&api::DELETE_PACKAGE, [&second.id.to_string()], &Empty {}).await;
    office.ok(&api::RESTORE, args, &Empty {}).await;
    assert_eq!(found(&office, "a-1").await, ["A-1"]);
}

#[actix_web::test]
async fn a_package_is_found_by_its_reference_however_it_is_written() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    office.ok(&api::CREATE_PACKAGE, [], &referred("ESK-2026/0917", 1)).await;
    for q in ["esk-2026", "ESK 2026", "0917", "esk20260917"] {
        assert_eq!(found(&office, q).await, ["ESK-2026/0917"], "{q}");
    }
    for q in ["SK-2026", "ESK-2025"] {
        assert_eq!(found(&office, q).await, [""; 0], "{q}");
    }
}

#[actix_web::test]
async fn the_driver_reads_the_way_in_at_the_stop_and_forgets_it_with_the_recipient() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    given_vehicle(&office, "van-1").await;
    let packages = given_packages(&office, 1).await;
    let id = packages[0].id.to_string();
    let note = |text: String| PatchPackage {
        access_note: Change::Set(Some(text)),
        reference: Change::Set(Some("A-1".to_owned())),
        ..PatchPackage::default()
    };
    let long = note("x".repeat(ACCESS_NOTE_CHARS_MAX + 1));
    let problem = office.refused(400, &api::PATCH_PACKAGE, [&id], &long).await;
    assert_eq!(problem.fields.of("access_note"), Some(FieldCode::TooLong));
    office.ok(&api::PATCH_PACKAGE, [&id], &note("Door code 1937".to_owned())).await;

    let planned = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    let running = step_route(&ana, &planned, RouteStatus::InProgress).await;
    let at_the_stop =
        |route: &furgo_shared::routes::RouteView| route.stops[0].package.access_note.clone();
    assert_eq!(at_the_stop(&running).as_deref(), Some("Door code 1937"));
    let seen = fresh(&ana, packages[0].id).await;
    assert_eq!(
        (seen.access_note.as_deref(), seen.reference.as_deref()),
        (Some("Door code 1937"), Some("A-1"))
    );

    ana.ok(&api::STEP_PACKAGES, [], &step(packages[0].id, PackageStatus::Delivered)).await;
    app.advance(TimeDelta::days(31));
    let (office, ana) =
        (app.sign_in("dora@example.org").await, app.sign_in("ana@example.org").await);
    assert_eq!(fresh(&ana, packages[0].id).await.access_note, None);
    let past = ana.ok(&api::GET_ROUTE, [&planned.id.to_string()], &Empty {}).await;
    assert_eq!(at_the_stop(&past), None);
    let kept = fresh(&office, packages[0].id).await;
    assert_eq!(kept.access_note.as_deref(), Some("Door code 1937"));
}
