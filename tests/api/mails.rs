//! Mail to people who have an account: what arrives, and that it arrives once.

use chrono::TimeDelta;
use furgo::{
    features::{
        auth::ticket::Ticket,
        mails::{Addressee, MailRecord, store},
    },
    jobs,
};
use furgo_shared::{
    access::Role,
    api,
    auth::{ChoosePassword, ForgotPassword, Grant, Login, Password, UpdatePassword},
    expenses::ExpenseRecurrence,
    jobs::{JobKind, JobState},
    mail::{MailSettings, MailState},
    problem::ErrorCode,
    settings::{MailChoices, Settings},
    text::Locale,
    users::{CreateUser, CreatedUserView, PatchUser},
    validate::Empty,
};
use support::{Client, Mail, MailServer, PASSWORD, TestApp, email_of, token_of};

use crate::{
    calendar::{at, enter_expense, look, office_at, recurring},
    day::given_vehicle,
    mail_settings::settings_for,
};

/// An installation with a mail server.
pub async fn app_with_mail() -> (TestApp, MailServer, Client) {
    let (app, server) = (TestApp::start().await, MailServer::start());
    let admin = app.admin().await;
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    (app, server, admin)
}

/// Lets the workers do what is due.
pub async fn work_off(app: &TestApp) {
    jobs::work_off(&app.app).await.unwrap();
}

fn invitation(name: &str, locale: Option<Locale>) -> CreateUser {
    CreateUser {
        id: None,
        name: name.to_owned(),
        email: email_of(name),
        role: Role::Driver,
        also_drives: false,
        locale,
    }
}

/// Invites a driver.
pub async fn invite(admin: &Client, name: &str) {
    admin.ok(&api::CREATE_USER, [], &invitation(name, None)).await;
}

fn choice(mail: &Mail, password: &str) -> ChoosePassword {
    let password = Password(password.to_owned());
    ChoosePassword { token: token_of(mail.link()), password, sign_in: false }
}

fn subjects(server: &MailServer) -> Vec<String> {
    server.mails().iter().map(|mail| mail.subject().to_owned()).collect()
}

/// What became of the mails to somebody, the last first.
fn fates(app: &TestApp, client: &Client) -> Vec<MailRecord> {
    let to = Addressee::Person { user: client.id() };
    app.app.db.read(&furgo::auth::Permit::for_job(), |tx| store::to(tx, to)).unwrap()
}

pub async fn forget(app: &TestApp, email: &str) {
    let request = ForgotPassword { email: email.to_owned() };
    app.stranger().ok(&api::FORGOT_PASSWORD, [], &request).await;
}

#[actix_web::test]
async fn an_invitation_leaves_by_mail_in_the_language_of_who_reads_it() {
    let (app, server, admin) = app_with_mail().await;
    let keyed = admin.with("idempotency-key", "once");
    for _ in 0..2 {
        let created = keyed.ok(&api::CREATE_USER, [], &invitation("ben", Some(Locale::Es))).await;
        assert_eq!(created.activation_url, None);
    }
    assert!(server.mails().is_empty(), "the request does not wait for it");
    work_off(&app).await;
    work_off(&app).await;
    let [mail] = &server.mails()[..] else { panic!("one mail: {:?}", subjects(&server)) };
    assert_eq!(mail.to, ["ben@example.org"]);
    assert_eq!(mail.subject(), "Tu cuenta en Furgo");
    assert!(mail.plain.contains("Hola, ben:"), "{}", mail.plain);
    assert!(mail.link().starts_with("https://furgo.example.org/activate#"), "{}", mail.link());
    assert!(mail.html.contains(&format!("href=\"{}\"", mail.link())), "{}", mail.html);
    let choice = choice(mail, PASSWORD);
    app.stranger().ok(&api::ACTIVATE, [], &choice).await;
    app.stranger().refused_as(ErrorCode::TokenInvalid, &api::ACTIVATE, [], &choice).await;
    app.sign_in("ben@example.org").await;
}

