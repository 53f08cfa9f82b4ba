//! A driver's day in a cellar: everything opens, everything is taken, nothing is lost or doubled.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    installed::IS_KEPT,
    person::Person,
    screens::DRIVER,
    stage::Server,
    waiting::eventually,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// Whether this phone has a copy of somebody's day.
const IS_COPIED: &str = "return window.copied ??= false, indexedDB.databases().then(all => all
    .filter(each => each.name.startsWith('furgo:')).forEach(each => {
        const asked = indexedDB.open(each.name);
        asked.onsuccess = () => {
            const found = asked.result.transaction('copy').objectStore('copy').count();
            found.onsuccess = () => { window.copied = found.result > 5; asked.result.close(); };
        };
    })), window.copied";

/// Somebody with the app and their day on the phone.
pub async fn prepared(engine: Engine, server: &Server, email: &str, sees: &str) -> Person {
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    is_prepared(&driver, email, sees).await;
    driver
}

/// Signs in, and waits until the phone has the app and the day.
pub async fn is_prepared(driver: &Person, email: &str, sees: &str) {
    driver.sign_in(email, PASSWORD).await;
    driver.sees(sees).await;
    driver.is_settled().await;
    driver.shows("the app on the phone", IS_KEPT).await;
    driver.shows("a copy of the day", IS_COPIED).await;
}

/// The page is killed, and opened anew without a network.
pub async fn starts_again(driver: &Person, path: &str) {
    driver.browser.goto("about:blank").await.expect("a page can be left");
    driver.open(path).await;
}

/// Prints, for docs/offline.md, how long the start has taken and what the phone holds.
#[allow(clippy::print_stdout, reason = "it measures")]
async fn tell_figures(driver: &Person) {
    let script = "const [done] = arguments; const ms = Math.round(performance.now());
        const asked = navigator.storage?.estimate?.() ?? Promise.resolve({});
        asked.then(({ usage }) => done([ms, usage ?? null]), () => done([ms, null]))";
    let told = driver.browser.execute_async(script, Vec::new()).await.expect("the page tells");
    println!("{:?}: [milliseconds from the start, bytes kept] {}", driver.engine, told.json());
}

/// The steps of a package, the first one first.
pub async fn steps_of(driver: &Person, package: &str) -> Vec<String> {
    let log = driver.calls("GET", &format!("/api/packages/{package}/log"), Value::Null).await;
    let rows = log["items"].as_array().expect("a log is a list").clone();
    rows.iter().map(|row| row["new_status"].as_str().unwrap_or_default().to_owned()).collect()
}

