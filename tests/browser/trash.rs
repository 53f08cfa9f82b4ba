//! Deleting is no loss: what was deleted comes back from the toast, or days later from the trash.

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    records::{PASSWORD, given_a_van},
    stage::Server,
};

async fn refuels(office: &Person) -> u64 {
    let refuels = office.calls("GET", "/api/refuels?vehicle=Van", json!({})).await;
    refuels["total"].as_u64().expect("a number")
}

told!(what_was_deleted_comes_back_from_the_toast_and_from_the_trash in chromium, firefox, webkit);
async fn what_was_deleted_comes_back_from_the_toast_and_from_the_trash(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_a_van(&server, &office).await;

    office.open("/trash").await;
    office.sees("The trash is empty").await;
    office.meets_no_barrier("the empty trash").await;

    office.open("/refuels").await;
    office.press("Delete").await;
    office.sees("Refuel deleted").await;
    assert_eq!(refuels(&office).await, 0);
    office.press("Undo").await;
    office.sees("Restored").await;
    assert_eq!(refuels(&office).await, 1);

    office.open("/refuels").await;
    office.press("Delete").await;
    office.sees("Refuel deleted").await;
    office.open("/trash").await;
    office.sees("by Maite").await;
    office.sees("gone for good on").await;
    office.sees("1,500 km").await;
    office.photograph("office-trash").await;
    office.meets_no_barrier("the trash").await;
    office.fits_its_width("the trash").await;
    office.press("Restore").await;
    office.sees("The trash is empty").await;
    assert_eq!(refuels(&office).await, 1);

    office.open("/refuels").await;
    office.press("Delete").await;
    office.sees("Refuel deleted").await;
    office.open("/trash").await;
    office.press("Delete for good").await;
    office.sees("Nobody can restore it any more").await;
    office.meets_no_barrier("the question").await;
    office.press_in_dialog("Delete for good").await;
    office.sees("The trash is empty").await;
    assert_eq!(refuels(&office).await, 0);
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(a_driver_finds_in_the_trash_what_they_deleted_themselves in chromium, firefox, webkit);
async fn a_driver_finds_in_the_trash_what_they_deleted_themselves(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_a_van(&server, &office).await;
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.sign_in("ane@example.org", PASSWORD).await;
    driver.sees("No route today").await;
    let page = office.calls("GET", "/api/refuels?vehicle=Van", json!({})).await;
    let id = page["items"][0]["id"].as_str().expect("an id").to_owned();
    office.calls("DELETE", &format!("/api/refuels/{id}"), json!({})).await;

    driver.open("/trash").await;
    driver.sees("The trash is empty").await;
    office.calls("POST", &format!("/api/trash/refuels/{id}/restore"), json!({})).await;
    driver.calls("DELETE", &format!("/api/refuels/{id}"), json!({})).await;
    driver.open("/more").await;
    driver.press("Trash").await;
    driver.sees("by Ane").await;
    driver.photograph("driver-trash").await;
    driver.meets_no_barrier("a driver's trash").await;
    driver.fits_its_width("a driver's trash").await;
    driver.press("Restore").await;
    driver.sees("The trash is empty").await;
    assert_eq!(refuels(&office).await, 1);
    driver.noticed_no_errors().await;
    driver.leave().await;
    office.leave().await;
}
