//! Who is shown how much: as much as their work needs, and nothing that was erased.

use chrono::TimeDelta;
use furgo::{
    auth::Permit,
    features::packages::{PackageRecord, record::Identity},
    storage::outcome::Once,
};
use furgo_shared::{
    api,
    change::Change,
    id::UserId,
    money::Money,
    packages::{PackageStatus, PackageView},
    page::Page,
    problem::ErrorCode,
    routes::{PatchRoute, RouteStatus},
    users::{PatchUser, RemoveUser},
    validate::Empty,
    vehicles::PatchVehicle,
};
use serde_json::{Value, json};
use support::{TestApp, email_of};
use uuid::Uuid;

use crate::day::{
    fresh, given_depot, given_packages, given_vehicle, ids, package, route, step, step_route, today,
};

#[actix_web::test]
async fn viewers_learn_nothing_of_packages_from_a_route() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, dani) = (app.dispatcher("olaia").await, app.driver("dani").await);
    let packages = given_packages(&office, 2).await;
    let planned = route(dani.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    let note = "The dog of the second house bites".to_owned();
    let patch = PatchRoute { notes: Change::Set(Some(note.clone())), ..PatchRoute::default() };
    let id = planned.id.to_string();
    office.ok(&api::PATCH_ROUTE, [&id], &patch).await;
    let vera = app.viewer().await;
    let seen = vera.call(&api::GET_ROUTE, [&id], &Empty {}).await;
    assert_eq!(seen.status, 200);
    for secret in [&note, &packages[0].tracking_code, &packages[1].tracking_code] {
        assert!(!seen.text().contains(secret), "{secret}: {}", seen.text());
        for client in [&office, &dani] {
            assert!(client.call(&api::GET_ROUTE, [&id], &Empty {}).await.text().contains(secret));
        }
    }
}

#[actix_web::test]
async fn a_driver_sees_whom_they_served_for_thirty_days() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, dani) = (app.dispatcher("olaia").await, app.driver("dani").await);
    let packages = given_packages(&office, 1).await;
    let planned = route(dani.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    step_route(&dani, &planned, RouteStatus::InProgress).await;
    dani.ok(&api::STEP_PACKAGES, [], &step(packages[0].id, PackageStatus::Delivered)).await;
    step_route(&dani, &planned, RouteStatus::Completed).await;

    let (id, of) = (packages[0].id.to_string(), planned.id.to_string());
    app.advance(TimeDelta::days(29));
    let dani = app.sign_in(&email_of("dani")).await;
    assert_eq!(fresh(&dani, packages[0].id).await.recipient_name, packages[0].recipient_name);
    app.advance(TimeDelta::days(2));
    let (office, dani) =
        (app.sign_in(&email_of("olaia")).await, app.sign_in(&email_of("dani")).await);
    let street = &packages[0].address.street;
    for path in [
        format!("/api/packages/{id}"),
        format!("/api/packages/{id}/log"),
        format!("/api/routes/{of}"),
        "/api/packages".to_owned(),
        "/api/logs".to_owned(),
    ] {
        let shown = dani.raw("GET", &path, None).await;
        assert_eq!(shown.status, 200, "{path}");
        for secret in [&packages[0].recipient_name, street] {
            assert!(!shown.text().contains(secret), "{path} {secret}");
        }
    }
    assert_eq!(fresh(&office, packages[0].id).await.recipient_name, packages[0].recipient_name);
}

fn code(number: u32) -> String {
    format!("OLD{number:05}")
}

/// A finished package of a driver, as it was entered and finished today.
fn finished(app: &TestApp, driver: UserId, number: u32) -> PackageRecord {
    let identity = Identity {
        id: Uuid::from_u128(0x7e << 64 | u128::from(number)).into(),
        tracking_code: code(number),
        tracking_token: format!("{number:032x}"),
    };
    // Later ones have names that come earlier.
    let request = package(&format!("Zorione {:05}", 99_999 - number), number);
    let now = app.now() + TimeDelta::milliseconds(i64::from(number));
    let mut package = PackageRecord::new(identity, request, now);
    package.assigned_to = Some(driver);
    package.status = PackageStatus::Delivered;
    package.finished_at = Some(now);
    package
}

