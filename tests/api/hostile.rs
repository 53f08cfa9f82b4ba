//! What nobody sends by mistake: the server refuses it, stays up, and keeps its word to the others.

use furgo::{
    auth::{Permit, password::Cost},
    features::users,
    storage::file::FILE_NAME,
};
use furgo_shared::{api, problem::ErrorCode, validate::FieldCode};
use serde_json::{Value, json};
use support::{Client, TestApp, email_of};

const FAR: &str = "+262142-12-31";

fn parcel(latitude: f64, longitude: f64) -> Value {
    json!({
        "recipient_name": "Amaia",
        "address": {
            "street": "Nagusia 1", "city": "Tolosa", "postal_code": "20400", "country": "ES",
            "latitude": latitude, "longitude": longitude,
        },
    })
}

fn with(mut value: Value, field: &str, content: impl Into<Value>) -> Value {
    value[field] = content.into();
    value
}

async fn post(client: &Client, path: &str, body: &Value) -> support::Reply {
    client.raw("POST", path, Some(&body.to_string())).await
}

#[actix_web::test]
async fn years_have_four_digits() {
    let app = TestApp::start().await;
    let office = app.dispatcher("olaia").await;
    let far = format!("{FAR}T23:59:59Z");
    for (body, field) in [
        (with(parcel(43.1, -2.0), "estimated_delivery", FAR), "estimated_delivery"),
        (with(parcel(43.1, -2.0), "estimated_delivery", "-0001-01-01"), "estimated_delivery"),
        (
            with(
                parcel(43.1, -2.0),
                "time_window",
                json!({"from": "-262143-01-01T00:00:00Z", "to": "2026-11-22T09:00:00Z"}),
            ),
            "time_window.from",
        ),
        (
            with(
                parcel(43.1, -2.0),
                "time_window",
                json!({"from": "2026-11-22T09:00:00Z", "to": far}),
            ),
            "time_window.to",
        ),
    ] {
        let problem = post(&office, "/api/packages", &body).await.problem(400);
        assert_eq!(problem.fields.of(field), Some(FieldCode::OutOfRange), "{problem:?}");
    }
    for path in [
        "/api/packages?from=",
        "/api/packages?to=",
        "/api/packages/summary?date=",
        "/api/logs?from=",
        "/api/routes?to=",
        "/api/routes/mine?date=",
    ] {
        for day in ["%2B262142-12-31", "-262143-01-01"] {
            let problem = office.raw("GET", &format!("{path}{day}"), None).await.problem(400);
            assert_eq!(problem.code, ErrorCode::Validation, "{path}{day}");
        }
    }
    let driver = app.driver("dani").await;
    let package: Value = post(&office, "/api/packages", &parcel(43.1, -2.0)).await.json();
    let route = json!({
        "kind": "delivery", "driver_id": driver.id(), "date": app.now().date_naive(),
        "package_ids": [package["id"]], "depot": {"latitude": 43.1, "longitude": -2.1},
        "depart_at": far,
    });
    let problem = post(&office, "/api/routes", &route).await.problem(400);
    assert_eq!(problem.fields.of("depart_at"), Some(FieldCode::OutOfRange));
}

#[actix_web::test]
async fn an_array_of_the_right_values_is_no_object() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = json!([null, "ana", "ana@example.org", "driver", null]);
    let problem = post(&admin, "/api/users", &body).await.problem(400);
    assert_eq!(problem.code, ErrorCode::MalformedBody);
}

#[actix_web::test]
async fn whatever_can_be_read_has_a_head() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for path in ["/api/health", "/api/users", "/api/settings"] {
        let (read, head) =
            (admin.raw("GET", path, None).await, admin.raw("HEAD", path, None).await);
        assert_eq!((head.status, head.bytes.len()), (read.status, 0), "{path}");
        assert_eq!(head.header("content-length"), read.bytes.len().to_string(), "{path}");
        assert_eq!(head.header("etag"), read.header("etag"), "{path}");
    }
    assert_eq!(app.stranger().raw("HEAD", "/api/users", None).await.status, 401);
}

