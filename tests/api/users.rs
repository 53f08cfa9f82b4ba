//! People, as the admin looks after them.

use chrono::TimeDelta;
use furgo_shared::{
    access::Role,
    api,
    auth::{ChoosePassword, Password},
    change::Change,
    id::UserId,
    problem::ErrorCode,
    users::{AskDrivers, CreateUser, CreatedUserView, ListUsers, PatchUser, RemoveUser, SetRole},
    validate::{Empty, FieldCode},
};
use support::{PASSWORD, TestApp, token_of};
use uuid::Uuid;

fn invitation(name: &str) -> CreateUser {
    CreateUser {
        id: None,
        name: name.to_owned(),
        email: format!("{name}@example.org"),
        role: Role::Driver,
        also_drives: false,
        locale: None,
    }
}

fn choose(created: &CreatedUserView) -> ChoosePassword {
    ChoosePassword {
        token: token_of(created.activation_url.as_deref().unwrap()),
        password: Password(PASSWORD.to_owned()),
        sign_in: false,
    }
}

#[actix_web::test]
async fn an_invitation_works_once() {
    let app = TestApp::start().await;
    let (admin, stranger) = (app.admin().await, app.stranger());
    let created = admin.ok(&api::CREATE_USER, [], &invitation("ana")).await;
    assert!(!created.user.is_active);
    assert!(created.activation_url.as_deref().unwrap().starts_with("/activate#"));
    let weak = ChoosePassword { password: Password("1234567890".to_owned()), ..choose(&created) };
    assert_eq!(
        stranger.refused(400, &api::ACTIVATE, [], &weak).await.fields.of("password"),
        Some(FieldCode::TooWeak)
    );
    stranger.refused_as(ErrorCode::TokenInvalid, &api::RESET_PASSWORD, [], &choose(&created)).await;
    stranger.ok(&api::ACTIVATE, [], &choose(&created)).await;
    stranger.refused_as(ErrorCode::TokenInvalid, &api::ACTIVATE, [], &choose(&created)).await;
    assert!(admin.ok(&api::GET_USER, [&created.user.id.to_string()], &Empty {}).await.is_active);
}

#[actix_web::test]
async fn an_invitation_lives_a_week_and_the_next_one_voids_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let created = admin.ok(&api::CREATE_USER, [], &invitation("ana")).await;
    let id = created.user.id.to_string();
    let again = admin.ok(&api::INVITE_USER_AGAIN, [&id], &Empty {}).await;
    app.stranger().refused_as(ErrorCode::TokenInvalid, &api::ACTIVATE, [], &choose(&created)).await;
    app.advance(TimeDelta::days(7));
    app.stranger().refused_as(ErrorCode::TokenInvalid, &api::ACTIVATE, [], &choose(&again)).await;
    let admin = app.sign_in("alma@example.org").await;
    let last = admin.ok(&api::INVITE_USER_AGAIN, [&id], &Empty {}).await;
    app.stranger().ok(&api::ACTIVATE, [], &choose(&last)).await;
    admin.refused_as(ErrorCode::IllegalStep, &api::INVITE_USER_AGAIN, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn an_invitation_does_not_reopen_a_closed_account() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let created = admin.ok(&api::CREATE_USER, [], &invitation("ana")).await;
    let id = created.user.id.to_string();
    admin.ok(&api::DEACTIVATE_USER, [&id], &Empty {}).await;
    app.stranger().refused_as(ErrorCode::TokenInvalid, &api::ACTIVATE, [], &choose(&created)).await;
    assert!(
        !admin.ok(&api::REACTIVATE_USER, [&id], &Empty {}).await.is_active,
        "there is no password yet"
    );
}

#[actix_web::test]
async fn a_repeated_invitation_is_answered_as_the_first_time() {
    let app = TestApp::start().await;
    let admin = app.admin().await.with("idempotency-key", "invite-ana");
    let first = admin.call(&api::CREATE_USER, [], &invitation("ana")).await;
    let again = admin.call(&api::CREATE_USER, [], &invitation("ana")).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.bytes, again.bytes);
    assert_eq!(
        (first.header("idempotency-replayed"), again.header("idempotency-replayed")),
        ("", "true")
    );
    assert_eq!(admin.ok(&api::LIST_USERS, [], &ListUsers::default()).await.total, 2);
    app.stranger().ok(&api::ACTIVATE, [], &choose(&again.json())).await;

    admin.refused_as(ErrorCode::KeyReused, &api::CREATE_USER, [], &invitation("ben")).await;
    app.advance(TimeDelta::days(31));
    let admin = app.sign_in("alma@example.org").await.with("idempotency-key", "invite-ana");
    admin.ok(&api::CREATE_USER, [], &invitation("ben")).await;
}

