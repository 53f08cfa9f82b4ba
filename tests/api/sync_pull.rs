//! A phone's copy of a day: what belongs to it, what is told of it, and what it parts with.

use chrono::{Days, TimeDelta};
use furgo_shared::{
    access::Role,
    api,
    change::Change,
    id::PackageId,
    packages::{PackageStatus, PatchPackage, StepPackages},
    problem::ErrorCode,
    readings::HintsView,
    routes::{PatchRoute, RouteStatus, RouteView},
    settings::Settings,
    sync::{AskSnapshot, EntityKind, Op, Pull, PulledView, SnapshotView},
    users::{PatchUser, SetRole, UserView},
    validate::Empty,
    vehicles::{CreateVehicle, PatchVehicle, VehicleView},
};
use support::{Client, TestApp};

use crate::{
    day::{fresh, given_depot, given_packages, ids, route, step, step_route, today, vehicle},
    histories::refuel,
    sync_phone::Phone,
};

struct Day {
    app: TestApp,
    office: Client,
    ana: Client,
    ben: Client,
    packages: Vec<PackageId>,
    planned: RouteView,
}

/// Ana has a van and a route of two packages today; two more are nobody's.
async fn given_day() -> Day {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let office = app.dispatcher("dora").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let van = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &van).await;
    let packages = ids(&given_packages(&office, 4).await);
    let request = route(ana.id(), today(&app), packages[..2].to_vec());
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    Day { app, office, ana, ben, packages, planned }
}

impl Day {
    async fn give(&self, package: PackageId, to: &Client) {
        let step =
            StepPackages { assigned_to: Some(to.id()), ..step(package, PackageStatus::Assigned) };
        self.office.ok(&api::STEP_PACKAGES, [], &step).await;
    }

    async fn route_on(&self, driver: &Client, days: i64, packages: &[PackageId]) -> RouteView {
        let date = today(&self.app) + TimeDelta::days(days);
        let request = route(driver.id(), date, packages.to_vec());
        self.office.ok(&api::CREATE_ROUTE, [], &request).await
    }
}

#[actix_web::test]
async fn a_snapshot_holds_the_day_as_the_endpoints_say_it() {
    let day = given_day().await;
    day.give(day.packages[2], &day.ana).await;
    let tomorrow = day.route_on(&day.ana, 1, &[day.packages[3]]).await;
    let others = ids(&given_packages(&day.office, 2).await);
    day.give(others[0], &day.ben).await;
    let later = day.route_on(&day.ana, 4, &[others[1]]).await;
    let mut phone = Phone::of(&day.ana);
    let snapshot = phone.snapshot().await;
    assert_eq!(snapshot.offline_until_h, 72);
    assert_eq!(snapshot.last_seq, 0);
    assert!(snapshot.entities.iter().all(|entity| entity.op == Op::Put));
    for id in [day.planned.id, tomorrow.id] {
        assert!(phone.has(EntityKind::Route, id));
    }
    assert!(!phone.has(EntityKind::Route, later.id), "that is too far away");
    for id in &day.packages {
        assert!(phone.has(EntityKind::Package, *id));
    }
    // What is given to one is one's own, whenever it is to be brought.
    assert!(phone.has(EntityKind::Package, others[1]));
    assert!(!phone.has(EntityKind::Package, others[0]), "that is Ben's");

    let van: VehicleView = day.ana.ok(&api::GET_VEHICLE, ["van"], &Empty {}).await;
    let id = van.id.0;
    let (v, data) = &phone.copy[&(EntityKind::Vehicle, id)];
    assert_eq!((*v, data), (van.version, &serde_json::to_value(&van).unwrap()));
    let hints: HintsView = day.ana.ok(&api::VEHICLE_HINTS, ["van"], &Default::default()).await;
    assert_eq!(phone.copy[&(EntityKind::Hints, id)].1, serde_json::to_value(&hints).unwrap());
    let me: UserView = day.ana.ok(&api::ME, [], &Empty {}).await;
    let (v, data) = &phone.copy[&(EntityKind::Me, day.ana.id().0)];
    assert_eq!((*v, data), (me.version, &serde_json::to_value(&me).unwrap()));
    let package = fresh(&day.ana, day.packages[0]).await;
    let (v, data) = &phone.copy[&(EntityKind::Package, package.id.0)];
    assert_eq!((*v, data), (package.version, &serde_json::to_value(&package).unwrap()));
    let name = &phone.copy[&(EntityKind::Person, day.ana.id().0)].1["name"];
    assert_eq!(name, "ana");
    assert_eq!(phone.digest().await.digests, phone.own_digest());
}

