//! A driver's day that is more than one route from its plan to its end: a step that was wrong, another
//! route of the day, and what an earlier one left over.

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    person::{PATIENCE, Person},
    stage::Server,
    waiting::eventually,
};

const PASSWORD: &str = "tolosa-furgo-demo";

async fn at_the_wheel(engine: Engine, server: &Server, email: &str) -> Person {
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.sign_in(email, PASSWORD).await;
    driver
}

/// How many stops of the route under way are done, and how many it has, as the server has it.
async fn progress(driver: &Person) -> (usize, usize) {
    let day = driver.calls("GET", "/api/routes/mine", json!({})).await;
    let stops = day["route"]["stops"].as_array().expect("a route is under way").clone();
    let open = |stop: &&Value| stop["package"]["status"] == json!("in_transit");
    (stops.len() - stops.iter().filter(open).count(), stops.len())
}

told!(a_wrong_step_is_taken_back_and_the_next_route_looked_at in chromium, firefox, webkit);
async fn a_wrong_step_is_taken_back_and_the_next_route_looked_at(engine: Engine) {
    let server = Server::with_demo();
    let driver = at_the_wheel(engine, &server, "jon@example.org").await;
    driver.sees("Other routes of this day").await;
    let (done, all) = progress(&driver).await;
    let shown = |done: usize| format!("{done} of {all} done");
    driver.sees(&shown(done)).await;
    driver.is_settled().await;
    driver.press("Delivered").await;
    driver.sees(&shown(done + 1)).await;
    driver.photograph("driver-may-undo").await;
    driver.meets_no_barrier("a day with a step that can be undone").await;
    // What has just come up takes no press yet.
    driver.waits_a_moment().await;
    driver.press("Undo").await;
    driver.sees("Undone: ").await;
    driver.sees(&shown(done)).await;
    // The server says so, too.
    driver.open("/day").await;
    driver.sees(&shown(done)).await;
    // The page was left before it had sent everything: the next one does.
    let is_told = async || (progress(&driver).await == (done, all)).then_some(());
    eventually(PATIENCE, is_told).await.expect("the server knows");

    driver.press("Show").await;
    driver.sees("Start the route").await;
    driver.photograph("driver-next-route").await;
    // Back is the one under way.
    driver.press("Show").await;
    driver.sees(&shown(done)).await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}

told!(what_an_earlier_route_left_over_goes_along_today in chromium, firefox, webkit);
async fn what_an_earlier_route_left_over_goes_along_today(engine: Engine) {
    let server = Server::with_demo();
    let driver = at_the_wheel(engine, &server, "unai@example.org").await;
    driver.sees("2 packages are left over from earlier routes.").await;
    driver.photograph("driver-left-over").await;
    driver.meets_no_barrier("a day with something left over").await;
    let left = async || {
        let left = driver.calls("GET", "/api/routes/continueFromPast", json!({})).await;
        left["packages"].as_array().expect("a list").clone()
    };
    let first = &left().await[0];
    let name = |package: &Value| {
        let text = |of: &Value| of.as_str().expect("a text").to_owned();
        format!("{}, {}", text(&package["recipient_name"]), text(&package["address"]["street"]))
    };
    driver.press("Choose which").await;
    driver.ticks(&name(first)).await;
    driver.press("Take along today").await;
    // The other one has gone along, and this one is offered again.
    driver.sees("1 package is left over from earlier routes.").await;
    assert_eq!(left().await.iter().map(name).collect::<Vec<_>>(), [name(first)]);
    driver.press("Take along today").await;
    driver.no_longer_sees("left over from earlier routes").await;
    assert!(left().await.is_empty());
    driver.open("/day").await;
    driver.sees("Start the route").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}