#[actix_web::test]
async fn a_key_is_ones_own() {
    let app = TestApp::start().await;
    let (admin, ana) = (app.admin().await, app.driver("ana").await);
    let id = ana.id().to_string();
    admin.ok(&api::SET_ROLE, [&id], &SetRole::to(Role::Admin)).await;
    let first =
        admin.with("idempotency-key", "k").ok(&api::CREATE_USER, [], &invitation("ben")).await;
    let taken = ana
        .with("idempotency-key", "k")
        .refused_as(ErrorCode::Taken, &api::CREATE_USER, [], &invitation("ben"))
        .await;
    assert_eq!(taken.fields.of("email"), Some(FieldCode::Taken));
    assert_eq!(first.user.name, "ben");
}

#[actix_web::test]
async fn the_same_id_with_the_same_content_is_the_same_person() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let id = UserId::from(Uuid::now_v7());
    let request = CreateUser { id: Some(id), ..invitation("ana") };
    let first = admin.ok(&api::CREATE_USER, [], &request).await;
    let again = admin.ok(&api::CREATE_USER, [], &request).await;
    assert_eq!(first, again);
    let other = CreateUser { name: "other".to_owned(), ..request };
    admin.refused_as(ErrorCode::IdReused, &api::CREATE_USER, [], &other).await;
}

#[actix_web::test]
async fn a_stale_change_changes_nothing() {
    let app = TestApp::start().await;
    let (admin, ana) = (app.admin().await, app.active("ana", Role::Driver).await);
    let id = ana.id.to_string();
    let reply = admin.call(&api::GET_USER, [&id], &Empty {}).await;
    let etag = reply.header("etag").to_owned();
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(
        admin.with("if-none-match", &etag).call(&api::GET_USER, [&id], &Empty {}).await.status,
        304
    );

    let rename =
        |name: &str| PatchUser { name: Change::Set(name.to_owned()), ..PatchUser::default() };
    let renamed = admin.with("if-match", &etag).ok(&api::PATCH_USER, [&id], &rename("Ana")).await;
    assert_eq!(reply.tagged_version(), Some(renamed.version - 1));
    admin
        .with("if-match", &etag)
        .refused_as(ErrorCode::Stale, &api::PATCH_USER, [&id], &rename("Anne"))
        .await;
    admin
        .with("if-match", &etag)
        .refused_as(ErrorCode::Stale, &api::DEACTIVATE_USER, [&id], &Empty {})
        .await;
    assert_eq!(admin.ok(&api::GET_USER, [&id], &Empty {}).await, renamed);
}

#[actix_web::test]
async fn there_is_always_an_admin() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let own = admin.id().to_string();
    let driver = SetRole::to(Role::Driver);
    admin.refused_as(ErrorCode::LastAdmin, &api::SET_ROLE, [&own], &driver).await;
    admin.refused_as(ErrorCode::OwnAccount, &api::DEACTIVATE_USER, [&own], &Empty {}).await;
    let confirm = RemoveUser { confirm: admin.user().email.clone() };
    admin.refused_as(ErrorCode::OwnAccount, &api::REMOVE_USER, [&own], &confirm).await;

    let second = app.person("bea", Role::Admin).await;
    admin.ok(&api::SET_ROLE, [&own], &driver).await;
    admin.refused_as(ErrorCode::Forbidden, &api::LIST_USERS, [], &ListUsers::default()).await;
    second
        .refused_as(ErrorCode::LastAdmin, &api::SET_ROLE, [&second.id().to_string()], &driver)
        .await;
}

#[actix_web::test]
async fn of_two_admins_who_demote_each_other_one_stays() {
    let app = TestApp::start().await;
    let (one, two) = (app.admin().await, app.person("bea", Role::Admin).await);
    let demote = |by: &support::Client, whom: String| {
        let by = by.clone();
        actix_web::rt::spawn(async move {
            by.call(&api::SET_ROLE, [whom.as_str()], &SetRole::to(Role::Viewer)).await.status
        })
    };
    let (first, second) = (demote(&one, two.id().to_string()), demote(&two, one.id().to_string()));
    let mut statuses = [first.await.unwrap(), second.await.unwrap()];
    statuses.sort_unstable();
    assert!(statuses[0] == 200 && [403, 409].contains(&statuses[1]), "{statuses:?}");
}

