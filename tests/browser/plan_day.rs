//! A dispatcher plans a day for two drivers: chooses, looks at the proposal and at what does not
//! fit, confirms, and finds both routes in the list.

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "lau haizetara zabaldu";
const DEPOT: (f64, f64) = (43.1294, -2.0578);

async fn given_an_owner(server: &Server, office: &Person) {
    let admin = json!({
        "name": "Maite", "email": "maite@example.org", "password": PASSWORD,
        "setup_code": server.setup_code(),
    });
    office.calls("POST", "/api/auth/register", admin).await;
    // Once the office's program is there, no navigation interrupts a call, which the browser would
    // then repeat.
    office.open("/profile").await;
    office.is_settled().await;
}

/// A depot, two drivers with a van each, twelve parcels in two directions, and a piano.
async fn given_a_fleet(server: &Server, office: &Person) {
    given_an_owner(server, office).await;
    given_a_depot(office).await;
    for (name, van) in [("Ane Garmendia", "Transit"), ("Jon Otegi", "Dokker")] {
        let driver = given_a_driver(office, name).await;
        let van = json!({
            "alias": van, "make": "Ford", "model": "Van", "fuel": "diesel", "capacity_kg": 60,
            "driver_ids": [driver],
        });
        office.calls("POST", "/api/vehicles", van).await;
    }
    for number in 0..12 {
        let side = if number % 2 == 0 { 1.0 } else { -1.0 };
        let away = f64::from(number) * 0.004 + 0.02;
        given_a_package(office, &format!("Recipient {number}"), 8.0, away * side).await;
    }
    given_a_package(office, "Musika Eskola", 240.0, 0.03).await;
}

async fn given_a_depot(office: &Person) {
    let mut settings = office.calls("GET", "/api/settings", json!({})).await;
    settings["depot"] = json!({ "latitude": DEPOT.0, "longitude": DEPOT.1, "address": "Ibarra" });
    settings.as_object_mut().expect("settings are an object").remove("version");
    office.calls("PUT", "/api/settings", settings).await;
}

async fn given_a_driver(office: &Person, name: &str) -> Value {
    let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
    let driver = json!({ "name": name, "email": email, "role": "driver" });
    let driver = office.calls("POST", "/api/users", driver).await;
    let link = driver["activation_url"].as_str().expect("there is no mail server");
    let token = link.split('#').nth(1).expect("the token stands behind the #");
    let token = token.trim_start_matches("token=");
    let activation = json!({ "token": token, "password": PASSWORD });
    office.calls("POST", "/api/auth/activate", activation).await;
    driver["id"].clone()
}

async fn given_a_package(office: &Person, name: &str, weight_kg: f64, north: f64) {
    let package = json!({
        "recipient_name": name, "weight_kg": weight_kg,
        "address": {
            "street": "Kale Nagusia 1", "city": "Tolosa", "postal_code": "20400", "country": "Spain",
            "latitude": DEPOT.0 + north, "longitude": DEPOT.1 + north / 3.0,
        },
    });
    office.calls("POST", "/api/packages", package).await;
}

/// From the list of routes to the proposal.
async fn plan(office: &Person, device: &str) {
    office.press("Plan the day").await;
    office.sees("Drivers").await;
    office.press("Tomorrow").await;
    office.sees("13 packages").await;
    office.sees("More than the vehicles can take").await;
    office.fits_its_width("the choices of a day").await;
    office.photograph(&format!("office-plan-day-{device}")).await;
    office.meets_no_barrier("the choices of a day").await;
    office.press("Plan 13 packages").await;
    office.sees("Nothing is saved until you confirm").await;
}

