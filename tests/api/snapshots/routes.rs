//! A day planned and driven.

use chrono::TimeDelta;
use furgo_shared::{access::Role, api};
use serde_json::{Value, json};
use support::{Client, email_of};

use super::{
    album::{Album, TODAY},
    packages::package,
};

async fn given_packages(admin: &Client, numbers: std::ops::Range<u32>) -> Vec<Value> {
    let mut ids = Vec::new();
    for number in numbers {
        let body = package(number).to_string();
        let reply = admin.raw("POST", api::CREATE_PACKAGE.path, Some(&body)).await;
        ids.push(reply.json::<Value>()["id"].clone());
    }
    ids
}

pub async fn tell(album: &mut Album) {
    let admin = album.app.admin().await;
    let driver = album.app.browser(&email_of("ana")).await;
    let packages = given_packages(&admin, 2..5).await;
    let day = json!({
        "date": "2026-03-03", "drivers": [{ "driver_id": driver.id(), "vehicle": "kangoo" }],
        "package_ids": packages, "return_to_depot": true,
    });
    album.shows(&admin, &api::PLAN_DAY, [], day).await;
    let asked = json!({
        "kind": "delivery", "driver_id": driver.id(), "date": TODAY, "package_ids": packages, "vehicle": "kangoo",
        "return_to_depot": true,
    });
    let route = album.shows(&admin, &api::CREATE_ROUTE, [], asked).await;
    let id = route["id"].as_str().unwrap_or_default();
    album.shows(&admin, &api::PATCH_ROUTE, [id], json!({ "notes": "Ring twice" })).await;
    let added = given_packages(&admin, 5..6).await;
    let asked = json!({ "package_ids": added });
    album.shows(&admin, &api::ADD_PACKAGES, [id], asked).await;
    let package = added[0].as_str().unwrap_or_default();
    album.shows(&admin, &api::REMOVE_PACKAGE, [id, package], Value::Null).await;
    let mut stops: Vec<_> = route["stops"].as_array().into_iter().flatten().collect();
    stops.reverse();
    let stops: Vec<_> = stops.into_iter().map(|stop| stop["id"].clone()).collect();
    let order = json!({ "route_id": id, "stop_ids": stops });
    album.shows(&admin, &api::REORDER_STOPS, [], order).await;
    album.shows(&admin, &api::OPTIMIZE_ROUTE, [id], Value::Null).await;
    album.shows(&driver, &api::ROUTE_LEGS, [id], Value::Null).await;
    album.shows(&driver, &api::MY_ROUTE, [], json!({ "date": TODAY })).await;
    let of_ana = json!({ "user_id": driver.id(), "date": TODAY });
    album.shows(&admin, &api::ROUTE_OF_DRIVER, [], of_ana).await;
    let started = json!({ "status": "in_progress", "odometer_km": 3100 });
    album.shows(&driver, &api::STEP_ROUTE, [id], started).await;
    let arrived = json!({ "stop_id": stops.first() });
    album.shows(&driver, &api::RECORD_ARRIVAL, [], arrived).await;
    album.shows(&admin, &api::GET_ROUTE, [id], json!({})).await;
    album.shows(&admin, &api::LIST_ROUTES, [], json!({})).await;
    beside(album, &admin, id).await;
}

/// A route of somebody else, which gives a stop away and is not driven.
async fn beside(album: &mut Album, admin: &Client, to: &str) {
    let ben = album.app.active("ben", Role::Driver).await;
    let packages = given_packages(admin, 6..8).await;
    let asked = json!({
        "kind": "delivery", "driver_id": ben.id, "date": TODAY, "package_ids": packages,
    });
    let route = admin.raw("POST", api::CREATE_ROUTE.path, Some(&asked.to_string())).await;
    let route: Value = route.json();
    let moved = json!({ "stop_id": route["stops"][0]["id"], "to_route_id": to });
    album.shows(admin, &api::MOVE_STOP, [], moved).await;
    let id = route["id"].as_str().unwrap_or_default();
    album.shows(admin, &api::DELETE_ROUTE, [id], Value::Null).await;
}

/// What was not delivered is taken along.
pub async fn the_next_day(album: &mut Album) {
    let driver = album.app.browser(&email_of("ana")).await;
    let over = json!({ "status": "completed", "odometer_km": 3150, "confirm": true });
    let mine = driver.raw("GET", api::MY_ROUTE.path, None).await.json::<Value>();
    let id = mine["route"]["id"].as_str().unwrap_or_default();
    let step = api::STEP_ROUTE.path_with(&[id]);
    let completed = driver.raw("PATCH", &step, Some(&over.to_string())).await;
    assert_eq!(completed.status, 200, "{}", completed.text());
    album.app.advance(TimeDelta::days(1));
    let driver = album.app.browser(&email_of("ana")).await;
    album.shows(&driver, &api::UNFINISHED, [], json!({})).await;
    album.shows(&driver, &api::CONTINUE_FROM_PAST, [], json!({})).await;
}