#[actix_web::test]
async fn who_is_removed_is_gone() {
    let app = TestApp::start().await;
    let (admin, ana) = (app.admin().await, app.driver("ana").await);
    let id = ana.id().to_string();
    let wrong = admin
        .refused(
            400,
            &api::REMOVE_USER,
            [&id],
            &RemoveUser { confirm: "ben@example.org".to_owned() },
        )
        .await;
    assert_eq!(wrong.fields.of("confirm"), Some(FieldCode::Wrong));
    admin.ok(&api::REMOVE_USER, [&id], &RemoveUser { confirm: "ANA@example.org".to_owned() }).await;
    admin.refused_as(ErrorCode::NotFound, &api::GET_USER, [&id], &Empty {}).await;
    ana.refused_as(ErrorCode::NotSignedIn, &api::ME, [], &Empty {}).await;
    admin.ok(&api::CREATE_USER, [], &invitation("ana")).await;
}

#[actix_web::test]
async fn lists_come_in_pages_and_can_be_narrowed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    // Within one millisecond, creation has no order.
    app.advance(TimeDelta::seconds(1));
    for name in ["eva", "ben", "dan", "cai"] {
        admin.ok(&api::CREATE_USER, [], &invitation(name)).await;
        app.advance(TimeDelta::seconds(1));
    }
    app.active("bea", Role::Dispatcher).await;
    let names = |query: &'static str| {
        let admin = admin.clone();
        async move {
            let reply = admin.raw("GET", &format!("/api/users?{query}"), None).await;
            let page: furgo_shared::page::Page<furgo_shared::users::UserView> = reply.json();
            (page.items.into_iter().map(|user| user.name).collect::<Vec<_>>().join(" "), page.total)
        }
    };
    for (query, expected, total) in [
        ("", "alma bea ben cai dan eva", 6),
        ("limit=2&page=2", "ben cai", 6),
        ("limit=4&page=2", "dan eva", 6),
        ("limit=4&page=3", "", 6),
        ("sort=-name&limit=2", "eva dan", 6),
        ("sort=created_at&limit=3", "alma eva ben", 6),
        ("role=driver", "ben cai dan eva", 4),
        ("is_active=true", "alma bea", 2),
        ("q=BE", "bea ben", 2),
        ("q=be&role=driver&page=2&limit=1", "", 1),
    ] {
        assert_eq!(names(query).await, (expected.to_owned(), total), "{query}");
    }
    for query in
        ["limit=0", "limit=101", "page=0", "sort=email", "colour=red", "role=king", "limit=x"]
    {
        admin.raw("GET", &format!("/api/users?{query}"), None).await.problem(400);
    }
}

#[actix_web::test]
async fn drivers_are_the_active_ones() {
    let app = TestApp::start().await;
    let office = app.dispatcher("bea").await;
    app.active("cai", Role::Driver).await;
    app.active("ana", Role::Driver).await;
    app.admin().await.ok(&api::CREATE_USER, [], &invitation("dan")).await;
    let names: Vec<_> = office
        .ok(&api::LIST_DRIVERS, [], &AskDrivers::default())
        .await
        .items
        .into_iter()
        .map(|driver| driver.name)
        .collect();
    assert_eq!(names, ["ana", "cai"]);
}

#[actix_web::test]
async fn whoever_was_invited_is_listed_as_that_when_asked_for() {
    let app = TestApp::start().await;
    let office = app.dispatcher("bea").await;
    app.active("ana", Role::Driver).await;
    let admin = app.admin().await;
    let created = admin.ok(&api::CREATE_USER, [], &invitation("dan")).await;
    assert!(!created.user.is_active && !created.user.is_activated);
    let list = async |ask: &AskDrivers| {
        let drivers = office.ok(&api::LIST_DRIVERS, [], ask).await.items;
        drivers.into_iter().map(|driver| (driver.name, driver.is_activated)).collect::<Vec<_>>()
    };
    assert_eq!(list(&AskDrivers::default()).await, [("ana".to_owned(), true)]);
    let both = [("ana".to_owned(), true), ("dan".to_owned(), false)];
    assert_eq!(list(&AskDrivers::with_invited()).await, both);
    // A closed account is nobody to wait for.
    admin.ok(&api::DEACTIVATE_USER, [&created.user.id.to_string()], &Empty {}).await;
    assert_eq!(list(&AskDrivers::with_invited()).await, [("ana".to_owned(), true)]);
}

#[actix_web::test]
async fn whoever_chooses_a_password_is_signed_in() {
    let app = TestApp::start().await;
    let created = app.admin().await.ok(&api::CREATE_USER, [], &invitation("dan")).await;
    let browser = app.visitor();
    browser.ok(&api::ACTIVATE, [], &ChoosePassword { sign_in: true, ..choose(&created) }).await;
    let me = browser.ok(&api::ME, [], &Empty {}).await;
    assert_eq!((me.id, me.is_activated), (created.user.id, true));
}
