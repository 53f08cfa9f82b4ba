//! Whoever of the office also drives: is given work as drivers are, does it as they do, and loses
//! nothing of what the office may.

use furgo_shared::{
    access::Role,
    api,
    change::Change,
    id::{PackageId, UserId},
    packages::{ListPackages, PackageStatus, StepPackages, StepReason},
    page::Page,
    problem::ErrorCode,
    routes::{CreateRoute, ListRoutes, MyDay, PlanDay, RouteStatus},
    time::Day,
    users::{AskDrivers, CreateUser, PatchUser, SetRole, UserView},
    validate::{Empty, FieldCode},
    vehicles::{CreateVehicle, PatchVehicle},
};
use support::{Client, TestApp, email_of};

use crate::{
    day::{fresh, given_depot, given_packages, ids, route, step, step_route, today, vehicle},
    day_plan::{driver, plan},
};

fn switch(also_drives: bool) -> PatchUser {
    PatchUser { also_drives: Change::Set(also_drives), ..PatchUser::default() }
}

async fn switched(app: &TestApp, id: UserId, also_drives: bool) -> UserView {
    app.admin().await.ok(&api::PATCH_USER, [&id.to_string()], &switch(also_drives)).await
}

/// A dispatcher who also drives, signed in.
async fn driving_dispatcher(app: &TestApp, name: &str) -> Client {
    let office = app.dispatcher(name).await;
    assert!(switched(app, office.id(), true).await.also_drives);
    office
}

fn tomorrow(app: &TestApp) -> Day {
    today(app) + chrono::Days::new(1)
}

async fn drivers(office: &Client, ask: AskDrivers) -> Vec<String> {
    let drivers = office.ok(&api::LIST_DRIVERS, [], &ask).await.items;
    drivers.into_iter().map(|driver| driver.name).collect()
}

async fn give(office: &Client, package: PackageId, to: UserId) -> StepPackages {
    let step = StepPackages { assigned_to: Some(to), ..step(package, PackageStatus::Assigned) };
    office.ok(&api::STEP_PACKAGES, [], &step).await;
    step
}

#[actix_web::test]
async fn whoever_also_drives_can_be_given_vehicles_packages_and_routes() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (admin, dora) = (app.admin().await, app.dispatcher("dora").await);
    app.active("zoe", Role::Driver).await;
    app.active("ana", Role::Driver).await;
    let packages = given_packages(&dora, 2).await;
    let van = CreateVehicle { driver_ids: vec![dora.id()], ..vehicle("van") };
    let problem = admin.refused(400, &api::CREATE_VEHICLE, [], &van).await;
    assert_eq!(problem.fields.of("driver_ids"), Some(FieldCode::NotUsable));
    assert_eq!(drivers(&dora, AskDrivers::default()).await, ["ana", "zoe"]);

    assert!(switched(&app, dora.id(), true).await.also_drives);
    assert!(dora.ok(&api::ME, [], &Empty {}).await.also_drives);
    assert_eq!(drivers(&dora, AskDrivers::default()).await, ["ana", "dora", "zoe"]);
    let van = admin.ok(&api::CREATE_VEHICLE, [], &van).await;
    assert_eq!(van.driver_ids, [dora.id()]);
    give(&dora, packages[0].id, dora.id()).await;
    let own = dora.ok(&api::MY_PACKAGES, [], &Empty {}).await.items;
    assert_eq!(ids(&own), [packages[0].id]);
    let request = CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(dora.id(), today(&app), ids(&packages))
    };
    let planned = dora.ok(&api::CREATE_ROUTE, [], &request).await;
    assert_eq!(planned.driver_name.as_deref(), Some("dora"));
    let mine = dora.ok(&api::MY_ROUTE, [], &MyDay::default()).await.route;
    assert_eq!(mine.map(|route| route.id), Some(planned.id));
    // Nobody else's, and the whole fleet as before.
    assert_eq!(admin.ok(&api::MY_ROUTE, [], &MyDay::default()).await.route, None);
    assert_eq!(dora.ok(&api::LIST_PACKAGES, [], &ListPackages::default()).await.total, 2);
}

#[actix_web::test]
async fn an_admin_of_one_does_the_whole_day_alone() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let admin = app.admin().await;
    switched(&app, admin.id(), true).await;
    let mut van = vehicle("van");
    van.driver_ids = vec![admin.id()];
    admin.ok(&api::CREATE_VEHICLE, [], &van).await;
    let packages = given_packages(&admin, 2).await;
    let request = CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(admin.id(), today(&app), ids(&packages))
    };
    let route = admin.ok(&api::CREATE_ROUTE, [], &request).await;
    step_route(&admin, &route, RouteStatus::InProgress).await;
    for package in &packages {
        let delivered = step(package.id, PackageStatus::Delivered);
        let now = &admin.ok(&api::STEP_PACKAGES, [], &delivered).await.items[0];
        assert_eq!((now.status, now.assigned_to), (PackageStatus::Delivered, Some(admin.id())));
    }
    let done = step_route(&admin, &route, RouteStatus::Completed).await;
    assert_eq!(done.status, RouteStatus::Completed);
    let month = admin.ok(&api::DASHBOARD, [], &Empty {}).await.month;
    assert_eq!((month.delivered, month.routes_completed), (2, 1));
}

