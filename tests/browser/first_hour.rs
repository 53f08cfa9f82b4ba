//! The first hour of a new owner: what is asked for is found, what was typed is not lost, and who
//! is waited for is named.

use std::time::Duration;

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
    waiting::eventually,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// Whether the window may be closed without a question.
const ASKS_NOBODY: &str =
    "return window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";

/// The field with this name has the focus.
async fn is_in(person: &Person, name: &str) {
    let script = format!("return document.activeElement?.getAttribute('name') === '{name}'");
    person.shows(&format!("the focus in {name}"), &script).await;
}

async fn a_new_owner(engine: Engine, server: &Server) -> Person {
    let owner = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    let admin = json!({
        "name": "Maite", "email": "maite@example.org", "password": "lau haizetara zabaldu",
        "setup_code": server.setup_code(),
    });
    owner.calls("POST", "/api/auth/register", admin).await;
    // Once the office's program is there, no navigation interrupts a call.
    owner.open("/profile").await;
    owner.is_settled().await;
    owner
}

told!(the_first_things_to_do_are_found_and_an_address_is_enough in chromium, firefox, webkit);
async fn the_first_things_to_do_are_found_and_an_address_is_enough(engine: Engine) {
    let server = Server::start();
    let owner = a_new_owner(engine, &server).await;
    owner.open("/").await;
    owner.sees("Getting started").await;
    owner.press("Start").await;
    is_in(&owner, "depot.address").await;
    owner.fill("Address", "Apatta Erreka 14, Ibarra").await;
    owner.press("Save").await;
    owner.sees("Saved").await;
    let settings = owner.calls("GET", "/api/settings", json!({})).await;
    assert_eq!(settings["depot_address"], json!("Apatta Erreka 14, Ibarra"), "{settings}");
    owner.open("/settings").await;
    owner.value_containing("Apatta Erreka 14").await;
    owner.sees("Use this device").await;

    // Whoever was invited is waited for by name, with the way to send the link again.
    let ane = json!({ "name": "Ane Garmendia", "email": "ane@example.org", "role": "driver" });
    let invited = owner.calls("POST", "/api/users", ane).await;
    owner.open("/new-route").await;
    owner.sees("Ane Garmendia was invited and has yet to choose a password").await;
    owner.open("/new-vehicle").await;
    owner.sees("Ane Garmendia was invited").await;
    owner.press("Send the link again").await;
    owner.sees("Waiting for activation").await;
    owner.photograph("office-awaited").await;
    owner.meets_no_barrier("a person who is waited for").await;
    owner.press("Send the link again").await;
    owner.value_containing("/activate#").await;
    let id = invited["id"].as_str().expect("an id");
    let ane = owner.calls("GET", &format!("/api/users/{id}"), json!({})).await;
    assert_eq!((&ane["is_active"], &ane["is_activated"]), (&json!(false), &json!(false)));
    owner.noticed_no_errors().await;
    owner.leave().await;
}

told!(a_form_that_was_left_is_found_as_it_was in chromium, firefox, webkit);
async fn a_form_that_was_left_is_found_as_it_was(engine: Engine) {
    let server = Server::start();
    let owner = a_new_owner(engine, &server).await;
    owner.open("/packages").await;
    owner.is_settled().await;
    owner.press("Add package").await;
    owner.sees("Street and number").await;
    owner.shows("a page that may be left", ASKS_NOBODY).await;
    owner.fill("Name", "Miren Otegi").await;
    owner.fill("Street and number", "Korreo kalea 12").await;
    let asks = format!("return !(() => {{ {ASKS_NOBODY} }})()");
    owner.shows("a page that asks before it is closed", &asks).await;
    owner.browser.back().await.expect("there is a page before");
    owner.sees("No packages").await;
    owner.shows("a page that may be left", ASKS_NOBODY).await;
    owner.press("Add package").await;
    owner.sees("What you had typed here is still here").await;
    owner.value_containing("Korreo kalea 12").await;
    owner.photograph("office-draft-kept").await;
    owner.press("Cancel").await;
    owner.sees("No packages").await;
    owner.press("Add package").await;
    owner.sees("Street and number").await;
    owner.no_longer_sees("What you had typed here").await;
    owner.noticed_no_errors().await;
    owner.leave().await;
}

