//! One phone, and more than one of something: people, windows, things to keep than there is room for.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    front::Front,
    offline::{is_prepared, prepared, starts_again, steps_of},
    person::Person,
    stage::Server,
    tabs,
    waiting::eventually,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// The packages that somebody has on the way, in the order of their stops.
pub async fn on_the_way(driver: &Person) -> Vec<String> {
    let day = driver.calls("GET", "/api/routes/mine", Value::Null).await;
    let stops = day["route"]["stops"].as_array().cloned().unwrap_or_default();
    let open = stops.iter().filter(|stop| stop["package"]["status"] == json!("in_transit"));
    open.map(|stop| stop["package_id"].as_str().expect("an id").to_owned()).collect()
}

/// Waits until the server has so many deliveries less to wait for.
pub async fn has_sent(driver: &Person, before: &[String], count: usize) {
    let is_sent = async || (on_the_way(driver).await.len() + count == before.len()).then_some(());
    eventually(Duration::from_secs(30), is_sent).await.expect("all of it is sent");
    for package in &before[..count] {
        let steps = steps_of(driver, package).await;
        let delivered = steps.iter().filter(|step| *step == "delivered").count();
        assert_eq!(delivered, 1, "{steps:?}");
    }
}

told!(somebody_else_signs_in_where_a_session_has_ended in chromium, firefox, webkit);
async fn somebody_else_signs_in_where_a_session_has_ended(engine: Engine) {
    let mut server = Server::with_demo();
    let phone = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    let before = on_the_way(&phone).await;
    server.stop();
    phone.press("Delivered").await;
    phone.sees("6 of 9 done").await;
    phone.sees("Waiting to send").await;
    phone.browser.delete_all_cookies().await.expect("a browser forgets its cookies");
    server.resume();
    phone.sees("Sign in again").await;

    phone.sign_in("jon@example.org", PASSWORD).await;
    phone.press("My day").await;
    phone.sees("Other routes of this day").await;
    phone.is_settled().await;
    phone.no_longer_sees("Waiting to send").await;
    phone.open("/waiting").await;
    phone.sees("Everything has been sent").await;
    phone.sees("1 entry by Ane Garmendia waits on this phone").await;
    phone.press("More").await;
    phone.press("Sign out").await;
    phone.sees("1 entry by Ane Garmendia waits on this phone").await;

    phone.sign_in("ane@example.org", PASSWORD).await;
    phone.press("My day").await;
    phone.sees("6 of 9 done").await;
    has_sent(&phone, &before, 1).await;
    phone.no_longer_sees("by Ane Garmendia waits").await;
    phone.noticed_no_errors().await;
    phone.leave().await;
}

// Chromium's driver now and then never lets a worker start that belongs to a tab it is not in.
told!(two_windows_of_one_person_write_one_list in firefox, webkit);
async fn two_windows_of_one_person_write_one_list(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    let before = on_the_way(&driver).await;
    let first = driver.browser.window().await.expect("a page has a window");
    tabs::turns_to_another(&driver).await;
    driver.open("/").await;
    driver.sees("5 of 9 done").await;
    driver.is_settled().await;
    let second = driver.browser.window().await.expect("a page has a window");

    server.stop();
    driver.press("Delivered").await;
    driver.sees("6 of 9 done").await;
    driver.browser.switch_to_window(first).await.expect("the first is still there");
    // What the other one wrote is this one's as well, and both count on from there.
    driver.sees("6 of 9 done").await;
    driver.is_settled().await;
    driver.press("Delivered").await;
    driver.sees("7 of 9 done").await;
    driver.browser.switch_to_window(second).await.expect("the second is still there");
    driver.sees("7 of 9 done").await;
    driver.is_settled().await;
    driver.press("Delivered").await;
    driver.sees("8 of 9 done").await;

    server.resume();
    has_sent(&driver, &before, 3).await;
    driver.no_longer_sees("Waiting to send").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}

/// From now on the browser has no room for entries, so often.
fn has_no_room(times: u32) -> String {
    format!(
        "const put = IDBObjectStore.prototype.put; let times = {times};
        IDBObjectStore.prototype.put = function (...args) {{
            if (this.name === 'outbox' && times-- > 0) {{
                throw new DOMException('full', 'QuotaExceededError');
            }}
            return put.apply(this, args);
        }}"
    )
}

