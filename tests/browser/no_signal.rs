//! The signal goes, the work does not.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    impostor::Impostor,
    person::Person,
    stage::Server,
    waiting::eventually,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// Ane in the middle of her day.
async fn on_the_way(engine: Engine, server: &Server) -> Person {
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.sign_in("ane@example.org", PASSWORD).await;
    driver.sees("5 of 9 done").await;
    driver.is_settled().await;
    driver
}

told!(what_a_driver_says_without_a_signal_arrives_once_when_it_is_back in chromium, firefox, webkit);
async fn what_a_driver_says_without_a_signal_arrives_once_when_it_is_back(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = on_the_way(engine, &server).await;

    server.stop();
    driver.press("Delivered").await;
    driver.sees("6 of 9 done").await;
    driver.sees("Waiting to send").await;
    driver.photograph("driver-without-signal").await;

    server.resume();
    driver.no_longer_sees("Waiting to send").await;
    driver.open("/").await;
    driver.sees("6 of 9 done").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}

/// What answers at the server's address without being able to decide anything.
const IMPOSTORS: [(&str, &str); 3] = [
    ("200 OK\r\nContent-Type: text/html", "<html>Welcome to Hotel Tolosa. Please log in.</html>"),
    (
        "503 Service Unavailable\r\nContent-Type: application/json",
        r#"{"error":"Later.","code":"unavailable"}"#,
    ),
    (
        "500 Internal Server Error\r\nContent-Type: application/json",
        r#"{"error":"Oh.","code":"internal"}"#,
    ),
];

told!(only_the_server_itself_ends_a_delivery in chromium, firefox, webkit);
async fn only_the_server_itself_ends_a_delivery(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = on_the_way(engine, &server).await;
    let day = driver.calls("GET", "/api/routes/mine", Value::Null).await;
    for (done, (head, body)) in (6..).zip(IMPOSTORS) {
        server.stop();
        {
            let impostor = Impostor::start(server.port(), head, body);
            driver.is_settled().await;
            driver.press("Delivered").await;
            driver.sees(&format!("{done} of 9 done")).await;
            let asked = async || (impostor.writes() >= 2).then_some(());
            eventually(Duration::from_secs(30), asked).await.expect("it is asked again");
            driver.sees("Waiting to send").await;
        }
        server.resume();
        driver.no_longer_sees("Waiting to send").await;
    }
    let route = format!("/api/routes/{}", day["route"]["id"].as_str().expect("she has a route"));
    let route = driver.calls("GET", &route, Value::Null).await;
    let stops = route["stops"].as_array().expect("it has stops");
    let is_open = |stop: &&Value| stop["package"]["status"] == json!("in_transit");
    assert_eq!(stops.iter().filter(is_open).count(), 1, "{route}");
    driver.noticed_no_errors().await;
    driver.leave().await;
}

told!(signing_out_asks_while_something_waits in chromium, firefox, webkit);
async fn signing_out_asks_while_something_waits(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = on_the_way(engine, &server).await;
    driver.press("More").await;
    driver.sees("Sign out").await;
    driver.press("My day").await;
    driver.is_settled().await;

    server.stop();
    driver.press("Delivered").await;
    driver.sees("Waiting to send").await;
    driver.press("More").await;
    driver.press("Sign out").await;
    driver.sees("1 change has not been sent").await;
    driver.photograph("driver-sign-out-asks").await;
    driver.meets_no_barrier("the question before signing out").await;
    driver.press_in_dialog("Stay signed in").await;
    driver.no_longer_sees("1 change has not been sent").await;

    server.resume();
    driver.press("My day").await;
    driver.sees("6 of 9 done").await;
    driver.no_longer_sees("Waiting to send").await;
    driver.open("/").await;
    driver.sees("6 of 9 done").await;
    // Now nothing is lost by it.
    driver.press("More").await;
    driver.press("Sign out").await;
    driver.sees("E-mail").await;
    driver.leave().await;
}
