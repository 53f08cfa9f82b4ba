//! Demo data in a real installation: brought to one that is empty, sending nothing to anybody, and
//! taken away with one press, but for what something of one's own hangs on.

use furgo::{demo, jobs, storage::check::check};
use furgo_shared::{
    access::Role,
    api,
    auth::{ChoosePassword, Grant, Login, Password},
    demo_data::{DemoDataState, DemoDataView, KeptKind},
    id::UserId,
    logs::ListLog,
    packages::ListPackages,
    problem::ErrorCode,
    refuels::ListRefuels,
    routes::ListRoutes,
    users::{ListUsers, SetRole},
    validate::Empty,
    vehicles::ListVehicles,
};
use support::{Client, MailServer, PASSWORD, TestApp, email_of, token_of};

use crate::{
    calendar,
    day::{given_depot, package, route, today},
    histories::refuel,
    mail_settings::settings_for,
    mails::work_off,
};

async fn look(admin: &Client) -> DemoDataView {
    admin.ok(&api::GET_DEMO_DATA, [], &Empty {}).await
}

fn is_sound(app: &TestApp) {
    let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
}

/// How much there is of what the demo fleet brings.
async fn totals(admin: &Client) -> [u64; 5] {
    [
        admin.ok(&api::LIST_VEHICLES, [], &ListVehicles::default()).await.total,
        admin.ok(&api::LIST_PACKAGES, [], &ListPackages::default()).await.total,
        admin.ok(&api::LIST_ROUTES, [], &ListRoutes::default()).await.total,
        admin.ok(&api::LIST_REFUELS, [], &ListRefuels::default()).await.page.total,
        admin.ok(&api::LIST_LOG, [], &ListLog::default()).await.total,
    ]
}

/// Lets the job run. Connections that nobody used meanwhile may be closed by then, so the admin and
/// the office sign in anew.
async fn when_done(app: &TestApp) -> (Client, Client) {
    jobs::work_off(&app.app).await.unwrap();
    (app.sign_in(&email_of("alma")).await, app.sign_in(&email_of("dora")).await)
}

async fn person(admin: &Client, name: &str) -> (UserId, String, Role) {
    let people = admin.ok(&api::LIST_USERS, [], &ListUsers::default()).await.items;
    let found = people.into_iter().find(|person| person.name == name);
    let found = found.unwrap();
    (found.id, found.email, found.role)
}

