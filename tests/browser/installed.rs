//! The app on the device: it starts without its server, and a new version waits to be asked for.

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    front::Front,
    person::Person,
    stage::Server,
    tabs,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// Whether everything that a driver opens is on the device.
pub const IS_KEPT: &str = "return window.kept ??= false, caches.keys()
    .then(names => Promise.all(names.map(async name => (await (await caches.open(name)).keys()).map(each => new URL(each.url).pathname))))
    .then(lists => window.kept = lists.flat().some(path => path.endsWith('/split_driver.wasm'))), window.kept";

/// A page that is loaded again has no marks.
const MARKS: &str = "window.isMarked = true";
const IS_MARKED: &str = "return window.isMarked === true";
const IS_LOADED_AGAIN: &str =
    "return window.isMarked === undefined && document.querySelector('#app h1') !== null";

const LINE: &str = "A new version of the app is ready.";

/// The browser keeps this version and no other.
fn is_alone(version: &str) -> String {
    format!(
        "return window.names ??= '', caches.keys().then(names => window.names = names.join()), window.names === 'furgo-{version}'"
    )
}

/// The program has drawn something of its own.
const IS_DRAWN: &str = "return document.querySelector('#app h1') !== null
    && document.getElementById('crash').hidden && 'version' in document.documentElement.dataset";

/// Ane in her day, with the app on her phone.
async fn installed(engine: Engine, origin: &str) -> Person {
    let driver = Person::sit_down(engine, origin, Device::Phone).await;
    driver.sign_in("ane@example.org", PASSWORD).await;
    driver.sees("5 of 9 done").await;
    driver.is_settled().await;
    driver.shows("the app on the device", IS_KEPT).await;
    driver
}

told!(the_app_starts_without_its_server in chromium, firefox, webkit);
async fn the_app_starts_without_its_server(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = installed(engine, &server.origin()).await;

    server.stop();
    // Cold: nothing of it is in memory.
    driver.open("/").await;
    driver.shows("the program", IS_DRAWN).await;
    driver.photograph("driver-started-without-server").await;
    driver.open("/vehicles").await;
    driver.shows("the program at another address", IS_DRAWN).await;

    server.resume();
    driver.open("/").await;
    driver.sees("5 of 9 done").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}

told!(every_tab_of_a_driver_opens_without_a_server in chromium, firefox, webkit);
async fn every_tab_of_a_driver_opens_without_a_server(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = installed(engine, &server.origin()).await;

    server.stop();
    for (tab, title) in [("Packages", "Packages"), ("Vehicles", "Vehicles"), ("More", "More")] {
        driver.press(tab).await;
        let is_open =
            format!("return document.querySelector('main h1')?.textContent.includes('{title}')");
        driver.shows(tab, &is_open).await;
    }
    driver.press("Ane Garmendia").await;
    driver.shows("the profile", "return document.querySelector('main form') !== null").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}

told!(the_device_keeps_the_app_and_nothing_of_the_servers in chromium, firefox, webkit);
async fn the_device_keeps_the_app_and_nothing_of_the_servers(engine: Engine) {
    let server = Server::with_demo();
    let driver = installed(engine, &server.origin()).await;
    driver.press("Packages").await;
    driver.is_settled().await;

    let script = "const done = arguments[arguments.length - 1];
        caches.keys().then(names => Promise.all(names.map(async name => (await (await caches.open(name)).keys())
            .map(each => new URL(each.url).pathname)))).then(lists => done(lists.flat()))";
    let kept = driver.browser.execute_async(script, Vec::new()).await.expect("the page may look");
    let kept = kept.json().as_array().expect("a list").clone();
    let is_app = |path: &str| {
        [
            "/fleet.css",
            "/app-",
            "/program-",
            "/boot-",
            "/too-old-",
            "/favicon.svg",
            "/icon-",
            "/manifest.",
        ]
        .iter()
        .any(|start| path.starts_with(start))
    };
    let others: Vec<_> =
        kept.iter().filter(|path| !path.as_str().is_some_and(is_app)).cloned().collect();
    assert_eq!(others, [json!("/")], "of {kept:?}");

    // What the server answers itself is the server's, though the app draws every other address.
    driver.open("/track/nobody-has-this").await;
    let is_servers = "return document.readyState === 'complete' && !('version' in document.documentElement.dataset)";
    driver.shows("the server's own page", is_servers).await;
    driver.leave().await;
}

