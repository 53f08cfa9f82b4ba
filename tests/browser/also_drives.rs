//! The owner of a firm of one: office and driver on the same phone, and whoever of a larger office
//! takes a van.

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "lau haizetara zabaldu";
const DEMO_PASSWORD: &str = "tolosa-furgo-demo";

/// An account, a depot, a van and a package; nobody drives yet.
async fn given_a_firm_of_one(server: &Server, owner: &Person) {
    let admin = json!({
        "name": "Maite", "email": "maite@example.org", "password": PASSWORD,
        "setup_code": server.setup_code(),
    });
    owner.calls("POST", "/api/auth/register", admin).await;
    // Once the office's program is there, no navigation interrupts a call.
    owner.open("/profile").await;
    owner.is_settled().await;
    let mut settings = owner.calls("GET", "/api/settings", Value::Null).await;
    settings["depot"] = json!({ "latitude": 43.1294, "longitude": -2.0578, "address": "Ibarra" });
    settings.as_object_mut().expect("settings are an object").remove("version");
    owner.calls("PUT", "/api/settings", settings).await;
    let van = json!({ "alias": "Transit", "make": "Ford", "model": "Van", "fuel": "diesel" });
    owner.calls("POST", "/api/vehicles", van).await;
    let package = json!({
        "recipient_name": "Miren Otegi",
        "address": {
            "street": "Korreo kalea 12", "city": "Tolosa", "postal_code": "20400", "country": "Spain",
            "latitude": 43.1354, "longitude": -2.0764,
        },
    });
    owner.calls("POST", "/api/packages", package).await;
}

/// Switches it on for themselves, takes the van, plans a route.
async fn comes_to_drive(owner: &Person) {
    owner.open("/users").await;
    owner.press("Maite").await;
    owner.sees("Also drives").await;
    owner.no_longer_sees("Driving").await;
    owner.meets_no_barrier("the person's form").await;
    owner.ticks("Also drives").await;
    owner.press("Save").await;
    // The way to the wheel is there at once.
    owner.sees("Driving").await;
    owner.sees("Admin, also drives").await;
    owner.open("/users").await;
    owner.sees("Admin, also drives").await;
    owner.fits_its_width("the list of people").await;

    owner.open("/vehicles/Transit/edit").await;
    owner.ticks("Maite").await;
    owner.press("Save").await;
    owner.sees("Maite").await;
    owner.open("/new-route").await;
    owner.choose("Driver", "Maite").await;
    owner.choose("Vehicle", "Transit").await;
    owner.press("Select all (1)").await;
    owner.press("Plan 1 stop").await;
    owner.sees("Planned distance").await;
}

/// One press away from any screen, and there is the day.
async fn drives(owner: &Person) {
    owner.press("Driving").await;
    owner.sees("Start the route").await;
    owner.sees("Office").await;
    for width in [320, 390, 1440] {
        owner.has_room(width, 844).await;
        owner.fits_its_width(&format!("the owner's day at {width}")).await;
        owner.meets_no_barrier(&format!("the owner's day at {width}")).await;
        owner.photograph(&format!("owner-drives-{width}")).await;
    }
    owner.has_room(390, 844).await;
    // Whoever comes back to the app is behind the wheel again, and the way back leads to no trap.
    owner.open("/").await;
    owner.sees("Start the route").await;
    owner.press("Start the route").await;
    owner.press_in_dialog("Start").await;
    owner.sees("Stop 1 of 1").await;
    owner.waits_a_moment().await;
    owner.press("Not delivered").await;
    owner.press("Nobody there").await;
    // A driver's step that the office has not.
    owner.sees("Try again").await;
    owner.waits_a_moment().await;
    owner.press("Try again").await;
    owner.sees("Stop 1 of 1").await;
    owner.waits_a_moment().await;
    owner.press("Delivered").await;
    owner.sees("1 of 1 done").await;
    owner.noticed_no_errors().await;
}

async fn goes_back_to_the_office(owner: &Person) {
    owner.press("Office").await;
    owner.sees("Driving").await;
    owner.no_longer_sees("1 of 1 done").await;
    owner.browser.back().await.expect("there is a way back");
    owner.sees("1 of 1 done").await;
    owner.sees("Office").await;
    owner.browser.forward().await.expect("and forth");
    owner.sees("Driving").await;
    owner.browser.refresh().await.expect("the page loads again");
    owner.sees("Driving").await;
    owner.open("/packages").await;
    owner.sees("Driving").await;
    let package = owner.calls("GET", "/api/packages", Value::Null).await["items"][0].clone();
    assert_eq!((&package["status"], &package["attempts"]), (&json!("delivered"), &json!(1)));
}

told!(the_owner_of_a_firm_of_one_drives_beside_the_office in chromium, firefox, webkit);
async fn the_owner_of_a_firm_of_one_drives_beside_the_office(engine: Engine) {
    let server = Server::start();
    let owner = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    given_a_firm_of_one(&server, &owner).await;
    comes_to_drive(&owner).await;
    drives(&owner).await;
    goes_back_to_the_office(&owner).await;
    owner.noticed_no_errors().await;
    owner.leave().await;
}

told!(only_whoever_has_both_seats_finds_the_way_across in chromium, firefox, webkit);
async fn only_whoever_has_both_seats_finds_the_way_across(engine: Engine) {
    let server = Server::with_demo();
    let across = "return [...document.querySelectorAll('.sidebar a, .tab-bar a')]
        .filter(link => ['Driving', 'Office'].includes(link.innerText.trim())).length";
    for (email, both) in [
        ("dispatcher@example.org", true),
        ("admin@example.org", false),
        ("viewer@example.org", false),
        ("ane@example.org", false),
    ] {
        let person = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
        person.is_let_in(email, DEMO_PASSWORD, "en").await;
        person.open("/vehicles").await;
        person.is_settled().await;
        person.shows(email, &format!("{across} {} 0", if both { "!==" } else { "===" })).await;
        if both {
            person.press("Driving").await;
            person.sees("Start the route").await;
            person.photograph("dispatcher-drives").await;
            person.meets_no_barrier("the dispatcher's day").await;
            // A screen of both seats keeps the one that was taken.
            person.open("/vehicles").await;
            person.sees("Office").await;
            person.press("Office").await;
            person.sees("Driving").await;
        }
        person.noticed_no_errors().await;
        person.leave().await;
    }
}
