//! Signing in and out: browsers and API clients.

use chrono::TimeDelta;
use furgo_shared::{
    access::Role,
    api,
    auth::{Grant, Login, Password, Register, UpdatePassword},
    problem::ErrorCode,
    settings::Settings,
    validate::{Empty, FieldCode},
};
use support::{Client, PASSWORD, TestApp};

fn password(text: &str) -> Password {
    Password(text.to_owned())
}

fn login(email: &str, text: &str, grant: Grant) -> Login {
    Login { email: email.to_owned(), password: password(text), grant: Some(grant) }
}

fn register(name: &str) -> Register {
    Register {
        name: name.to_owned(),
        email: format!("{name}@example.org"),
        password: password(PASSWORD),
        locale: None,
        setup_code: None,
    }
}

fn register_first(app: &TestApp, name: &str) -> Register {
    Register { setup_code: Some(app.setup_code()), ..register(name) }
}

async fn is_signed_in(client: &Client) -> bool {
    client.call(&api::ME, [], &Empty {}).await.status == 200
}

#[actix_web::test]
async fn the_first_account_is_the_admin_and_signed_in() {
    let app = TestApp::start().await;
    assert!(app.stranger().ok(&api::WELCOME, [], &Empty {}).await.setup_needed);
    let admin = app.admin().await;
    let me = admin.ok(&api::ME, [], &Empty {}).await;
    assert_eq!((me.role, me.is_active), (Role::Admin, true));
    assert!(!app.stranger().ok(&api::WELCOME, [], &Empty {}).await.setup_needed);
    app.stranger().refused_as(ErrorCode::NotSignedIn, &api::ME, [], &Empty {}).await;
}

#[actix_web::test]
async fn of_many_who_register_first_one_wins() {
    let app = TestApp::start().await;
    let rivals: Vec<_> = ["ana", "ben", "cai", "dan"]
        .map(|name| {
            let (stranger, request) = (app.stranger(), register_first(&app, name));
            actix_web::rt::spawn(
                async move { stranger.call(&api::REGISTER, [], &request).await.status },
            )
        })
        .into_iter()
        .collect();
    let mut statuses = Vec::new();
    for rival in rivals {
        statuses.push(rival.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 403, 403, 403]);
}

#[actix_web::test]
async fn registration_is_closed_until_the_admin_opens_it_to_viewers() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.stranger()
        .refused_as(ErrorCode::RegistrationClosed, &api::REGISTER, [], &register("vera"))
        .await;

    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    admin.ok(&api::PUT_SETTINGS, [], &Settings { registration_open: true, ..settings }).await;
    assert_eq!(
        app.stranger().ok(&api::REGISTER, [], &register("vera")).await.user.role,
        Role::Viewer
    );

    let taken = app
        .stranger()
        .refused_as(
            ErrorCode::Taken,
            &api::REGISTER,
            [],
            &Register { email: "VERA@Example.org".to_owned(), ..register("v") },
        )
        .await;
    assert_eq!(taken.fields.of("email"), Some(FieldCode::Taken));
}