#[actix_web::test]
async fn what_changes_is_told_and_nothing_else() {
    let day = given_day().await;
    let mut phone = Phone::of(&day.ana);
    phone.snapshot().await;
    assert_eq!(phone.pull(None).await, Some(Vec::new()));

    let patch = PatchPackage {
        description: Change::Set(Some("at the back".to_owned())),
        ..PatchPackage::default()
    };
    day.office.ok(&api::PATCH_PACKAGE, [&day.packages[0].to_string()], &patch).await;
    day.office.ok(&api::PATCH_PACKAGE, [&day.packages[3].to_string()], &patch).await;
    let told = phone.pull(None).await.unwrap();
    let named: Vec<_> = told.iter().map(|change| (change.t, change.id, change.op)).collect();
    // The stop shows its package.
    let package = (EntityKind::Package, day.packages[0].0, Op::Put);
    let route = (EntityKind::Route, day.planned.id.0, Op::Put);
    assert!(named.contains(&package) && named.contains(&route) && named.len() == 2, "{named:?}");

    // A refuel is in no copy, but what forms propose follows from it.
    day.ana.ok(&api::CREATE_REFUEL, [], &refuel("van", today(&day.app))).await;
    let kinds: Vec<_> = phone.pull(None).await.unwrap().iter().map(|each| each.t).collect();
    assert_eq!(kinds, [EntityKind::Vehicle, EntityKind::Hints]);

    let admin = day.app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let longer = Settings { offline_until_h: 100, ..settings };
    admin.ok(&api::PUT_SETTINGS, [], &longer).await;
    let name = PatchUser { name: Change::Set("Ana María".to_owned()), ..PatchUser::default() };
    admin.ok(&api::PATCH_USER, [&day.ana.id().to_string()], &name).await;
    let told = phone.pull(None).await.unwrap();
    let kinds: Vec<_> = told.iter().map(|each| each.t).collect();
    assert_eq!(kinds[..3], [EntityKind::Settings, EntityKind::Me, EntityKind::Person], "{kinds:?}");
    // Whatever shows the name follows it.
    assert_eq!(phone.copy[&(EntityKind::Route, day.planned.id.0)].1["driver_name"], "Ana María");
    assert_eq!(phone.digest().await.digests, phone.own_digest());
}

#[actix_web::test]
async fn a_package_that_is_given_away_or_deleted_leaves_the_copy() {
    let day = given_day().await;
    day.give(day.packages[2], &day.ana).await;
    day.give(day.packages[3], &day.ana).await;
    let mut phone = Phone::of(&day.ana);
    phone.snapshot().await;
    for package in &day.packages[2..] {
        day.office.ok(&api::STEP_PACKAGES, [], &step(*package, PackageStatus::Pending)).await;
    }
    day.give(day.packages[2], &day.ben).await;
    day.office.ok(&api::DELETE_PACKAGE, [&day.packages[3].to_string()], &Empty {}).await;
    // Of somebody else's nothing is said.
    let other = ids(&given_packages(&day.office, 1).await)[0];
    day.give(other, &day.ben).await;
    let told = phone.pull(None).await.unwrap();
    let told: Vec<_> = told.iter().map(|change| (change.t, change.id, change.op)).collect();
    assert_eq!(
        told,
        [
            (EntityKind::Package, day.packages[2].0, Op::Evict),
            (EntityKind::Package, day.packages[3].0, Op::Del)
        ]
    );
    assert_eq!(phone.digest().await.digests, phone.own_digest());
}

