//! Vehicles, and what is known of them.

use furgo_shared::api;
use serde_json::{Value, json};

use super::album::Album;

pub async fn tell(album: &mut Album) {
    let admin = album.app.admin().await;
    let van = json!({
        "alias": "kangoo", "make": "Renault", "model": "Kangoo", "year": 2022, "plate": "1234 BCD",
        "fuel": "diesel", "tank_capacity": 54, "initial_odometer_km": 1000,
        "purchase_date": "2025-03-01", "purchase_price": 18500, "residual_value": 4000,
        "depreciation_months": 96, "capacity_packages": 60,
    });
    album.shows(&admin, &api::CREATE_VEHICLE, [], van).await;
    album.shows(&admin, &api::LIST_VEHICLES, [], json!({})).await;
    album.shows(&admin, &api::PATCH_VEHICLE, ["kangoo"], json!({ "notes": "Dent behind" })).await;
    album.shows(&admin, &api::DEACTIVATE_VEHICLE, ["kangoo"], Value::Null).await;
    album.shows(&admin, &api::REACTIVATE_VEHICLE, ["kangoo"], Value::Null).await;
    album.shows(&admin, &api::GET_VEHICLE, ["kangoo"], json!({})).await;
}

/// What follows from the records, once there are some.
pub async fn figures(album: &mut Album) {
    let admin = album.app.admin().await;
    let period = json!({ "from": "2026-01-01", "to": "2026-03-31" });
    album.shows(&admin, &api::VEHICLE_STATS, ["kangoo"], period.clone()).await;
    album.shows(&admin, &api::FUEL_EFFICIENCY, ["kangoo"], period.clone()).await;
    album.shows(&admin, &api::VEHICLE_ANALYTICS, ["kangoo"], json!({ "months": 2 })).await;
    album.shows(&admin, &api::VEHICLE_TIMELINE, ["kangoo"], json!({})).await;
    album.shows(&admin, &api::VEHICLE_HINTS, ["kangoo"], json!({})).await;
    album.shows(&admin, &api::REFUEL_ANALYSIS, ["kangoo"], period.clone()).await;
    album.shows(&admin, &api::EXPENSE_SUMMARY, [], period.clone()).await;
    album.shows(&admin, &api::REPORT, [], period).await;
    album.shows(&admin, &api::GARAGE, [], json!({})).await;
    album.shows(&admin, &api::LIST_FINDINGS, [], json!({})).await;
    album.shows(&admin, &api::LIST_DUE, [], json!({})).await;
    let soon = json!({ "days": 60, "km": 2000 });
    album.shows(&admin, &api::UPCOMING_MAINTENANCE, [], soon).await;
    album.shows(&admin, &api::UPCOMING_EXPENSES, [], json!({ "days": 60 })).await;
    album.shows(&admin, &api::DASHBOARD, [], json!({})).await;
}
