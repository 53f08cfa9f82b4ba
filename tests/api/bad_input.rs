//! Whatever is thrown at it, the API answers with the right status and a problem.

use furgo_shared::{api::JSON_BYTES_MAX, problem::ErrorCode, text::Locale, validate::FieldCode};
use support::{Client, TestApp};

const INVITATION: &str = r#"{"name":"ana","email":"ana@example.org","role":"driver"}"#;

async fn create(client: &Client, json: &str, status: u16) -> furgo_shared::problem::Problem {
    client.raw("POST", "/api/users", Some(json)).await.problem(status)
}

#[actix_web::test]
async fn fields_are_named() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let long = "x".repeat(201);
    for (json, field, code) in [
        (
            r#"{"name":"ana","email":"ana@example.org","role":"driver","age":7}"#.to_owned(),
            "age",
            FieldCode::Unknown,
        ),
        (r#"{"name":"ana","email":"ana@example.org"}"#.to_owned(), "role", FieldCode::Required),
        (
            r#"{"name":"a","name":"b","email":"ana@example.org","role":"driver"}"#.to_owned(),
            "name",
            FieldCode::Repeated,
        ),
        (
            r#"{"name":7,"email":"ana@example.org","role":"driver"}"#.to_owned(),
            "name",
            FieldCode::Invalid,
        ),
        (
            r#"{"name":"ana","email":"ana@example.org","role":"king"}"#.to_owned(),
            "role",
            FieldCode::Invalid,
        ),
        (
            r#"{"name":"ana","email":"ana@example.org","role":null}"#.to_owned(),
            "role",
            FieldCode::Invalid,
        ),
        (
            r#"{"name":"","email":"ana@example.org","role":"driver"}"#.to_owned(),
            "name",
            FieldCode::Required,
        ),
        (
            r#"{"name":"a\u0000b","email":"ana@example.org","role":"driver"}"#.to_owned(),
            "name",
            FieldCode::Invalid,
        ),
        (
            format!(r#"{{"name":"{long}","email":"ana@example.org","role":"driver"}}"#),
            "name",
            FieldCode::TooLong,
        ),
        (
            r#"{"name":"ana","email":"not an address","role":"driver"}"#.to_owned(),
            "email",
            FieldCode::Invalid,
        ),
        (
            r#"{"id":"7","name":"ana","email":"ana@example.org","role":"driver"}"#.to_owned(),
            "id",
            FieldCode::Invalid,
        ),
    ] {
        let problem = create(&admin, &json, 400).await;
        assert_eq!(
            (problem.code, problem.fields.of(field)),
            (ErrorCode::Validation, Some(code)),
            "{json}: {problem:?}"
        );
    }
}

#[actix_web::test]
async fn what_is_no_json_is_told_so() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for json in [
        "{",
        "null",
        "[]",
        "7",
        "\"x\"",
        "{}{}",
        "{\"name\":\"a\",}",
        &format!("{INVITATION} x"),
        " ",
    ] {
        let problem = create(&admin, json, 400).await;
        assert_eq!(problem.code, ErrorCode::MalformedBody, "{json}: {problem:?}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(create(&admin, &deep, 400).await.code, ErrorCode::MalformedBody);
    let not_utf8 = INVITATION
        .replace("ana", "\u{fffd}")
        .into_bytes()
        .iter()
        .map(|byte| if *byte == 0xef { 0xff } else { *byte })
        .collect();
    assert_eq!(
        admin.bytes("POST", "/api/users", "application/json", not_utf8).await.problem(400).code,
        ErrorCode::MalformedBody
    );
}

#[actix_web::test]
async fn other_content_types_are_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/xml",
        "application/jsonx",
    ] {
        let reply = admin.bytes("POST", "/api/users", content_type, INVITATION.into()).await;
        assert_eq!(reply.problem(415).code, ErrorCode::NotJson, "{content_type}");
    }
    assert_eq!(
        admin
            .bytes("POST", "/api/users", "Application/JSON; charset=utf-8", INVITATION.into())
            .await
            .status,
        201
    );
}