told!(a_new_version_waits_until_it_is_asked_for in chromium, firefox, webkit);
async fn a_new_version_waits_until_it_is_asked_for(engine: Engine) {
    let server = Server::with_demo();
    let front = Front::in_front_of(server.port());
    let driver = installed(engine, &front.origin()).await;

    // Opening a page makes the browser look for a new version.
    let newer = front.update();
    driver.open("/").await;
    driver.browser.execute(MARKS, Vec::new()).await.expect("a page takes marks");
    driver.sees(LINE).await;
    driver.photograph("new-version").await;
    driver.meets_no_barrier("the line about a new version").await;
    driver.fits_its_width("the line about a new version").await;
    // It is there, and still nothing has been loaded again.
    driver.press("Packages").await;
    driver.is_settled().await;
    driver.shows("the page as it was", IS_MARKED).await;

    driver.press("Update").await;
    driver.shows("the page, loaded again", IS_LOADED_AGAIN).await;
    driver.shows("the new version alone", &is_alone(newer)).await;
    driver.shows("all of it on the device", IS_KEPT).await;
    driver.is_settled().await;
    assert!(!driver.screen().await.contains(LINE));
    driver.noticed_no_errors().await;
    driver.leave().await;
}

// Chromium's driver now and then never lets a worker start that belongs to a tab it is not in.
told!(another_tab_goes_on_and_is_told_of_the_new_version in firefox, webkit);
async fn another_tab_goes_on_and_is_told_of_the_new_version(engine: Engine) {
    let server = Server::with_demo();
    let front = Front::in_front_of(server.port());
    let driver = installed(engine, &front.origin()).await;
    let first = driver.browser.window().await.expect("a page has a window");
    driver.browser.execute(MARKS, Vec::new()).await.expect("a page takes marks");

    let newer = front.update();
    tabs::turns_to_another(&driver).await;
    driver.open("/more").await;
    driver.sees(LINE).await;
    driver.press("Update").await;
    driver.shows("the new version alone", &is_alone(newer)).await;

    driver.browser.switch_to_window(first).await.expect("the first is still there");
    driver.sees(LINE).await;
    driver.shows("the page as it was", IS_MARKED).await;
    driver.press("Update").await;
    driver.shows("the page, loaded again", IS_LOADED_AGAIN).await;
    driver.sees("5 of 9 done").await;
    driver.leave().await;
}

told!(what_has_not_come_yet_leads_back_to_the_day in chromium, firefox, webkit);
async fn what_has_not_come_yet_leads_back_to_the_day(engine: Engine) {
    let server = Server::with_demo();
    let front = Front::in_front_of(server.port());
    front.withholds(Some("/split_driver"));
    let driver = Person::sit_down(engine, &front.origin(), Device::Phone).await;
    driver.sign_in("ane@example.org", PASSWORD).await;
    driver.sees("5 of 9 done").await;
    for place in ["Packages", "Vehicles"] {
        driver.press(place).await;
        driver.sees("This page needs a connection").await;
        driver.photograph(&format!("driver-cut-off-{}", place.to_lowercase())).await;
        driver.fits_its_width("the page without a connection").await;
        driver.press("Go to my day").await;
        driver.sees("5 of 9 done").await;
    }
    driver.press("Vehicles").await;
    driver.sees("This page needs a connection").await;
    front.withholds(None);
    driver.press("Try again").await;
    driver.sees("Transit").await;
    driver.leave().await;
}

told!(the_fleets_name_is_there_before_the_program in chromium, firefox, webkit);
async fn the_fleets_name_is_there_before_the_program(engine: Engine) {
    let server = Server::with_demo();
    let front = Front::in_front_of(server.port());
    front.withholds(Some("_bg.wasm"));
    let driver = Person::sit_down(engine, &front.origin(), Device::Phone).await;
    let name =
        "return getComputedStyle(document.querySelector('#app .stage__fleet'), '::before').content
        .includes('Tolosaldea')";
    driver.shows("the fleet's name", name).await;
    driver.photograph("before-the-program").await;
    driver.leave().await;
}
