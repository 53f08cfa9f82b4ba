//! What the change log says: who, when and why, and who lost sight of what.

use chrono::{DateTime, Utc};
use furgo::{
    auth::Person,
    features,
    storage::{
        Author,
        change_log::{Change, ChangeKind},
        check::check,
        engine::{KeyRange, Order},
        schema::CHANGES,
    },
};
use furgo_shared::{
    access::Role,
    api,
    auth::{Grant, Login, Password, SessionView},
    change::Change as Field,
    id::SessionId,
    packages::{PackageStatus, StepPackages},
    routes::{CreateRoute, PatchRoute},
    units::Km,
    users::{RemoveUser, SetRole},
    validate::Empty,
    vehicles::{CreateVehicle, PatchVehicle},
};
use support::{Client, PASSWORD, TestApp, email_of};
use uuid::Uuid;

use crate::{
    calendar::{enter_work, look, office_at},
    day::{given_depot, given_packages, given_vehicle, package, route, step, today, vehicle},
    histories::{refuel, work},
};

/// The rows behind a number, each with its own.
pub fn changes_after(app: &TestApp, sequence: u64) -> Vec<(u64, Change)> {
    let range = KeyRange { start: (sequence + 1).to_be_bytes().to_vec(), end: None };
    let (view, mut changes) = (app.app.db.engine().view().unwrap(), Vec::new());
    view.scan(CHANGES, &range, Order::Ascending, &mut |key, row| {
        let sequence = u64::from_be_bytes(key.try_into().unwrap());
        changes.push((sequence, Change::from_bytes(row).unwrap()));
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    changes
}

/// The number of the last row.
pub fn last_change(app: &TestApp) -> u64 {
    changes_after(app, 0).last().map_or(0, |(sequence, _)| *sequence)
}

/// Somebody as they see things now, or saw them.
pub fn as_person(client: &Client, role: Role) -> Person {
    Person { id: client.id(), role, session: SessionId(Uuid::nil()) }
}

/// The last row about a record.
fn last_about(app: &TestApp, table: &str, id: impl Into<Uuid>) -> Change {
    let id = id.into();
    let about = |(_, change): &(u64, Change)| change.table == table && change.id == id;
    changes_after(app, 0).into_iter().rfind(about).unwrap().1
}

fn loses(change: &Change, client: &Client) -> bool {
    change.lost.has(&as_person(client, Role::Driver))
}

fn gains(change: &Change, client: &Client) -> bool {
    change.gained.has(&as_person(client, Role::Driver))
}

/// By whom, why and in which request.
fn origin(change: &Change) -> (Author, String, Option<Uuid>) {
    let origin = change.origin.clone().unwrap();
    (origin.by, origin.cause, origin.request)
}

async fn session_of(client: &Client) -> SessionView {
    let sessions = client.ok(&api::LIST_SESSIONS, [], &Empty {}).await.items;
    sessions.into_iter().find(|session| session.is_current).unwrap()
}

#[actix_web::test]
async fn a_person_s_write_names_person_session_request_and_endpoint() {
    let (app, _) = office_at("2026-11-22T12:00:00Z").await;
    let dora = app.browser("dora@example.org").await;
    let session = session_of(&dora).await.id;
    let reply = dora.call(&api::CREATE_PACKAGE, [], &package("Ane", 1)).await;
    let view: furgo_shared::packages::PackageView = reply.json();
    let change = last_about(&app, "packages", view.id);
    let by = Author::Person { user: dora.id(), session };
    let request = reply.header("x-request-id").parse().unwrap();
    assert_eq!(origin(&change), (by, "CREATE_PACKAGE".to_owned(), Some(request)));
    let noon: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
    assert_eq!(change.at().unwrap().date_naive(), noon.date_naive());
    // What the write brought with it has the same origin.
    let log = changes_after(&app, 0).pop().unwrap().1;
    assert_eq!((log.table.as_str(), origin(&log)), ("logs", origin(&change)));
}

#[actix_web::test]
async fn a_client_with_a_token_is_known_by_its_own_session() {
    let app = TestApp::start().await;
    let dora = app.dispatcher("dora").await;
    let browser = app.browser("dora@example.org").await;
    let (token, cookie) = (session_of(&dora).await.id, session_of(&browser).await.id);
    assert_ne!(token, cookie);
    let van = given_vehicle(&dora, "van-1").await;
    let by = Author::Person { user: dora.id(), session: token };
    assert_eq!(origin(&last_about(&app, "vehicles", van.id)).0, by);
}

#[actix_web::test]
async fn a_repeated_request_leaves_no_second_row() {
    let app = TestApp::start().await;
    let dora = app.dispatcher("dora").await.with("idempotency-key", "k");
    dora.ok(&api::CREATE_PACKAGE, [], &package("Ane", 1)).await;
    let last = last_change(&app);
    dora.ok(&api::CREATE_PACKAGE, [], &package("Ane", 1)).await;
    assert_eq!(last_change(&app), last);
}

#[actix_web::test]
async fn signing_in_is_a_strangers_and_what_a_job_does_the_job_s() {
    let (app, office) = office_at("2026-11-22T12:00:00Z").await;
    given_vehicle(&office, "van-1").await;
    let before = last_change(&app);
    let login = Login {
        email: email_of("dora"),
        password: Password(PASSWORD.to_owned()),
        grant: Some(Grant::Token),
    };
    let reply = app.stranger().call(&api::LOGIN, [], &login).await;
    let [(_, signed_in)] = &changes_after(&app, before)[..] else { panic!("one row") };
    let request = reply.header("x-request-id").parse().ok();
    assert_eq!(signed_in.table, "sessions");
    assert_eq!(origin(signed_in), (Author::Stranger, "LOGIN".to_owned(), request));

    let oil = work("van-1", "2026-11-01".parse().unwrap(), 1_500);
    let oil = furgo_shared::maintenance::CreateMaintenance {
        next_date: Some("2026-11-20".parse().unwrap()),
        ..oil
    };
    enter_work(&office, oil).await;
    let before = last_change(&app);
    assert!(look(&app).await > 0);
    let rows = changes_after(&app, before);
    assert!(rows.iter().any(|(_, change)| change.table == "notices"));
    for (_, change) in rows {
        assert_eq!(origin(&change), (Author::Job, "due_work".to_owned(), None));
    }
}

#[actix_web::test]
async fn a_driver_taken_off_a_van_loses_it_and_what_hangs_on_it_in_one_row() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let both = CreateVehicle { driver_ids: vec![ana.id(), ben.id()], ..vehicle("van-1") };
    let van = office.ok(&api::CREATE_VEHICLE, [], &both).await;
    for _ in 0..3 {
        ben.ok(&api::CREATE_REFUEL, [], &refuel("van-1", today(&app))).await;
    }
    let before = last_change(&app);
    let patch = PatchVehicle { driver_ids: Field::Set(vec![ana.id()]), ..PatchVehicle::default() };
    office.ok(&api::PATCH_VEHICLE, ["van-1"], &patch).await;
    let about_vans = changes_after(&app, before);
    assert_eq!(about_vans.len(), 1, "however much hangs on it");
    let change = last_about(&app, "vehicles", van.id);
    assert!(loses(&change, &ben) && !loses(&change, &ana) && !loses(&change, &office));
    assert!(change.gained.is_empty() && change.stood_as.is_none());

    let patch = PatchVehicle { driver_ids: Field::Set(vec![ben.id()]), ..PatchVehicle::default() };
    office.ok(&api::PATCH_VEHICLE, ["van-1"], &patch).await;
    let change = last_about(&app, "vehicles", van.id);
    assert!(loses(&change, &ana) && gains(&change, &ben) && !gains(&change, &ana));
    let notes = PatchVehicle { notes: Field::Set(Some("blue".to_owned())), ..Default::default() };
    office.ok(&api::PATCH_VEHICLE, ["van-1"], &notes).await;
    let change = last_about(&app, "vehicles", van.id);
    assert!(change.lost.is_empty() && change.gained.is_empty());
}

#[actix_web::test]
async fn a_deletion_says_who_saw_it_by_the_vehicle() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("van-1") };
    office.ok(&api::CREATE_VEHICLE, [], &own).await;
    let refuel = ana.ok(&api::CREATE_REFUEL, [], &refuel("van-1", today(&app))).await;
    ana.ok(&api::DELETE_REFUEL, [&refuel.id.to_string()], &Empty {}).await;
    let change = last_about(&app, "refuels", refuel.id);
    assert_eq!(change.kind, ChangeKind::Delete);
    assert!(loses(&change, &ana) && !loses(&change, &ben));
    for role in [Role::Admin, Role::Dispatcher, Role::Viewer] {
        assert!(change.lost.has(&as_person(&office, role)));
    }
}