#[actix_web::test]
async fn nobody_chooses_their_own_role() {
    let app = TestApp::start().await;
    let body =
        format!(r#"{{"name":"a","email":"a@example.org","password":"{PASSWORD}","role":"admin"}}"#);
    let problem = app.stranger().raw("POST", "/api/auth/register", Some(&body)).await.problem(400);
    assert_eq!(problem.fields.of("role"), Some(FieldCode::Unknown));
}

#[actix_web::test]
async fn a_browser_gets_a_cookie_and_no_token() {
    let app = TestApp::start().await;
    app.active("ana", Role::Driver).await;
    let reply = app
        .stranger()
        .call(&api::LOGIN, [], &login("ana@example.org", PASSWORD, Grant::Session))
        .await;
    assert!(
        !reply.text().contains("token") && !reply.text().contains("password"),
        "{}",
        reply.text()
    );
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with("furgo="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=7776000"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
}

#[actix_web::test]
async fn over_tls_the_cookies_insist_on_it() {
    let settings = furgo::auth::GateSettings {
        public_origin: Some("https://furgo.example.org".to_owned()),
        ..Default::default()
    };
    let app = TestApp::start_with(settings).await;
    let browser = app.stranger().with("origin", "https://furgo.example.org");
    let reply = browser.call(&api::REGISTER, [], &register_first(&app, "alma")).await;
    let cookie = reply.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-furgo=")
            && cookie.contains("Secure")
            && cookie.contains("Path=/")
            && !cookie.contains("Domain"),
        "{cookie}"
    );
    assert!(reply.header("strict-transport-security").starts_with("max-age="));
    let reply =
        browser.call(&api::LOGIN, [], &login("alma@example.org", PASSWORD, Grant::Token)).await;
    assert!(reply.header("set-cookie").contains("Secure"));
}

#[actix_web::test]
async fn a_wrong_address_and_a_wrong_password_look_alike() {
    let app = TestApp::start().await;
    let ana = app.active("ana", Role::Driver).await;
    let wrong_password = app
        .stranger()
        .refused(401, &api::LOGIN, [], &login(&ana.email, "not the password", Grant::Session))
        .await;
    let wrong_address = app
        .stranger()
        .refused(401, &api::LOGIN, [], &login("nobody@example.org", PASSWORD, Grant::Session))
        .await;
    assert_eq!(wrong_password, wrong_address);
    assert_eq!(wrong_password.code, ErrorCode::WrongCredentials);
}

#[actix_web::test]
async fn a_closed_account_is_told_only_to_its_owner() {
    let app = TestApp::start().await;
    let ana = app.active("ana", Role::Driver).await;
    app.admin().await.ok(&api::DEACTIVATE_USER, [&ana.id.to_string()], &Empty {}).await;
    let stranger = app.stranger();
    stranger
        .refused_as(
            ErrorCode::WrongCredentials,
            &api::LOGIN,
            [],
            &login(&ana.email, "not the password", Grant::Session),
        )
        .await;
    stranger
        .refused_as(
            ErrorCode::AccountInactive,
            &api::LOGIN,
            [],
            &login(&ana.email, PASSWORD, Grant::Session),
        )
        .await;
}

#[actix_web::test]
async fn every_sign_in_has_a_cookie_of_its_own_and_ends_the_one_before() {
    let app = TestApp::start().await;
    app.active("ana", Role::Driver).await;
    let browser = app.browser("ana@example.org").await;
    let first = browser.ok(&api::LIST_SESSIONS, [], &Empty {}).await.items;
    browser.ok(&api::LOGIN, [], &login("ana@example.org", PASSWORD, Grant::Session)).await;
    let second = browser.ok(&api::LIST_SESSIONS, [], &Empty {}).await.items;
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_ne!(first[0].id, second[0].id);
}

#[actix_web::test]
async fn a_stolen_cookie_is_worth_nothing_after_signing_out() {
    let app = TestApp::start().await;
    app.active("ana", Role::Driver).await;
    let reply = app
        .stranger()
        .call(&api::LOGIN, [], &login("ana@example.org", PASSWORD, Grant::Session))
        .await;
    let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
    let thief = app.stranger().with("cookie", &cookie).with("sec-fetch-site", "same-origin");
    assert!(is_signed_in(&thief).await);
    let reply = thief.call(&api::LOGOUT, [], &Empty {}).await;
    assert_eq!(reply.status, 204);
    assert!(reply.header("set-cookie").contains("Max-Age=0"), "{}", reply.header("set-cookie"));
    assert!(!is_signed_in(&thief).await);
    assert_eq!(thief.call(&api::LOGOUT, [], &Empty {}).await.status, 204);
}

#[actix_web::test]
async fn a_cookie_with_another_signature_is_nobodys() {
    let app = TestApp::start().await;
    let ana = app.active("ana", Role::Driver).await;
    let reply =
        app.stranger().call(&api::LOGIN, [], &login(&ana.email, PASSWORD, Grant::Session)).await;
    let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
    let (name, value) = cookie.split_once('=').unwrap();
    let last = if value.ends_with('0') { '1' } else { '0' };
    let forged = format!("{name}={}{last}", &value[..value.len() - 1]);
    assert!(!is_signed_in(&app.stranger().with("cookie", &forged)).await);
}

#[actix_web::test]
async fn a_browser_is_signed_out_when_idle_and_after_a_month_at_the_latest() {
    let app = TestApp::start().await;
    app.active("ana", Role::Driver).await;
    let idle = app.browser("ana@example.org").await;
    app.advance(TimeDelta::hours(12) - TimeDelta::seconds(5));
    assert!(is_signed_in(&idle).await);
    app.advance(TimeDelta::hours(13));
    assert!(!is_signed_in(&idle).await);

    let busy = app.browser("ana@example.org").await;
    let mut uses = 0;
    while is_signed_in(&busy).await {
        // The last use is noted behind the request's back, but before any later write.
        busy.raw("PUT", "/api/auth/updateprofile", Some("{}")).await;
        app.advance(TimeDelta::hours(8));
        uses += 1;
        assert!(uses <= 91, "still signed in after 30 days");
    }
    assert_eq!(uses, 90, "thirty days of three uses each");
}

#[actix_web::test]
async fn one_sees_and_ends_ones_own_sessions_only() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let phone = app.browser("ana@example.org").await;
    let sessions = ana.ok(&api::LIST_SESSIONS, [], &Empty {}).await.items;
    assert_eq!(sessions.len(), 2);
    assert_eq!(sessions.iter().filter(|session| session.is_current).count(), 1);
    let other = sessions.iter().find(|session| !session.is_current).unwrap().id.to_string();

    ben.refused_as(ErrorCode::NotFound, &api::END_SESSION, [&other], &Empty {}).await;
    app.admin().await.refused_as(ErrorCode::NotFound, &api::END_SESSION, [&other], &Empty {}).await;
    assert!(is_signed_in(&phone).await);
    ana.ok(&api::END_SESSION, [&other], &Empty {}).await;
    assert!(!is_signed_in(&phone).await && is_signed_in(&ana).await);
}

