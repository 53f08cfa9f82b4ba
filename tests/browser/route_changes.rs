//! The office changes routes that have left: puts packages on, takes them off, gives them to another
//! driver, hands the route over; drags stops; and sees who is late.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "tolosa-furgo-demo";

async fn an_office(engine: Engine, server: &Server, device: Device) -> Person {
    let office = Person::sit_down(engine, &server.origin(), device).await;
    office.is_let_in("dispatcher@example.org", PASSWORD, "en").await;
    // Once the office's program is there, no navigation interrupts a call.
    office.open("/routes").await;
    office.is_settled().await;
    office
}

async fn driver_named(office: &Person, name: &str) -> Value {
    let drivers = office.calls("GET", "/api/drivers", json!({})).await;
    let drivers = drivers["items"].as_array().expect("drivers are a list").clone();
    let found = drivers.into_iter().find(|driver| driver["name"] == name);
    found.expect("they drive")["id"].clone()
}

/// The route that somebody drives now.
async fn route_of(office: &Person, name: &str) -> Value {
    let driver = driver_named(office, name).await;
    let driver = driver.as_str().expect("ids are texts");
    let list = format!("/api/routes?status=in_progress&driver_id={driver}");
    let list = office.calls("GET", &list, json!({})).await;
    let id = list["items"][0]["id"].as_str().expect("they are under way");
    office.calls("GET", &format!("/api/routes/{id}"), json!({})).await
}

async fn opens_route(office: &Person, route: &Value) {
    let id = route["id"].as_str().expect("ids are texts");
    office.open(&format!("/routes/{id}")).await;
    office.is_settled().await;
}

async fn given_a_package(
    office: &Person,
    name: &str,
    weight_kg: u32,
    window: Option<Value>,
) -> Value {
    let package = json!({
        "recipient_name": name, "weight_kg": weight_kg, "time_window": window,
        "address": {
            "street": "Kale Nagusia 1", "city": "Tolosa", "postal_code": "20400",
            "country": "Spain", "latitude": 43.1350, "longitude": -2.0750,
        },
    });
    office.calls("POST", "/api/packages", package).await["id"].clone()
}

/// Since the route left, and over: whoever comes now is late.
fn over(route: &Value) -> Value {
    let left = route["depart_at"].as_str().and_then(|at| at.parse::<DateTime<Utc>>().ok());
    let left = left.expect("it has a departure");
    json!({ "from": left, "to": left + TimeDelta::seconds(30) })
}

/// How many stops the list says, at the end of a change.
async fn has_stops(office: &Person, count: usize) {
    let script = format!("return document.querySelectorAll('.stops .stop').length === {count}");
    office.shows(&format!("{count} stops"), &script).await;
}

/// Every size that people have, without bars that cannot be reached or words that break.
async fn holds_everywhere(office: &Person, name: &str) {
    for (width, height) in [(320, 568), (390, 844), (1440, 900)] {
        office.has_room(width, height).await;
        office.fits_its_width(name).await;
        office.photograph(&format!("{name}-{width}")).await;
    }
    office.meets_no_barrier(name).await;
}

told!(the_office_changes_routes_that_have_left in chromium, firefox, webkit);
async fn the_office_changes_routes_that_have_left(engine: Engine) {
    let server = Server::with_demo();
    let office = an_office(engine, &server, Device::Desktop).await;
    let route = route_of(&office, "Ane Garmendia").await;
    let before = route["stops"].as_array().map_or(0, Vec::len);
    given_a_package(&office, "Urgent Parts", 2000, Some(over(&route))).await;
    let long = format!("Light Letter {}", "of the very long name ".repeat(8).trim());
    given_a_package(&office, &long, 1, None).await;
    opens_route(&office, &route).await;

    puts_on_what_does_not_fit(&office, &long).await;
    has_stops(&office, before + 2).await;
    takes_off_the_urgent_one(&office).await;
    has_stops(&office, before + 1).await;
    gives_the_letter_to_jon(&office).await;
    has_stops(&office, before).await;
    hands_the_route_over(&office).await;

    let after = office.calls("GET", &path_of(&route), json!({})).await;
    assert_eq!(after["driver_name"], "Unai Lasa");
    let jons = route_of(&office, "Jon Otegi").await;
    let on_jons = jons["stops"].as_array().into_iter().flatten();
    let letter = on_jons.filter(|stop| stop["package"]["recipient_name"] == long.as_str());
    assert_eq!(letter.count(), 1);
    office.noticed_no_errors().await;
    office.leave().await;
}

fn path_of(route: &Value) -> String {
    format!("/api/routes/{}", route["id"].as_str().unwrap_or_default())
}

