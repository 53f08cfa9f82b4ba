//! How mail is sent: set by admins, tried out, and never shown again.

use std::{io::Write as _, net::TcpListener};

use furgo::{
    auth::password::Cost,
    features::mails::settings::note_configuration,
    mail::{MailRoute, Post},
};
use furgo_shared::{
    api,
    auth::Password,
    mail::{MailObstacle, MailSettings, MailSettingsView, MailSource, Sender, SmtpServer},
    problem::ErrorCode,
    validate::{Empty, FieldCode},
};
use support::{Client, MailServer, TestApp};

/// As an admin would set this server.
pub fn settings_for(server: &MailServer) -> MailSettings {
    MailSettings {
        smtp_url: Some(server.url()),
        password: None,
        mail_from: Some("Reparto Norte <furgo@example.org>".to_owned()),
        public_url: Some("https://furgo.example.org".to_owned()),
    }
}

/// Where somebody listens who is no mail server.
fn somebody_else() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // Whoever hangs up has seen enough.
            stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n").unwrap_or_default();
        }
    });
    format!("smtp://127.0.0.1:{port}")
}

async fn read(admin: &Client) -> MailSettingsView {
    admin.ok(&api::GET_MAIL_SETTINGS, [], &Empty {}).await
}

#[actix_web::test]
async fn without_a_server_the_settings_say_so() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let view = read(&admin).await;
    assert_eq!((view.source, view.obstacle), (MailSource::Nowhere, Some(MailObstacle::NoServer)));
    assert_eq!(view.version, 0);
    admin.refused_as(ErrorCode::MailNotSetUp, &api::TEST_MAIL, [], &Empty {}).await;
}

#[actix_web::test]
async fn a_test_mail_arrives_as_text_and_as_a_page() {
    let (app, server) = (TestApp::start().await, MailServer::start());
    let admin = app.admin().await;
    let set = admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    assert_eq!((set.source, set.obstacle, set.version), (MailSource::Settings, None, 1));
    let tested = admin.ok(&api::TEST_MAIL, [], &Empty {}).await;
    assert_eq!(
        (tested.is_sent, tested.error, tested.to.as_str()),
        (true, None, "alma@example.org")
    );

    let [mail] = &server.mails()[..] else { panic!("one mail") };
    assert_eq!(mail.to, ["alma@example.org"]);
    assert_eq!(mail.subject(), "A test from Furgo");
    assert_eq!(mail.headers["from"], "Reparto Norte <furgo@example.org>");
    assert_eq!(mail.headers["auto-submitted"], "auto-generated");
    assert!(mail.headers["message-id"].ends_with("@example.org>"), "{mail:?}");
    assert!(mail.plain.contains("The mail server took this mail"), "{}", mail.plain);
    assert!(mail.html.contains("The mail server took this mail"), "{}", mail.html);
}

#[actix_web::test]
async fn what_the_server_says_is_told() {
    let (app, server) = (TestApp::start().await, MailServer::start());
    let admin = app.admin().await;
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    for (mode, said) in [("refuse", "nobody of this name"), ("busy", "too busy")] {
        server.be(mode);
        let tested = admin.ok(&api::TEST_MAIL, [], &Empty {}).await;
        let error = tested.error.unwrap_or_default();
        assert!(!tested.is_sent && error.contains(said), "{mode}: {error}");
    }
    drop(server);
    let tested = admin.ok(&api::TEST_MAIL, [], &Empty {}).await;
    assert_eq!((tested.is_sent, tested.error.as_deref()), (false, Some("nobody answered")));
    let tls = MailServer::start();
    for (url, said) in [
        (tls.url().replace("smtp://", "smtps://"), "TLS failed"),
        (somebody_else(), "this is no mail server"),
    ] {
        let elsewhere = MailSettings { smtp_url: Some(url), ..settings_for(&tls) };
        admin.ok(&api::PUT_MAIL_SETTINGS, [], &elsewhere).await;
        let tested = admin.ok(&api::TEST_MAIL, [], &Empty {}).await;
        assert_eq!(tested.error.as_deref(), Some(said));
    }
    for _ in 0..20 {
        drop(admin.call(&api::TEST_MAIL, [], &Empty {}).await);
    }
    admin.refused(429, &api::TEST_MAIL, [], &Empty {}).await;
}

#[actix_web::test]
async fn a_password_is_sealed_and_asked_for_after_a_move() {
    let (app, server) = (TestApp::start().await, MailServer::start_at(0, Some("post:gl1tz%er")));
    let admin = app.admin().await;
    let url = format!("smtp://post:gl1tz%25er@127.0.0.1:{}", server.port);
    let wanted = MailSettings { smtp_url: Some(url), ..settings_for(&server) };
    let reply = admin.call(&api::PUT_MAIL_SETTINGS, [], &wanted).await;
    let view: MailSettingsView = reply.json();
    assert!(view.has_password && !reply.text().contains("gl1tz"), "{}", reply.text());
    assert_eq!(view.smtp_url, Some(format!("smtp://post@127.0.0.1:{}", server.port)));
    assert!(admin.ok(&api::TEST_MAIL, [], &Empty {}).await.is_sent);

    // What is shown can be sent back: the password stays.
    let same = MailSettings { smtp_url: view.smtp_url.clone(), ..wanted.clone() };
    let again = admin.ok(&api::PUT_MAIL_SETTINGS, [], &same).await;
    assert_eq!((again.has_password, again.version > 0), (true, true));
    assert!(admin.ok(&api::TEST_MAIL, [], &Empty {}).await.is_sent);

    // It goes to no other server than the one it was typed for.
    let elsewhere =
        MailSettings { smtp_url: Some("smtps://post@mail.example.net".to_owned()), ..same };
    let problem =
        admin.refused_as(ErrorCode::Validation, &api::PUT_MAIL_SETTINGS, [], &elsewhere).await;
    assert_eq!(problem.fields.of("password"), Some(FieldCode::Required));

    // The same data with another secret.key.
    let moved = app.beside(Cost { memory_kib: 8, passes: 1 });
    let admin = moved.sign_in("alma@example.org").await;
    assert_eq!(read(&admin).await.obstacle, Some(MailObstacle::NoPassword));
    admin.refused_as(ErrorCode::MailNotSetUp, &api::TEST_MAIL, [], &Empty {}).await;
    let typed = MailSettings {
        smtp_url: view.smtp_url,
        password: Some(Password("gl1tz%er".to_owned())),
        ..settings_for(&server)
    };
    assert_eq!(admin.ok(&api::PUT_MAIL_SETTINGS, [], &typed).await.obstacle, None);
    assert!(admin.ok(&api::TEST_MAIL, [], &Empty {}).await.is_sent);
    assert_eq!(server.mails().len(), 3);
}

