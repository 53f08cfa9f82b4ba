//! The devices that keep a copy of somebody's day: seen, and sent away, by an admin and by their owner.

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "tolosa-furgo-demo";

told!(a_device_is_seen_and_sent_away in chromium, firefox, webkit);
async fn a_device_is_seen_and_sent_away(engine: Engine) {
    let server = Server::with_demo();
    let admin = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    admin.is_let_in("admin@example.org", PASSWORD, "en").await;
    let people = admin.calls("GET", "/api/users?q=jon", json!({})).await;
    let jon = people["items"][0]["id"].as_str().expect("Jon drives in the demo").to_owned();
    admin.open(&format!("/users/{jon}")).await;
    admin.sees("Devices with a copy of the day").await;
    admin.sees("Safari on iPhone").await;
    admin.sees("Its clock is 4 min fast").await;
    admin.photograph("office-devices").await;
    admin.meets_no_barrier("a person's devices").await;
    admin.fits_its_width("a person's devices").await;
    admin.press("Remove").await;
    admin.sees("Remove this device?").await;
    admin.press_in_dialog("Remove").await;
    admin.sees("The device is removed").await;
    admin.sees("A phone is listed when it keeps a copy").await;
    admin.noticed_no_errors().await;
    admin.leave().await;

    let ane = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    ane.is_let_in("ane@example.org", PASSWORD, "en").await;
    ane.open("/profile").await;
    ane.sees("Chrome on Android").await;
    ane.photograph("driver-devices").await;
    ane.meets_no_barrier("one's own devices").await;
    ane.fits_its_width("one's own devices").await;
    ane.noticed_no_errors().await;
    ane.leave().await;
}
