//! What a mail that cannot leave costs the others, and how it ends.

use std::time::Duration;

use chrono::TimeDelta;
use furgo::{
    auth::{Permit, System},
    features::mails::{Occasion, queueing},
    jobs,
    storage::{Reads as _, outcome::Once},
};
use furgo_shared::{
    access::Role,
    api,
    jobs::{JobKind, JobState},
    mail::MailSettings,
    users::{CreateUser, CreatedUserView},
    validate::Empty,
};
use support::{Client, MailServer};

use crate::{
    day::{given_depot, package},
    jobs::waiting,
    mail_settings::settings_for,
    mails::{app_with_mail, forget, invite, work_off},
};

async fn invite_at(admin: &Client, email: &str) -> CreatedUserView {
    let request = CreateUser {
        id: None,
        name: "Joan".to_owned(),
        email: email.to_owned(),
        role: Role::Driver,
        also_drives: false,
        locale: None,
    };
    admin.ok(&api::CREATE_USER, [], &request).await
}

fn recipients(server: &MailServer) -> Vec<String> {
    server.mails().into_iter().flat_map(|mail| mail.to).collect()
}

#[actix_web::test]
async fn whoever_is_refused_for_days_is_written_to_again() {
    let (app, server, admin) = app_with_mail().await;
    server.be("no_data");
    let ben = invite_at(&admin, "ben@example.org").await.user.id.to_string();
    work_off(&app).await;
    app.advance(TimeDelta::days(5));
    work_off(&app).await;
    let admin = app.sign_in("alma@example.org").await;
    let [job] = &waiting(&admin).await[..] else { panic!("one job") };
    assert_eq!(job.state, JobState::GaveUp);
    assert_eq!(admin.ok(&api::GET_MAIL_SETTINGS, [], &Empty {}).await.waiting, 0);
    server.be("take");
    admin.ok(&api::INVITE_USER_AGAIN, [&ben], &Empty {}).await;
    work_off(&app).await;
    assert_eq!(recipients(&server), ["ben@example.org"]);
}

#[actix_web::test]
async fn an_address_that_the_server_cannot_read_holds_nobody_up() {
    let (app, server, admin) = app_with_mail().await;
    server.be("ascii");
    invite_at(&admin, "josé@example.org").await;
    invite(&admin, "carl").await;
    work_off(&app).await;
    assert_eq!(recipients(&server), ["carl@example.org"]);
    let [job] = &waiting(&admin).await[..] else { panic!("one job") };
    assert_eq!(job.state, JobState::GaveUp);
    assert!(job.last_error.as_deref().unwrap().contains("SMTPUTF8"), "{job:?}");
}

#[actix_web::test]
async fn a_mail_at_which_the_server_hangs_up_is_passed_by_others() {
    let (app, server, admin) = app_with_mail().await;
    server.be("dislike");
    invite(&admin, "ben").await;
    invite(&admin, "carl").await;
    work_off(&app).await;
    app.advance(TimeDelta::seconds(5));
    work_off(&app).await;
    work_off(&app).await;
    app.advance(TimeDelta::seconds(10));
    work_off(&app).await;
    assert_eq!(recipients(&server), ["carl@example.org"]);
    app.advance(TimeDelta::days(5));
    work_off(&app).await;
    let admin = app.sign_in("alma@example.org").await;
    let [job] = &waiting(&admin).await[..] else { panic!("one job") };
    assert_eq!(job.state, JobState::GaveUp);
}

#[actix_web::test]
async fn a_server_that_has_had_enough_of_us_costs_no_mail() {
    let (app, server, admin) = app_with_mail().await;
    server.be("policy");
    invite(&admin, "ben").await;
    invite(&admin, "carl").await;
    work_off(&app).await;
    assert!(waiting(&admin).await.iter().all(|job| job.state == JobState::Waiting));
    server.be("take");
    app.advance(TimeDelta::hours(1));
    work_off(&app).await;
    assert_eq!(server.mails().len(), 2);
}