#[actix_web::test]
async fn a_route_that_is_given_away_leaves_with_its_packages() {
    let day = given_day().await;
    let mut phone = Phone::of(&day.ana);
    phone.snapshot().await;
    let patch = PatchRoute { driver_id: Change::Set(Some(day.ben.id())), ..PatchRoute::default() };
    day.office.ok(&api::PATCH_ROUTE, [&day.planned.id.to_string()], &patch).await;
    assert_eq!(phone.pull(None).await, None);
    phone.snapshot().await;
    assert!(!phone.has(EntityKind::Route, day.planned.id));
    assert!(!phone.has(EntityKind::Package, day.packages[0]));
    assert_eq!(phone.digest().await.digests, phone.own_digest());
}

#[actix_web::test]
async fn pages_hold_whole_commits() {
    let day = given_day().await;
    let mut phone = Phone::of(&day.ana);
    phone.snapshot().await;
    step_route(&day.ana, &day.planned, RouteStatus::InProgress).await;
    day.ana.ok(&api::STEP_PACKAGES, [], &step(day.packages[0], PackageStatus::Delivered)).await;
    let page: PulledView = phone.ask(Some(1)).await.json();
    // The start of the route put both packages in transit: one commit. The first of them was
    // delivered in the next, and comes as it is then.
    let kinds: Vec<_> = page.changes.iter().map(|change| change.t).collect();
    assert!(kinds.contains(&EntityKind::Package) && page.more, "{page:?}");
    assert!(page.as_of < phone.digest().await.as_of);
    phone.pull(Some(1)).await.unwrap();
    assert_eq!(phone.digest().await.digests, phone.own_digest());
    assert_eq!(phone.ask(Some(0)).await.problem(400).code, ErrorCode::Validation);
    assert_eq!(phone.ask(Some(501)).await.problem(400).code, ErrorCode::Validation);
}

#[actix_web::test]
async fn midnight_a_change_of_role_and_another_van_want_a_new_copy() {
    let day = given_day().await;
    let admin = day.app.admin().await;
    let mut phone = Phone::of(&day.ana);
    phone.snapshot().await;
    let nobody = PatchVehicle { driver_ids: Change::Set(vec![]), ..PatchVehicle::default() };
    day.office.ok(&api::PATCH_VEHICLE, ["van"], &nobody).await;
    assert_eq!(phone.pull(None).await, None);
    let snapshot = phone.snapshot().await;
    assert!(snapshot.entities.iter().all(|entity| entity.t != EntityKind::Vehicle));

    let drives = SetRole { also_drives: Some(true), ..SetRole::to(Role::Dispatcher) };
    admin.ok(&api::SET_ROLE, [&day.ana.id().to_string()], &drives).await;
    assert_eq!(phone.pull(None).await, None);
    phone.snapshot().await;
    assert!(phone.has(EntityKind::Route, day.planned.id));
    admin.ok(&api::SET_ROLE, [&day.ana.id().to_string()], &SetRole::to(Role::Driver)).await;
    assert_eq!(phone.pull(None).await, None);

    phone.snapshot().await;
    let (before, yesterday) = (today(&day.app), day.planned.id);
    while today(&day.app) == before {
        day.app.advance(TimeDelta::hours(1));
    }
    phone.client = day.app.sign_in(&support::email_of("ana")).await;
    assert_eq!(phone.pull(None).await, None);
    phone.snapshot().await;
    assert!(phone.has(EntityKind::Route, yesterday), "it is of yesterday now");
    day.app.advance(TimeDelta::days(2));
    phone.client = day.app.sign_in(&support::email_of("ana")).await;
    phone.snapshot().await;
    assert!(!phone.has(EntityKind::Route, yesterday));
    // What was not brought is still to be.
    assert!(phone.has(EntityKind::Package, day.packages[0]));
}

#[actix_web::test]
async fn a_route_under_way_belongs_to_every_day() {
    let day = given_day().await;
    step_route(&day.ana, &day.planned, RouteStatus::InProgress).await;
    day.app.advance(TimeDelta::days(5));
    let mut phone = Phone::of(&day.app.sign_in(&support::email_of("ana")).await);
    phone.snapshot().await;
    assert!(phone.has(EntityKind::Route, day.planned.id));
    assert!(phone.has(EntityKind::Package, day.packages[0]));
}