#[actix_web::test]
async fn a_new_password_ends_all_other_sessions() {
    let app = TestApp::start().await;
    let ana = app.driver("ana").await;
    let browser = app.browser("ana@example.org").await;
    let change = |current: &str, new: &str| UpdatePassword {
        current_password: password(current),
        new_password: password(new),
    };

    let wrong = browser
        .refused(
            400,
            &api::UPDATE_PASSWORD,
            [],
            &change("not the password", "ocho-faroles-7-trigo"),
        )
        .await;
    assert_eq!(wrong.fields.of("current_password"), Some(FieldCode::Wrong));
    let weak =
        browser.refused(400, &api::UPDATE_PASSWORD, [], &change(PASSWORD, "password123")).await;
    assert_eq!(weak.fields.of("new_password"), Some(FieldCode::TooWeak));
    assert!(is_signed_in(&ana).await);

    browser.ok(&api::UPDATE_PASSWORD, [], &change(PASSWORD, "ocho-faroles-7-trigo")).await;
    assert!(is_signed_in(&browser).await && !is_signed_in(&ana).await);
    app.stranger()
        .refused(401, &api::LOGIN, [], &login("ana@example.org", PASSWORD, Grant::Session))
        .await;
    app.stranger()
        .ok(&api::LOGIN, [], &login("ana@example.org", "ocho-faroles-7-trigo", Grant::Session))
        .await;
}

