//! One answer of every endpoint, and the whole OpenAPI document, as they were reviewed: files in
//! `tests/snapshots`, one for each noun. What a client sees cannot change without a line in a diff.
//!
//! A story is told over HTTP with a clock that stands still, so that every answer is the same each
//! time; what is random has a name instead.

mod album;
mod exceptions;
mod installation;
mod packages;
mod people;
mod records;
mod reviewed;
mod routes;
mod sync;
mod vehicles;

use furgo_shared::{api, validate::Empty};
use serde_json::Value;
use support::TestApp;

use self::album::Album;

#[actix_web::test]
async fn every_endpoint_answers_as_it_was_reviewed() {
    let mut album = Album::new().await;
    installation::settings(&mut album).await;
    people::tell(&mut album).await;
    vehicles::tell(&mut album).await;
    records::tell(&mut album).await;
    packages::tell(&mut album).await;
    routes::tell(&mut album).await;
    vehicles::figures(&mut album).await;
    installation::tell(&mut album).await;
    routes::the_next_day(&mut album).await;
    sync::tell(&mut album).await;
    exceptions::tell(&mut album).await;
    album.is_as_reviewed();
}

#[actix_web::test]
async fn the_openapi_document_is_as_it_was_reviewed() {
    let app = TestApp::start().await;
    let document: Value = app.stranger().ok(&api::OPENAPI, [], &Empty {}).await;
    let text = serde_json::to_string_pretty(&document).unwrap();
    reviewed::compare("openapi.json", &text);
}