told!(a_day_in_a_cellar_arrives_once_and_in_order in chromium, firefox, webkit);
async fn a_day_in_a_cellar_arrives_once_and_in_order(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    let day = driver.calls("GET", "/api/routes/mine", Value::Null).await;
    let open: Vec<String> = day["route"]["stops"]
        .as_array()
        .expect("it has stops")
        .iter()
        .filter(|stop| stop["package"]["status"] == json!("in_transit"))
        .map(|stop| stop["package_id"].as_str().expect("an id").to_owned())
        .collect();
    let refuels = driver.calls("GET", "/api/refuels", Value::Null).await["total"].clone();

    server.stop();
    starts_again(&driver, "/").await;
    driver.sees("5 of 9 done").await;
    tell_figures(&driver).await;
    driver.is_settled().await;
    driver.photograph("driver-started-in-a-cellar").await;
    driver.press("Delivered").await;
    driver.sees("6 of 9 done").await;
    driver.is_settled().await;
    driver.press("Not delivered").await;
    driver.press("Nobody there").await;
    driver.sees("7 of 9 done").await;
    driver.is_settled().await;
    // Nothing of it is in memory any more.
    starts_again(&driver, "/").await;
    driver.sees("7 of 9 done").await;
    driver.sees("Waiting to send").await;
    driver.is_settled().await;
    driver.press("Delivered").await;
    driver.sees("8 of 9 done").await;
    driver.waits_a_moment().await;
    driver.press("Undo").await;
    driver.sees("7 of 9 done").await;

    driver.open("/new-refuel?vehicle=Transit").await;
    driver.fill("Quantity (L)", "31,5").await;
    driver.fill("Total (€)", "50.10").await;
    driver.is_settled().await;
    driver.press("Save").await;
    driver.sees("Saved on this phone").await;
    driver.open("/waiting").await;
    driver.sees("Refuel: Transit").await;
    driver.sees("No connection. All of this is kept").await;
    driver.photograph("driver-waiting-to-send").await;
    driver.meets_no_barrier("what waits to be sent").await;
    driver.fits_its_width("what waits to be sent").await;
    starts_again(&driver, "/waiting").await;
    driver.sees("Refuel: Transit").await;

    server.resume();
    driver.press("Try again").await;
    driver.sees("Everything has been sent").await;
    let after = driver.calls("GET", "/api/refuels", Value::Null).await["total"].clone();
    assert_eq!(after.as_u64(), refuels.as_u64().map(|count| count + 1));
    let last = async |package: &str| steps_of(&driver, package).await.pop().unwrap_or_default();
    assert_eq!(last(&open[1]).await, "undelivered");
    // Whichever step was undone, it is on its way again for the server, too: 7 of 9 are done.
    let day = driver.calls("GET", "/api/routes/mine", Value::Null).await;
    let stops = day["route"]["stops"].as_array().expect("it has stops");
    let is_open = |stop: &&Value| stop["package"]["status"] == json!("in_transit");
    assert_eq!(stops.iter().filter(is_open).count(), 2, "{day}");
    driver.open("/").await;
    driver.sees("7 of 9 done").await;
    driver.no_longer_sees("Waiting to send").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}

told!(every_screen_of_a_driver_opens_cold_without_a_network in chromium, firefox, webkit);
async fn every_screen_of_a_driver_opens_cold_without_a_network(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    let packages = driver.calls("GET", "/api/packages?limit=1", Value::Null).await;
    let package = format!("/packages/{}", packages["items"][0]["id"].as_str().expect("an id"));
    server.stop();
    let more = ["/new-reading?vehicle=Transit", "/new-maintenance?vehicle=Transit", "/waiting"];
    for screen in DRIVER.into_iter().chain(more).chain([package.as_str()]) {
        starts_again(&driver, screen).await;
        let is_drawn = "return document.querySelector('main h1') !== null
            && document.getElementById('crash').hidden
            && !document.body.innerText.includes('could not start')
            && !document.body.innerText.includes('The server does not answer')";
        driver.shows(screen, is_drawn).await;
    }
    driver.noticed_no_errors().await;
    driver.leave().await;
}

/// The stops that are left, in their order, as the screen has them.
const LEFT: &str = "[...document.querySelectorAll('.stops .stop')].filter(stop => stop.dataset.steady?.includes('InTransit')).map(stop => stop.id)";

told!(what_is_done_next_is_the_drivers_choice_also_in_a_cellar in chromium, firefox, webkit);
async fn what_is_done_next_is_the_drivers_choice_also_in_a_cellar(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    let day = driver.calls("GET", "/api/routes/mine", Value::Null).await;
    let stops = day["route"]["stops"].as_array().expect("it has stops").clone();
    let open = |stop: &&Value| stop["package"]["status"] == json!("in_transit");
    let names = |stops: &[Value]| -> Vec<String> {
        let left = stops.iter().filter(open);
        left.map(|stop| format!("stop-{}", stop["id"].as_str().expect("an id"))).collect()
    };
    let before = names(&stops);
    server.stop();
    // A browser may find the bar at the bottom over the first of the buttons, and takes the next.
    driver.press("Do this one next").await;
    let is_turned = format!("return {LEFT}[0] !== '{}'", before[0]);
    driver.shows("another stop before the others", &is_turned).await;
    let chosen = driver.browser.execute(&format!("return {LEFT}[0]"), Vec::new()).await;
    let chosen = chosen.expect("the page tells").json().as_str().expect("a stop").to_owned();
    let mut wanted: Vec<String> = before.into_iter().filter(|id| *id != chosen).collect();
    wanted.insert(0, chosen);
    let is_wanted = format!("return JSON.stringify({LEFT}) === JSON.stringify({})", json!(wanted));
    driver.shows("the chosen stop before the others", &is_wanted).await;
    starts_again(&driver, "/").await;
    driver.shows("the same after the page was killed", &is_wanted).await;
    driver.open("/waiting").await;
    driver.sees("Another order of the stops").await;
    server.resume();
    driver.press("Try again").await;
    driver.sees("Everything has been sent").await;
    let day = driver.calls("GET", "/api/routes/mine", Value::Null).await;
    let stops = day["route"]["stops"].as_array().expect("it has stops").clone();
    assert_eq!(names(&stops), wanted);
    driver.open("/").await;
    driver.shows("the order that the office has", &is_wanted).await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}

