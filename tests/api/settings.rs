//! The fleet's settings.

use furgo_shared::{
    api,
    problem::ErrorCode,
    settings::Settings,
    validate::{Empty, FieldCode},
};
use support::TestApp;

#[actix_web::test]
async fn a_new_fleet_has_settings() {
    let app = TestApp::start().await;
    let view = app.admin().await.ok(&api::GET_SETTINGS, [], &Empty {}).await;
    assert_eq!(
        (view.settings.time_zone.as_str(), view.settings.departure.as_str()),
        ("Europe/Madrid", "08:00")
    );
    assert_eq!(
        (view.settings.service_min, view.settings.registration_open, view.version),
        (3, false, 0)
    );
}

#[actix_web::test]
async fn the_admin_sets_and_everybody_reads() {
    let app = TestApp::start().await;
    let (admin, ana) = (app.admin().await, app.driver("ana").await);
    let old = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await;
    let wanted = Settings {
        fleet_name: "Reparto Norte".to_owned(),
        time_zone: "Atlantic/Canary".to_owned(),
        ..old.settings
    };
    admin.with("if-match", "\"0\"").ok(&api::PUT_SETTINGS, [], &wanted).await;
    admin
        .with("if-match", "\"0\"")
        .refused_as(ErrorCode::Stale, &api::PUT_SETTINGS, [], &wanted)
        .await;
    assert_eq!(ana.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings, wanted);
    assert_eq!(app.stranger().ok(&api::WELCOME, [], &Empty {}).await.fleet_name, "Reparto Norte");
    ana.refused_as(ErrorCode::Forbidden, &api::PUT_SETTINGS, [], &wanted).await;
}

#[actix_web::test]
async fn nonsense_is_named_field_by_field() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let mars = Settings { time_zone: "Mars/Olympus".to_owned(), ..settings.clone() };
    let problem = admin.refused_as(ErrorCode::Validation, &api::PUT_SETTINGS, [], &mars).await;
    assert_eq!(problem.fields.of("time_zone"), Some(FieldCode::Invalid));
    let late = Settings { departure: "25:00".to_owned(), fleet_name: " ".to_owned(), ..settings };
    let problem = admin.refused_as(ErrorCode::Validation, &api::PUT_SETTINGS, [], &late).await;
    assert_eq!(
        (problem.fields.of("departure"), problem.fields.of("fleet_name")),
        (Some(FieldCode::Invalid), Some(FieldCode::Required))
    );
}

#[actix_web::test]
async fn the_apps_page_gets_the_fleets_name_as_a_style_sheet_that_no_name_breaks() {
    let app = TestApp::start().await;
    let (admin, stranger) = (app.admin().await, app.stranger());
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let is_named = async |version: u64, name: &str| {
        let wanted = Settings { fleet_name: name.to_owned(), ..settings.clone() };
        let tag = format!("\"{version}\"");
        admin.with("if-match", &tag).ok(&api::PUT_SETTINGS, [], &wanted).await;
        stranger.raw("GET", "/fleet.css", None).await
    };
    let sheet = is_named(0, "Reparto").await;
    assert_eq!((sheet.status, sheet.header("content-type")), (200, "text/css; charset=utf-8"));
    assert_eq!(sheet.text(), ".stage__fleet::before{content:\"Reparto\"}");
    assert_eq!(sheet.header("cache-control"), "no-cache");
    let tag = sheet.header("etag").to_owned();
    let again = stranger.with("if-none-match", &tag).raw("GET", "/fleet.css", None).await;
    assert_eq!((again.status, again.text().len()), (304, 0));

    let hostile = is_named(1, "\"}*{display:none} \\").await;
    assert_ne!(hostile.header("etag"), tag);
    let changed = stranger.with("if-none-match", &tag).raw("GET", "/fleet.css", None).await;
    assert_eq!(changed.status, 200);
    assert_eq!(changed.text().matches(['"', '{', '}', '*']).count(), 4, "{}", changed.text());
}
