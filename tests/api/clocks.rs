//! What becomes of sessions, tokens, links and pauses when somebody sets the machine's clock.

use chrono::TimeDelta;
use furgo::features::auth::ages;
use furgo_shared::{
    access::Role,
    api,
    auth::{ChoosePassword, Grant, Login, Password},
    problem::ErrorCode,
    users::CreateUser,
    validate::Empty,
};
use support::{Client, PASSWORD, TestApp, email_of, token_of};

const YEAR: TimeDelta = TimeDelta::days(365);

fn login(grant: Grant) -> Login {
    Login { email: email_of("dani"), password: Password(PASSWORD.to_owned()), grant: Some(grant) }
}

async fn is_signed_in(client: &Client) -> bool {
    client.call(&api::ME, [], &Empty {}).await.status == 200
}

/// The refresh cookie of a new family.
async fn refresh_cookie(app: &TestApp) -> String {
    let reply = app.stranger().call(&api::LOGIN, [], &login(Grant::Token)).await;
    reply.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn refresh(app: &TestApp, cookie: &str) -> u16 {
    app.stranger().with("cookie", cookie).call(&api::REFRESH, [], &Empty {}).await.status
}

/// The token of an invitation.
async fn invitation(app: &TestApp, name: &str) -> Password {
    let request = CreateUser {
        id: None,
        name: name.to_owned(),
        email: email_of(name),
        role: Role::Driver,
        also_drives: false,
        locale: None,
    };
    // Whoever was signed in before the years passed is not any more.
    let admin = app.sign_in(&email_of("alma")).await;
    let created = admin.ok(&api::CREATE_USER, [], &request).await;
    token_of(&created.activation_url.unwrap())
}

async fn activate(app: &TestApp, token: &Password) -> u16 {
    let request = ChoosePassword {
        token: token.clone(),
        password: Password(PASSWORD.to_owned()),
        sign_in: false,
    };
    app.stranger().call(&api::ACTIVATE, [], &request).await.status
}

#[actix_web::test]
async fn what_was_made_while_the_clock_was_ahead_dies_with_its_real_age() {
    let app = TestApp::start().await;
    app.active("dani", Role::Driver).await;
    app.set_clock(YEAR);
    let browser = app.browser(&email_of("dani")).await;
    let (first, second) = (refresh_cookie(&app).await, refresh_cookie(&app).await);
    let (used, unused) = (invitation(&app, "eva").await, invitation(&app, "ibai").await);
    app.set_clock(-YEAR);

    app.advance(TimeDelta::hours(11));
    assert!(is_signed_in(&browser).await);
    assert_eq!(refresh(&app, &first).await, 200);
    assert_eq!(activate(&app, &used).await, 204);
    app.advance(TimeDelta::hours(13));
    assert!(!is_signed_in(&browser).await);
    app.advance(TimeDelta::days(7));
    assert_eq!(refresh(&app, &second).await, 401);
    assert_eq!(activate(&app, &unused).await, 400);
}

#[actix_web::test]
async fn a_restart_with_the_right_time_sets_back_what_lies_in_the_future() {
    let app = TestApp::start().await;
    app.active("dani", Role::Driver).await;
    // Of the right time, before it was lost.
    let early = app.browser(&email_of("dani")).await;
    app.advance(YEAR);
    let browser = app.browser(&email_of("dani")).await;
    let cookie = refresh_cookie(&app).await;
    let token = invitation(&app, "eva").await;
    app.advance(TimeDelta::hours(1));

    let again = app.restarted();
    ages::mend(&again.app.db).await.unwrap();
    let browser = browser.at(&again);
    assert!(is_signed_in(&browser).await);
    again.advance(TimeDelta::hours(13));
    assert!(!is_signed_in(&browser).await && !is_signed_in(&early.at(&again)).await);
    again.advance(TimeDelta::days(7));
    assert_eq!(refresh(&again, &cookie).await, 401);
    assert_eq!(activate(&again, &token).await, 400);
}

#[actix_web::test]
async fn a_clock_that_goes_back_locks_nobody_out() {
    let app = TestApp::start().await;
    app.active("dani", Role::Driver).await;
    let wrong = Login { password: Password("wrong".to_owned()), ..login(Grant::Session) };
    // As often as an account is made to wait for the longest time.
    for _ in 0..16 {
        app.stranger().refused_as(ErrorCode::WrongCredentials, &api::LOGIN, [], &wrong).await;
        app.advance(TimeDelta::minutes(15));
    }
    app.stranger().refused_as(ErrorCode::WrongCredentials, &api::LOGIN, [], &wrong).await;
    app.set_clock(-YEAR);
    app.stranger().refused(429, &api::LOGIN, [], &login(Grant::Session)).await;
    app.advance(TimeDelta::minutes(15));
    let browser = app.browser(&email_of("dani")).await;
    assert!(is_signed_in(&browser).await);
    // Tokens are not from the future either.
    app.set_clock(-YEAR);
    assert!(is_signed_in(&app.sign_in(&email_of("dani")).await).await);
}