#[actix_web::test]
async fn a_package_or_route_given_to_another_driver_is_lost_by_the_first() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let office = app.dispatcher("dora").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let given = given_packages(&office, 1).await.remove(0).id;
    let give = |driver: &Client| StepPackages {
        assigned_to: Some(driver.id()),
        ..step(given, PackageStatus::Assigned)
    };
    office.ok(&api::STEP_PACKAGES, [], &give(&ana)).await;
    assert!(gains(&last_about(&app, "packages", given), &ana));
    let planned =
        office.ok(&api::CREATE_ROUTE, [], &route(ana.id(), today(&app), vec![given])).await;
    office.ok(&api::DELETE_ROUTE, [&planned.id.to_string()], &Empty {}).await;
    let change = last_about(&app, "packages", given);
    assert!(loses(&change, &ana) && !loses(&change, &ben));
    let change = last_about(&app, "routes", planned.id);
    assert!(change.kind == ChangeKind::Delete && loses(&change, &ana) && !loses(&change, &ben));

    given_vehicle(&office, "van-1").await;
    let logged = CreateRoute {
        distance_km: Some(Km::whole(42)),
        driver_id: Some(ana.id()),
        ..CreateRoute::logged("van-1", today(&app))
    };
    let logged = office.ok(&api::CREATE_ROUTE, [], &logged).await;
    let patch = PatchRoute { driver_id: Field::Set(Some(ben.id())), ..PatchRoute::default() };
    office.ok(&api::PATCH_ROUTE, [&logged.id.to_string()], &patch).await;
    let change = last_about(&app, "routes", logged.id);
    assert!(loses(&change, &ana) && gains(&change, &ben));
    assert_eq!(origin(&change).1, "PATCH_ROUTE");
}