/// What cannot be kept is read before anything is written, and insisted on with a note.
async fn puts_on_what_does_not_fit(office: &Person, letter: &str) {
    office.press("Add packages").await;
    office.sees("Add packages to this route").await;
    office.fill("Name, address or code", "Urgent Parts").await;
    office.ticks("Urgent Parts").await;
    office.fill("Name, address or code", "Light Letter").await;
    office.ticks(letter).await;
    office.choose("Place on the route", "At the end").await;
    office.press_in_dialog("Add 2 packages").await;
    office.sees("Transit would carry more than it may").await;
    office.sees("Urgent Parts (").await;
    office.sees("after its time window").await;
    office.press_in_dialog("Add all the same").await;
    office.sees("Fill this in").await;
    office.fill("Why all the same?", "The customer's line stands still").await;
    holds_everywhere(office, "office-add-packages").await;
    office.press_in_dialog("Add all the same").await;
    office.sees("2 packages added").await;
}

async fn takes_off_the_urgent_one(office: &Person) {
    presses_in_row_of(office, "Urgent Parts", "Take off the route").await;
    office.sees("Urgent Parts is on board already").await;
    holds_everywhere(office, "office-take-off").await;
    office.press_in_dialog("Take off the route").await;
    office.sees("Package taken off the route").await;
}

async fn gives_the_letter_to_jon(office: &Person) {
    presses_in_row_of(office, "Light Letter", "Move to another route").await;
    office.sees("Open routes").await;
    office.press_in_dialog("Move").await;
    office.sees("Choose a route").await;
    office.picks("Jon Otegi").await;
    office.choose("Place on the route", "At the end").await;
    holds_everywhere(office, "office-move-stop").await;
    office.press_in_dialog("Move").await;
    office.sees("Stop moved to the route of Jon Otegi").await;
}

/// One who drives already is refused with the hours and the way there; one who is free takes it.
async fn hands_the_route_over(office: &Person) {
    office.press("More actions").await;
    office.press("Edit details").await;
    office.choose("Driver", "Jon Otegi").await;
    office.press_in_dialog("Save").await;
    office.sees("Another route is in the way: Jon Otegi · Dokker").await;
    office.sees("Look at that route").await;
    holds_everywhere(office, "office-hand-over").await;
    office.choose("Driver", "Unai Lasa").await;
    office.press_in_dialog("Save").await;
    office.sees("Unai Lasa").await;
    office.sees("Saved").await;
}

/// Opens the menu of the stop that is about somebody, and chooses.
async fn presses_in_row_of(office: &Person, who: &str, what: &str) {
    office.has_room(1440, 900).await;
    let script = format!(
        "const row = [...document.querySelectorAll('.stops .stop')].find(each => each.innerText.includes('{who}'));
         row?.querySelector('.menu > button')?.scrollIntoView({{ block: 'center', behavior: 'instant' }});
         return row?.querySelector('.menu > button')?.getAttribute('aria-label') ?? null"
    );
    let label = office.browser.execute(script.as_str(), Vec::new()).await.expect("a row");
    office.press(label.json().as_str().expect("its menu has a name")).await;
    office.press(what).await;
}

/// The links of the stops in the order of the list.
const SHOWN: &str = "return [...document.querySelectorAll('.stops .stop__link')].map(each => each.getAttribute('href'))";