#[actix_web::test]
async fn ones_profile_is_ones_own_to_change() {
    let app = TestApp::start().await;
    let (ana, _ben) = (app.driver("ana").await, app.active("ben", Role::Driver).await);
    let me = ana
        .raw("PUT", "/api/auth/updateprofile", Some(r#"{"name":" Ana Etxeberria ","locale":"eu"}"#))
        .await;
    let me: furgo_shared::users::UserView = me.json();
    assert_eq!((me.name.as_str(), me.locale), ("Ana Etxeberria", furgo_shared::text::Locale::Eu));
    let body = format!(r#"{{"email":"BEN@example.org","current_password":"{PASSWORD}"}}"#);
    let taken = ana.raw("PUT", "/api/auth/updateprofile", Some(&body)).await.problem(409);
    assert_eq!(taken.fields.of("email"), Some(FieldCode::Taken));
    ana.raw("PUT", "/api/auth/updateprofile", Some(r#"{"role":"admin"}"#)).await.problem(400);
}

#[actix_web::test]
async fn the_first_account_needs_the_code_of_the_printed_link() {
    let app = TestApp::start().await;
    let wrong = Password("0".repeat(64));
    for setup_code in [None, Some(wrong)] {
        let request = Register { setup_code, ..register("mallory") };
        app.stranger().refused_as(ErrorCode::SetupCodeInvalid, &api::REGISTER, [], &request).await;
        // Not from the very machine, and not from a page that a name server points here.
        let rebound = app.stranger().with("origin", &app.url).with("sec-fetch-site", "same-origin");
        rebound.refused_as(ErrorCode::SetupCodeInvalid, &api::REGISTER, [], &request).await;
    }
    assert!(app.stranger().ok(&api::WELCOME, [], &Empty {}).await.setup_needed);
    let first = app.stranger().ok(&api::REGISTER, [], &register_first(&app, "alma")).await;
    assert_eq!(first.user.role, Role::Admin);
    // It is worth nothing any more.
    app.stranger()
        .refused_as(ErrorCode::RegistrationClosed, &api::REGISTER, [], &register_first(&app, "eve"))
        .await;
}

#[actix_web::test]
async fn another_address_wants_the_password() {
    let app = TestApp::start().await;
    let ana = app.driver("ana").await;
    let change = |body: &str| {
        let (ana, body) = (ana.clone(), body.to_owned());
        async move { ana.raw("PUT", "/api/auth/updateprofile", Some(&body)).await }
    };
    for (body, code) in [
        (r#"{"email":"ana@elsewhere.example.org"}"#, FieldCode::Required),
        (r#"{"email":"ana@elsewhere.example.org","current_password":"not it"}"#, FieldCode::Wrong),
    ] {
        let problem = change(body).await.problem(400);
        assert_eq!(problem.fields.of("current_password"), Some(code));
    }
    // In other letters it is the same address; and a name needs nothing.
    for body in [r#"{"email":"ANA@example.org"}"#, r#"{"name":"Ana B"}"#] {
        assert_eq!(change(body).await.status, 200, "{body}");
    }
    let body =
        format!(r#"{{"email":"ana@elsewhere.example.org","current_password":"{PASSWORD}"}}"#);
    assert_eq!(change(&body).await.status, 200);
    app.sign_in("ana@elsewhere.example.org").await;
}

#[actix_web::test]
async fn a_password_says_nothing_of_its_owner() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let fleet_name = "Tolosaldea Banaketak".to_owned();
    let settings = Settings { fleet_name, registration_open: true, ..settings };
    admin.ok(&api::PUT_SETTINGS, [], &settings).await;
    for (text, code) in [
        ("begona@reparto.example.org", FieldCode::Personal),
        ("BegoñaEtxeberria1", FieldCode::Personal),
        ("Tolosaldea-Banaketak", FieldCode::Personal),
        ("Bilbao2026!", FieldCode::Predictable),
        ("qwertyuiop", FieldCode::TooWeak),
    ] {
        let request = Register {
            name: "Begoña Etxeberria".to_owned(),
            email: "begona@reparto.example.org".to_owned(),
            password: password(text),
            ..register("begona")
        };
        let problem = app.stranger().refused(400, &api::REGISTER, [], &request).await;
        assert_eq!(problem.fields.of("password"), Some(code), "{text}");
    }
}
