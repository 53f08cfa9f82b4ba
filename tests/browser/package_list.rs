//! The office's list of packages: narrowed down, counted, and changed by the hundred.

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// Rows that are whole on the screen, without scrolling.
const EIGHTEEN_ROWS: &str = "const rows = [...document.querySelectorAll('.table__row')];
    return rows.filter(row => row.getBoundingClientRect().bottom <= window.innerHeight).length >= 18";

const ADDRESS_SAYS: &str = "return location.search.includes";

async fn enter(office: &Person, number: u32) {
    let package = json!({
        "recipient_name": format!("Zuriñe Lasa {number}"), "weight_kg": 1.5,
        "address": {
            "street": format!("Kale Nagusia {number}"), "city": "Andoain", "postal_code": "20140",
            "country": "ES",
        },
    });
    office.calls("POST", "/api/packages", package).await;
}

told!(the_list_is_narrowed_down_counted_and_changed_at_once in chromium, firefox, webkit);
async fn the_list_is_narrowed_down_counted_and_changed_at_once(engine: Engine) {
    let server = Server::with_demo();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    office.is_let_in("admin@example.org", PASSWORD, "en").await;
    for number in 1..=3 {
        enter(&office, number).await;
    }
    office.open("/packages").await;
    office.is_settled().await;
    office.has_room(1440, 900).await;
    office.shows("eighteen rows at once", EIGHTEEN_ROWS).await;
    office.meets_no_barrier("the list of packages").await;
    office.fits_its_width("the list of packages").await;
    office.photograph("office-package-list").await;

    office.choose("Day of delivery", "Today").await;
    office.shows("the day in the address", &format!("{ADDRESS_SAYS}('delivery_from=')")).await;
    office.no_longer_sees("Zuriñe Lasa").await;
    office.press("Clear the filters").await;
    office.sees("Zuriñe Lasa 3").await;
    office
        .shows("an address without filters", "return !location.search.includes('delivery')")
        .await;

    office.open("/packages?city=Andoain&has_window=false&no_position=true").await;
    office.sees("Pending 3").await;
    office.sees("Assigned 0").await;
    office.photograph("office-package-filters").await;
    office.meets_no_barrier("the filters").await;
    for width in [320, 390, 1440] {
        office.has_room(width, 900).await;
        office.fits_its_width("the filters").await;
    }
    office.press("Zuriñe Lasa 1").await;
    office.sees("Kale Nagusia 1").await;
    office.browser.back().await.expect("there is a page before");
    office.sees("Pending 3").await;

    let tick =
        "document.querySelector('input[aria-label*=\"Zuriñe Lasa 1\"]').click(); return true";
    office.shows("a box to tick", tick).await;
    office.press("Select all 3 on this page").await;
    office.sees("3 selected").await;
    office.press("Edit").await;
    office.sees("What you leave empty stays as it is").await;
    office.fill("Time at the stop", "6").await;
    office.photograph("office-package-bulk").await;
    office.meets_no_barrier("the same particulars for many").await;
    office.press_in_dialog("Change").await;
    office.sees("3 packages changed").await;
    let found = office.calls("GET", "/api/packages?city=Andoain&no_position=true", json!({})).await;
    let minutes: Vec<_> = found["items"]
        .as_array()
        .expect("packages")
        .iter()
        .map(|package| &package["service_min"])
        .collect();
    assert_eq!(minutes, [&json!(6), &json!(6), &json!(6)]);
    office.noticed_no_errors().await;
    office.leave().await;
}
