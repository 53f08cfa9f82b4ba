//! What the API says must be so: nothing that is nothing counts as a change, what is missing is
//! asked for, and who is refused is named.

use furgo_shared::{
    access::Role,
    api,
    auth::SignedInView,
    logs::LogEntryView,
    packages::{PackageStatus, PackageView, StepPackages, StepReason},
    page::Page,
    problem::ErrorCode,
    routes::{RouteStatus, RouteView},
    users::UserView,
    validate::{Empty, FieldCode},
    vehicles::VehicleView,
};
use serde_json::{Value, json};
use support::{Client, PASSWORD, TestApp, email_of};

use crate::day::{
    fresh, given_depot, given_packages, given_vehicle, ids, route, step, step_route, today,
};
use crate::histories::refuel;

async fn version_of(client: &Client, path: &str) -> u64 {
    let reply = client.raw("GET", path, None).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.json::<Value>()["version"].as_u64().unwrap()
}

/// One of each noun that can be changed, with the path to it.
async fn one_of_each(app: &TestApp) -> Vec<String> {
    given_depot(app).await;
    let (office, dani) = (app.dispatcher("olaia").await, app.driver("dani").await);
    given_vehicle(&office, "van-1").await;
    let packages = given_packages(&office, 2).await;
    let planned = route(dani.id(), today(app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    let created = async |path: &str, body: Value| {
        let reply = office.raw("POST", path, Some(&body.to_string())).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        format!("{path}/{}", reply.json::<Value>()["id"].as_str().unwrap())
    };
    let date = today(app);
    let fuelled = office.ok(&api::CREATE_REFUEL, [], &refuel("van-1", date)).await;
    vec![
        format!("/api/users/{}", dani.id()),
        "/api/vehicles/van-1".to_owned(),
        format!("/api/packages/{}", packages[0].id),
        format!("/api/routes/{}", planned.id),
        format!("/api/refuels/{}", fuelled.id),
        created(
            "/api/maintenance",
            json!({"vehicle": "van-1", "date": date, "kind": "oil", "description": "oil",
                "cost": 10, "odometer_km": 9000, "every_months": 12}),
        )
        .await,
        created(
            "/api/expenses",
            json!({"vehicle": "van-1", "date": date, "category": "parking", "amount": 4,
                "description": "parking"}),
        )
        .await,
        created(
            "/api/readings",
            json!({"vehicle": "van-1", "date": date, "kind": "reading", "odometer_km": 9500}),
        )
        .await,
        created(
            "/api/routes",
            json!({"kind": "logged", "vehicle": "van-1", "date": date, "distance_km": 12}),
        )
        .await,
    ]
}

#[actix_web::test]
async fn a_change_of_nothing_is_no_change() {
    let app = TestApp::start().await;
    let paths = one_of_each(&app).await;
    let (admin, office) = (app.admin().await, app.sign_in(&email_of("olaia")).await);
    for path in paths {
        let client = if path.contains("/users/") { &admin } else { &office };
        let (version, route) = (version_of(client, &path).await, version_of_route(&office).await);
        let reply = client.raw("PATCH", &path, Some("{}")).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        assert_eq!(reply.json::<Value>()["version"].as_u64(), Some(version), "{path}");
        assert_eq!(version_of(client, &path).await, version, "{path}");
        assert_eq!(version_of_route(&office).await, route, "{path}: what follows from it");
        // So nobody else's change is refused.
        let condition = format!("\"{version}\"");
        let other = client.with("if-match", &condition).raw("PATCH", &path, Some("{}")).await;
        assert_eq!(other.status, 200, "{path}");
        // A body that is not there is a mistake.
        let problem = client.raw("PATCH", &path, None).await.problem(400);
        assert_eq!(problem.code, ErrorCode::MalformedBody, "{path}");
    }
    let settings = admin.raw("GET", "/api/settings", None).await.json::<Value>();
    let mut same = settings.clone();
    let names: Vec<String> = same.as_object().unwrap().keys().cloned().collect();
    for name in
        names.iter().filter(|name| ["version", "updated_at", "created_at"].contains(&name.as_str()))
    {
        same.as_object_mut().unwrap().remove(name);
    }
    let reply = admin.raw("PUT", "/api/settings", Some(&same.to_string())).await;
    assert_eq!((reply.status, reply.json::<Value>()), (200, settings), "{}", reply.text());
    admin.raw("PUT", "/api/settings", None).await.problem(400);
    let me = version_of(&office, "/api/auth/me").await;
    let reply = office.raw("PUT", "/api/auth/updateprofile", Some("{}")).await;
    assert_eq!(reply.json::<UserView>().version, me);
    office.raw("PUT", "/api/auth/updateprofile", None).await.problem(400);
}

/// Of the only delivery route.
async fn version_of_route(office: &Client) -> u64 {
    let routes = office.raw("GET", "/api/routes?kind=delivery", None).await.json::<Value>();
    routes["items"][0]["version"].as_u64().unwrap()
}

#[actix_web::test]
async fn actions_without_content_need_no_body() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.dispatcher("olaia").await);
    given_vehicle(&office, "van-1").await;
    assert_eq!(office.raw("POST", "/api/vehicles/van-1/reactivate", None).await.status, 200);
    assert_eq!(office.raw("PATCH", "/api/vehicles/van-1/reactivate", None).await.status, 200);
    let path = format!("/api/users/{}/reactivate", office.id());
    assert_eq!(admin.raw("PATCH", &path, None).await.status, 200);
    admin.raw("POST", "/api/packages", None).await.problem(400);
}