#[actix_web::test]
async fn what_was_put_off_leaves_as_soon_as_the_settings_are_right() {
    let (app, server, admin) = app_with_mail().await;
    let wrong =
        MailSettings { smtp_url: Some("smtp://127.0.0.1:1".to_owned()), ..settings_for(&server) };
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &wrong).await;
    invite(&admin, "ben").await;
    invite(&admin, "carl").await;
    for _ in 0..4 {
        work_off(&app).await;
        app.advance(TimeDelta::minutes(10));
    }
    work_off(&app).await;
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    work_off(&app).await;
    assert_eq!(server.mails().len(), 2);
}

#[actix_web::test]
async fn a_worker_that_rests_wakes_when_the_settings_are_right() {
    let (app, server, admin) = app_with_mail().await;
    let wrong =
        MailSettings { smtp_url: Some("smtp://127.0.0.1:1".to_owned()), ..settings_for(&server) };
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &wrong).await;
    invite(&admin, "ben").await;
    work_off(&app).await;
    app.advance(TimeDelta::seconds(10));
    work_off(&app).await;
    app.advance(TimeDelta::seconds(20));
    let mended = async {
        // From its third failure on the job rests for longer than this test waits.
        while waiting(&admin).await[0].attempts < 3 {}
        admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
        while server.mails().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        never = jobs::run(&app.app) => match never {},
        mended = tokio::time::timeout(Duration::from_secs(10), mended) => mended.unwrap(),
    }
}

#[actix_web::test]
async fn a_link_that_was_asked_for_yesterday_is_not_sent() {
    let (app, server, _) = app_with_mail().await;
    server.be("busy");
    forget(&app, "alma@example.org").await;
    work_off(&app).await;
    server.be("take");
    app.advance(TimeDelta::hours(25));
    work_off(&app).await;
    assert!(server.mails().is_empty());
    forget(&app, "alma@example.org").await;
    work_off(&app).await;
    assert_eq!(server.mails().len(), 1);
}

#[actix_web::test]
async fn mail_to_people_goes_before_mail_about_packages() {
    let (app, server, admin) = app_with_mail().await;
    given_depot(&app).await;
    for name in ["Ane", "Jon"] {
        admin.ok(&api::CREATE_PACKAGE, [], &package(name, 1)).await;
    }
    forget(&app, "alma@example.org").await;
    work_off(&app).await;
    let recipients = recipients(&server);
    assert_eq!((recipients.len(), recipients[0].as_str()), (3, "alma@example.org"));
}

#[actix_web::test]
async fn nobodys_box_is_filled() {
    let (app, server, admin) = app_with_mail().await;
    let mut sent = Vec::new();
    for minutes in [0, 4, 6, 6, 6, 30, 60] {
        app.advance(TimeDelta::minutes(minutes));
        forget(&app, "alma@example.org").await;
        work_off(&app).await;
        sent.push(server.mails().len());
    }
    assert_eq!(sent, [1, 1, 2, 3, 3, 3, 4]);

    let alma = admin.id();
    let warn = || {
        app.app.db.write(Permit::<System>::for_job(), Once::by_job("test"), move |tx| {
            for _ in 0..15 {
                let at = tx.now();
                queueing::queue_to(tx, alma, Occasion::PasswordChanged { at })?;
            }
            Ok(())
        })
    };
    for _ in 0..2 {
        warn().await.unwrap();
    }
    assert_eq!(admin.ok(&api::GET_MAIL_SETTINGS, [], &Empty {}).await.waiting, 20);
}

#[actix_web::test]
async fn a_paused_job_is_forgotten_at_last_and_its_mail_dropped() {
    let (app, server, admin) = app_with_mail().await;
    server.be("no_data");
    let ben = invite_at(&admin, "ben@example.org").await;
    work_off(&app).await;
    let [job] = &waiting(&admin).await[..] else { panic!("one job") };
    admin.ok(&api::PAUSE_JOB, [&job.id.to_string()], &Empty {}).await;
    app.advance(TimeDelta::days(31));
    jobs::look_once(&app.app, JobKind::ForgetMails).await;
    let admin = app.sign_in("alma@example.org").await;
    assert!(waiting(&admin).await.is_empty());
    assert_eq!(admin.ok(&api::GET_MAIL_SETTINGS, [], &Empty {}).await.waiting, 0);
    server.be("take");
    admin.ok(&api::INVITE_USER_AGAIN, [&ben.user.id.to_string()], &Empty {}).await;
    work_off(&app).await;
    assert_eq!(recipients(&server), ["ben@example.org"]);
}