#[actix_web::test]
async fn a_new_invitation_voids_the_first_and_one_that_was_not_needed_is_not_sent() {
    let (app, server, admin) = app_with_mail().await;
    let created = admin.ok(&api::CREATE_USER, [], &invitation("ben", None)).await;
    work_off(&app).await;
    let id = created.user.id.to_string();
    let again: CreatedUserView = admin.ok(&api::INVITE_USER_AGAIN, [&id], &Empty {}).await;
    assert_eq!(again.activation_url, None);
    work_off(&app).await;
    let mails = server.mails();
    assert_eq!(mails.len(), 2);
    let first = choice(&mails[0], PASSWORD);
    app.stranger().refused_as(ErrorCode::TokenInvalid, &api::ACTIVATE, [], &first).await;
    app.stranger().ok(&api::ACTIVATE, [], &choice(&mails[1], PASSWORD)).await;

    server.be("busy");
    let carl = admin.ok(&api::CREATE_USER, [], &invitation("carl", None)).await;
    work_off(&app).await;
    let removal = furgo_shared::users::RemoveUser { confirm: carl.user.email.clone() };
    admin.ok(&api::REMOVE_USER, [&carl.user.id.to_string()], &removal).await;
    assert!(crate::jobs::waiting(&admin).await.is_empty(), "its job went with it");
    server.be("take");
    app.advance(TimeDelta::hours(1));
    work_off(&app).await;
    assert_eq!(server.mails().len(), 2, "nobody of this name is there any more");
}

#[actix_web::test]
async fn a_forgotten_password_is_replaced_by_mail_and_the_owner_is_told() {
    let app = TestApp::start().await;
    let (server, ana) = (MailServer::start(), app.driver("ana").await);
    let admin = app.admin().await;
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    assert!(app.stranger().ok(&api::WELCOME, [], &Empty {}).await.mails_links);
    for email in ["ana@example.org", "ANA@example.org", "nobody@example.org"] {
        forget(&app, email).await;
    }
    work_off(&app).await;
    let [mail] = &server.mails()[..] else { panic!("one mail: {:?}", subjects(&server)) };
    assert_eq!(
        (mail.to.as_slice(), mail.subject()),
        (&["ana@example.org".to_owned()][..], "A new password for Furgo")
    );
    let request = choice(mail, "ocho-faroles-7-trigo");
    app.stranger().ok(&api::RESET_PASSWORD, [], &request).await;
    app.stranger().refused_as(ErrorCode::TokenInvalid, &api::RESET_PASSWORD, [], &request).await;
    ana.refused(401, &api::ME, [], &Empty {}).await;
    work_off(&app).await;
    assert_eq!(subjects(&server)[1..], ["Your password for Furgo has changed"]);

    app.advance(TimeDelta::minutes(6));
    forget(&app, "ana@example.org").await;
    work_off(&app).await;
    let late = choice(server.mails().last().unwrap(), PASSWORD);
    app.advance(TimeDelta::minutes(30));
    app.stranger().refused_as(ErrorCode::TokenInvalid, &api::RESET_PASSWORD, [], &late).await;
}

#[actix_web::test]
async fn a_server_that_is_down_loses_nothing_and_holds_nobody_up() {
    let (app, server, admin) = app_with_mail().await;
    let port = server.port;
    drop(server);
    admin.ok(&api::CREATE_USER, [], &invitation("ben", None)).await;
    admin.ok(&api::CREATE_USER, [], &invitation("carl", None)).await;
    work_off(&app).await;
    let jobs = crate::jobs::waiting(&admin).await;
    let attempts: Vec<_> = jobs.iter().map(|job| job.attempts).collect();
    assert_eq!(attempts, [1, 0], "who is not there for one is not there for the next");
    assert!(jobs[0].last_error.is_some() && jobs[0].due_at.is_some(), "{jobs:?}");
    let view = admin.ok(&api::GET_MAIL_SETTINGS, [], &Empty {}).await;
    assert_eq!(view.waiting, 2);

    let server = MailServer::start_at(port, None);
    app.advance(TimeDelta::seconds(5));
    work_off(&app).await;
    work_off(&app).await;
    let mut to: Vec<_> = server.mails().into_iter().flat_map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["ben@example.org", "carl@example.org"]);
    assert!(crate::jobs::waiting(&admin).await.is_empty());
}