#[actix_web::test]
async fn a_refused_batch_names_the_package() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, dani) = (app.dispatcher("olaia").await, app.driver("dani").await);
    let packages = given_packages(&office, 3).await;
    let planned = route(dani.id(), today(&app), ids(&packages[..2]));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    step_route(&dani, &planned, RouteStatus::InProgress).await;
    let all = |new_status| StepPackages {
        package_id: None,
        package_ids: ids(&packages),
        ..step(packages[0].id, new_status)
    };

    let problem = office
        .refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &all(PackageStatus::Delivered))
        .await;
    assert_eq!(problem.fields.of("package_ids[2]"), Some(FieldCode::NotUsable), "{problem:?}");
    assert_eq!((problem.fields.iter().count(), problem.from.as_deref()), (1, Some("pending")));
    // To the driver the third does not exist.
    let problem = dani
        .refused_as(ErrorCode::NotFound, &api::STEP_PACKAGES, [], &all(PackageStatus::Delivered))
        .await;
    assert_eq!(problem.fields.of("package_ids[2]"), Some(FieldCode::NotFound));
    let one = StepPackages { reason: None, ..step(packages[2].id, PackageStatus::Delivered) };
    let problem = office.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &one).await;
    assert_eq!(problem.fields.of("package_id"), Some(FieldCode::NotUsable));
    let reasonless = StepPackages {
        reason: None,
        package_id: None,
        package_ids: ids(&packages[..2]),
        ..step(packages[0].id, PackageStatus::Undelivered)
    };
    let problem = office.refused(400, &api::STEP_PACKAGES, [], &reasonless).await;
    assert_eq!(problem.fields.of("package_ids[0]"), Some(FieldCode::NotUsable), "{problem:?}");
    assert_eq!(problem.fields.of("reason"), Some(FieldCode::Required));
    // Nothing of it has happened.
    assert_eq!(fresh(&office, packages[0].id).await.status, PackageStatus::InTransit);
    let right = StepPackages { reason: Some(StepReason::Refused), ..reasonless };
    office.ok(&api::STEP_PACKAGES, [], &right).await;
}

#[actix_web::test]
async fn a_machine_that_asks_for_a_page_is_told_that_there_is_none() {
    let app = TestApp::start().await;
    for path in ["/metrics", "/wp-login", "/vehicles", "/.well-known/security", "/no-such-file.js"]
    {
        let stranger = app.stranger();
        assert_eq!(stranger.raw("GET", path, None).await.problem(404).code, ErrorCode::NotFound);
        assert_eq!(stranger.raw("HEAD", path, None).await.status, 404, "{path}");
    }
    let browser = app.stranger().with("accept", "text/html");
    // Without a built app, a page says how to build it.
    assert!([200, 503].contains(&browser.raw("GET", "/vehicles", None).await.status));
    browser.raw("GET", "/no-such-file.js", None).await.problem(404);
}