#[actix_web::test]
async fn a_body_over_the_limit_is_too_large() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let huge = format!(r#"{{"name":"{}"}}"#, "x".repeat(JSON_BYTES_MAX as usize));
    assert_eq!(create(&admin, &huge, 413).await.code, ErrorCode::BodyTooLarge);
    let large = format!(r#"{{"name":"{}"}}"#, "x".repeat(JSON_BYTES_MAX as usize - 100));
    create(&admin, &large, 400).await;
}

#[actix_web::test]
async fn unknown_paths_and_methods_are_json_too() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for path in [
        "/api",
        "/api/",
        "/api/nothing",
        "/api/users/1/2/3",
        "/api/users/",
        "/api/../api/nothing",
        "/api/%00",
    ] {
        assert_eq!(
            admin.raw("GET", path, None).await.problem(404).code,
            ErrorCode::NotFound,
            "{path}"
        );
    }
    for id in ["7", "00000000-0000-0000-0000-000000000000", "%2e%2e", "x%00y", "🚚"] {
        assert_eq!(
            admin.raw("GET", &format!("/api/users/{id}"), None).await.problem(404).code,
            ErrorCode::NotFound,
            "{id}"
        );
    }
    let reply = admin.raw("DELETE", "/api/users", None).await;
    assert_eq!(reply.problem(405).code, ErrorCode::MethodNotAllowed);
    assert_eq!(reply.header("allow"), "GET, HEAD, POST");
    for method in ["OPTIONS", "TRACE", "PROPFIND"] {
        let reply = admin.raw(method, "/api/settings", None).await;
        assert_eq!(reply.problem(405).code, ErrorCode::MethodNotAllowed, "{method}");
        assert_eq!(reply.header("allow"), "GET, HEAD, PUT");
    }
    admin.raw("POST", "/vehicles", Some("{}")).await.problem(405);
}

#[actix_web::test]
async fn malformed_headers_are_told_so() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let long = "k".repeat(65);
    for (name, value) in [
        ("if-match", "7"),
        ("if-match", "\"x\""),
        ("if-match", "W/\"7\""),
        ("if-match", "\"7\", \"8\""),
        ("if-match", ""),
        ("idempotency-key", ""),
        ("idempotency-key", "with blank"),
        ("idempotency-key", long.as_str()),
    ] {
        let problem =
            admin.with(name, value).raw("POST", "/api/users", Some(INVITATION)).await.problem(400);
        assert_eq!(problem.code, ErrorCode::MalformedHeader, "{name}: {value}");
    }
    assert_eq!(
        admin.raw("GET", "/api/users", None).await.json::<serde_json::Value>()["total"],
        1,
        "nothing was done"
    );
}

#[actix_web::test]
async fn malformed_queries_are_told_so() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (query, field, code) in [
        ("colour=red", "colour", FieldCode::Unknown),
        ("limit=many", "limit", FieldCode::Invalid),
        ("limit=-1", "limit", FieldCode::Invalid),
        ("limit=101", "limit", FieldCode::OutOfRange),
        ("is_active=maybe", "is_active", FieldCode::Invalid),
        ("page=99999999999999999999", "page", FieldCode::Invalid),
    ] {
        let problem = admin.raw("GET", &format!("/api/users?{query}"), None).await.problem(400);
        assert_eq!(problem.fields.of(field), Some(code), "{query}: {problem:?}");
    }
}

#[actix_web::test]
async fn problems_speak_the_readers_language() {
    let app = TestApp::start().await;
    for (languages, locale) in [("eu", Locale::Eu), ("fr,es;q=0.5", Locale::Es), ("fr", Locale::En)]
    {
        let problem = app
            .stranger()
            .with("accept-language", languages)
            .raw("GET", "/api/users", None)
            .await
            .problem(401);
        assert_eq!(problem.error, furgo_shared::text::sentence(locale, ErrorCode::NotSignedIn));
    }
}

#[actix_web::test]
async fn every_answer_has_its_headers() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut ids = std::collections::BTreeSet::new();
    for (client, path) in [
        (&admin, "/api/users"),
        (&admin, "/api/nothing"),
        (&app.stranger(), "/api/users"),
        (&admin, "/vehicles"),
    ] {
        let reply = client.raw("GET", path, None).await;
        assert!(ids.insert(reply.header("x-request-id").to_owned()), "{path}");
        assert!(reply.header("x-request-id").len() >= 16, "{path}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), value, "{path}");
        }
        assert!(reply.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert!(
            reply.headers.keys().all(|name| !name.as_str().starts_with("access-control")),
            "{path}"
        );
        assert_eq!(reply.header("server"), "");
        if path.starts_with("/api") {
            assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        }
    }
}