told!(a_day_for_two_drivers_is_shown_then_written in chromium, firefox, webkit);
async fn a_day_for_two_drivers_is_shown_then_written(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_a_fleet(&server, &office).await;
    office.open("/routes").await;
    plan(&office, "desktop").await;

    office.sees("12 of 13").await;
    office.sees("1 package is heavier than any of the vehicles may carry").await;
    office.sees("Musika Eskola").await;
    office.sees("An estimate by straight lines").await;
    office.photograph("office-day-plan-desktop").await;
    office.meets_no_barrier("the plan of a day").await;
    let written = office.calls("GET", "/api/routes", json!({})).await;
    assert_eq!(written["total"], json!(0), "a proposal writes nothing");

    // Looking at a package on the way loses nothing.
    office.press("Musika Eskola").await;
    office.sees("240").await;
    office.browser.back().await.expect("there is a page before");
    office.sees("12 of 13").await;

    the_choices_are_still_there(&office).await;
    let twice = "const fetch = window.fetch; window.planned = 0;
        window.fetch = (request, ...rest) => {
            window.planned += String(request.url ?? request).endsWith('/api/routes/plan');
            return fetch(request, ...rest);
        };
        const button = [...document.querySelectorAll('button')].find(each => each.textContent.includes('Confirm 2 routes'));
        button.click(); button.click()";
    office.browser.execute(twice, Vec::new()).await.expect("the button can be pressed");
    office.sees("2 routes planned").await;
    office.sees("Ane Garmendia").await;
    office.sees("Jon Otegi").await;
    office.photograph("office-day-planned").await;
    let written = office.calls("GET", "/api/routes", json!({})).await;
    assert_eq!(written["total"], json!(2));
    office.shows("one confirmation of two presses", "return window.planned === 1").await;

    office.open("/plan-day").await;
    office.press("Tomorrow").await;
    office.sees("Every driver has a route on this day already").await;
    office.noticed_no_errors().await;
    office.leave().await;
}

/// Back to the choices, which are as they were, and to the plan again.
async fn the_choices_are_still_there(office: &Person) {
    office.press("Change").await;
    office.sees("Plan 13 packages").await;
    office.press("Plan 13 packages").await;
    office.sees("Confirm 2 routes").await;
}