#[actix_web::test]
async fn behind_the_wheel_the_office_takes_a_drivers_steps_on_the_own_route_alone() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (dora, ana) = (driving_dispatcher(&app, "dora").await, app.driver("ana").await);
    let packages = given_packages(&dora, 2).await;
    let again = async |driver: &Client, package: usize, status: u16| {
        let id = packages[package].id;
        let request = route(driver.id(), today(&app), vec![id]);
        let running = dora.ok(&api::CREATE_ROUTE, [], &request).await;
        step_route(driver, &running, RouteStatus::InProgress).await;
        let absent = StepPackages {
            reason: Some(StepReason::RecipientAbsent),
            ..step(id, PackageStatus::Undelivered)
        };
        driver.ok(&api::STEP_PACKAGES, [], &absent).await;
        let reply = dora.call(&api::STEP_PACKAGES, [], &step(id, PackageStatus::InTransit)).await;
        assert_eq!(reply.status, status, "{}", reply.text());
        let now = fresh(&dora, id).await;
        (now.status, now.attempts)
    };
    // A second attempt is the driver's to say, as far as there is one.
    assert_eq!(again(&dora, 0, 200).await, (PackageStatus::InTransit, 1));
    assert_eq!(again(&ana, 1, 409).await, (PackageStatus::Undelivered, 1));
}

#[actix_web::test]
async fn a_viewer_cannot_drive_as_well() {
    let app = TestApp::start().await;
    let (admin, vera) = (app.admin().await, app.viewer().await);
    let id = vera.id().to_string();
    let problem = admin.refused(400, &api::PATCH_USER, [&id], &switch(true)).await;
    assert_eq!(problem.code, ErrorCode::ViewersDoNotDrive);
    assert_eq!(problem.fields.of("also_drives"), Some(FieldCode::NotUsable));
    assert!(!admin.ok(&api::GET_USER, [&id], &Empty {}).await.also_drives);
    let invitation = CreateUser {
        id: None,
        name: "vito".to_owned(),
        email: email_of("vito"),
        role: Role::Viewer,
        also_drives: true,
        locale: None,
    };
    admin.refused_as(ErrorCode::ViewersDoNotDrive, &api::CREATE_USER, [], &invitation).await;
    let invitation = CreateUser { role: Role::Dispatcher, ..invitation };
    let vito = admin.ok(&api::CREATE_USER, [], &invitation).await.user;
    assert!(vito.also_drives);
    // Invited, so there is no work for them yet.
    assert_eq!(drivers(&admin, AskDrivers::default()).await, [""; 0]);
    assert_eq!(drivers(&admin, AskDrivers::with_invited()).await, ["vito"]);
}

#[actix_web::test]
async fn nobody_switches_it_on_for_themselves_but_an_admin() {
    let app = TestApp::start().await;
    let dora = app.dispatcher("dora").await;
    let id = dora.id().to_string();
    dora.refused_as(ErrorCode::Forbidden, &api::PATCH_USER, [&id], &switch(true)).await;
    let profile = Some(r#"{"also_drives":true}"#);
    dora.raw("PUT", "/api/auth/updateprofile", profile).await.problem(400);
    assert!(!dora.ok(&api::ME, [], &Empty {}).await.also_drives);
}

#[actix_web::test]
async fn it_is_switched_off_only_when_no_work_is_left() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (admin, dora) = (app.admin().await, driving_dispatcher(&app, "dora").await);
    let id = dora.id().to_string();
    let van = CreateVehicle { driver_ids: vec![dora.id()], ..vehicle("van") };
    dora.ok(&api::CREATE_VEHICLE, [], &van).await;
    let packages = given_packages(&dora, 1).await;
    let stays = async || {
        let before = admin.ok(&api::GET_USER, [&id], &Empty {}).await;
        admin.refused_as(ErrorCode::HasOpenWork, &api::PATCH_USER, [&id], &switch(false)).await;
        let viewer = SetRole::to(Role::Viewer);
        admin.refused_as(ErrorCode::HasOpenWork, &api::SET_ROLE, [&id], &viewer).await;
        assert_eq!(admin.ok(&api::GET_USER, [&id], &Empty {}).await, before);
    };
    let assigned = give(&dora, packages[0].id, dora.id()).await;
    stays().await;
    let request = route(dora.id(), today(&app), ids(&packages));
    let planned = dora.ok(&api::CREATE_ROUTE, [], &request).await;
    stays().await;
    dora.ok(&api::DELETE_ROUTE, [&planned.id.to_string()], &Empty {}).await;

    // What is in nobody's hands is no work, nor is a van.
    assert!(!switched(&app, dora.id(), false).await.also_drives);
    let kept = dora.ok(&api::GET_VEHICLE, ["van"], &Empty {}).await;
    assert_eq!(kept.driver_ids, [dora.id()]);
    let note = PatchVehicle {
        driver_ids: Change::Set(vec![dora.id()]),
        notes: Change::Set(Some("new tyres".to_owned())),
        ..PatchVehicle::default()
    };
    dora.ok(&api::PATCH_VEHICLE, ["van"], &note).await;
    let problem = dora.refused(400, &api::STEP_PACKAGES, [], &assigned).await;
    assert_eq!(problem.fields.of("assigned_to"), Some(FieldCode::NotUsable));
    let way = ["routes", &planned.id.to_string()];
    dora.refused_as(ErrorCode::DriverOrVehicleGone, &api::RESTORE, way, &Empty {}).await;
    // On again, the van is theirs as it was.
    switched(&app, dora.id(), true).await;
    dora.ok(&api::RESTORE, way, &Empty {}).await;
}