/// One story, because filling takes its time.
#[actix_web::test]
async fn they_come_marked_and_go_but_for_what_ones_own_hangs_on() {
    let (app, server) = (TestApp::start().await, MailServer::start());
    given_depot(&app).await;
    let admin = app.admin().await;
    app.dispatcher("dora").await;
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    let people = admin.ok(&api::LIST_USERS, [], &ListUsers::default()).await.items;
    let people_before: Vec<_> = people.into_iter().map(|person| person.name).collect();
    let before = look(&admin).await;
    assert_eq!((before.state, before.records, before.can_fill), (DemoDataState::Absent, 0, true));

    admin.ok(&api::FILL_DEMO_DATA, [], &Empty {}).await;
    assert_eq!(look(&admin).await.state, DemoDataState::Filling);
    admin.ok(&api::FILL_DEMO_DATA, [], &Empty {}).await;
    let (admin, office) = when_done(&app).await;
    let there = look(&admin).await;
    assert_eq!((there.state, there.can_fill), (DemoDataState::Present, false));
    assert!(there.records > 1_000 && there.kept.is_empty(), "{there:?}");
    let [vehicles, packages, routes, refuels, _] = totals(&admin).await;
    assert_eq!(vehicles, 5);
    assert!(packages > 500 && routes > 100 && refuels > 100, "{packages} {routes} {refuels}");
    is_sound(&app);
    admin.refused_as(ErrorCode::NotEmpty, &api::FILL_DEMO_DATA, [], &Empty {}).await;

    nobody_is_let_in(&app, &admin).await;
    let (ane, ..) = person(&admin, "Ane Garmendia").await;

    // Somebody of the demo gets a way in, and is nobody of the demo's from then on.
    let (iker, email, _) = person(&admin, "Iker Zubeldia").await;
    let (id, to) = ([iker.to_string()], SetRole::to(Role::Admin));
    admin.refused_as(ErrorCode::PasswordMissing, &api::SET_ROLE, [&id[0]], &to).await;
    let link = admin.ok(&api::MAKE_RESET_LINK, [&id[0]], &Empty {}).await;
    let password = Password(PASSWORD.to_owned());
    let chosen = ChoosePassword { token: token_of(&link.reset_url), password, sign_in: false };
    app.stranger().ok(&api::RESET_PASSWORD, [], &chosen).await;

    // One's own: a refuel on a demo van, one on another that lies in the trash, a package that a
    // demo driver brings.
    let own_refuel = refuel("Rifter", today(&app));
    let own_refuel = office.ok(&api::CREATE_REFUEL, [], &own_refuel).await.id.to_string();
    let deleted = office.ok(&api::CREATE_REFUEL, [], &refuel("Berlingo", today(&app))).await.id;
    office.ok(&api::DELETE_REFUEL, [&deleted.to_string()], &Empty {}).await;
    let own = office.ok(&api::CREATE_PACKAGE, [], &package("Own", 1)).await;
    let tomorrow = today(&app) + chrono::Days::new(1);
    let planned = route(ane, tomorrow, vec![own.id]);
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await.id.to_string();
    // A Monday comes with work of the demo vans overdue.
    app.advance(chrono::TimeDelta::days(8));
    calendar::look(&app).await;
    work_off(&app).await;
    for mail in server.mails() {
        assert!(mail.to.iter().all(|to| !to.ends_with("demo.invalid")), "{:?}", mail.to);
        assert!(!mail.subject().contains("due"), "{}", mail.subject());
    }
    let admin = app.sign_in(&email_of("alma")).await;

    let kept = look(&admin).await.kept;
    let own: Vec<_> = kept.iter().filter(|kept| kept.own > 0).collect();
    let own: Vec<_> = own.iter().map(|kept| (kept.kind, kept.title.as_str(), kept.own)).collect();
    assert_eq!(
        own,
        [
            (KeptKind::Vehicles, "Berlingo", 1),
            (KeptKind::Vehicles, "Rifter", 1),
            (KeptKind::People, "Ane Garmendia", 2),
        ]
    );
    // Whoever drives a van that stays, stays.
    assert!(kept.len() > own.len(), "{kept:?}");
    admin.ok(&api::REMOVE_DEMO_DATA, [], &Empty {}).await;
    assert_eq!(look(&admin).await.state, DemoDataState::Removing);
    admin.ok(&api::REMOVE_DEMO_DATA, [], &Empty {}).await;
    let (admin, office) = when_done(&app).await;
    is_sound(&app);
    let after = look(&admin).await;
    assert_eq!((after.state, after.records, after.can_fill), (DemoDataState::Absent, 0, false));
    let [vehicles, packages, routes, refuels, log] = totals(&admin).await;
    assert_eq!((vehicles, packages, routes, refuels), (2, 1, 1, 1));
    assert_eq!(log, 2, "that one's own package was entered and assigned");
    office.ok(&api::GET_REFUEL, [&own_refuel], &Empty {}).await;
    let route = office.ok(&api::GET_ROUTE, [&planned], &Empty {}).await;
    assert_eq!(route.driver_id, Some(ane));
    let rifter = office.ok(&api::GET_VEHICLE, ["Rifter"], &Empty {}).await;
    assert!(rifter.is_active);
    office.ok(&api::RESTORE, ["refuels", &deleted.to_string()], &Empty {}).await;
    is_sound(&app);
    // The admin, the dispatcher, those who were said to stay, and who has a password now.
    let people = admin.ok(&api::LIST_USERS, [], &ListUsers::default()).await.items;
    let mut names: Vec<_> = people.into_iter().map(|person| person.name).collect();
    let staying = kept.into_iter().filter(|kept| kept.kind == KeptKind::People);
    let mut expected: Vec<_> = staying.map(|kept| kept.title).chain(people_before).collect();
    expected.push("Iker Zubeldia".to_owned());
    names.sort();
    expected.sort();
    assert_eq!(names, expected);
    app.sign_in(&email).await;
    admin.ok(&api::REMOVE_DEMO_DATA, [], &Empty {}).await;
    assert_eq!(look(&admin).await.state, DemoDataState::Absent);
}

/// Demo people have the password of the demo nowhere, manage nobody, and are told nothing.
async fn nobody_is_let_in(app: &TestApp, admin: &Client) {
    for account in demo::accounts() {
        let (id, email, role) = person(admin, &account.name).await;
        assert_ne!(role, Role::Admin, "{email}");
        assert!(email.ends_with("@demo.invalid"), "{email}");
        for email in [account.email, email] {
            let password = Password(account.password.clone());
            let login = Login { email, password, grant: Some(Grant::Token) };
            let code = ErrorCode::WrongCredentials;
            app.stranger().refused_as(code, &api::LOGIN, [], &login).await;
        }
        let last = SetRole::to(Role::Dispatcher);
        let own = [admin.id().to_string()];
        admin.refused_as(ErrorCode::LastAdmin, &api::SET_ROLE, [&own[0]], &last).await;
        assert_ne!(id, admin.id());
    }
}

#[actix_web::test]
async fn they_come_to_nobody_who_has_begun() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.dispatcher("dora").await);
    office.refused_as(ErrorCode::Forbidden, &api::FILL_DEMO_DATA, [], &Empty {}).await;
    office.ok(&api::CREATE_PACKAGE, [], &package("Own", 1)).await;
    assert!(!look(&admin).await.can_fill);
    admin.refused_as(ErrorCode::NotEmpty, &api::FILL_DEMO_DATA, [], &Empty {}).await;
    admin.ok(&api::REMOVE_DEMO_DATA, [], &Empty {}).await;
    assert_eq!(look(&admin).await.state, DemoDataState::Absent);
}