#[actix_web::test]
async fn a_cursor_is_nobody_elses() {
    let day = given_day().await;
    let (mut phone, mut other) = (Phone::of(&day.ana), Phone::of(&day.ana));
    phone.snapshot().await;
    other.snapshot().await;
    let bens = Phone::of(&day.ben);
    for (client, id, cursor) in [
        (&day.ana, phone.id, other.cursor.clone()),
        (&day.ben, bens.id, phone.cursor.clone()),
        (&day.ana, phone.id, "x".to_owned()),
        (&day.ana, phone.id, String::from("1.2.3.4.5")),
    ] {
        let pull = Pull { client_id: id, user_id: None, cursor, limit: None };
        client.refused_as(ErrorCode::CursorExpired, &api::PULL, [], &pull).await;
    }
    // Another's client is not one's own, whatever one has of it.
    let pull =
        Pull { client_id: phone.id, user_id: None, cursor: phone.cursor.clone(), limit: None };
    day.ben.refused_as(ErrorCode::ClientStateForked, &api::PULL, [], &pull).await;
}

#[actix_web::test]
async fn whoever_also_drives_keeps_a_copy_of_their_own_day_alone() {
    let day = given_day().await;
    let admin = day.app.admin().await;
    let drives = PatchUser { also_drives: Change::Set(true), ..PatchUser::default() };
    admin.ok(&api::PATCH_USER, [&day.office.id().to_string()], &drives).await;
    let own = day.route_on(&day.office, 0, &[day.packages[2]]).await;
    let mut phone = Phone::of(&day.office);
    phone.snapshot().await;
    assert!(
        phone.has(EntityKind::Route, own.id) && phone.has(EntityKind::Package, day.packages[2])
    );
    assert!(!phone.has(EntityKind::Route, day.planned.id));
    assert!(!phone.has(EntityKind::Package, day.packages[0]));
    // They gave their route to somebody else, and see it all the same.
    let patch = PatchRoute { driver_id: Change::Set(Some(day.ben.id())), ..PatchRoute::default() };
    day.office.ok(&api::PATCH_ROUTE, [&own.id.to_string()], &patch).await;
    assert_eq!(phone.pull(None).await, None);
    phone.snapshot().await;
    assert!(
        !phone.has(EntityKind::Route, own.id) && !phone.has(EntityKind::Package, day.packages[2])
    );
    assert_eq!(phone.digest().await.digests, phone.own_digest());
}

#[actix_web::test]
async fn a_night_route_is_of_the_day_that_it_ends_on() {
    let day = given_day().await;
    let date = today(&day.app) + Days::new(1);
    let settings = day.office.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let record = furgo::features::settings::SettingsRecord {
        settings,
        ..furgo::features::settings::SettingsRecord::initial(day.app.now())
    };
    let late = record.start_of(date + Days::new(1)) - TimeDelta::minutes(1);
    let request = furgo_shared::routes::CreateRoute {
        depart_at: Some(late),
        ..route(day.ana.id(), date, vec![day.packages[2]])
    };
    let planned = day.office.ok(&api::CREATE_ROUTE, [], &request).await;
    // Two days later it is of the day before yesterday, and went on into yesterday.
    day.app.advance(record.start_of(date + Days::new(2)) - day.app.now() + TimeDelta::hours(1));
    let ana = day.app.sign_in(&support::email_of("ana")).await;
    let ask = AskSnapshot { client_id: Phone::of(&ana).id, user_id: None, heals: false };
    let snapshot: SnapshotView = ana.ok(&api::SNAPSHOT, [], &ask).await;
    assert!(snapshot.entities.iter().any(|entity| entity.id == planned.id.0));
}

/// A change of the office sends every phone here in the same moment.
#[actix_web::test]
async fn two_hundred_phones_at_once_are_all_told() {
    let day = given_day().await;
    let mut phone = Phone::of(&day.ana);
    phone.snapshot().await;
    day.give(day.packages[2], &day.ana).await;
    let asked: Vec<_> = (0..200)
        .map(|_| {
            let phone = phone.clone();
            actix_web::rt::spawn(async move { phone.ask(None).await })
        })
        .collect();
    for answer in asked {
        let answer = answer.await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(!answer.json::<PulledView>().changes.is_empty());
    }
}
