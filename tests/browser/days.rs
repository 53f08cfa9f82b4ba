//! Days and hours are shown and typed in the language of the app, whatever the browser's own is,
//! and a field where nothing was typed looks empty.

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// What a field shows, what it shows while it is empty, and whether both look alike, which WebKit
/// does not tell.
async fn shown(person: &Person, name: &str) -> Value {
    let script = "const field = document.querySelector(`form [name='${arguments[0]}']`);
        const colour = (part) => getComputedStyle(field, part).color;
        return [field.value, field.placeholder, arguments[1] && colour('::placeholder') === colour(null)]";
    let tells = person.engine != Engine::WebKit;
    person
        .browser
        .execute(script, vec![json!(name), json!(tells)])
        .await
        .expect("the field is there")
        .json()
        .clone()
}

told!(days_and_hours_are_typed_in_the_language_of_the_app in chromium, firefox, webkit);
async fn days_and_hours_are_typed_in_the_language_of_the_app(engine: Engine) {
    let server = Server::with_demo();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    office.is_let_in("admin@example.org", PASSWORD, "eu").await;
    office.open("/new-package").await;
    office.is_settled().await;
    for (name, form) in
        [("estimated_delivery", "uuuu/hh/ee"), ("window_from", "oo:mm"), ("time_window", "oo:mm")]
    {
        assert_eq!(shown(&office, name).await, json!(["", form, false]), "{name}");
    }
    office.photograph("office-empty-days").await;
    for (label, typed) in [
        ("Izena", "Miren Otegi"),
        ("Kalea eta zenbakia", "Korreo kalea 12"),
        ("Posta-kodea", "20400"),
        ("Herria", "Tolosa"),
        ("Eguna", "27/1/9"),
        ("Noiztik", "830"),
        ("Noiz arte", "14.00"),
    ] {
        office.fill(label, typed).await;
    }
    // Left, they are written out.
    office.touches("Izena").await;
    let written = "const value = (name) => document.querySelector(`form [name='${name}']`).value;
        return value('estimated_delivery') === '2027/01/09' && value('window_from') === '08:30' && value('time_window') === '14:00'";
    office.shows("what was typed, written out", written).await;
    office.press("Gorde eta hurrengoa").await;
    office.sees("Korreo kalea 12").await;
    let found = office.calls("GET", "/api/packages?q=Miren+Otegi", Value::Null).await;
    let package = &found["items"][0];
    assert_eq!(package["estimated_delivery"], json!("2027-01-09"), "{package}");
    // Half past eight and two in Tolosa, an hour before UTC in winter.
    let window = &package["time_window"];
    let hours =
        [&window["from"], &window["to"]].map(|at| at.as_str().unwrap_or_default().to_owned());
    assert!(hours[0].contains("T07:30") && hours[1].contains("T13:00"), "{window}");
    office.noticed_no_errors().await;
    office.leave().await;
}