#[actix_web::test]
async fn whoever_changes_role_or_leaves_is_to_be_judged_anew() {
    let app = TestApp::start().await;
    let (admin, ana) = (app.admin().await, app.driver("ana").await);
    let id = ana.id().to_string();
    admin.ok(&api::SET_ROLE, [&id], &SetRole::to(Role::Dispatcher)).await;
    let change = last_about(&app, "users", ana.id());
    assert_eq!((change.stood_as, origin(&change).1.as_str()), (Some(Role::Driver), "SET_ROLE"));
    assert!(change.lost.is_empty(), "the account itself is still seen");

    admin.ok(&api::DEACTIVATE_USER, [&id], &Empty {}).await;
    assert_eq!(last_about(&app, "users", ana.id()).stood_as, Some(Role::Dispatcher));
    admin.ok(&api::REACTIVATE_USER, [&id], &Empty {}).await;
    assert_eq!(last_about(&app, "users", ana.id()).stood_as, None);
    admin.ok(&api::REMOVE_USER, [&id], &RemoveUser { confirm: ana.user().email.clone() }).await;
    let change = last_about(&app, "users", ana.id());
    assert_eq!((change.kind, change.stood_as), (ChangeKind::Delete, Some(Role::Dispatcher)));
}

#[actix_web::test]
async fn the_log_holds_ids_and_no_names() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let given = given_packages(&office, 1).await.remove(0).id;
    let give = StepPackages { assigned_to: Some(ana.id()), ..step(given, PackageStatus::Assigned) };
    office.ok(&api::STEP_PACKAGES, [], &give).await;
    for (_, change) in changes_after(&app, 0) {
        let row = String::from_utf8_lossy(&change.to_bytes()).into_owned();
        for name in ["dora", "ana", "alma", "Ane", "Garmendia", "example.org", "Ledesma"] {
            assert!(!row.contains(name), "{name} in {row:?}");
        }
    }
    let report = check(&*app.app.db.engine().view().unwrap(), &features::schema()).unwrap();
    assert!(report.is_good(), "{report}");
}
