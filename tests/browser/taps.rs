//! What a driver taps is what happens: on a page that a translator has rewritten, and when the
//! finger comes down twice.

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// Wraps every text of the page as Chrome's translator does, whatever the page asks for.
const TRANSLATE: &str = "
    const texts = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
    const all = [];
    while (texts.nextNode()) if (texts.currentNode.data.trim()) all.push(texts.currentNode);
    for (const text of all) {
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        inner.append(text.data);
        outer.append(inner);
        text.replaceWith(outer);
    }
    return all.length > 0";

/// From now on the page's clock stands still, and `window.pass(ms)` moves it.
const STOP_CLOCK: &str = "
    let now = performance.now() + 5000;
    performance.now = () => now;
    window.pass = ms => { now += ms; };
    return true";

const STREET: &str = "return document.querySelector('.day-stop__street').innerText.trim()";
const BAR: &str = "const bar = document.querySelector('.day-bar__buttons').getBoundingClientRect();
    return [bar.left, bar.top, bar.width, bar.height]";

async fn look(person: &Person, script: &str) -> Value {
    person.browser.execute(script, Vec::new()).await.expect("the page can be asked").json().clone()
}

/// The street of the first stop that is still open, as the server has it.
async fn next_street(driver: &Person) -> Value {
    let day = driver.calls("GET", "/api/routes/mine", json!({})).await;
    let stops = day["route"]["stops"].as_array().expect("there is a route");
    let open = stops.iter().find(|stop| stop["package"]["status"] == json!("in_transit"));
    open.expect("stops are left")["package"]["address"]["street"].clone()
}

async fn a_driver_under_way(engine: Engine, server: &Server) -> Person {
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.sign_in("ane@example.org", PASSWORD).await;
    driver.sees("5 of 9 done").await;
    driver
}

told!(a_translated_page_shows_the_next_stop_after_a_delivery in chromium, firefox, webkit);
async fn a_translated_page_shows_the_next_stop_after_a_delivery(engine: Engine) {
    let server = Server::with_demo();
    let driver = a_driver_under_way(engine, &server).await;
    let asked = "return document.documentElement.translate === false
        && document.querySelector('meta[name=google]').content === 'notranslate'";
    driver.shows("a page that asks not to be translated", asked).await;
    for done in 6..8 {
        let before = look(&driver, STREET).await;
        driver.shows("a translated page", TRANSLATE).await;
        driver.press("Delivered").await;
        driver.sees(&format!("{done} of 9 done")).await;
        driver.no_longer_sees("aiting to send").await;
        let (shown, next) = (look(&driver, STREET).await, next_street(&driver).await);
        assert_eq!(shown, next, "the stop on the screen is the one that a tap would deliver");
        assert_ne!(shown, before);
    }
    driver.noticed_no_errors().await;
    driver.leave().await;
}

/// Taps the middle of what the bar's second button covers, whatever is there.
async fn taps(driver: &Person, (x, y): (i64, i64)) {
    driver.browser.action_chain().move_to(x, y).click().perform().await.expect("a finger taps");
}

async fn middle_of(driver: &Person, text: &str) -> (i64, i64) {
    let script = "const button = [...document.querySelectorAll('button')].find(each => each.innerText.trim() === arguments[0]);
        const box = button.getBoundingClientRect();
        return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]";
    let found = driver.browser.execute(script, vec![json!(text)]).await.expect("it is there");
    let part = |at: usize| found.json()[at].as_i64().expect("a pixel");
    (part(0), part(1))
}

async fn passes(driver: &Person, ms: u32) {
    driver.shows("time that passes", &format!("window.pass({ms}); return true")).await;
}

/// The buttons rest a moment when a stop comes up, and say so.
async fn is_ready(driver: &Person) {
    let script = "return document.querySelector('.day-bar__buttons button:disabled') === null";
    driver.shows("buttons that are ready", script).await;
}

told!(a_second_tap_delivers_nothing in chromium, firefox, webkit);
async fn a_second_tap_delivers_nothing(engine: Engine) {
    let server = Server::with_demo();
    let driver = a_driver_under_way(engine, &server).await;
    driver.shows("a clock that stands still", STOP_CLOCK).await;
    let (place, bar) = (middle_of(&driver, "Delivered").await, look(&driver, BAR).await);
    let mut done = 5;
    for pause_ms in [600, 250] {
        is_ready(&driver).await;
        passes(&driver, 5_000).await;
        taps(&driver, place).await;
        done += 1;
        driver.sees(&format!("{done} of 9 done")).await;
        assert_eq!(look(&driver, BAR).await, bar, "the buttons stay where they are");
        passes(&driver, pause_ms).await;
        taps(&driver, place).await;
        // Not for the buttons' sake: the tap after that must still find the clock too young.
        is_ready(&driver).await;
        passes(&driver, 999 - pause_ms).await;
        taps(&driver, place).await;
    }
    // What was tapped too early did nothing; a tap that counts is the next one in line.
    is_ready(&driver).await;
    passes(&driver, 1_000).await;
    taps(&driver, place).await;
    driver.sees(&format!("{} of 9 done", done + 1)).await;
    driver.no_longer_sees("aiting to send").await;
    let day = driver.calls("GET", "/api/routes/mine", json!({})).await;
    let stops = day["route"]["stops"].as_array().expect("there is a route");
    let left = stops.iter().filter(|stop| stop["package"]["status"] == json!("in_transit")).count();
    assert_eq!(left, 9 - (done + 1), "{day}");
    driver.noticed_no_errors().await;
    driver.leave().await;
}