#[actix_web::test]
async fn pages_are_read_and_nothing_else() {
    let app = TestApp::start().await;
    for method in ["OPTIONS", "TRACE", "POST", "DELETE", "PROPFIND"] {
        for path in ["/", "/vehicles", "/track/abc"] {
            let reply = app.stranger().raw(method, path, None).await;
            assert_eq!(reply.problem(405).code, ErrorCode::MethodNotAllowed, "{method} {path}");
            assert_eq!(reply.header("allow"), "GET, HEAD", "{method} {path}");
        }
    }
    for path in ["//api/users", "///api", "//api/"] {
        let reply = app.stranger().raw("GET", path, None).await;
        assert_eq!(reply.problem(404).code, ErrorCode::NotFound, "{path}");
    }
}

#[actix_web::test]
async fn tags_that_a_proxy_made_weak_are_known() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let me = format!("/api/users/{}", admin.id());
    let etag = admin.raw("GET", &me, None).await.header("etag").to_owned();
    for known in [etag.clone(), format!("W/{etag}"), format!("\"x\", {etag}"), "*".to_owned()] {
        let reply = admin.with("if-none-match", &known).raw("GET", &me, None).await;
        assert_eq!((reply.status, reply.bytes.len()), (304, 0), "{known}");
    }
    for other in ["\"x\"", "W/\"x\"", "7"] {
        let reply = admin.with("if-none-match", other).raw("GET", &me, None).await;
        assert_eq!(reply.status, 200, "{other}");
    }
}

#[actix_web::test]
async fn names_must_be_seen_and_read_as_they_are() {
    let app = TestApp::start().await;
    let office = app.dispatcher("olaia").await;
    for (name, code) in [
        ("\u{feff}", FieldCode::Required),
        ("\u{200b} \u{2060}", FieldCode::Required),
        ("Ana\u{202e}ecila", FieldCode::Invalid),
        ("Ana\u{2066}", FieldCode::Invalid),
        ("Ana\u{2028}Etxea", FieldCode::Invalid),
    ] {
        let body = with(parcel(43.1, -2.0), "recipient_name", name);
        let problem = post(&office, "/api/packages", &body).await.problem(400);
        assert_eq!(problem.fields.of("recipient_name"), Some(code), "{name:?}");
    }
    let family = "👩\u{200d}👩\u{200d}👧";
    for name in ["مرحبا بالعالم", "می\u{200c}خواهم", family, "O’Neill <b>&"] {
        let body = with(parcel(43.1, -2.0), "recipient_name", name);
        let created: Value = post(&office, "/api/packages", &body).await.json();
        assert_eq!(created["recipient_name"], name);
    }
}

#[actix_web::test]
async fn an_order_has_one_sign_at_most() {
    let app = TestApp::start().await;
    let office = app.dispatcher("olaia").await;
    let problem = office.raw("GET", "/api/packages?sort=--created_at", None).await.problem(400);
    assert_eq!(problem.fields.of("sort"), Some(FieldCode::Invalid));
}

#[actix_web::test]
async fn a_route_over_the_pole_is_refused() {
    let app = TestApp::start().await;
    let (office, driver) = (app.dispatcher("olaia").await, app.driver("dani").await);
    let mut ids = Vec::new();
    for (latitude, longitude) in [(90.0, 180.0), (-90.0, -180.0), (0.0, 0.1)] {
        let package: Value =
            post(&office, "/api/packages", &parcel(latitude, longitude)).await.json();
        ids.push(package["id"].clone());
    }
    let route = json!({
        "kind": "delivery", "driver_id": driver.id(), "date": app.now().date_naive(),
        "package_ids": ids, "depot": {"latitude": 43.1, "longitude": -2.1},
    });
    let problem = post(&office, "/api/routes", &route).await.problem(400);
    assert_eq!(problem.fields.of("package_ids"), Some(FieldCode::OutOfRange), "{problem:?}");
    let listed: Value = office.raw("GET", "/api/routes", None).await.json();
    assert_eq!(listed["total"], 0);
}