#[actix_web::test]
async fn greylisted_mail_comes_back_and_passes_others_meanwhile() {
    let (app, server, admin) = app_with_mail().await;
    server.be("greylist");
    admin.ok(&api::CREATE_USER, [], &invitation("ben", None)).await;
    work_off(&app).await;
    assert!(server.mails().is_empty());
    let [job] = &crate::jobs::waiting(&admin).await[..] else { panic!("one job") };
    assert!(job.last_error.as_deref().unwrap().contains("greylisted"), "{job:?}");
    server.be("take");
    admin.ok(&api::CREATE_USER, [], &invitation("carl", None)).await;
    work_off(&app).await;
    assert_eq!(server.mails().len(), 1, "it does not wait behind the other");
    app.advance(TimeDelta::seconds(5));
    work_off(&app).await;
    app.advance(TimeDelta::days(1));
    work_off(&app).await;
    assert_eq!(server.mails().len(), 2);
}

#[actix_web::test]
async fn a_refused_mail_says_why_and_can_be_sent_again() {
    let (app, server, admin) = app_with_mail().await;
    server.be("refuse");
    admin.ok(&api::CREATE_USER, [], &invitation("ben", None)).await;
    work_off(&app).await;
    app.advance(TimeDelta::hours(2));
    work_off(&app).await;
    assert_eq!(server.attempts(), 1, "no is no");
    let [job] = &crate::jobs::waiting(&admin).await[..] else { panic!("one job") };
    assert_eq!(job.state, JobState::GaveUp);
    assert!(job.last_error.as_deref().unwrap().contains("nobody of this name"), "{job:?}");
    server.be("take");
    admin.ok(&api::RETRY_JOB, [&job.id.to_string()], &Empty {}).await;
    work_off(&app).await;
    assert_eq!(server.mails().len(), 1);
    assert!(crate::jobs::waiting(&admin).await.is_empty());
}

#[actix_web::test]
async fn a_paused_mail_waits_and_what_waits_outlives_the_program() {
    let (app, server, admin) = app_with_mail().await;
    server.be("no_data");
    invite(&admin, "ben").await;
    invite(&admin, "carl").await;
    work_off(&app).await;
    let jobs = crate::jobs::waiting(&admin).await;
    let paused = admin.ok(&api::PAUSE_JOB, [&jobs[0].id.to_string()], &Empty {}).await;
    assert_eq!((paused.state, paused.attempts), (JobState::Paused, 1));
    server.be("take");
    let again = app.restarted();
    again.advance(TimeDelta::minutes(1));
    work_off(&again).await;
    let to: Vec<_> = server.mails().into_iter().flat_map(|mail| mail.to).collect();
    assert_eq!(to.len(), 1, "{to:?}");
    let admin = again.sign_in("alma@example.org").await;
    admin.ok(&api::RETRY_JOB, [&jobs[0].id.to_string()], &Empty {}).await;
    work_off(&again).await;
    assert_eq!(server.mails().len(), 2);
}

#[actix_web::test]
async fn a_connection_that_breaks_doubles_nothing() {
    let (app, server, admin) = app_with_mail().await;
    admin.ok(&api::CREATE_USER, [], &invitation("ben", None)).await;
    for mode in ["hang_up", "no_data", "busy", "slow"] {
        server.be(mode);
        work_off(&app).await;
        app.advance(TimeDelta::hours(1));
    }
    work_off(&app).await;
    let [mail] = &server.mails()[..] else { panic!("one mail: {:?}", subjects(&server)) };
    app.stranger().ok(&api::ACTIVATE, [], &choice(mail, PASSWORD)).await;
}

