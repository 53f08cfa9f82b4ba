//! The records of a vehicle: a driver refuels on the phone, the office looks at figures, charts and
//! what is due.

use std::time::Duration;

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
    waiting::eventually,
};

pub const PASSWORD: &str = "lau haizetara zabaldu";

/// A fleet of one van with a driver; the tank was full at 1500 km, a week ago.
pub async fn given_a_van(server: &Server, office: &Person) {
    let admin = json!({
        "name": "Maite", "email": "maite@example.org", "password": PASSWORD,
        "setup_code": server.setup_code(),
    });
    office.calls("POST", "/api/auth/register", admin).await;
    // Once the office's program is there, no navigation interrupts a call, which the driver would
    // then repeat.
    office.open("/profile").await;
    office.is_settled().await;
    let driver = json!({ "name": "Ane", "email": "ane@example.org", "role": "driver" });
    let driver = office.calls("POST", "/api/users", driver).await;
    let link = driver["activation_url"].as_str().expect("there is no mail server");
    let token = link.split('#').nth(1).expect("the token stands behind the #");
    let token = token.trim_start_matches("token=");
    let activation = json!({ "token": token, "password": PASSWORD });
    office.calls("POST", "/api/auth/activate", activation).await;
    let van = json!({
        "alias": "Van", "make": "Renault", "model": "Kangoo", "fuel": "diesel",
        "initial_odometer_km": 1000, "driver_ids": [driver["id"]],
    });
    office.calls("POST", "/api/vehicles", van).await;
    let full = json!({
        "vehicle": "Van", "date": days_ago(office, 7).await, "fuel": "diesel", "quantity": 40, "cost": 60,
        "odometer_km": 1500,
    });
    office.calls("POST", "/api/refuels", full).await;
}

/// So many days before the fleet's today, as the API writes them.
async fn days_ago(office: &Person, days: u64) -> String {
    let dashboard = office.calls("GET", "/api/dashboard", json!({})).await;
    let today: chrono::NaiveDate =
        dashboard["date"].as_str().and_then(|day| day.parse().ok()).expect("a day");
    (today - chrono::Days::new(days)).to_string()
}

told!(a_driver_refuels_in_five_taps_and_sees_the_figure_and_the_chart in chromium, firefox, webkit);
async fn a_driver_refuels_in_five_taps_and_sees_the_figure_and_the_chart(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_a_van(&server, &office).await;
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.sign_in("ane@example.org", PASSWORD).await;
    driver.sees("No route today").await;

    driver.press("Add").await; // the first tap
    driver.photograph("driver-add").await;
    driver.meets_no_barrier("the menu of what to add").await;
    driver.press("Refuel").await; // the second
    driver.sees("Last: 1,500 km").await;
    driver.is_asked_for("Odometer").await;
    driver.types("2000").await;
    driver.touches("Quantity (L)").await; // the third
    driver.types("30,0").await;
    driver.touches("Total (€)").await; // the fourth
    driver.types("48.30").await;
    driver.sees("≈ 6 L/100 km").await;
    driver.photograph("driver-refuel").await;
    driver.meets_no_barrier("the refuel form").await;
    driver.press("Save").await; // the fifth
    driver.sees("6 L/100 km · €48.30").await;
    driver.sees("Undo").await;
    driver.photograph("driver-refuelled").await;

    driver.open("/vehicles/Van?tab=fuel").await;
    driver.sees("Average").await;
    driver.sees("6 L/100 km").await;
    let marks = "return document.querySelectorAll('svg[role=img] circle, svg[role=img] path').length > 0
        && [...document.querySelectorAll('details table td')].some(cell => cell.textContent.startsWith('6'))";
    driver.shows("the interval in the chart and in its table", marks).await;
    driver.fits_its_width("the fuel tab").await;
    driver.photograph("driver-fuel").await;
    driver.meets_no_barrier("the fuel tab").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
    office.leave().await;
}

