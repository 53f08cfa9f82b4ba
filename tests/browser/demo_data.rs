//! Whoever has set Furgo up looks around with demo data, and is rid of them with one press.

use std::time::Duration;

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    records::PASSWORD,
    stage::Server,
    waiting::eventually,
};

/// A whole fleet is written; a debug build on a busy machine takes its time.
const PATIENCE: Duration = Duration::from_secs(240);

async fn waits_until(admin: &Person, state: &str) {
    let is_there = eventually(PATIENCE, async || {
        let view = admin.calls("GET", "/api/demo-data", json!({})).await;
        (view["state"] == json!(state)).then_some(())
    });
    is_there.await.unwrap_or_else(|| panic!("the demo data are never {state}"));
}

// In one engine: filling takes a minute, and what it draws are cards like all others.
told!(an_admin_looks_around_with_demo_data_and_takes_them_away in chromium);
async fn an_admin_looks_around_with_demo_data_and_takes_them_away(engine: Engine) {
    let server = Server::start();
    let admin = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    let account = json!({
        "name": "Maite", "email": "maite@example.org", "password": PASSWORD,
        "setup_code": server.setup_code(),
    });
    admin.calls("POST", "/api/auth/register", account).await;
    // Once the office's program is there, no navigation interrupts a call.
    admin.open("/profile").await;
    admin.is_settled().await;
    admin.open("/").await;
    admin.sees("Look around first").await;
    admin.photograph("office-demo-data").await;
    admin.meets_no_barrier("the offer of demo data").await;
    admin.press("Fill with demo data").await;
    admin.sees("on their way").await;
    waits_until(&admin, "present").await;

    admin.open("/vehicles").await;
    admin.sees("Transit").await;
    let today = admin.calls("GET", "/api/dashboard", json!({})).await;
    let own = json!({
        "vehicle": "Rifter", "date": today["date"], "fuel": "petrol", "quantity": 30, "cost": 45,
    });
    admin.calls("POST", "/api/refuels", own).await;
    admin.open("/settings").await;
    admin.sees("records are demo data").await;
    admin.press("Take the demo data away").await;
    admin.sees("Rifter (1 of yours)").await;
    admin.photograph("office-demo-data-remove").await;
    admin.meets_no_barrier("the question about demo data").await;
    admin.press_in_dialog("Take the demo data away").await;
    admin.sees("are being taken away").await;
    waits_until(&admin, "absent").await;
    admin.open("/vehicles").await;
    admin.sees("Rifter").await;
    let left = admin.calls("GET", "/api/vehicles", json!({})).await;
    assert_eq!(left["total"], json!(1), "{left}");
    admin.noticed_no_errors().await;
    admin.leave().await;
}
