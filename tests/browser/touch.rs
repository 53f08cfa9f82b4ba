//! What is drawn at a point is what answers there, and no control lies on another: on every screen,
//! from the narrowest phone to a desktop. And words stay readable in large letters.

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, Look, told},
    person::Person,
    screens,
    stage::Server,
};

const PASSWORD: &str = "tolosa-furgo-demo";

/// Width and height of screens that people have. WebKit's window stays at 447 where it is asked for less.
const SIZES: [(u32, u32); 4] = [(320, 568), (390, 844), (768, 1024), (1440, 900)];

/// What `look` finds on all of these screens, at these sizes.
async fn faults(
    person: &Person,
    screens: &[String],
    sizes: &[(u32, u32)],
    look: impl AsyncFn(&Person) -> Vec<String>,
) -> Vec<String> {
    let mut faults = Vec::new();
    for screen in screens {
        person.has_room(1440, 900).await;
        person.open(screen).await;
        person.is_settled().await;
        for &(width, height) in sizes {
            person.has_room(width, height).await;
            person.is_settled().await;
            let found = look(person).await;
            if !found.is_empty() {
                person.photograph(&format!("fault{}-{width}", screens::as_name(screen))).await;
            }
            faults.extend(found.into_iter().map(|fault| format!("{screen}: {fault}")));
        }
    }
    faults
}

/// Twice the same width tells nothing new.
fn sizes(engine: Engine) -> &'static [(u32, u32)] {
    if engine == Engine::WebKit { &SIZES[1..] } else { &SIZES }
}

/// What a script finds wrong with the page.
async fn found(person: &Person, script: &str, arguments: Vec<Value>) -> Vec<String> {
    let found = person.browser.execute(script, arguments).await;
    let found = found.expect("the page can be asked").json().clone();
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What lies under something else, or answers where it is not drawn, or is wider than the screen.
async fn points(person: &Person) -> Vec<String> {
    let mut faults = found(person, include_str!("points.js"), vec![json!("body")]).await;
    faults.extend(excess(person).await);
    faults
}

/// What makes the page wider than the screen, if it is.
async fn excess(person: &Person) -> Option<String> {
    let script = "const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room) return null;
        const out = [...document.querySelectorAll('main *')].filter(each => each.getBoundingClientRect().right > room + 1);
        const last = out.filter(each => !out.some(other => other !== each && each.contains(other)));
        return `wider than the screen of ${room}: ` + last.slice(0, 3).map(each => each.outerHTML.slice(0, 150)).join(' | ')";
    let wide = person.browser.execute(script, Vec::new()).await.expect("the page can be measured");
    wide.json().as_str().map(str::to_owned)
}

told!(what_is_drawn_at_a_point_answers_there in chromium, firefox, webkit);
async fn what_is_drawn_at_a_point_answers_there(engine: Engine) {
    let server = Server::with_demo();
    let mut all = Vec::new();
    for (email, locale) in
        [("ane@example.org", "eu"), ("dispatcher@example.org", "eu"), ("admin@example.org", "es")]
    {
        let person = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
        person.is_let_in(email, PASSWORD, locale).await;
        // Once their program is there, no navigation interrupts a call.
        person.open("/profile").await;
        person.is_settled().await;
        let screens = match email {
            "ane@example.org" => screens::DRIVER.map(str::to_owned).into(),
            "dispatcher@example.org" => screens::BOTH_SEATS.map(str::to_owned).into(),
            _ => screens::of_the_office(&person).await,
        };
        all.extend(faults(&person, &screens, sizes(engine), points).await);
        person.leave().await;
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

told!(words_do_not_fall_apart_in_large_letters in chromium, webkit);
async fn words_do_not_fall_apart_in_large_letters(engine: Engine) {
    let server = Server::with_demo();
    let look = Look::LargeLetters;
    let person = Person::sit_down_with(engine, &server.origin(), Device::Desktop, look).await;
    person.is_let_in("admin@example.org", PASSWORD, "eu").await;
    person.open("/profile").await;
    person.is_settled().await;
    let screens = screens::of_the_office(&person).await;
    let words = async |person: &Person| found(person, include_str!("words.js"), Vec::new()).await;
    let all = faults(&person, &screens, &SIZES[1..], words).await;
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
    person.leave().await;
}