told!(what_was_taken_back_leaves_no_trace_and_nothing_typed_is_lost in chromium, firefox, webkit);
async fn what_was_taken_back_leaves_no_trace_and_nothing_typed_is_lost(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_a_van(&server, &office).await;

    office.open("/new-refuel?vehicle=Van").await;
    office.fill("Odometer", "1400").await;
    office.fill("Quantity (L)", "30").await;
    office.fill("Total (€)", "45").await;
    office.press("Save").await;
    office.sees("Keep this reading anyway").await;
    office.photograph("office-refuel-refused").await;
    office.meets_no_barrier("the refused refuel").await;
    office.fill("Odometer", "2000").await;
    office.press("Save").await;
    office.sees("6 L/100 km · €45.00").await;
    office.press("Undo").await;
    office.sees("Undone").await;
    let left = office.calls("GET", "/api/refuels?vehicle=Van", json!({})).await;
    assert_eq!(left["total"], json!(1), "{left}");
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(work_that_is_done_plans_the_next_time in chromium, firefox, webkit);
async fn work_that_is_done_plans_the_next_time(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_a_van(&server, &office).await;
    let oil = json!({
        "vehicle": "Van", "date": days_ago(&office, 400).await, "kind": "oil", "description": "Oil and filter",
        "cost": 120, "odometer_km": 1200, "every_months": 12, "every_km": 15000,
    });
    office.calls("POST", "/api/maintenance", oil).await;

    office.open("/due").await;
    office.sees("Overdue").await;
    office.sees("Oil and filter").await;
    office.press("Mark as done").await;
    office.sees("Done: ").await;
    office.fill("Odometer", "1600").await;
    office.fill("Total (€)", "130").await;
    office.photograph("office-done").await;
    office.meets_no_barrier("the form of work that is done").await;
    office.press("Save").await;
    office.sees("€130.00").await;
    office.open("/due").await;
    office.sees("Scheduled").await;
    office.no_longer_sees("days overdue").await;
    let due = office.calls("GET", "/api/due", json!({})).await;
    assert_eq!(due["items"][0]["due_odometer_km"], json!(16_600), "{due}");
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(somebody_with_miles_and_gallons_reads_and_types_them in chromium, firefox, webkit);
async fn somebody_with_miles_and_gallons_reads_and_types_them(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_a_van(&server, &office).await;
    let units = json!({ "units": { "distance": "mi", "volume": "uk_gal", "economy": "mpg_uk" } });
    office.calls("PUT", "/api/auth/updateprofile", units).await;

    office.open("/new-refuel?vehicle=Van").await;
    office.sees("Last: 932.1 mi").await;
    office.fill("Odometer", "1242.8").await;
    office.fill("Quantity (gal)", "6.6").await;
    office.fill("Total (€)", "48").await;
    office.press("Save").await;
    office.sees("Undo").await;
    office.sees("mpg").await;
    let refuels = office.calls("GET", "/api/refuels?vehicle=Van", json!({})).await;
    let newest = &refuels["items"][0];
    assert_eq!(newest["odometer_km"], json!(2000.1), "{newest}");
    assert_eq!(newest["quantity"], json!(30.004), "{newest}");
    assert_eq!(newest["typed_odometer"], json!({ "value": 1242.8, "unit": "mi" }), "{newest}");
    let id = newest["id"].as_str().expect("an id");
    office.open(&format!("/refuels/{id}/edit")).await;
    office.value_containing("1242.8").await;
    office.value_containing("6.6").await;
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(a_refuel_without_a_signal_arrives_once_when_it_is_back in chromium, firefox, webkit);
async fn a_refuel_without_a_signal_arrives_once_when_it_is_back(engine: Engine) {
    let mut server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_a_van(&server, &office).await;
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.sign_in("ane@example.org", PASSWORD).await;
    driver.sees("No route today").await;
    driver.press("Add").await;
    driver.press("Refuel").await;
    driver.sees("Last: 1,500 km").await;

    server.stop();
    driver.fill("Odometer", "2000").await;
    driver.fill("Quantity (L)", "30").await;
    driver.fill("Total (€)", "48.30").await;
    driver.press("Save").await;
    driver.sees("Saved on this phone").await;
    driver.photograph("driver-refuel-without-signal").await;

    server.resume();
    let arrived = async || {
        let refuels = driver.calls("GET", "/api/refuels?vehicle=Van", json!({})).await;
        (refuels["total"] == json!(2)).then_some(())
    };
    eventually(Duration::from_secs(30), arrived).await.expect("it arrives");
    driver.open("/vehicles/Van").await;
    driver.sees("Spent €108").await;
    driver.open("/refuels?vehicle=Van").await;
    driver.sees("6 L/100 km").await;
    let refuels = office.calls("GET", "/api/refuels?vehicle=Van", json!({})).await;
    assert_eq!(refuels["total"], json!(2), "{refuels}");
    driver.noticed_no_errors().await;
    driver.leave().await;
    office.leave().await;
}