told!(what_one_person_typed_is_not_shown_to_the_next in chromium, firefox, webkit);
async fn what_one_person_typed_is_not_shown_to_the_next(engine: Engine) {
    let server = Server::with_demo();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    office.is_let_in("admin@example.org", PASSWORD, "en").await;
    office.open("/new-package").await;
    office.fill("Name", "Miren Otegi").await;
    // With the form still open.
    office.press("Sign out").await;
    office.sign_in("dispatcher@example.org", PASSWORD).await;
    office.sees("Street and number").await;
    office.no_longer_sees("What you had typed here").await;
    let is_empty = "return document.querySelector('form [name=recipient_name]')?.value === ''";
    office.shows("an empty form", is_empty).await;
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(ctrl_k_finds_everything_and_the_way_out_is_in_reach in chromium, firefox, webkit);
async fn ctrl_k_finds_everything_and_the_way_out_is_in_reach(engine: Engine) {
    let server = Server::with_demo();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    office.is_let_in("admin@example.org", PASSWORD, "en").await;
    office.open("/reports").await;
    office.is_settled().await;
    let in_reach = "const all = [...document.querySelectorAll('.sidebar__foot > button')];
        return all.length > 0 && all.every(each => {
            const box = each.getBoundingClientRect();
            return box.height > 0 && box.top >= 0 && box.bottom <= window.innerHeight;
        })";
    office.shows("the way out", in_reach).await;

    // Even from a field.
    office.open("/new-vehicle").await;
    office.fill("Make", "Ford").await;
    let press = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
        { key: 'k', ctrlKey: true, bubbles: true, cancelable: true })); return true";
    office.shows("Ctrl K", press).await;
    office.is_asked_for("Search everything").await;
    for (wanted, found) in [
        ("trans", "Transit"),
        ("ane", "Ane Garmendia"),
        ("settings", "Settings"),
        ("main", "Maintenance"),
    ] {
        office.fill("Search everything", wanted).await;
        let script = format!(
            "return [...document.querySelectorAll('main .menu__item')].some(each => each.innerText.includes('{found}'))"
        );
        office.shows(found, &script).await;
    }
    office.photograph("office-search").await;
    office.meets_no_barrier("the search").await;
    office.fits_its_width("the search").await;
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(a_driver_reads_the_odometer_in_miles in chromium, firefox, webkit);
async fn a_driver_reads_the_odometer_in_miles(engine: Engine) {
    let server = Server::with_demo();
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.is_let_in("ane@example.org", PASSWORD, "en").await;
    let units = json!({ "units": { "distance": "mi", "volume": "uk_gal", "economy": "mpg_uk" } });
    driver.calls("PUT", "/api/auth/updateprofile", units).await;
    let day = driver.calls("GET", "/api/routes/mine", json!({})).await;
    let (id, vehicle) = (day["route"]["id"].clone(), day["route"]["vehicle"].clone());
    let path = format!("/api/vehicles/{}", vehicle.as_str().expect("she has a van"));
    let van = driver.calls("GET", &path, json!({})).await;
    let miles = van["odometer_km"].as_f64().expect("a reading") / 1.609_344;
    let typed = (miles + 20.0).round();
    driver.open("/").await;
    driver.sees("Complete the route").await;
    driver.waits_a_moment().await;
    driver.press("Complete the route").await;
    driver.sees(" mi").await;
    driver.photograph("driver-odometer-miles").await;
    driver.fill("Odometer reading", &format!("{typed}")).await;
    driver.press_in_dialog("Complete").await;
    driver.sees("Route completed").await;
    let path = format!("/api/routes/{}", id.as_str().expect("an id"));
    // The screen shows it before the server has answered.
    let answered = eventually(Duration::from_secs(20), async || {
        let route = driver.calls("GET", &path, json!({})).await;
        (route["status"] == "completed").then_some(route)
    });
    let route = answered.await.expect("the route is completed");
    let kept = &route["typed_odometer"];
    assert_eq!((kept["value"].as_f64(), &kept["unit"]), (Some(typed), &json!("mi")), "{route}");
    driver.noticed_no_errors().await;
    driver.leave().await;
}