#[actix_web::test]
async fn without_an_address_for_links_mail_is_told_to_wait() {
    let (app, server) = (TestApp::start().await, MailServer::start());
    let admin = app.admin().await;
    let wanted = MailSettings { public_url: None, ..settings_for(&server) };
    let view = admin.ok(&api::PUT_MAIL_SETTINGS, [], &wanted).await;
    assert_eq!((view.obstacle, view.public_url), (Some(MailObstacle::NoPublicUrl), None));
    assert!(admin.ok(&api::TEST_MAIL, [], &Empty {}).await.is_sent, "it has no link");
}

#[actix_web::test]
async fn what_is_configured_beats_what_is_set_and_is_known_to_every_write() {
    let (app, server) = (TestApp::start().await, MailServer::start());
    let admin = app.admin().await;
    let elsewhere = MailSettings {
        smtp_url: Some("smtps://mail.example.net".to_owned()),
        ..settings_for(&server)
    };
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &elsewhere).await;
    let route = MailRoute {
        server: SmtpServer::parse(&server.url()).unwrap(),
        from: Sender::parse("post@example.org").unwrap(),
    };
    let configured = app.beside_with_post(Post::configured(Some(route)));
    let view = read(&admin.at(&configured)).await;
    assert_eq!((view.source, view.obstacle), (MailSource::Configuration, None));
    assert_eq!(view.mail_from.as_deref(), Some("post@example.org"));
    assert!(admin.at(&configured).ok(&api::TEST_MAIL, [], &Empty {}).await.is_sent);
    assert_eq!(server.mails()[0].headers["from"], "post@example.org");

    let none = MailSettings { smtp_url: None, mail_from: None, ..settings_for(&server) };
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &none).await;
    let links = async || app.stranger().ok(&api::WELCOME, [], &Empty {}).await.mails_links;
    assert!(!links().await);
    for is_configured in [true, false] {
        note_configuration(&app.app.db, is_configured).await.unwrap();
        assert_eq!(links().await, is_configured);
    }
}

#[actix_web::test]
async fn a_demo_sends_nothing() {
    let (app, server) = (TestApp::start().await, MailServer::start());
    let admin = app.admin().await;
    admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    let demo = app.beside_with_post(Post::of_demo());
    let admin = admin.at(&demo);
    assert_eq!(read(&admin).await.obstacle, Some(MailObstacle::Demo));
    admin.refused_as(ErrorCode::MailNotSetUp, &api::TEST_MAIL, [], &Empty {}).await;
    crate::mails::invite(&admin, "ben").await;
    crate::mails::work_off(&demo).await;
    assert!(server.mails().is_empty());
}

#[actix_web::test]
async fn nonsense_is_named_field_by_field() {
    let app = TestApp::start().await;
    let (admin, dora) = (app.admin().await, app.dispatcher("dora").await);
    let good = MailSettings {
        smtp_url: Some("smtps://mail.example.org".to_owned()),
        mail_from: Some("furgo@example.org".to_owned()),
        ..MailSettings::default()
    };
    let with = |url: &str| MailSettings { smtp_url: Some(url.to_owned()), ..good.clone() };
    for (request, field, code) in [
        (with("smtp://mail.example.org"), "smtp_url", FieldCode::Invalid),
        (with("mail.example.org"), "smtp_url", FieldCode::Invalid),
        (MailSettings { mail_from: None, ..good.clone() }, "mail_from", FieldCode::Required),
        (
            MailSettings { mail_from: Some("furgo".to_owned()), ..good.clone() },
            "mail_from",
            FieldCode::Invalid,
        ),
        (
            MailSettings { public_url: Some("https://a.org/b".to_owned()), ..good.clone() },
            "public_url",
            FieldCode::Invalid,
        ),
        (
            MailSettings { password: Some(Password("secret".to_owned())), ..good.clone() },
            "smtp_url",
            FieldCode::Invalid,
        ),
    ] {
        let problem =
            admin.refused_as(ErrorCode::Validation, &api::PUT_MAIL_SETTINGS, [], &request).await;
        assert_eq!(problem.fields.of(field), Some(code), "{field}");
    }
    assert_eq!(read(&admin).await.version, 0, "nothing was changed");
    dora.refused_as(ErrorCode::Forbidden, &api::GET_MAIL_SETTINGS, [], &Empty {}).await;
}
