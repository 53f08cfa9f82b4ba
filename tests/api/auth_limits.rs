//! Guessing is slow, and other sites get nowhere.

use chrono::TimeDelta;
use furgo::auth::GateSettings;
use furgo_shared::{
    access::Role,
    api,
    auth::{ForgotPassword, Grant, Login, Password},
    problem::ErrorCode,
    users::PatchUser,
    validate::Empty,
};
use support::{PASSWORD, TestApp};

fn login(email: &str, password: &str) -> Login {
    Login {
        email: email.to_owned(),
        password: Password(password.to_owned()),
        grant: Some(Grant::Session),
    }
}

#[actix_web::test]
async fn an_account_slows_down_and_its_owner_waits_a_little() {
    let app = TestApp::start().await;
    let ana = app.active("ana", Role::Driver).await;
    for _ in 0..5 {
        app.stranger()
            .refused_as(
                ErrorCode::WrongCredentials,
                &api::LOGIN,
                [],
                &login(&ana.email, "wrong password"),
            )
            .await;
    }
    let reply = app.stranger().call(&api::LOGIN, [], &login(&ana.email, PASSWORD)).await;
    assert_eq!(reply.problem(429).code, ErrorCode::TooManyAttempts);
    assert_eq!(reply.header("retry-after"), "1");
    app.advance(TimeDelta::seconds(1));
    app.stranger().ok(&api::LOGIN, [], &login(&ana.email, PASSWORD)).await;
    app.stranger().ok(&api::LOGIN, [], &login(&ana.email, PASSWORD)).await;
}

#[actix_web::test]
async fn an_address_slows_down_whatever_it_says_about_itself() {
    let app = TestApp::start().await;
    app.admin().await;
    let mut refused = 0;
    for attempt in 0..25 {
        let liar = app.stranger().with("x-forwarded-for", &format!("192.0.2.{attempt}"));
        let reply = liar
            .call(&api::LOGIN, [], &login(&format!("nobody{attempt}@example.org"), PASSWORD))
            .await;
        refused += usize::from(reply.status == 429);
    }
    assert!(refused >= 4, "{refused} of 25 attempts were slowed");
}

#[actix_web::test]
async fn a_configured_proxy_is_believed() {
    let app = TestApp::start_with(GateSettings {
        trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        ..Default::default()
    })
    .await;
    app.admin().await;
    for attempt in 0..25 {
        let client = app.stranger().with("x-forwarded-for", &format!("192.0.2.{attempt}"));
        client
            .refused(
                401,
                &api::LOGIN,
                [],
                &login(&format!("nobody{attempt}@example.org"), PASSWORD),
            )
            .await;
    }
}

#[actix_web::test]
async fn a_forgotten_password_is_answered_the_same_for_everybody() {
    let app = TestApp::start().await;
    app.admin().await;
    for email in ["alma@example.org", "nobody@example.org"] {
        let reply = app
            .stranger()
            .call(&api::FORGOT_PASSWORD, [], &ForgotPassword { email: email.to_owned() })
            .await;
        assert_eq!((reply.status, reply.bytes.len()), (202, 0));
    }
}

#[actix_web::test]
async fn a_write_by_cookie_must_come_from_our_own_pages() {
    let app = TestApp::start().await;
    let ana = app.active("ana", Role::Driver).await;
    let browser = app.browser(&ana.email).await;
    let rename = |name: &str| format!(r#"{{"name":"{name}"}}"#);
    for (header, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
        ("origin", "https://evil.example.org"),
        ("origin", "null"),
    ] {
        let reply = browser
            .with(header, value)
            .raw("PUT", "/api/auth/updateprofile", Some(&rename("evil")))
            .await;
        assert_eq!(reply.problem(403).code, ErrorCode::CrossSite, "{header}: {value}");
        // Signing out is never refused, and ends nothing when another site asks.
        assert_eq!(browser.with(header, value).call(&api::LOGOUT, [], &Empty {}).await.status, 204);
    }
    assert_eq!(browser.ok(&api::ME, [], &Empty {}).await.name, "ana");
    let reply = browser
        .with("sec-fetch-site", "same-origin")
        .raw("PUT", "/api/auth/updateprofile", Some(&rename("Ana")))
        .await;
    assert_eq!(reply.status, 200);
}

#[actix_web::test]
async fn a_write_by_cookie_without_an_origin_is_refused() {
    let app = TestApp::start().await;
    app.active("ana", Role::Driver).await;
    let reply = app.stranger().call(&api::LOGIN, [], &login("ana@example.org", PASSWORD)).await;
    let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
    let client = app.stranger().with("cookie", &cookie);
    assert_eq!(client.call(&api::ME, [], &Empty {}).await.status, 200, "reading is harmless");
    let path = format!("/api/auth/sessions/{}", uuid::Uuid::nil());
    let refused = client.raw("DELETE", &path, None).await.problem(403);
    assert_eq!(refused.code, ErrorCode::CrossSite);
}

#[actix_web::test]
async fn another_site_cannot_sign_anybody_in() {
    let app = TestApp::start().await;
    app.admin().await;
    let evil = app.stranger().with("origin", "https://evil.example.org");
    evil.refused_as(ErrorCode::CrossSite, &api::LOGIN, [], &login("alma@example.org", PASSWORD))
        .await;
    evil.refused_as(ErrorCode::CrossSite, &api::REFRESH, [], &Empty {}).await;
}

#[actix_web::test]
async fn a_bearer_needs_no_origin_and_its_cookie_does_not_count() {
    let app = TestApp::start().await;
    let ana = app.driver("ana").await;
    let evil = ana.with("origin", "https://evil.example.org");
    assert_eq!(
        evil.raw("PUT", "/api/auth/updateprofile", Some("{}")).await.status,
        200,
        "nobody else has the token"
    );
    ana.refused_as(
        ErrorCode::Forbidden,
        &api::PATCH_USER,
        [&ana.id().to_string()],
        &PatchUser::default(),
    )
    .await;
}