#[actix_web::test]
async fn the_running_worker_sends_at_once_and_no_request_waits_for_it() {
    let (app, server, admin) = app_with_mail().await;
    server.be("slow");
    let invited = async {
        admin.ok(&api::CREATE_USER, [], &invitation("ben", None)).await;
        assert!(server.mails().is_empty(), "the answer was there first");
        while server.mails().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        never = jobs::run(&app.app) => match never {},
        () = invited => {}
    }
}

#[actix_web::test]
async fn without_an_address_mail_with_a_link_waits_and_the_rest_leaves() {
    let app = TestApp::start().await;
    let (server, ana) = (MailServer::start(), app.driver("ana").await);
    let admin = app.admin().await;
    let nowhere = MailSettings { public_url: None, ..settings_for(&server) };
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &nowhere).await;
    let created = admin.ok(&api::CREATE_USER, [], &invitation("ben", None)).await;
    assert!(created.activation_url.is_some(), "no mail brings it now");
    let change = UpdatePassword {
        current_password: Password(PASSWORD.to_owned()),
        new_password: Password("ocho-faroles-7-trigo".to_owned()),
    };
    ana.ok(&api::UPDATE_PASSWORD, [], &change).await;
    work_off(&app).await;
    assert_eq!(subjects(&server), ["Your password for Furgo has changed"]);
    let view = admin.ok(&api::GET_MAIL_SETTINGS, [], &Empty {}).await;
    assert_eq!(view.waiting, 1);
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    work_off(&app).await;
    assert_eq!(subjects(&server)[1..], ["Your account with Furgo"]);
}

#[actix_web::test]
async fn a_sign_in_from_a_new_device_is_told_once() {
    let (app, server, _) = {
        let app = TestApp::start().await;
        let (server, admin) = (MailServer::start(), app.admin().await);
        app.active("ana", Role::Driver).await;
        admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
        (app, server, admin)
    };
    let login = Login {
        email: "ana@example.org".to_owned(),
        password: Password(PASSWORD.to_owned()),
        grant: Some(Grant::Session),
    };
    let linux = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";
    for agent in [linux, linux, phone, phone, linux] {
        app.visitor().with("user-agent", agent).ok(&api::LOGIN, [], &login).await;
    }
    work_off(&app).await;
    let [mail] = &server.mails()[..] else { panic!("one mail: {:?}", subjects(&server)) };
    assert_eq!(mail.subject(), "New sign-in to Furgo");
    assert!(mail.plain.contains("Safari on iPhone"), "{}", mail.plain);
}

#[actix_web::test]
async fn the_office_is_told_on_mondays_what_is_due() {
    let (app, office) = office_at("2026-09-01T08:00:00Z").await;
    let server = MailServer::start();
    app.driver("ana").await;
    given_vehicle(&office, "van").await;
    let tax = recurring("van", "2026-08-01", "2026-08-31", ExpenseRecurrence::Yearly);
    enter_expense(&office, tax).await;
    look(&app).await;
    let admin = app.sign_in("alma@example.org").await;
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    let basque =
        PatchUser { locale: furgo_shared::change::Change::Set(Locale::Eu), ..PatchUser::default() };
    admin.ok(&api::PATCH_USER, [&office.id().to_string()], &basque).await;
    at(&app, "2026-09-07T08:00:00Z").await;
    look(&app).await;
    look(&app).await;
    work_off(&app).await;
    let mut mails = server.mails();
    mails.sort_by(|one, other| one.to.cmp(&other.to));
    let told: Vec<_> = mails.iter().map(|mail| (mail.to[0].as_str(), mail.subject())).collect();
    assert_eq!(
        told,
        [("alma@example.org", "What’s due at Furgo"), ("dora@example.org", "Furgo: egitekoak")]
    );
    assert!(mails[0].plain.contains("One item is overdue."), "{}", mails[0].plain);
    assert_eq!(mails[0].link(), "https://furgo.example.org/due");

    let admin = app.sign_in("alma@example.org").await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let quiet =
        Settings { mails: MailChoices { weekly_digest: false, ..settings.mails }, ..settings };
    admin.ok(&api::PUT_SETTINGS, [], &quiet).await;
    at(&app, "2026-09-14T08:00:00Z").await;
    look(&app).await;
    work_off(&app).await;
    assert!(server.mails().iter().filter(|mail| mail.subject().starts_with("What")).count() == 1);
}

