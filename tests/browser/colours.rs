//! Every colour is there by day and by night, as the system or the person wants it.

use serde_json::json;

use crate::{
    engine::{Device, Engine, Look, told},
    person::Person,
    stage::Server,
};

const LIGHT: &str = "rgb(247, 247, 248)";
const DARK: &str = "rgb(15, 16, 19)";

told!(the_page_has_its_colours_by_day_and_by_night in chromium, firefox, webkit);
async fn the_page_has_its_colours_by_day_and_by_night(engine: Engine) {
    let server = Server::start();
    for (look, system) in [(Look::EnglishByDay, LIGHT), (Look::BasqueByNight, DARK)] {
        let somebody = Person::sit_down_with(engine, &server.origin(), Device::Desktop, look).await;
        somebody.is_settled().await;
        for (theme, wanted) in [(None, system), (Some("light"), LIGHT), (Some("dark"), DARK)] {
            let script = "const [theme, done] = arguments;
                if (theme) document.documentElement.dataset.theme = theme;
                else delete document.documentElement.dataset.theme;
                const primary = getComputedStyle(document.querySelector('.button--primary'));
                requestAnimationFrame(() => done([getComputedStyle(document.body).backgroundColor, primary.backgroundColor]))";
            let shown = somebody.browser.execute_async(script, vec![json!(theme)]).await;
            let shown = shown.expect("the page can be asked").json().clone();
            assert_eq!(shown[0], json!(wanted), "{look:?} {theme:?}");
            assert_ne!(shown[1], json!("rgba(0, 0, 0, 0)"), "{look:?} {theme:?}");
        }
        somebody.photograph(&format!("colours-{look:?}")).await;
        somebody.leave().await;
    }
}