told!(a_plan_that_no_longer_holds_leads_back_to_the_same_choices in chromium, firefox, webkit);
async fn a_plan_that_no_longer_holds_leads_back_to_the_same_choices(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    given_a_fleet(&server, &office).await;
    office.open("/routes").await;
    plan(&office, "phone").await;
    office.fits_its_width("the plan on a phone").await;
    office.photograph("office-day-plan-phone").await;
    office.meets_no_barrier("the plan on a phone").await;

    // Somebody else corrects a weight.
    let packages = office.calls("GET", "/api/packages?q=Recipient", json!({})).await;
    let id = packages["items"][0]["id"].as_str().expect("a package has an id");
    office.calls("PATCH", &format!("/api/packages/{id}"), json!({ "weight_kg": 9 })).await;
    office.press("Confirm 2 routes").await;
    office.sees("has changed in the meantime, so nothing was saved").await;
    office.meets_no_barrier("a plan that no longer holds").await;
    office.press("Plan again").await;
    office.no_longer_sees("has changed in the meantime").await;
    office.sees("12 of 13").await;
    office.press("Confirm 2 routes").await;
    office.sees("2 routes planned").await;
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(few_vehicles_or_shared_work_is_a_choice in chromium, firefox, webkit);
async fn few_vehicles_or_shared_work_is_a_choice(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_an_owner(&server, &office).await;
    given_a_depot(&office).await;
    for name in ["Ane Garmendia", "Jon Otegi"] {
        given_a_driver(&office, name).await;
    }
    for number in 0..8 {
        let side = if number % 2 == 0 { 1.0 } else { -1.0 };
        given_a_package(&office, &format!("Recipient {number}"), 1.0, side * 0.05).await;
    }
    // Enough work for two.
    let mut settings = office.calls("GET", "/api/settings", json!({})).await;
    settings["service_min"] = json!(45);
    settings.as_object_mut().expect("settings are an object").remove("version");
    office.calls("PUT", "/api/settings", settings).await;
    office.open("/plan-day").await;
    office.press("Tomorrow").await;
    office.press("Plan 8 packages").await;
    office.sees("Confirm 2 routes").await;
    office.press("Change").await;
    office.ticks("As few vehicles as possible").await;
    office.photograph("office-few-vehicles").await;
    office.press("Plan 8 packages").await;
    office.sees("Confirm 1 route").await;
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(an_empty_fleet_is_told_what_is_missing in chromium, firefox, webkit);
async fn an_empty_fleet_is_told_what_is_missing(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    given_an_owner(&server, &office).await;
    office.open("/plan-day").await;
    office.sees("No drivers yet").await;
    office.meets_no_barrier("a day without drivers").await;
    given_a_driver(&office, "Ane Garmendia").await;
    office.open("/plan-day").await;
    office.sees("No depot is set").await;
    given_a_depot(&office).await;
    office.open("/plan-day").await;
    office.sees("Nothing to plan").await;
    office.press("Enter a package").await;
    office.sees("Recipient").await;
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(a_day_with_a_route_gets_more_on_it_and_a_second_round in chromium, firefox, webkit);
async fn a_day_with_a_route_gets_more_on_it_and_a_second_round(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_an_owner(&server, &office).await;
    given_a_depot(&office).await;
    let driver = given_a_driver(&office, "Ane Garmendia").await;
    let van = json!({
        "alias": "Transit", "make": "Ford", "model": "Van", "fuel": "diesel", "capacity_packages": 6,
        "driver_ids": [driver],
    });
    office.calls("POST", "/api/vehicles", van).await;
    given_a_morning(&office).await;
    for number in 0..6 {
        let away = 0.01 + f64::from(number) * 0.004;
        given_a_package(&office, &format!("Further {number}"), 8.0, away).await;
    }

    office.open("/plan-day").await;
    office.press("Tomorrow").await;
    office.sees("Every driver has a route on this day already").await;
    office.press("Add a round").await;
    office.sees("Back at").await;
    office.ticks("Add to the route of 08:00").await;
    // Before she is back she is on the other one.
    retypes(&office, "drivers[1].start", "08:05").await;
    office.press("Plan 6 packages").await;
    office.sees("This driver is on another route at that time").await;
    office.meets_no_barrier("a round at the wrong hour").await;
    office.press("Remove this round").await;
    office.ticks("Add to the route of 08:00").await;
    office.press("Add a round").await;
    retypes(&office, "drivers[0].start", "20:00").await;
    office.fill("Until", "02:00").await;
    office.sees("next day").await;
    office.ticks("Add to the route of 08:00").await;
    office.fits_its_width("a day with further rounds").await;
    office.photograph("office-plan-day-rounds").await;
    office.meets_no_barrier("a day with further rounds").await;
    office.press("Plan 6 packages").await;
    office.sees("Added to the route of 08:00: 3 new stops").await;
    office.sees("6 of 6").await;
    office.fits_its_width("a plan with a route that goes on").await;
    office.photograph("office-day-plan-rounds").await;
    office.meets_no_barrier("a plan with a route that goes on").await;
    office.press("Confirm 2 routes").await;
    office.sees("2 routes planned").await;

    let written = office.calls("GET", "/api/routes", json!({})).await;
    let mut stops: Vec<_> = written["items"]
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|route| (route["depart_at"].clone().to_string(), route["stop_count"].as_u64()))
        .collect();
    stops.sort();
    let stops: Vec<_> = stops.into_iter().map(|(_, count)| count).collect();
    assert_eq!(stops, [Some(6), Some(3)], "{written}");
    office.noticed_no_errors().await;
    office.leave().await;
}

/// Types over an hour that was proposed.
async fn retypes(office: &Person, name: &str, hour: &str) {
    let select = format!(
        "const field = document.querySelector(\"[name='{name}']\"); field.focus(); field.select(); return true"
    );
    office.shows(name, &select).await;
    office.types(hour).await;
}

/// Three packages on a route of tomorrow at eight.
async fn given_a_morning(office: &Person) {
    for number in 0..3 {
        let away = 0.01 + f64::from(number) * 0.005;
        given_a_package(office, &format!("Recipient {number}"), 8.0, away).await;
    }
    office.open("/plan-day").await;
    office.press("Tomorrow").await;
    office.press("Plan 3 packages").await;
    office.press("Confirm 1 route").await;
    office.sees("1 route planned").await;
}

told!(further_rounds_hold_on_a_narrow_phone in chromium, firefox);
async fn further_rounds_hold_on_a_narrow_phone(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_an_owner(&server, &office).await;
    given_a_depot(&office).await;
    given_a_driver(&office, "Maria Concepción Goikoetxea Etxeberria").await;
    given_a_morning(&office).await;
    given_a_package(&office, "Further", 8.0, 0.01).await;
    for width in [320, 390] {
        office.has_room(width, 800).await;
        office.open("/plan-day").await;
        office.press("Tomorrow").await;
        office.press("Add a round").await;
        retypes(&office, "drivers[0].start", "20:00").await;
        office.fill("Until", "02:00").await;
        office.ticks("Add to the route of 08:00").await;
        office.sees("next day").await;
        office.fits_its_width("a day with further rounds").await;
        office.photograph(&format!("office-plan-day-rounds-{width}")).await;
        office.press("Plan 1 package").await;
        office.sees("new stop").await;
        office.fits_its_width("a plan with a route that goes on").await;
        office.photograph(&format!("office-day-plan-rounds-{width}")).await;
    }
    office.noticed_no_errors().await;
    office.leave().await;
}