#[actix_web::test]
async fn a_role_takes_the_switch_along_or_away() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (admin, office) = (app.admin().await, app.dispatcher("bea").await);
    let (dora, ana) = (driving_dispatcher(&app, "dora").await, app.driver("ana").await);
    let become_one = async |who: &Client, role| {
        admin.ok(&api::SET_ROLE, [&who.id().to_string()], &SetRole::to(role)).await.also_drives
    };
    assert!(become_one(&dora, Role::Admin).await);
    assert!(become_one(&dora, Role::Driver).await);
    assert!(become_one(&dora, Role::Dispatcher).await);
    assert!(!become_one(&dora, Role::Viewer).await);
    assert!(!become_one(&dora, Role::Dispatcher).await);
    // Said together with the role, in one step.
    let with = |role, also_drives| SetRole { role, also_drives: Some(also_drives) };
    let id = dora.id().to_string();
    let viewer = with(Role::Viewer, true);
    admin.refused_as(ErrorCode::ViewersDoNotDrive, &api::SET_ROLE, [&id], &viewer).await;
    for drives in [true, false] {
        let set = admin.ok(&api::SET_ROLE, [&id], &with(Role::Dispatcher, drives)).await;
        assert_eq!(set.also_drives, drives);
    }
    assert_eq!(drivers(&office, AskDrivers::default()).await, ["ana"]);

    // A driver who comes into the office goes on driving, with the route that is theirs.
    let packages = given_packages(&office, 1).await;
    let request = route(ana.id(), today(&app), ids(&packages));
    let route = office.ok(&api::CREATE_ROUTE, [], &request).await;
    switched(&app, ana.id(), true).await;
    assert!(become_one(&ana, Role::Dispatcher).await);
    step_route(&ana, &route, RouteStatus::InProgress).await;
    let id = ana.id().to_string();
    admin.refused_as(ErrorCode::HasOpenWork, &api::PATCH_USER, [&id], &switch(false)).await;
    // Whoever is a driver drives, whatever the switch says.
    assert!(become_one(&ana, Role::Driver).await);
    assert!(!switched(&app, ana.id(), false).await.also_drives);
    step_route(&ana, &route, RouteStatus::Completed).await;
}

#[actix_web::test]
async fn a_deactivated_person_drives_no_more() {
    let app = TestApp::start().await;
    let (admin, dora) = (app.admin().await, driving_dispatcher(&app, "dora").await);
    admin.ok(&api::DEACTIVATE_USER, [&dora.id().to_string()], &Empty {}).await;
    assert_eq!(drivers(&admin, AskDrivers::with_invited()).await, [""; 0]);
    let van = CreateVehicle { driver_ids: vec![dora.id()], ..vehicle("van") };
    let problem = admin.refused(400, &api::CREATE_VEHICLE, [], &van).await;
    assert_eq!(problem.fields.of("driver_ids"), Some(FieldCode::NotUsable));
}

#[actix_web::test]
async fn people_can_be_narrowed_to_those_who_drive() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    driving_dispatcher(&app, "dora").await;
    app.active("ana", Role::Driver).await;
    app.active("bea", Role::Dispatcher).await;
    app.active("vera", Role::Viewer).await;
    let names = async |query: &str| {
        let reply = admin.raw("GET", &format!("/api/users?{query}"), None).await;
        let page: Page<UserView> = reply.json();
        page.items.into_iter().map(|user| user.name).collect::<Vec<_>>()
    };
    assert_eq!(names("drives=true").await, ["ana", "dora"]);
    assert_eq!(names("drives=false").await, ["alma", "bea", "vera"]);
    assert_eq!(names("drives=true&role=dispatcher").await, ["dora"]);
}

#[actix_web::test]
async fn a_day_is_planned_for_drivers_and_office_alike() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (dora, ana) = (driving_dispatcher(&app, "dora").await, app.driver("ana").await);
    let packages = given_packages(&dora, 6).await;
    let drivers = vec![driver(dora.id()), driver(ana.id())];
    let request = PlanDay { commit: true, ..plan(tomorrow(&app), drivers, &packages) };
    dora.ok(&api::PLAN_DAY, [], &request).await;
    let own = ListRoutes { driver_id: Some(dora.id()), ..ListRoutes::default() };
    assert_eq!(dora.ok(&api::LIST_ROUTES, [], &own).await.total, 1);
}
