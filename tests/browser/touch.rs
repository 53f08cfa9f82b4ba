//! What is drawn at a point is what answers there, and no control lies on another: in tables, tiles
//! and forms, from the narrowest phone to a desktop.

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// Width and height of screens that people have. WebKit's window stays at 447 where it is asked for less.
const SIZES: [(u32, u32); 4] = [(320, 568), (390, 844), (768, 1024), (1440, 900)];

/// What lies under something else, or answers where it is not drawn, on all of these screens.
async fn faults(person: &Person, screens: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for screen in screens {
        person.has_room(1440, 900).await;
        person.open(screen).await;
        person.is_settled().await;
        for (width, height) in sizes(person.engine) {
            person.has_room(width, height).await;
            person.is_settled().await;
            faults.extend(look(person, screen, "body").await);
        }
    }
    faults
}

fn sizes(engine: Engine) -> impl Iterator<Item = (u32, u32)> {
    // Twice the same width tells nothing new.
    let least = if engine == Engine::WebKit { 390 } else { 320 };
    SIZES.into_iter().filter(move |(width, _)| *width >= least)
}

/// The faults of what is shown now, inside `root`.
async fn look(person: &Person, screen: &str, root: &str) -> Vec<String> {
    let found = person.browser.execute(include_str!("points.js"), vec![json!(root)]).await;
    let found = found.expect("the page can be asked").json().clone();
    let found = found.as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut found: Vec<String> = found.map(|fault| format!("{screen}: {fault}")).collect();
    let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    let wide = person.browser.execute(wide, Vec::new()).await.expect("the page can be measured");
    if wide.json() != &json!(0) {
        found.push(format!("{screen}: {} pixels wider than the screen", wide.json()));
    }
    if !found.is_empty() {
        person.photograph(&format!("fault{}", screen.replace(['/', '?', '='], "-"))).await;
    }
    found
}

/// Screens with a table, with tiles, with boxes to tick, and with a form.
const PLACES: [&str; 4] = ["/packages", "/vehicles", "/plan-day", "/new-refuel?vehicle=Transit"];

told!(what_is_drawn_at_a_point_answers_there in chromium, webkit);
async fn what_is_drawn_at_a_point_answers_there(engine: Engine) {
    let server = Server::with_demo();
    let admin = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    admin.is_let_in("admin@example.org", PASSWORD, "es").await;
    let screens: Vec<String> = PLACES.map(str::to_owned).into();
    let found = faults(&admin, &screens).await;
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    admin.leave().await;
}