#[actix_web::test]
async fn a_client_that_is_no_browser_is_given_tokens() {
    let app = TestApp::start().await;
    app.active("dani", Role::Driver).await;
    let body = format!(r#"{{"email":"{}","password":"{PASSWORD}"}}"#, email_of("dani"));
    let log_in = async |client: Client| client.raw("POST", "/api/auth/login", Some(&body)).await;

    let reply = log_in(app.stranger()).await;
    let signed_in: SignedInView = reply.json();
    assert!(signed_in.access_token.is_some() && signed_in.expires_in == Some(900));
    assert!(reply.header("set-cookie").starts_with("refresh_token="));
    for (name, value) in [("origin", app.url.as_str()), ("sec-fetch-site", "same-origin")] {
        let reply = log_in(app.stranger().with(name, value)).await;
        assert!(!reply.text().contains("token"), "{name}");
        assert!(reply.header("set-cookie").starts_with("furgo="), "{name}");
    }
    let named = body.replace('}', r#","grant":"session"}"#);
    let reply = app.stranger().raw("POST", "/api/auth/login", Some(&named)).await;
    assert!(reply.header("set-cookie").starts_with("furgo="));
}

#[actix_web::test]
async fn published_clients_find_their_paths_and_names() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (admin, office) = (app.admin().await, app.dispatcher("olaia").await);
    let dani = app.driver("dani").await;
    for path in
        ["/api/auth/forgotPassword", "/api/auth/forgotpassword", "/api/auth/forgot-password"]
    {
        let body = r#"{"email":"dani@example.org"}"#;
        assert_eq!(app.stranger().raw("POST", path, Some(body)).await.status, 202, "{path}");
    }
    let body =
        format!(r#"{{"current_password":"{PASSWORD}","new_password":"ocho-faroles-7-trigo"}}"#);
    assert_eq!(dani.raw("PATCH", "/api/users/changeMyPwd", Some(&body)).await.status, 204);

    let packages = given_packages(&office, 2).await;
    let (of, by, day) = (packages[0].id, office.id(), today(&app));
    let rows = async |query: &str| {
        let reply = office.raw("GET", &format!("/api/logs/{query}"), None).await;
        assert_eq!(reply.status, 200, "{query}: {}", reply.text());
        reply.json::<Page<LogEntryView>>().total
    };
    assert_eq!(rows(&format!("listByPackage?packageId={of}")).await, 1);
    assert_eq!(rows(&format!("listByPackage?package_id={of}")).await, 1);
    assert_eq!(rows(&format!("listAll?changedBy={by}&fromDate={day}&toDate={day}")).await, 2);
    let problem = office.raw("GET", "/api/logs/listByPackage", None).await.problem(400);
    assert_eq!(problem.fields.of("package_id"), Some(FieldCode::Required));

    let planned = route(dani.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    // In any order: what counts is the index.
    let mut stops: Vec<_> = (0..)
        .zip(planned.stops.iter().rev())
        .map(|(at, stop)| json!({"stop_id": stop.id, "order_index": at}))
        .collect();
    stops.reverse();
    let body = json!({"route_id": planned.id, "stops": stops}).to_string();
    let turned = office.raw("PATCH", "/api/stops/reorder", Some(&body)).await.json::<RouteView>();
    assert_eq!(turned.stops[0].id, planned.stops[1].id);

    given_vehicle(&office, "van-1").await;
    for is_active in [false, false, true] {
        let body = json!({"is_active": is_active}).to_string();
        let van = office.raw("PATCH", "/api/vehicles/van-1", Some(&body)).await;
        assert_eq!(van.json::<VehicleView>().is_active, is_active);
        let path = format!("/api/auth/users/{}", dani.id());
        // A driver with an open route may be out of work, too; it is theirs until it is handed over.
        let user = admin.raw("PATCH", &path, Some(&body)).await;
        assert_eq!(user.json::<UserView>().is_active, is_active, "{}", user.text());
        let status = dani.call(&api::ME, [], &Empty {}).await.status;
        assert_eq!(status, 401, "the session has ended, and does not come back");
    }
    let own = format!("/api/users/{}", admin.id());
    let problem = admin.raw("PATCH", &own, Some(r#"{"is_active":false}"#)).await.problem(409);
    assert_eq!(problem.code, ErrorCode::OwnAccount);
}

#[actix_web::test]
async fn one_package_is_still_one() {
    let app = TestApp::start().await;
    let office = app.dispatcher("olaia").await;
    let package: PackageView = given_packages(&office, 1).await.remove(0);
    let body = json!({"new_status": "failed"}).to_string();
    let path = format!("/api/packages/{}/status", package.id);
    let problem = office.raw("POST", &path, Some(&body)).await.problem(400);
    assert_eq!(problem.fields.of("reason"), Some(FieldCode::Required));
}