#[actix_web::test]
async fn a_driver_does_not_find_whom_they_no_longer_see() {
    // Few are read one by one, many are looked up in the catalogue.
    for count in [20, 1_200] {
        let app = TestApp::start().await;
        let driver = app.driver("dani").await.id();
        app.dispatcher("olaia").await;
        let packages: Vec<_> = (0..count).map(|number| finished(&app, driver, number)).collect();
        let write = app.app.db.write(Permit::for_job(), Once::by_job("test"), move |tx| {
            packages.into_iter().try_for_each(|package| tx.put(package).map(drop))?;
            Ok(())
        });
        write.await.unwrap();
        let found = async |name: &str, query: &str| {
            let client = app.sign_in(&email_of(name)).await;
            let path = format!("/api/packages?limit=2&{query}");
            let page: Page<PackageView> = client.raw("GET", &path, None).await.json();
            let codes = page.items.into_iter().map(|package| package.stored.tracking_code);
            (page.total, codes.collect::<Vec<_>>())
        };
        let (all, by_name) = (u64::from(count), "sort=recipient_name");
        let ends = [code(count - 1), code(count - 2)].to_vec();
        assert_eq!(found("dani", "q=zorione").await.0, all, "while they see them");
        assert_eq!(found("dani", by_name).await, (all, ends.clone()));

        app.advance(TimeDelta::days(31));
        for hidden in ["zorione", "ledesma", "%2B34600", "34600000000", "000000"] {
            let query = format!("q={hidden}");
            assert_eq!(found("dani", &query).await.0, 0, "{hidden}");
            assert_eq!(found("olaia", &query).await.0, all, "{hidden}");
        }
        for known in ["bilbao", "48001", "old0"] {
            assert_eq!(found("dani", &format!("q={known}")).await.0, all, "{known}");
        }
        // Their order tells nothing of their names either.
        assert_eq!(found("dani", by_name).await, (all, [code(0), code(1)].to_vec()));
        assert_eq!(found("olaia", by_name).await, (all, ends));
    }
}

#[actix_web::test]
async fn a_driver_is_not_told_what_the_van_has_cost() {
    let app = TestApp::start().await;
    let (office, dani) = (app.dispatcher("olaia").await, app.driver("dani").await);
    given_vehicle(&office, "van-1").await;
    let patch = PatchVehicle {
        purchase_date: Change::Set(Some(today(&app))),
        purchase_price: Change::Set(Some(Money::whole(31_337))),
        residual_value: Change::Set(Some(Money::whole(4_242))),
        depreciation_months: Change::Set(Some(61)),
        driver_ids: Change::Set(vec![dani.id()]),
        ..PatchVehicle::default()
    };
    office.ok(&api::PATCH_VEHICLE, ["van-1"], &patch).await;
    for path in ["/api/vehicles/van-1", "/api/vehicles", "/api/garage"] {
        let seen = dani.raw("GET", path, None).await;
        assert_eq!(seen.status, 200, "{path}");
        for secret in ["31337", "4242", "\"depreciation_months\":61"] {
            assert!(!seen.text().contains(secret), "{path} {secret}: {}", seen.text());
        }
    }
    let seen = office.ok(&api::GET_VEHICLE, ["van-1"], &Empty {}).await;
    assert_eq!(seen.purchase_price, Some(Money::whole(31_337)));
    assert_eq!(seen.depreciation_months, Some(61));
}

