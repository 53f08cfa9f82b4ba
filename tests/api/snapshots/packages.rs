//! Packages, up to the door of their recipient.

use furgo_shared::api;
use serde_json::{Value, json};

use super::album::{Album, TODAY};

/// To be entered; `number` places it about the depot.
pub fn package(number: u32) -> Value {
    // Plans break ties by ids: of packages of one millisecond these would be in any order.
    let id = format!("01920000-0000-7000-8000-{number:012}");
    json!({
        "id": id,
        "recipient_name": format!("Ane Garmendia {number}"), "recipient_email": "ane@example.org",
        "address": {
            "street": format!("Ledesma {number}"), "city": "Bilbao", "postal_code": "48001",
            "country": "ES", "latitude": 43.26 + f64::from(number) * 0.002,
            "longitude": -2.93 + f64::from(number % 3) * 0.003,
        },
        "weight_kg": 2.5, "description": "Books", "reference": format!("A-{number}"),
        "access_note": "Second floor, ring twice",
    })
}

pub async fn tell(album: &mut Album) {
    let admin = album.app.admin().await;
    let ana = album.app.active("ana", furgo_shared::access::Role::Driver).await;
    let driver = album.app.browser(&ana.email).await;
    album.shows(&admin, &api::LIST_DRIVERS, [], json!({})).await;
    let one = album.shows(&admin, &api::CREATE_PACKAGE, [], package(1)).await;
    let id = one["id"].as_str().unwrap_or_default();
    album.shows(&admin, &api::PATCH_PACKAGE, [id], json!({ "service_min": 4 })).await;
    let many = json!({ "package_ids": [id], "patch": { "service_min": 4 } });
    album.shows(&admin, &api::PATCH_PACKAGES, [], many).await;
    let assigned = json!({ "new_status": "assigned", "assigned_to": driver.id() });
    album.shows(&admin, &api::STEP_PACKAGE, [id], assigned).await;
    album.shows(&driver, &api::MY_PACKAGES, [], json!({})).await;
    let taken = json!({ "package_ids": [id], "new_status": "in_transit" });
    album.shows(&admin, &api::STEP_PACKAGES, [], taken).await;
    album.shows(&admin, &api::GET_PACKAGE, [id], json!({})).await;
    album.shows(&admin, &api::LIST_PACKAGES, [], json!({})).await;
    album.shows(&admin, &api::COUNT_PACKAGES, [], json!({})).await;
    album.shows(&admin, &api::PACKAGE_LOG, [id], json!({})).await;
    album.shows(&admin, &api::PACKAGE_MAILS, [id], json!({})).await;
    album.shows(&admin, &api::LIST_LOG, [], json!({})).await;
    album.shows(&admin, &api::DAY_SUMMARY, [], json!({ "date": TODAY })).await;
    let renewed = album.shows(&admin, &api::RENEW_TRACKING_LINK, [id], Value::Null).await;
    let link = renewed["tracking_url"].as_str().unwrap_or_default();
    let token = link.rsplit('/').next().unwrap_or_default();
    album.shows(&album.app.stranger(), &api::TRACKING, [token], json!({})).await;
    let other = admin.raw("POST", api::CREATE_PACKAGE.path, Some(&package(9).to_string())).await;
    let other: Value = other.json();
    let other = other["id"].as_str().unwrap_or_default();
    album.shows(&admin, &api::DELETE_PACKAGE, [other], Value::Null).await;
}
