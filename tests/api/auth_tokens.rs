//! API clients: access tokens and their refreshing.

use chrono::TimeDelta;
use furgo_shared::{
    access::Role,
    api,
    auth::{Grant, Login, Password, SignedInView, TokenView},
    problem::ErrorCode,
    users::SetRole,
    validate::Empty,
};
use support::{Client, PASSWORD, Reply, TestApp};

/// A client that signed in for tokens: the access token and the `Cookie` header for refreshing.
struct Tokens {
    access: String,
    cookie: String,
}

fn cookie_of(reply: &Reply) -> String {
    let cookie = reply.header("set-cookie");
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/api/auth", "Max-Age=604800"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

async fn sign_in(app: &TestApp, email: &str) -> Tokens {
    let request = Login {
        email: email.to_owned(),
        password: Password(PASSWORD.to_owned()),
        grant: Some(Grant::Token),
    };
    let reply = app.stranger().call(&api::LOGIN, [], &request).await;
    assert_eq!(reply.header("cache-control"), "no-store");
    let signed_in: SignedInView = reply.json();
    assert_eq!(signed_in.expires_in, Some(900));
    Tokens { access: signed_in.access_token.unwrap(), cookie: cookie_of(&reply) }
}

async fn refresh(app: &TestApp, cookie: &str) -> Reply {
    app.stranger().with("cookie", cookie).call(&api::REFRESH, [], &Empty {}).await
}

fn bearer(app: &TestApp, token: &str) -> Client {
    app.stranger().with("authorization", &format!("Bearer {token}"))
}

async fn me(client: &Client) -> u16 {
    client.call(&api::ME, [], &Empty {}).await.status
}

#[actix_web::test]
async fn an_access_token_lives_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    let ana = app.driver("ana").await;
    app.advance(TimeDelta::minutes(14));
    assert_eq!(me(&ana).await, 200);
    app.advance(TimeDelta::minutes(2));
    ana.refused_as(ErrorCode::NotSignedIn, &api::ME, [], &Empty {}).await;
}

#[actix_web::test]
async fn a_spent_refresh_token_ends_its_family() {
    let app = TestApp::start().await;
    app.active("ana", Role::Driver).await;
    let first = sign_in(&app, "ana@example.org").await;
    let reply = refresh(&app, &first.cookie).await;
    assert_eq!(reply.status, 200);
    let second =
        Tokens { access: reply.json::<TokenView>().access_token, cookie: cookie_of(&reply) };
    assert_ne!(first.cookie, second.cookie);
    assert_eq!(me(&bearer(&app, &second.access)).await, 200);

    assert_eq!(refresh(&app, &first.cookie).await.problem(401).code, ErrorCode::NotSignedIn);
    assert_eq!(refresh(&app, &second.cookie).await.status, 401, "the whole family is dead");
    assert_eq!(me(&bearer(&app, &second.access)).await, 401, "and so are its access tokens");
}

#[actix_web::test]
async fn of_many_racing_refreshes_at_most_one_succeeds() {
    let app = TestApp::start().await;
    app.active("ana", Role::Driver).await;
    let tokens = sign_in(&app, "ana@example.org").await;
    let racers: Vec<_> = (0..20)
        .map(|_| {
            let client = app.stranger().with("cookie", &tokens.cookie);
            actix_web::rt::spawn(
                async move { client.call(&api::REFRESH, [], &Empty {}).await.status },
            )
        })
        .collect();
    let mut won = 0;
    for racer in racers {
        won += usize::from(racer.await.unwrap() == 200);
    }
    assert_eq!(won, 1);
}

#[actix_web::test]
async fn a_made_up_refresh_token_ends_nothing() {
    let app = TestApp::start().await;
    app.active("ana", Role::Driver).await;
    let tokens = sign_in(&app, "ana@example.org").await;
    let renewed = cookie_of(&refresh(&app, &tokens.cookie).await);
    let session = renewed.split(['=', '.']).nth(1).unwrap();
    for made_up in [
        format!("refresh_token={session}.0.00"),
        format!("refresh_token={session}"),
        "refresh_token=".to_owned(),
    ] {
        assert_eq!(refresh(&app, &made_up).await.status, 401);
    }
    assert_eq!(refresh(&app, &renewed).await.status, 200);
}

#[actix_web::test]
async fn a_refresh_token_waits_a_week() {
    let app = TestApp::start().await;
    app.active("ana", Role::Driver).await;
    let tokens = sign_in(&app, "ana@example.org").await;
    app.advance(TimeDelta::days(6));
    let renewed = cookie_of(&refresh(&app, &tokens.cookie).await);
    app.advance(TimeDelta::days(7));
    assert_eq!(refresh(&app, &renewed).await.status, 401);
}

#[actix_web::test]
async fn signing_out_ends_the_family_and_takes_the_cookie_away() {
    let app = TestApp::start().await;
    app.active("ana", Role::Driver).await;
    let tokens = sign_in(&app, "ana@example.org").await;
    let reply =
        app.stranger().with("cookie", &tokens.cookie).call(&api::LOGOUT, [], &Empty {}).await;
    assert_eq!(reply.status, 204);
    assert!(reply.header("set-cookie").contains("Max-Age=0"), "{}", reply.header("set-cookie"));
    assert_eq!(me(&bearer(&app, &tokens.access)).await, 401);
    assert_eq!(refresh(&app, &tokens.cookie).await.status, 401);
}

#[actix_web::test]
async fn deactivation_and_another_role_act_at_once() {
    let app = TestApp::start().await;
    let (admin, ana) = (app.admin().await, app.driver("ana").await);
    let id = ana.id().to_string();
    assert_eq!(
        ana.call(&api::LIST_DRIVERS, [], &furgo_shared::users::AskDrivers::default()).await.status,
        403
    );
    admin.ok(&api::SET_ROLE, [&id], &SetRole::to(Role::Dispatcher)).await;
    assert_eq!(
        ana.call(&api::LIST_DRIVERS, [], &furgo_shared::users::AskDrivers::default()).await.status,
        200
    );
    admin.ok(&api::DEACTIVATE_USER, [&id], &Empty {}).await;
    assert_eq!(me(&ana).await, 401);
    admin.ok(&api::REACTIVATE_USER, [&id], &Empty {}).await;
    assert_eq!(me(&ana).await, 401, "sessions that ended stay ended");
}

#[actix_web::test]
async fn tokens_of_others_are_nobodys() {
    let (app, other) = (TestApp::start().await, TestApp::start().await);
    for app in [&app, &other] {
        app.active("ana", Role::Driver).await;
    }
    let tokens = sign_in(&app, "ana@example.org").await;
    let foreign = sign_in(&other, "ana@example.org").await;
    let [head, body, mac] = tokens.access.split('.').collect::<Vec<_>>()[..] else {
        unreachable!("a JWT has three parts")
    };
    // {"alg":"none","typ":"at+jwt"}
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0";
    for forged in [
        foreign.access.clone(),
        format!("{none}.{body}."),
        format!("{none}.{body}.{mac}"),
        format!("{head}.{body}."),
        "x".to_owned(),
        String::new(),
    ] {
        assert_eq!(me(&bearer(&app, &forged)).await, 401, "{forged}");
    }
    assert_eq!(me(&bearer(&app, &tokens.access)).await, 200);
    assert_eq!(refresh(&app, &foreign.cookie).await.status, 401);
}
