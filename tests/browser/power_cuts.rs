//! A phone that is switched off, and a server that loses its power, in the middle of everything.
//! WebKit's driven windows keep nothing, so there the page is killed (`offline.rs`).

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use crate::{
    engine::{Engine, told},
    offline::is_prepared,
    person::{PATIENCE, Person},
    shared_phone::{has_sent, on_the_way},
    stage::Server,
    waiting::eventually,
};

/// How often both are killed while what waits is sent.
const KILLS: u64 = 3;

/// Switches the phone on.
async fn turns_on(engine: Engine, server: &Server, profile: &Path) -> Person {
    Person::turns_on(engine, &server.origin(), profile).await
}

/// The power is gone: every process of the browser is killed.
async fn is_killed(driver: Person, profile: &Path) {
    let name = profile.to_string_lossy().into_owned();
    let of_browser = |process: &PathBuf| {
        let command = fs::read_to_string(process.join("cmdline")).unwrap_or_default();
        command.contains(&name) && !command.contains("geckodriver")
    };
    let processes = fs::read_dir("/proc").expect("processes can be listed");
    let processes = processes.filter_map(|entry| Some(entry.ok()?.path()));
    let ids: Vec<String> = processes
        .filter(of_browser)
        .filter_map(|process| Some(process.file_name()?.to_string_lossy().into_owned()))
        .collect();
    assert!(!ids.is_empty(), "the browser runs");
    let killed = Command::new("kill").arg("-9").args(&ids).status();
    assert!(killed.is_ok());
    driver.browser.leak().expect("it was there");
    // Of a process that is dead, and whose end nobody has asked for, no command is left.
    let is_alive = |id: &String| {
        let command = fs::read(Path::new("/proc").join(id).join("cmdline"));
        command.is_ok_and(|command| !command.is_empty())
    };
    let is_gone = async || (!ids.iter().any(is_alive)).then_some(());
    eventually(PATIENCE, is_gone).await.expect("what is killed is gone");
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
        is_killed(driver, profile).await;
    }

    for kill in 1..=KILLS {
        server.resume();
        let driver = turns_on(engine, &server, profile).await;
        // A little further each time: before the first question, and amid the next ones.
        tokio::time::sleep(Duration::from_millis(kill * 150)).await;
        if kill % 2 == 0 {
            server.stop();
        }
        is_killed(driver, profile).await;
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
