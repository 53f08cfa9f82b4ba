//! The office watches a route while its driver delivers, and touches nothing.

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// So many more stops say "Delivered" than when the screen was looked at first. Also says that the
/// page was not loaded again: that would have forgotten how many there were.
async fn sees_more_delivered(office: &Person, more: u32) {
    let script = format!("return window.deliveredAtFirst + {more} === {DELIVERED}");
    office.shows(&format!("{more} more deliveries"), &script).await;
}

const DELIVERED: &str = "[...document.querySelectorAll('.stops .stop')]
    .filter(stop => stop.innerText.includes('Delivered')).length";

/// What the dashboard counts.
const TO_PLAN: &str = "Number(/To plan\\s+(\\d+)/.exec(document.body.innerText)?.[1])";

told!(the_office_sees_deliveries_on_an_open_route_without_loading_it_again in chromium, firefox, webkit);
async fn the_office_sees_deliveries_on_an_open_route_without_loading_it_again(engine: Engine) {
    let server = Server::with_demo();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    office.sign_in("dispatcher@example.org", PASSWORD).await;
    office.sees("Today").await;
    // Once the office's program is there, no navigation interrupts a call.
    office.open("/routes").await;
    office.is_settled().await;
    let drivers = office.calls("GET", "/api/drivers", json!({})).await;
    let ane = drivers["items"].as_array().and_then(|all| {
        all.iter().find(|driver| driver["name"].as_str().is_some_and(|name| name.contains("Ane")))
    });
    let ane = ane.and_then(|driver| driver["id"].as_str()).expect("Ane drives");
    let running = format!("/api/routes?status=in_progress&driver_id={ane}");
    let running = office.calls("GET", &running, json!({})).await;
    let route = running["items"][0]["id"].as_str().expect("she is under way");
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.sign_in("ane@example.org", PASSWORD).await;
    driver.sees("5 of 9 done").await;

    office.open(&format!("/routes/{route}")).await;
    office.is_settled().await;
    office.shows("the stops", &format!("return {DELIVERED} > 0")).await;
    let first = format!("window.deliveredAtFirst = {DELIVERED}; return true");
    office.shows("how many there are", &first).await;
    driver.press("Delivered").await;
    driver.sees("6 of 9 done").await;
    sees_more_delivered(&office, 1).await;
    office.photograph("office-follows").await;

    // A dialog is left alone; what came meanwhile is there when it is closed.
    office.press("More actions").await;
    office.press("Cancel the route").await;
    driver.press("Delivered").await;
    driver.sees("7 of 9 done").await;
    office.press_in_dialog("Keep the route").await;
    sees_more_delivered(&office, 2).await;
    office.noticed_no_errors().await;
    driver.noticed_no_errors().await;
    driver.leave().await;
    office.leave().await;
}

told!(a_session_that_ends_elsewhere_is_noticed_on_an_open_screen in chromium, firefox, webkit);
async fn a_session_that_ends_elsewhere_is_noticed_on_an_open_screen(engine: Engine) {
    let server = Server::with_demo();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    office.sign_in("dispatcher@example.org", PASSWORD).await;
    office.sees("To plan").await;
    office.is_settled().await;
    // The stream is open once it brings what others do.
    let first = format!("window.toPlanAtFirst = {TO_PLAN}; return true");
    office.shows("how many there are to plan", &first).await;
    let package = json!({
        "recipient_name": "Miren Otegi",
        "address": {
            "street": "Korreo kalea 12", "city": "Tolosa", "postal_code": "20400", "country": "Spain",
        },
    });
    office.calls("POST", "/api/packages", package).await;
    office.shows("one more", &format!("return window.toPlanAtFirst + 1 === {TO_PLAN}")).await;
    office.calls("POST", "/api/auth/logout", json!({})).await;
    office.sees("Sign in again").await;
    office.noticed_no_errors().await;
    office.leave().await;
}
