//! "Plan the rest again" where there is no network: the planner runs on the phone, with what came with
//! the route, and the office has the order afterwards.

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    offline::{prepared, starts_again},
    person::Person,
    stage::Server,
};

/// What it takes to drive between the stops, kept by the phone.
const HAS_LEGS: &str = "return window.legs ??= false, indexedDB.databases().then(all => all
    .filter(each => each.name.startsWith('furgo:')).forEach(each => {
        const asked = indexedDB.open(each.name);
        asked.onsuccess = () => {
            const found = asked.result.transaction('answers').objectStore('answers').getAllKeys();
            found.onsuccess = () => {
                window.legs = found.result.some(key => String(key).endsWith('/legs'));
                asked.result.close();
            };
        };
    })), window.legs";

/// The stops that are left, as the day lists them.
const LEFT: &str = "[...document.querySelectorAll('.stops > .stop')]
    .filter(row => row.querySelector('.pill')?.textContent === 'Out for delivery').map(row => row.id)";

async fn my_route(driver: &Person) -> Value {
    driver.calls("GET", "/api/routes/mine", Value::Null).await["route"].clone()
}

/// Ids of the stops that are left, as the server has them.
fn left(route: &Value) -> Vec<String> {
    let stops = route["stops"].as_array().expect("it has stops");
    let open = stops.iter().filter(|stop| stop["outcome"].is_null());
    open.map(|stop| stop["id"].as_str().expect("an id").to_owned()).collect()
}

async fn puts_in_order(driver: &Person, route: &Value, stops: &[String]) {
    let order = json!({ "route_id": route["id"], "stop_ids": stops });
    driver.calls("PATCH", "/api/stops/reorder", order).await;
}

fn is_listed(stops: &[String]) -> String {
    let rows: Vec<String> = stops.iter().map(|id| format!("stop-{id}")).collect();
    format!("return JSON.stringify({LEFT}) === JSON.stringify({})", json!(rows))
}

told!(the_rest_is_planned_again_without_a_network in chromium, firefox, webkit);
async fn the_rest_is_planned_again_without_a_network(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = prepared(engine, &server, "ane@example.org", "5 of 9 done").await;
    // As good as it gets: the demo's plan is the planner's own.
    let route = my_route(&driver).await;
    let mut stops = left(&route);
    assert!(stops.len() > 3, "{stops:?}");
    stops.swap(1, 3);
    stops.reverse();
    puts_in_order(&driver, &route, &stops).await;
    driver.open("/").await;
    driver.shows("the order that was asked for", &is_listed(&stops)).await;
    driver.is_settled().await;
    driver.shows("what driving between the stops takes", HAS_LEGS).await;

    server.stop();
    starts_again(&driver, "/").await;
    driver.press("Plan the rest again").await;
    driver.sees("Take this order").await;
    driver.sees("The new order").await;
    driver.photograph("day-replan").await;
    driver.meets_no_barrier("another order").await;
    driver.fits_its_width("another order").await;
    let script = "return [...document.querySelectorAll('[data-planned] .stop')].map(row => row.dataset.stop)";
    let told = driver.browser.execute(script, Vec::new()).await.expect("the page tells");
    let proposed: Vec<String> = serde_json::from_value(told.json().clone()).expect("ids");
    assert_ne!(proposed, stops);
    driver.press("Take this order").await;
    driver.shows("the new order", &is_listed(&proposed)).await;
    driver.press("Plan the rest again").await;
    driver.sees("This order is as good as it gets").await;
    driver.press("Back to the day").await;
    starts_again(&driver, "/").await;
    driver.shows("the new order after the page was killed", &is_listed(&proposed)).await;
    driver.sees("waiting to be sent").await;

    driver.open("/waiting").await;
    driver.sees("Another order of the stops").await;
    server.resume();
    driver.press("Try again").await;
    driver.sees("Everything has been sent").await;
    assert_eq!(left(&my_route(&driver).await), proposed);
    driver.open("/").await;
    driver.shows("the order that the office has", &is_listed(&proposed)).await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}

/// Has the page's planner order so many stops, and says how long it took from the question to the answer,
/// how long the screen stood still meanwhile, and the answer.
const PLANS: &str = "const [count, done] = arguments;
    const places = [...Array(count + 2).keys()].map(at => [at * 37 % 61, at * 23 % 59]);
    const legs = places.flatMap(([x, y]) => places.map(([a, b]) => Math.round(20 * Math.hypot(x - a, y - b))));
    const jobs = [...Array(count)].flatMap(() => [180, 0, 0, 0]);
    const problem = Int32Array.from([1, count, ...jobs, ...legs, ...legs.map(leg => leg * 10)]);
    const script = document.querySelector('script[data-planner]').dataset.planner;
    const worker = new Worker(script, { type: 'module' });
    let asked, seen, stood = 0;
    const look = now => { stood = Math.max(stood, seen ? now - seen : 0); seen = now; requestAnimationFrame(look); };
    worker.onerror = () => done('the thread broke');
    worker.onmessage = ({ data }) => {
        if (data === 'ready') {
            asked = performance.now();
            requestAnimationFrame(look);
            return worker.postMessage(problem);
        }
        worker.terminate();
        done([Math.round(performance.now() - asked), Math.round(stood), [...data]]);
    };";

/// Prints, for docs/offline.md, how long the planner takes.
#[allow(clippy::print_stdout, reason = "it measures")]
fn tell_figures(engine: Engine, planned_ms: &Value, stood_ms: &Value) {
    println!("{engine:?}: 60 stops planned in {planned_ms} ms, the screen stood for {stood_ms} ms");
}

told!(sixty_stops_are_planned_beside_the_screen in chromium, firefox, webkit);
async fn sixty_stops_are_planned_beside_the_screen(engine: Engine) {
    let server = Server::with_demo();
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    let told = driver.browser.execute_async(PLANS, vec![json!(60)]).await;
    let told = told.expect("the page plans").json().clone();
    let mut jobs: Vec<u64> = serde_json::from_value(told[2].clone()).expect("an order");
    jobs.sort_unstable();
    assert_eq!(jobs, (0..60).collect::<Vec<_>>());
    tell_figures(engine, &told[0], &told[1]);
    driver.noticed_no_errors().await;
    driver.leave().await;
}