told!(two_people_on_one_phone_never_mix in chromium, firefox, webkit);
async fn two_people_on_one_phone_never_mix(engine: Engine) {
    let mut server = Server::with_demo();
    let phone = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    server.stop();
    phone.press("Delivered").await;
    phone.sees("6 of 9 done").await;
    phone.press("More").await;
    phone.press("Sign out").await;
    phone.sees("They stay on this phone under your name").await;
    phone.press_in_dialog("Sign out all the same").await;
    phone.sees("1 entry by Ane Garmendia waits on this phone").await;
    phone.photograph("sign-in-with-something-left").await;
    starts_again(&phone, "/").await;
    phone.no_longer_sees("6 of 9 done").await;

    server.resume();
    phone.open("/").await;
    phone.sign_in("jon@example.org", PASSWORD).await;
    phone.press("My day").await;
    phone.sees("Other routes of this day").await;
    phone.is_settled().await;
    phone.open("/waiting").await;
    phone.sees("Everything has been sent").await;
    phone.sees("1 entry by Ane Garmendia waits on this phone").await;
    phone.press("More").await;
    phone.press("Sign out").await;
    phone.sees("E-mail").await;

    phone.sign_in("ane@example.org", PASSWORD).await;
    phone.press("My day").await;
    phone.sees("6 of 9 done").await;
    let is_sent = async || {
        let day = phone.calls("GET", "/api/routes/mine", Value::Null).await;
        let stops = day["route"]["stops"].as_array().cloned().unwrap_or_default();
        let open = |stop: &&Value| stop["package"]["status"] == json!("in_transit");
        (stops.iter().filter(open).count() == 3).then_some(())
    };
    eventually(Duration::from_secs(20), is_sent).await.expect("it is sent at last");
    phone.no_longer_sees("by Ane Garmendia waits").await;
    phone.noticed_no_errors().await;
    phone.leave().await;
}

told!(what_waits_can_be_thrown_away_only_by_saying_so in chromium, firefox, webkit);
async fn what_waits_can_be_thrown_away_only_by_saying_so(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    server.stop();
    driver.press("Delivered").await;
    driver.sees("6 of 9 done").await;
    driver.press("Look").await;
    driver.sees("Delivered: ").await;
    driver.press("Throw away").await;
    driver.sees("Throw this away?").await;
    driver.meets_no_barrier("the question before throwing away").await;
    driver.fill("Type “throw away” to confirm", "throw").await;
    driver.shows(
        "a button that waits",
        "return [...document.querySelectorAll('dialog[open] button[type=submit]')].every(each => each.disabled)",
    )
    .await;
    driver.fill("Type “throw away” to confirm", "Throw away").await;
    driver.press_in_dialog("Throw away").await;
    driver.no_longer_sees("Throw this away?").await;
    driver.press("My day").await;
    driver.sees("5 of 9 done").await;

    server.resume();
    driver.is_settled().await;
    driver.press("Delivered").await;
    driver.sees("6 of 9 done").await;
    driver.no_longer_sees("Waiting to send").await;
    driver.open("/").await;
    driver.sees("6 of 9 done").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}