async fn shown(office: &Person) -> Vec<String> {
    let found = office.browser.execute(SHOWN, Vec::new()).await.expect("the list can be read");
    let found = found.json().as_array().cloned().unwrap_or_default();
    found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Waits until the list has this order.
async fn has_order(office: &Person, wanted: &[String]) {
    let script = format!(
        "const shown = (() => {{ {SHOWN} }})(); return JSON.stringify(shown) === JSON.stringify({})",
        json!(wanted)
    );
    office.shows("the stops in their new order", &script).await;
}

/// The middles of the first handle and of the third row with one, and one pixel more.
async fn from_first_past_third(office: &Person) -> [(i64, i64); 2] {
    let script = "const handles = [...document.querySelectorAll('.stop__handle')];
        handles[1].scrollIntoView({ block: 'center', behavior: 'instant' });
        const middle = each => { const box = each.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
        const [x, y] = middle(handles[0]);
        return [x, y, x, middle(handles[2].closest('.stop'))[1] + 4].map(Math.round)";
    let found = office.browser.execute(script, Vec::new()).await.expect("there are handles");
    let part = |at: usize| found.json()[at].as_i64().expect("a pixel");
    [(part(0), part(1)), (part(2), part(3))]
}

/// The first of the open stops goes behind the third.
fn first_behind_third(before: &[String], open: usize) -> Vec<String> {
    let mut after = before.to_vec();
    let done = before.len() - open;
    after[done..done + 3].rotate_left(1);
    after
}

async fn handles(office: &Person) -> usize {
    let script = "return document.querySelectorAll('.stop__handle').length";
    let found = office.browser.execute(script, Vec::new()).await.expect("the page can be asked");
    usize::try_from(found.json().as_u64().unwrap_or_default()).expect("a few rows")
}

told!(stops_are_dragged_with_the_mouse in chromium, firefox, webkit);
async fn stops_are_dragged_with_the_mouse(engine: Engine) {
    let server = Server::with_demo();
    let office = an_office(engine, &server, Device::Desktop).await;
    let route = route_of(&office, "Ane Garmendia").await;
    opens_route(&office, &route).await;
    office.press("Change the order").await;
    let before = shown(&office).await;
    let wanted = first_behind_third(&before, handles(&office).await);
    let [from, to] = from_first_past_third(&office).await;
    let drag = office.browser.action_chain().move_to(from.0, from.1).click_and_hold();
    drag.move_to(to.0, to.1).perform().await.expect("the mouse is held");
    office.shows("where it would come to lie", "return document.querySelector('.stop--held') !== null && document.querySelector('.stop--before, .stop--after') !== null").await;
    assert_eq!(shown(&office).await, before, "nothing moves before it is put down");
    office.photograph("office-drag").await;
    office.browser.action_chain().release().perform().await.expect("the mouse is let go");
    has_order(&office, &wanted).await;
    office.press("Save the order").await;
    office.sees("Order saved").await;
    has_order(&office, &wanted).await;
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(stops_are_dragged_with_a_finger in chromium); // Only its driver has one.
async fn stops_are_dragged_with_a_finger(engine: Engine) {
    let server = Server::with_demo();
    let office = an_office(engine, &server, Device::Phone).await;
    office.has_room(320, 568).await;
    let route = route_of(&office, "Ane Garmendia").await;
    opens_route(&office, &route).await;
    office.press("Change the order").await;
    let before = shown(&office).await;
    let wanted = first_behind_third(&before, handles(&office).await);
    office.fits_its_width("stops in motion").await;
    let [from, to] = from_first_past_third(&office).await;
    let scrolled = "return window.scrollY";
    let at = office.browser.execute(scrolled, Vec::new()).await.expect("a page").json().clone();
    touches(&office, "touchStart", Some(from)).await;
    touches(&office, "touchMove", Some((to.0, (from.1 + to.1) / 2))).await;
    touches(&office, "touchMove", Some(to)).await;
    office
        .shows("the stop that is held", "return document.querySelector('.stop--held') !== null")
        .await;
    office.photograph("office-drag-finger").await;
    touches(&office, "touchEnd", None).await;
    has_order(&office, &wanted).await;
    let now = office.browser.execute(scrolled, Vec::new()).await.expect("a page").json().clone();
    assert_eq!(now, at, "the page stays where it is under the finger");
    office.noticed_no_errors().await;
    office.leave().await;
}

async fn touches(office: &Person, kind: &str, at: Option<(i64, i64)>) {
    let points: Vec<Value> = at.into_iter().map(|(x, y)| json!({ "x": x, "y": y })).collect();
    let touch = json!({ "type": kind, "touchPoints": points });
    office.commands_chromium("Input.dispatchTouchEvent", touch).await;
}

told!(the_office_sees_who_is_late in chromium);
async fn the_office_sees_who_is_late(engine: Engine) {
    let server = Server::with_demo();
    let office = an_office(engine, &server, Device::Desktop).await;
    let anes = route_of(&office, "Ane Garmendia").await;
    let package = given_a_package(&office, "Waiting Since Morning", 1, Some(over(&anes))).await;
    let late = json!({
        "kind": "delivery", "driver_id": driver_named(&office, "Unai Lasa").await,
        "date": anes["date"], "depart_at": anes["depart_at"], "package_ids": [package],
    });
    let late = office.calls("POST", "/api/routes", late).await;
    for screen in ["/", "/routes"] {
        office.open(screen).await;
        office.is_settled().await;
        let row = "return [...document.querySelectorAll('.table tr, .table [role=row]')]
            .some(row => row.innerText.includes('Unai Lasa') && / late/.test(row.innerText)
                && row.innerText.includes('1 behind its window') && /\\d\\d:\\d\\d–\\d\\d:\\d\\d/.test(row.innerText))";
        office.shows("who is late, and when they drive", row).await;
        holds_everywhere(&office, &format!("office-late{}", screen.replace('/', "-"))).await;
        office.has_room(1440, 900).await;
    }
    opens_route(&office, &late).await;
    office.sees("1 behind its window").await;
    office.sees("Expected ").await;
    office
        .shows(
            "how late the stop is",
            "return / late/.test(document.querySelector('.stops .stop').innerText)",
        )
        .await;
    holds_everywhere(&office, "office-late-route").await;
    office.noticed_no_errors().await;
    office.leave().await;
}