#[actix_web::test]
async fn a_tracking_link_is_revoked_by_a_new_one() {
    let app = TestApp::start().await;
    let (office, dani) = (app.dispatcher("olaia").await, app.driver("dani").await);
    let package = given_packages(&office, 1).await.remove(0);
    let id = package.id.to_string();
    let renewed = office.ok(&api::RENEW_TRACKING_LINK, [&id], &Empty {}).await;
    assert_ne!(renewed.tracking_url, package.tracking_url);
    assert_eq!(renewed.tracking_code, package.tracking_code);
    let open = async |package: &PackageView| {
        let path = package.tracking_url.clone().unwrap();
        let api = path.replace("/track/", "/api/tracking/");
        let statuses = [
            app.stranger().raw("GET", &path, None).await.status,
            app.stranger().raw("GET", &api, None).await.status,
        ];
        assert_eq!(statuses[0], statuses[1]);
        statuses[0]
    };
    assert_eq!((open(&package).await, open(&renewed).await), (404, 200));
    office
        .with("if-match", "\"1\"")
        .refused_as(ErrorCode::Stale, &api::RENEW_TRACKING_LINK, [&id], &Empty {})
        .await;
    dani.refused_as(ErrorCode::Forbidden, &api::RENEW_TRACKING_LINK, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn an_answer_does_not_outlive_what_it_shows() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.dispatcher("olaia").await);
    let body = serde_json::to_string(&package("Ane Garmendia", 1)).unwrap();
    let once = office.with("idempotency-key", "enter-1");
    let first = once.raw("POST", "/api/packages", Some(&body)).await;
    let again = once.raw("POST", "/api/packages", Some(&body)).await;
    assert_eq!((first.status, &first.bytes), (again.status, &again.bytes));
    assert_eq!(again.header("idempotency-replayed"), "true");

    let id = first.json::<PackageView>().id.to_string();
    let delete = office.with("idempotency-key", "delete-1");
    for _ in 0..2 {
        // What was done is done, however often it is said.
        assert_eq!(delete.raw("DELETE", &format!("/api/packages/{id}"), None).await.status, 204);
    }
    let again = async || once.raw("POST", "/api/packages", Some(&body)).await.problem(404);
    assert_eq!(again().await.code, ErrorCode::Deleted);
    office.ok(&api::ERASE, ["packages", &id], &Empty {}).await;
    let problem = again().await;
    assert_eq!(problem.code, ErrorCode::Gone);
    assert!(!serde_json::to_string(&problem).unwrap().contains("Garmendia"));
    // The key is spent all the same.
    let other = body.replace("Garmendia", "Etxeberria");
    once.raw("POST", "/api/packages", Some(&other)).await.problem(422);

    // A person who was removed, and a change of nothing.
    let once = admin.with("idempotency-key", "invite-1");
    let body = json!({"name": "Eva", "email": "eva@example.org", "role": "driver"}).to_string();
    let created: Value = once.raw("POST", "/api/users", Some(&body)).await.json();
    let id = created["id"].as_str().unwrap();
    let nothing = admin.with("idempotency-key", "nothing-1");
    let nothing = async || nothing.call(&api::PATCH_USER, [id], &PatchUser::default()).await;
    assert_eq!(nothing().await.status, 200);
    let remove = RemoveUser { confirm: "eva@example.org".to_owned() };
    admin.ok(&api::REMOVE_USER, [id], &remove).await;
    assert_eq!(nothing().await.problem(404).code, ErrorCode::Gone);
    let problem = once.raw("POST", "/api/users", Some(&body)).await.problem(404);
    assert_eq!(problem.code, ErrorCode::Gone);
}

#[actix_web::test]
async fn another_site_opens_no_stream_of_events() {
    let app = TestApp::start().await;
    let office = app.dispatcher("olaia").await;
    for (name, value) in [("origin", "https://evil.example.org"), ("sec-fetch-site", "cross-site")]
    {
        let refused = office.with(name, value).try_events().await.err().unwrap();
        assert_eq!(refused.problem(403).code, ErrorCode::CrossSite, "{name}");
    }
    office.with("sec-fetch-site", "same-origin").events().await;
    office.with("origin", &app.url).events().await;
    office.events().await;
}