#[actix_web::test]
async fn zero_zero_is_no_place_for_anything() {
    let app = TestApp::start().await;
    let (office, admin) = (app.dispatcher("olaia").await, app.admin().await);
    let problem = post(&office, "/api/packages", &parcel(0.0, 0.0)).await.problem(400);
    assert_eq!(problem.fields.of("address.latitude"), Some(FieldCode::Nowhere));
    let package: Value = post(&office, "/api/packages", &parcel(0.0, 9.45)).await.json();
    let mut address = package["address"].clone();
    address["longitude"] = json!(-0.0);
    let path = format!("/api/packages/{}", package["id"].as_str().unwrap());
    let changed =
        office.raw("PATCH", &path, Some(&json!({ "address": address }).to_string())).await;
    assert_eq!(changed.problem(400).fields.of("address.latitude"), Some(FieldCode::Nowhere));

    let nowhere = json!({ "latitude": 0, "longitude": 0 });
    let mut settings: Value = admin.raw("GET", "/api/settings", None).await.json();
    settings.as_object_mut().unwrap().remove("version");
    settings["depot"] = nowhere.clone();
    let put = admin.raw("PUT", "/api/settings", Some(&settings.to_string())).await.problem(400);
    assert_eq!(put.fields.of("depot.latitude"), Some(FieldCode::Nowhere), "{put:?}");
    let driver = app.driver("dani").await;
    let route = json!({
        "kind": "delivery", "driver_id": driver.id(), "date": app.now().date_naive(),
        "package_ids": [package["id"]], "depot": nowhere,
    });
    let problem = post(&office, "/api/routes", &route).await.problem(400);
    assert_eq!(problem.fields.of("depot.latitude"), Some(FieldCode::Nowhere));
}

#[actix_web::test]
async fn a_name_that_looks_blank_is_none() {
    let app = TestApp::start().await;
    let office = app.dispatcher("olaia").await;
    for (name, code) in [
        ("\u{3164}", FieldCode::Required),
        ("\u{2800}", FieldCode::Required),
        ("\u{e0041}\u{e0042}", FieldCode::Required),
        ("Ane\u{ffff}", FieldCode::Invalid),
    ] {
        let body = with(parcel(43.1, -2.0), "recipient_name", name);
        let problem = post(&office, "/api/packages", &body).await.problem(400);
        assert_eq!(problem.fields.of("recipient_name"), Some(code), "{name:?}");
    }
}

#[actix_web::test]
async fn signing_in_strengthens_a_weak_hash() {
    let hash_of = |app: &TestApp| {
        let found = app
            .app
            .db
            .read(&Permit::for_auth(), |tx| users::store::find_by_email(tx, &email_of("alma")));
        found.unwrap().unwrap().password.unwrap().0
    };
    let before = TestApp::start().await;
    before.admin().await;
    let weak = hash_of(&before);
    let app = before.beside(Cost { memory_kib: 16, passes: 2 });
    assert_eq!(hash_of(&app), weak);
    let admin = app.sign_in(&email_of("alma")).await;
    let strong = hash_of(&app);
    assert!(strong.starts_with("$argon2id$v=19$m=16,t=2,p=1$"), "{strong}");
    // The session that was opened on the way is good, and so is the password.
    admin.ok(&api::ME, [], &furgo_shared::validate::Empty {}).await;
    app.sign_in(&email_of("alma")).await;
    assert_eq!(hash_of(&app), strong);
}

#[actix_web::test]
async fn health_tells_before_a_write_fails() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::on_disk(folder.path()).await;
    let health = || async { app.stranger().raw("GET", "/api/health", None).await };
    assert_eq!(health().await.status, 200);
    std::fs::remove_file(folder.path().join(FILE_NAME)).unwrap();
    let reply = health().await;
    assert_eq!((reply.status, reply.json::<Value>()["ready"].clone()), (503, json!(false)));
}
