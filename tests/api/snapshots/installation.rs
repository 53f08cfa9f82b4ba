//! The installation itself: its settings, mail, jobs, demo data, and how it is.

use furgo::jobs;
use furgo_shared::{api, validate::Empty};
use serde_json::{Value, json};
use support::{MailServer, TestApp};

use super::album::Album;
use crate::mail_settings::settings_for;

/// A depot in Bilbao; strangers may register.
pub async fn settings(album: &mut Album) {
    let admin = album.app.admin().await;
    let mut settings = admin.raw("GET", api::GET_SETTINGS.path, None).await.json::<Value>();
    let given = ["id", "version", "created_at", "updated_at"];
    settings.as_object_mut().unwrap().retain(|field, _| !given.contains(&field.as_str()));
    settings["fleet_name"] = "Reparto Norte".into();
    settings["registration_open"] = true.into();
    settings["depot"] = json!({ "latitude": 43.263, "longitude": -2.935 });
    album.shows(&admin, &api::PUT_SETTINGS, [], settings).await;
    album.shows(&admin, &api::GET_SETTINGS, [], json!({})).await;
}

pub async fn tell(album: &mut Album) {
    let (admin, stranger) = (album.app.admin().await, album.app.stranger());
    album.shows(&stranger, &api::WELCOME, [], json!({})).await;
    album.shows(&stranger, &api::HEALTH, [], json!({})).await;
    album.shows(&admin, &api::FILES_USE, [], json!({})).await;
    album.shows(&admin, &api::GET_MAIL_SETTINGS, [], json!({})).await;
    album.shows(&admin, &api::GET_TLS, [], json!({})).await;
    mail(album).await;
    working(album).await;
    album.shows(&admin, &api::LIST_NOTICES, [], json!({})).await;
    album.shows(&admin, &api::GET_DEMO_DATA, [], json!({})).await;
    demo_data(album).await;
    let backup = admin.raw("POST", api::BACKUP.path, None).await;
    assert!(backup.bytes.starts_with(b"redb"), "a backup is a data file");
    album.keeps_text(&api::BACKUP, backup.status, backup.header("content-type"), "a data file");
    let stream = admin.events().await;
    let greeting = stream.fields.iter().filter(|field| !field.starts_with("id"));
    let told = greeting.cloned().collect::<Vec<_>>().join("\n");
    album.keeps_text(&api::EVENTS, 200, stream.header("content-type"), &told);
}

/// The mail server is one of another installation, so that nothing here depends on its port.
async fn mail(album: &mut Album) {
    let (other, server) = (TestApp::start().await, MailServer::start());
    let admin = other.admin().await;
    let set = admin.call(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    let port = server.url().rsplit(':').next().unwrap_or_default().to_owned();
    let told = set.text().replace(&port, "<port>");
    let told: Value = serde_json::from_str(&told).unwrap();
    let told = serde_json::to_string_pretty(&told).unwrap();
    album.keeps_text(&api::PUT_MAIL_SETTINGS, set.status, set.header("content-type"), &told);
    let tested = admin.call(&api::TEST_MAIL, [], &Empty {}).await;
    album.keeps(&api::TEST_MAIL, &tested);
}

async fn working(album: &mut Album) {
    let admin = album.app.admin().await;
    jobs::work_off(&album.app.app).await.unwrap();
    let found = album.shows(&admin, &api::LIST_JOBS, [], json!({})).await;
    let id = found["items"][0]["id"].as_str().unwrap_or_default();
    album.shows(&admin, &api::PAUSE_JOB, [id], Value::Null).await;
    album.shows(&admin, &api::RETRY_JOB, [id], Value::Null).await;
}

/// Elsewhere: they only go into an empty installation.
async fn demo_data(album: &mut Album) {
    let other = TestApp::start().await;
    let admin = other.admin().await;
    album.shows(&admin, &api::FILL_DEMO_DATA, [], Value::Null).await;
    jobs::work_off(&other.app).await.unwrap();
    let admin = other.browser(&support::email_of("alma")).await;
    album.shows(&admin, &api::REMOVE_DEMO_DATA, [], Value::Null).await;
}
