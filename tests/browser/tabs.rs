//! Several tabs of one browser.

use crate::{engine::Engine, person::Person};

/// Opens another tab and looks at it.
pub async fn turns_to_another(person: &Person) {
    let browser = &person.browser;
    let before = browser.windows().await.expect("a browser tells its tabs");
    // Firefox's driver opens no window beside one that a page opened; a page does.
    match person.engine {
        Engine::Firefox => {
            let open = "window.open('about:blank', 'other')";
            browser.execute(open, Vec::new()).await.expect("a page opens a tab");
        }
        Engine::Chromium | Engine::WebKit => {
            browser.new_tab().await.expect("a browser opens tabs");
        }
    }
    let tabs = browser.windows().await.expect("a browser tells its tabs");
    let other = tabs.into_iter().find(|tab| !before.contains(tab)).expect("there is one more");
    browser.switch_to_window(other).await.expect("the tab is there");
}
