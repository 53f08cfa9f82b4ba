//! A notch beside the page, and browsers that are too old.

use serde_json::{Value, json};

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "tolosa-furgo-demo";

async fn list(person: &Person, script: &str) -> Vec<String> {
    let found = person.browser.execute(script, Vec::new()).await.expect("the page can be asked");
    let found = found.json().as_array().cloned().unwrap_or_default();
    found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Left, top, right and bottom of a telephone that lies on its side.
const NOTCH: [u32; 4] = [47, 10, 47, 21];

told!(nothing_to_press_lies_under_a_notch in chromium); // Only its driver can pretend one.
async fn nothing_to_press_lies_under_a_notch(engine: Engine) {
    let server = Server::with_demo();
    let driver = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    driver.has_room(844, 390).await;
    let [left, top, right, bottom] = NOTCH;
    let insets =
        json!({ "insets": { "left": left, "top": top, "right": right, "bottom": bottom } });
    driver.commands_chromium("Emulation.setSafeAreaInsetsOverride", insets).await;
    let under = format!(
        "return [...document.querySelectorAll('a[href], button, input, select, textarea')]
            .filter(control => !control.closest('.visually-hidden, .skip-link') && control.checkVisibility())
            .filter(control => {{
                control.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                const box = control.getBoundingClientRect();
                return box.left < {left} || box.top < {top} || box.right > innerWidth - {right} || box.bottom > innerHeight - {bottom};
            }}).map(control => location.pathname + ': ' + control.outerHTML.slice(0, 120))"
    );
    let mut found = list(&driver, &under).await;
    driver.is_let_in("ane@example.org", PASSWORD, "en").await;
    for screen in ["/", "/vehicles", "/packages", "/new-refuel?vehicle=Transit", "/more"] {
        driver.open(screen).await;
        driver.is_settled().await;
        let faults = list(&driver, &under).await;
        driver.photograph(&format!("notch{}", screen.replace(['/', '?', '='], "-"))).await;
        found.extend(faults);
    }
    assert!(found.is_empty(), "under the notch:\n{}", found.join("\n"));
    driver.leave().await;
}

told!(an_older_browser_is_told_that_it_is_too_old in chromium); // Only its driver can take something away.
async fn an_older_browser_is_told_that_it_is_too_old(engine: Engine) {
    let server = Server::start();
    let somebody = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    let older = json!({ "source": "delete window.CSSLayerBlockRule" });
    somebody.commands_chromium("Page.addScriptToEvaluateOnNewDocument", older).await;
    somebody.open("/").await;
    somebody.sees("This browser is too old").await;
    somebody.sees("Nabigatzaile hau zaharregia da").await;
    somebody.no_longer_sees("Check the connection").await;
    somebody.no_longer_sees("Welcome to Furgo").await;
    somebody.photograph("too-old").await;
    somebody.leave().await;
}
