//! The signal goes, the work does not.

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

told!(what_a_driver_says_without_a_signal_arrives_once_when_it_is_back in chromium, firefox, webkit);
async fn what_a_driver_says_without_a_signal_arrives_once_when_it_is_back(engine: Engine) {
    let mut server = Server::with_demo();
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.sign_in("ane@example.org", "tolosa-furgo-demo").await;
    driver.sees("5 of 9 done").await;

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
