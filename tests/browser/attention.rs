//! What phones told late and does not fit the plans: the office decides by one press, and who told it
//! knows that it waits.

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "tolosa-furgo-demo";

async fn open(office: &Person) -> u64 {
    let page = office.calls("GET", "/api/exceptions", json!({})).await;
    page["total"].as_u64().expect("a number")
}

told!(the_office_decides_what_becomes_of_what_was_done in chromium, firefox, webkit);
async fn the_office_decides_what_becomes_of_what_was_done(engine: Engine) {
    let server = Server::with_demo();
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.is_let_in("ane@example.org", PASSWORD, "en").await;
    driver.open("/day").await;
    driver.sees("Doubtful reading").await;
    driver.sees("The office decides.").await;
    driver.is_settled().await;
    driver.fits_its_width("a day with something to decide").await;
    driver.meets_no_barrier("a day with something to decide").await;
    driver.photograph("driver-day-exception").await;

    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    office.is_let_in("dispatcher@example.org", PASSWORD, "en").await;
    office.open("/").await;
    office.sees("3 things from the road do not fit the plans").await;
    office.press("Decide").await;
    office.sees("Done by another driver").await;
    office.sees("Taken along unplanned").await;
    office.sees("Doubtful reading").await;
    office.is_settled().await;
    office.meets_no_barrier("what needs attention").await;
    office.fits_its_width("what needs attention").await;
    office.photograph("office-attention").await;
    office.press("Count it").await;
    office.no_longer_sees("Doubtful reading").await;
    // The newest stands first: what was taken along goes back.
    office.press("Back to the plan").await;
    office.no_longer_sees("Taken along unplanned").await;
    assert_eq!(open(&office).await, 1);
    office.press("Settled").await;
    office.sees("Count it · Iker Zubeldia").await;
    office.sees("Back to the plan · Iker Zubeldia").await;
    office.meets_no_barrier("what was settled").await;
    office.noticed_no_errors().await;

    driver.open("/profile").await;
    driver.is_settled().await;
    driver.open("/day").await;
    driver.is_settled().await;
    driver.no_longer_sees("Doubtful reading").await;
    driver.noticed_no_errors().await;
    driver.leave().await;
    office.leave().await;
}
