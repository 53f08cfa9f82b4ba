//! A person before a screen: reads labels, fills fields, presses buttons. Whoever they are,
//! they find things by what is written on them, as people do.

use std::{env, fs, path::PathBuf, time::Duration};

use serde_json::{Value, json};

use thirtyfour::{ChromiumLikeCapabilities, prelude::*};

use crate::{
    stage::{Chromedriver, project},
    waiting::eventually,
};

/// How long anything may take to appear on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// The screen that somebody sits before.
#[derive(Clone, Copy)]
pub enum Device {
    /// 1440 × 900, with a mouse.
    Desktop,
    /// 390 × 844, with a finger.
    Phone,
}

/// Somebody with a browser of their own.
pub struct Person {
    pub browser: WebDriver,
    origin: String,
}

impl Person {
    /// Opens a browser at the first screen.
    pub async fn sit_down(chromedriver: &Chromedriver, origin: &str, device: Device) -> Self {
        let capabilities = capabilities(device);
        let url = chromedriver.url();
        let browser = eventually(PATIENCE, "a browser", async || WebDriver::new(&url, capabilities.clone()).await.ok()).await;
        let person = Self { browser, origin: origin.to_owned() };
        person.open("/").await;
        person
    }

    /// Goes to an address, once the server answers.
    pub async fn open(&self, path: &str) {
        let url = format!("{}{path}", self.origin);
        eventually(PATIENCE, &url, async || self.browser.goto(&url).await.ok()).await;
    }

    /// Types into the field with this label; what stood there is replaced.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.expect("the field can be cleared");
        field.send_keys(text).await.expect("the field takes text");
    }

    /// Chooses an option by its text.
    pub async fn choose(&self, label: &str, option: &str) {
        let field = self.field(label).await;
        let select = thirtyfour::components::SelectElement::new(&field).await.expect("the field is a choice");
        eventually(PATIENCE, option, async || select.select_by_partial_text(option).await.ok()).await;
    }

    /// Presses the button or follows the link that says this.
    pub async fn press(&self, text: &str) {
        let quoted = xpath_text(text);
        let path = format!(
            "//*[self::button or self::a][not(@disabled)][normalize-space(.)={quoted} or @aria-label={quoted} or .//*[normalize-space(text())={quoted}]]"
        );
        eventually(PATIENCE, text, async || {
            for element in self.browser.find_all(By::XPath(&path)).await.ok()? {
                if element.is_displayed().await.unwrap_or(false) && element.click().await.is_ok() {
                    return Some(());
                }
            }
            None
        })
        .await;
    }

    /// Waits until this text is on the screen.
    pub async fn sees(&self, text: &str) {
        eventually(PATIENCE, text, async || self.screen().await.contains(text).then_some(())).await;
    }

    /// Waits until this text is gone.
    pub async fn no_longer_sees(&self, text: &str) {
        eventually(PATIENCE, text, async || (!self.screen().await.contains(text)).then_some(())).await;
    }

    /// Everything that is written on the screen, with blanks folded.
    pub async fn screen(&self) -> String {
        let body = async { self.browser.find(By::Tag("body")).await?.text().await };
        let text = body.await.unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Keeps a picture of the screen in `target/screenshots`.
    pub async fn photograph(&self, name: &str) {
        let folder = screenshots();
        fs::create_dir_all(&folder).expect("the target folder is writable");
        self.browser.screenshot(&folder.join(format!("{name}.png"))).await.expect("a picture is taken");
    }

    /// Lets axe-core look for barriers; serious ones fail the test by name.
    pub async fn meets_no_barrier(&self, place: &str) {
        let source = fs::read_to_string(axe()).expect("axe-core is installed by `cargo xtask test`");
        self.browser.execute(source.as_str(), Vec::new()).await.expect("axe loads");
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(result => done(result.violations
                .filter(each => ['serious', 'critical'].includes(each.impact))
                .map(each => each.id + ': ' + each.nodes.map(node => node.html).slice(0, 3).join(' | '))))";
        let found = self.browser.execute_async(script, Vec::new()).await.expect("axe runs");
        assert_eq!(found.json(), &json!([]), "barriers on {place}");
    }

    /// Errors that the browser noted, such as a refused script or style.
    pub async fn console_errors(&self) -> Vec<String> {
        let entries = self.browser.execute("return window.__furgo_console_errors || []", Vec::new()).await;
        let entries: Value = entries.map(|found| found.json().clone()).unwrap_or_default();
        entries.as_array().into_iter().flatten().map(Value::to_string).collect()
    }

    /// Leaves.
    pub async fn leave(self) {
        self.browser.quit().await.expect("the browser closes");
    }

    async fn field(&self, label: &str) -> WebElement {
        let quoted = xpath_text(label);
        let path = format!(
            "//*[@id=//label[normalize-space(.)={quoted} or normalize-space(text())={quoted} or .//*[normalize-space(text())={quoted}]]/@for]"
        );
        self.browser.query(By::XPath(&path)).wait(PATIENCE, LOOK_AGAIN).first().await.unwrap_or_else(|error| panic!("no field {label}: {error}"))
    }
}

/// XPath has no escapes: a text with apostrophes is put together from parts.
fn xpath_text(text: &str) -> String {
    match text.contains('\'') {
        false => format!("'{text}'"),
        true => format!("concat('{}')", text.replace('\'', "', \"'\", '")),
    }
}

fn screenshots() -> PathBuf {
    env::var_os("FURGO_SCREENSHOTS").map_or_else(|| project().join("target/screenshots"), PathBuf::from)
}

fn axe() -> PathBuf {
    env::var_os("AXE_CORE").map_or_else(|| project().join("target/tools/node/node_modules/axe-core/axe.min.js"), PathBuf::from)
}

fn capabilities(device: Device) -> thirtyfour::ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    let flags = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en-GB",
    ];
    for flag in flags {
        capabilities.add_arg(flag).expect("a flag is a text");
    }
    if let Some(binary) = env::var_os("CHROMIUM") {
        capabilities.set_binary(&binary.to_string_lossy()).expect("a path is a text");
    }
    match device {
        Device::Desktop => capabilities.add_arg("--window-size=1440,900").expect("a flag is a text"),
        Device::Phone => capabilities
            .add_experimental_option(
                "mobileEmulation",
                json!({ "deviceMetrics": { "width": 390, "height": 844, "pixelRatio": 2.0, "touch": true } }),
            )
            .expect("an option is JSON"),
    }
    capabilities
}