#[actix_web::test]
async fn an_admin_makes_a_link_for_whoever_was_activated() {
    let app = TestApp::start().await;
    let (admin, ana, dora) =
        (app.admin().await, app.driver("ana").await, app.dispatcher("dora").await);
    let id = ana.id().to_string();
    let keyed = admin.with("idempotency-key", "link");
    let first = keyed.ok(&api::MAKE_RESET_LINK, [&id], &Empty {}).await;
    let link = keyed.ok(&api::MAKE_RESET_LINK, [&id], &Empty {}).await;
    assert!(link.reset_url.starts_with("/reset-password#"), "{}", link.reset_url);
    assert_ne!(first.reset_url, link.reset_url, "nothing of it is remembered");
    let left = link.expires_at - app.app.clock.steady();
    assert!((TimeDelta::minutes(29)..=TimeDelta::minutes(30)).contains(&left), "{left}");
    let with = |url: &str| ChoosePassword {
        token: token_of(url),
        password: Password("ocho-faroles-7-trigo".to_owned()),
        sign_in: false,
    };
    let stranger = app.stranger();
    let void = with(&first.reset_url);
    stranger.refused_as(ErrorCode::TokenInvalid, &api::RESET_PASSWORD, [], &void).await;
    stranger.ok(&api::RESET_PASSWORD, [], &with(&link.reset_url)).await;
    app.sign_in_with("ana@example.org", "ocho-faroles-7-trigo").await;

    dora.refused_as(ErrorCode::Forbidden, &api::MAKE_RESET_LINK, [&id], &Empty {}).await;
    let ben = admin.ok(&api::CREATE_USER, [], &invitation("ben", None)).await.user.id.to_string();
    admin.refused_as(ErrorCode::IllegalStep, &api::MAKE_RESET_LINK, [&ben], &Empty {}).await;
    admin.ok(&api::DEACTIVATE_USER, [&id], &Empty {}).await;
    admin.refused_as(ErrorCode::IllegalStep, &api::MAKE_RESET_LINK, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn a_link_of_the_command_line_is_taken_after_the_clock_was_set() {
    let app = TestApp::start().await;
    app.driver("ana").await;
    app.set_clock(TimeDelta::days(300));
    let ticket = Ticket::new("ana@example.org", app.now());
    let choice = ChoosePassword {
        token: Password(ticket.to_token(&app.app.gate.keys)),
        password: Password("ocho-faroles-7-trigo".to_owned()),
        sign_in: false,
    };
    app.stranger().ok(&api::RESET_PASSWORD, [], &choice).await;
    app.stranger().refused_as(ErrorCode::TokenInvalid, &api::RESET_PASSWORD, [], &choice).await;
}

#[actix_web::test]
async fn what_became_of_a_mail_is_kept_for_a_while() {
    let app = TestApp::start().await;
    let (server, ana) = (MailServer::start(), app.driver("ana").await);
    app.admin().await.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    forget(&app, "ana@example.org").await;
    work_off(&app).await;
    let [mail] = &fates(&app, &ana)[..] else { panic!("one mail") };
    assert_eq!((mail.state, mail.error.as_deref()), (MailState::Sent, None));
    assert!(mail.settled_at.is_some() && mail.tried_at <= mail.settled_at);
    assert!(mail.tried_at.is_some(), "it was written down before it left");
    app.advance(TimeDelta::days(399));
    jobs::look_once(&app.app, JobKind::ForgetMails).await;
    assert_eq!(fates(&app, &ana).len(), 1);
    app.advance(TimeDelta::days(2));
    jobs::look_once(&app.app, JobKind::ForgetMails).await;
    assert!(fates(&app, &ana).is_empty());
}