told!(a_full_phone_keeps_what_was_entered_before_anything_else in chromium, firefox, webkit);
async fn a_full_phone_keeps_what_was_entered_before_anything_else(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    let before = on_the_way(&driver).await;
    server.stop();
    // What can be read again makes room.
    driver.browser.execute(&has_no_room(1), Vec::new()).await.expect("a page takes it");
    driver.press("Delivered").await;
    driver.sees("6 of 9 done").await;
    driver.sees("Waiting to send").await;
    starts_again(&driver, "/").await;
    driver.sees("6 of 9 done").await;
    driver.is_settled().await;

    // Where even that is no help, the page says that it alone has it, and sends it all the same.
    driver.browser.execute(&has_no_room(1_000), Vec::new()).await.expect("a page takes it");
    driver.press("Delivered").await;
    driver.sees("7 of 9 done").await;
    driver.sees("Kept only while this page is open").await;
    driver.photograph("driver-full-phone").await;
    server.resume();
    has_sent(&driver, &before[1..], 1).await;
    driver.open("/").await;
    driver.sees("7 of 9 done").await;
    has_sent(&driver, &before, 2).await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}

told!(what_only_a_page_had_is_said_to_be_gone_with_it in chromium, firefox, webkit);
async fn what_only_a_page_had_is_said_to_be_gone_with_it(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    server.stop();
    driver.browser.execute(&has_no_room(1_000), Vec::new()).await.expect("a page takes it");
    driver.press("Delivered").await;
    driver.sees("6 of 9 done").await;
    driver.sees("Kept only while this page is open").await;
    starts_again(&driver, "/waiting").await;
    driver.sees("This browser has deleted 1 entry that was not sent yet").await;
    driver.photograph("driver-lost-entry").await;
    driver.meets_no_barrier("what was lost").await;
    driver.fits_its_width("what was lost").await;
    driver.press("Understood").await;
    driver.no_longer_sees("This browser has deleted").await;
    starts_again(&driver, "/").await;
    driver.sees("5 of 9 done").await;
    driver.no_longer_sees("This browser has deleted").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}

told!(a_page_that_ended_while_somebody_signed_out_shows_nothing_of_them in chromium, firefox, webkit);
async fn a_page_that_ended_while_somebody_signed_out_shows_nothing_of_them(engine: Engine) {
    let mut server = Server::with_demo();
    let phone = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    let before = on_the_way(&phone).await;
    server.stop();
    phone.press("Delivered").await;
    phone.sees("6 of 9 done").await;
    phone.is_settled().await;
    // The first thing that signing out does; then the page is killed.
    let leaves = "localStorage.setItem('furgo.leaving', '1')";
    phone.browser.execute(leaves, Vec::new()).await.expect("a page remembers");
    starts_again(&phone, "/").await;
    phone.sees("1 entry by Ane Garmendia waits on this phone").await;
    phone.no_longer_sees("6 of 9 done").await;

    server.resume();
    phone.open("/").await;
    phone.sign_in("ane@example.org", PASSWORD).await;
    phone.press("My day").await;
    phone.sees("6 of 9 done").await;
    has_sent(&phone, &before, 1).await;
    phone.noticed_no_errors().await;
    phone.leave().await;
}

told!(what_was_sent_already_is_not_thrown_away_in_silence in chromium, firefox, webkit);
async fn what_was_sent_already_is_not_thrown_away_in_silence(engine: Engine) {
    let server = Server::with_demo();
    let front = Front::in_front_of(server.port());
    let driver = Person::sit_down(engine, &front.origin(), Device::Phone).await;
    is_prepared(&driver, "ane@example.org", "5 of 9 done").await;
    let before = on_the_way(&driver).await;
    front.loses_answers(Some("/api/sync/push"));
    driver.press("Delivered").await;
    driver.sees("6 of 9 done").await;
    has_sent(&driver, &before, 1).await;
    driver.press("Look").await;
    driver.press("Throw away").await;
    driver.fill("Type “throw away” to confirm", "throw away").await;
    driver.press_in_dialog("Throw away").await;
    driver.no_longer_sees("Throw this away?").await;
    front.loses_answers(None);
    driver.press("Try again").await;
    driver.sees("1 entry had been sent before you threw it away").await;
    driver.sees("Undo it in your day, or ask the office.").await;
    driver.is_settled().await;
    driver.photograph("driver-thrown-away-too-late").await;
    driver.meets_no_barrier("what was thrown away too late").await;
    driver.fits_its_width("what was thrown away too late").await;
    driver.press("Understood").await;
    driver.sees("Everything has been sent").await;
    driver.open("/").await;
    driver.sees("6 of 9 done").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}
