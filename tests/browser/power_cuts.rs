//! A phone that is switched off, and a server that loses its power, in the middle of everything.
//! WebKit's driven windows keep nothing, so there the page is killed (`offline.rs`).

use std::{path::Path, time::Duration};

use crate::{
    engine::{Engine, told},
    offline::is_prepared,
    person::Person,
    shared_phone::{has_sent, on_the_way},
    stage::Server,
};

/// How often both are killed while what waits is sent.
const KILLS: u64 = 3;

/// Switches the phone on.
async fn turns_on(engine: Engine, server: &Server, profile: &Path) -> Person {
    Person::turns_on(engine, &server.origin(), profile).await
}

told!(a_phone_that_is_switched_off_goes_on_where_it_was in chromium, firefox);
async fn a_phone_that_is_switched_off_goes_on_where_it_was(engine: Engine) {
    let mut server = Server::with_demo();
    let folder = tempfile::tempdir().expect("there is room");
    let profile = folder.path();
    let driver = turns_on(engine, &server, profile).await;
    is_prepared(&driver, "ane@example.org", "5 of 9 done").await;
    let before = on_the_way(&driver).await;
    // The browser is closed as people do; from now on nobody asks it.
    driver.leave().await;

    server.stop();
    for done in [6, 7, 8] {
        let driver = turns_on(engine, &server, profile).await;
        driver.sees(&format!("{} of 9 done", done - 1)).await;
        driver.is_settled().await;
        driver.press("Delivered").await;
        driver.sees(&format!("{done} of 9 done")).await;
        driver.sees("Waiting to send").await;
        driver.is_killed(profile).await;
    }

    for kill in 1..=KILLS {
        server.resume();
        let driver = turns_on(engine, &server, profile).await;
        // A little further each time: before the first question, and amid the next ones.
        tokio::time::sleep(Duration::from_millis(kill * 150)).await;
        if kill % 2 == 0 {
            server.stop();
        }
        driver.is_killed(profile).await;
        server.stop();
    }
    server.resume();
    let driver = turns_on(engine, &server, profile).await;
    driver.sees("8 of 9 done").await;
    has_sent(&driver, &before, 3).await;
    driver.no_longer_sees("Waiting to send").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
}
