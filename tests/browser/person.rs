//! A person before a screen: reads labels, fills fields, presses buttons. Whoever they are,
//! they find things by what is written on them, as people do.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};

use thirtyfour::{common::command::Command, prelude::*};

use crate::{
    driver::Driver,
    engine::{Device, Engine, Look},
    stage::project,
    waiting::eventually,
};

/// How long anything may take to appear on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody with a browser of their own. The browser is closed before its driver ends.
pub struct Person {
    pub browser: WebDriver,
    _driver: Driver,
    pub engine: Engine,
    origin: String,
}

impl Person {
    /// Opens a browser at the first screen.
    pub async fn sit_down(engine: Engine, origin: &str, device: Device) -> Self {
        Self::sit_down_with(engine, origin, device, Look::EnglishByDay).await
    }

    /// Opens a browser that prefers a language and a theme.
    pub async fn sit_down_with(engine: Engine, origin: &str, device: Device, look: Look) -> Self {
        Self::begin(engine, origin, (device, look), None).await
    }

    /// Opens the browser of a phone that keeps what it has in this folder, and had before.
    pub async fn turns_on(engine: Engine, origin: &str, profile: &Path) -> Self {
        Self::begin(engine, origin, (Device::Phone, Look::EnglishByDay), Some(profile)).await
    }

    async fn begin(
        engine: Engine,
        origin: &str,
        (device, look): (Device, Look),
        profile: Option<&Path>,
    ) -> Self {
        let driver = Driver::start(engine, look);
        let capabilities = engine.capabilities(device, look, profile);
        let url = driver.url();
        let browser =
            eventually(PATIENCE, async || WebDriver::new(&url, capabilities.clone()).await.ok())
                .await;
        let browser = browser.unwrap_or_else(|| panic!("{engine:?}'s driver opens a browser"));
        let person = Self { browser, _driver: driver, engine, origin: origin.to_owned() };
        if engine == Engine::Firefox {
            person.opens_a_window_that_gets_narrow().await;
        }
        if engine != Engine::Chromium {
            let (width, height) = device.size();
            person.has_room(width, height).await;
        }
        person.open("/").await;
        person
    }

    /// Firefox's own window is at least 450 pixels wide; one that a page opened is not.
    async fn opens_a_window_that_gets_narrow(&self) {
        let script = "window.open('about:blank', 'page', 'popup,width=1440,height=900')";
        self.browser.execute(script, Vec::new()).await.expect("Firefox opens a window");
        let windows = self.browser.windows().await.expect("Firefox tells its windows");
        let opened = windows.last().expect("there are two windows").clone();
        self.browser.switch_to_window(opened).await.expect("the new window stays");
    }

    /// Gives the page this size in CSS pixels, and returns its width: WebKit's has at least 447.
    pub async fn has_room(&self, width: u32, height: u32) -> u64 {
        let inner = "return [window.innerWidth, window.innerHeight]";
        match self.engine {
            Engine::Chromium => {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.commands_chromium("Emulation.setDeviceMetricsOverride", metrics).await;
            }
            Engine::Firefox | Engine::WebKit => {
                // A window's own bars take some of its height; how much is known once it is drawn.
                let mut bars = 0;
                for _ in 0..2 {
                    let resized = self.browser.set_window_rect(0, 0, width, height + bars).await;
                    resized.expect("the window can be resized");
                    let size = self.browser.execute(inner, Vec::new()).await;
                    let size = size.expect("the page can be measured");
                    let shown = size.json()[1].as_u64().unwrap_or_default();
                    bars += height.saturating_sub(u32::try_from(shown).unwrap_or(height));
                }
            }
        }
        let size = self.browser.execute(inner, Vec::new()).await.expect("the page can be measured");
        size.json()[0].as_u64().expect("a page has a width")
    }

    /// Asks Chromium for something that no other engine's driver offers, in its own protocol.
    pub async fn commands_chromium(&self, method: &'static str, parameters: Value) {
        let command = DevTools { method, parameters };
        self.browser
            .handle()
            .cmd(Command::ExtensionCommand(Box::new(command)))
            .await
            .unwrap_or_else(|error| panic!("{method}: {error}"));
    }

    /// Goes to an address, once the server answers.
    pub async fn open(&self, path: &str) {
        let url = format!("{}{path}", self.origin);
        self.eventually(&url, async || self.browser.goto(&url).await.ok()).await;
    }

    /// Signs in on the sign-in screen.
    pub async fn sign_in(&self, email: &str, password: &str) {
        self.fill("E-mail", email).await;
        self.fill("Password", password).await;
        self.press("Sign in").await;
    }

    /// Gets a session and a language without the screens, for tests of what comes after.
    pub async fn is_let_in(&self, email: &str, password: &str, locale: &str) {
        let script = "const [email, password, locale, done] = arguments;
            const send = (method, path, body) => fetch(path, {
                method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
            send('POST', '/api/auth/login', { email, password })
                .then(() => send('PUT', '/api/auth/updateprofile', { locale }))
                .then(answer => done(answer.status))";
        let args = vec![json!(email), json!(password), json!(locale)];
        let status =
            self.browser.execute_async(script, args).await.expect("the page may call its server");
        assert_eq!(status.json(), &json!(200), "signing in as {email}");
    }

    /// Calls the API as this person, to set the scene; returns what it answers.
    pub async fn calls(&self, method: &str, path: &str, body: Value) -> Value {
        let script = "const [method, path, body, done] = arguments;
            fetch(path, { method, headers: { 'Content-Type': 'application/json' },
                body: method === 'GET' ? undefined : JSON.stringify(body) })
                .then(async answer => done([answer.ok, await answer.text()]))";
        let args = vec![json!(method), json!(path), body];
        let answer =
            self.browser.execute_async(script, args).await.expect("the page may call its server");
        let text = answer.json()[1].as_str().unwrap_or_default().to_owned();
        assert_eq!(answer.json()[0], json!(true), "{method} {path}: {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Types where the cursor stands, without touching anything first.
    pub async fn types(&self, text: &str) {
        let field = self.browser.active_element().await.expect("something has the focus");
        field.send_keys(text).await.expect("it takes text");
    }

    /// Waits until the cursor stands in the field with this label.
    pub async fn is_asked_for(&self, label: &str) {
        let field = self.field(label).await;
        self.eventually(label, async || {
            let active = self.browser.active_element().await.ok()?;
            (active == field).then_some(())
        })
        .await;
    }

    /// Touches the field with this label.
    pub async fn touches(&self, label: &str) {
        let field = self.field(label).await;
        self.eventually(label, async || match field.click().await {
            Ok(()) => Some(()),
            Err(_) => self.brings(&field).await,
        })
        .await;
    }

    /// Waits until nothing is loading any more, and what has just come up on the day takes a press.
    pub async fn is_settled(&self) {
        let script = "return document.querySelector('main h1') !== null
            && document.querySelector('[aria-busy=true], .day button:disabled') === null";
        self.shows("a screen that has loaded", script).await;
    }

    /// Waits until a script says that it is so.
    pub async fn shows(&self, what: &str, script: &str) {
        self.eventually(what, async || {
            let shown = self.browser.execute(script, Vec::new()).await.ok()?;
            (shown.json() == &json!(true)).then_some(())
        })
        .await;
    }

    /// Nothing makes the page wider than the screen.
    pub async fn fits_its_width(&self, place: &str) {
        let script =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let excess =
            self.browser.execute(script, Vec::new()).await.expect("the page can be measured");
        assert_eq!(excess.json(), &json!(0), "{place} is too wide by that many pixels");
        let broken = self.browser.execute(BROKEN_WORDS, Vec::new()).await;
        let broken = broken.expect("the page can be measured");
        assert_eq!(broken.json(), &json!([]), "{place} breaks words on buttons");
    }

    /// Types into the field with this label; what stood there is replaced. A field that is just being
    /// drawn takes nothing yet.
    pub async fn fill(&self, label: &str, text: &str) {
        self.eventually(label, async || {
            let field = self.field(label).await;
            if field.clear().await.is_ok() {
                // WebKit's driver takes no empty text.
                return if text.is_empty() { Some(()) } else { field.send_keys(text).await.ok() };
            }
            self.brings(&field).await
        })
        .await;
    }

    /// Scrolls something to where it can be used, as people do and WebKit's driver does not. It has not
    /// been used by that: the next try does.
    async fn brings<T>(&self, element: &WebElement) -> Option<T> {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.browser.execute(script, vec![element.to_json().ok()?]).await.ok()?;
        None
    }

    /// Chooses an option by its text.
    pub async fn choose(&self, label: &str, option: &str) {
        let field = self.field(label).await;
        let select = thirtyfour::components::SelectElement::new(&field)
            .await
            .expect("the field is a choice");
        self.eventually(option, async || select.select_by_partial_text(option).await.ok()).await;
    }

    /// Presses the button or follows the link that says this.
    pub async fn press(&self, text: &str) {
        let quoted = xpath_text(text);
        let path = format!(
            "//*[self::button or self::a][not(@disabled)][normalize-space(.)={quoted} or @aria-label={quoted} or .//*[normalize-space(text())={quoted}]]"
        );
        self.click(&path, text).await;
    }

    /// Ticks the box that says this.
    pub async fn ticks(&self, text: &str) {
        let quoted = xpath_text(text);
        let path =
            format!("//label[.//input[@type='checkbox']][.//*[normalize-space(text())={quoted}]]");
        self.click(&path, text).await;
    }

    /// Picks the one of several that says this.
    pub async fn picks(&self, text: &str) {
        let quoted = xpath_text(text);
        let path =
            format!("//label[.//input[@type='radio']][.//*[normalize-space(text())={quoted}]]");
        self.click(&path, text).await;
    }

    /// Lets what has just come up stand where it is for as long as a press asks on the driver's day.
    pub async fn waits_a_moment(&self) {
        tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    }

    async fn click(&self, path: &str, what: &str) {
        self.eventually(what, async || {
            for element in self.browser.find_all(By::XPath(path)).await.ok()? {
                if !self.is_shown(&element).await {
                    continue;
                }
                if element.click().await.is_ok() {
                    return Some(());
                }
                // Out of sight, or under what is fixed to the screen.
                self.brings::<()>(&element).await;
            }
            None
        })
        .await;
    }

    /// The page is asked and not the driver: WebKit's takes some links for hidden that are not.
    async fn is_shown(&self, element: &WebElement) -> bool {
        let script = "return arguments[0].getClientRects().length > 0 && arguments[0].checkVisibility({ visibilityProperty: true })";
        let Ok(element) = element.to_json() else { return false };
        let shown = self.browser.execute(script, vec![element]).await;
        shown.is_ok_and(|shown| shown.json() == &json!(true))
    }

    /// Waits until this text is on the screen.
    pub async fn sees(&self, text: &str) {
        self.eventually(text, async || self.screen().await.contains(text).then_some(())).await;
    }

    /// Waits until this text is gone.
    pub async fn no_longer_sees(&self, text: &str) {
        self.eventually(text, async || (!self.screen().await.contains(text)).then_some(())).await;
    }

    /// Everything that is written on the screen, with blanks folded.
    pub async fn screen(&self) -> String {
        // Not by the driver, which looks at every element's style and is slow on a page of charts.
        let shown = self.browser.execute("return document.body.innerText", Vec::new()).await;
        let text = shown.map(|text| text.json().as_str().unwrap_or_default().to_owned());
        text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Keeps a picture of the screen in `target/screenshots`.
    pub async fn photograph(&self, name: &str) {
        let folder = screenshots();
        fs::create_dir_all(&folder).expect("the target folder is writable");
        self.browser
            .screenshot(&folder.join(format!("{name}{}.png", self.engine.suffix())))
            .await
            .expect("a picture is taken");
    }

    /// Lets axe-core look for barriers; serious ones fail the test by name. In Chromium only: the rules
    /// read what the page is made of, which is the same everywhere, and take a second each time.
    pub async fn meets_no_barrier(&self, place: &str) {
        if self.engine != Engine::Chromium {
            return;
        }
        let source =
            fs::read_to_string(axe()).expect("axe-core is installed by `cargo xtask test`");
        self.browser.execute(source.as_str(), Vec::new()).await.expect("axe loads");
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(result => done(result.violations
                .filter(each => ['serious', 'critical'].includes(each.impact))
                .map(each => each.id + ': ' + each.nodes.map(node => node.html).slice(0, 3).join(' | '))))";
        let found = self.browser.execute_async(script, Vec::new()).await.expect("axe runs");
        assert_eq!(found.json(), &json!([]), "barriers on {place}");
    }

    /// Nothing was refused by the content policy, and the app did not panic. Only Chromium's driver
    /// keeps what the console said; a panic shows its card in every engine.
    pub async fn noticed_no_errors(&self) {
        let card = "return document.getElementById('crash')?.hidden ?? true";
        self.shows("an app that runs", card).await;
        if self.engine != Engine::Chromium {
            return;
        }
        let entries = self
            .browser
            .handle()
            .cmd(Command::ExtensionCommand(Box::new(BrowserLog)))
            .await
            .expect("chromedriver keeps the log");
        let entries: Vec<Value> = entries.value().expect("the log is a list");
        let grave = |entry: &&Value| {
            let message = entry["message"].as_str().unwrap_or_default();
            ["Content Security Policy", "panicked", "unreachable"]
                .iter()
                .any(|word| message.contains(word))
        };
        assert_eq!(entries.iter().filter(grave).collect::<Vec<_>>(), Vec::<&Value>::new());
    }

    /// Presses a button of the dialog that is open.
    pub async fn press_in_dialog(&self, text: &str) {
        let quoted = xpath_text(text);
        self.click(&format!("//dialog[@open]//button[normalize-space(.)={quoted}]"), text).await;
    }

    /// What stands in the field that holds this text, such as a link to copy.
    pub async fn value_containing(&self, part: &str) -> String {
        let script = "return [...document.querySelectorAll('input, output, code, a')]
            .map(each => each.value || each.href || each.textContent).find(text => text && text.includes(arguments[0])) || null";
        self.eventually(part, async || {
            let found = self.browser.execute(script, vec![json!(part)]).await.ok()?;
            found.json().as_str().map(str::to_owned)
        })
        .await
    }

    /// Waits for something; if it never comes, the picture `failure` shows what was there instead.
    async fn eventually<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        match eventually(PATIENCE, look).await {
            Some(found) => found,
            None => {
                self.photograph("failure").await;
                panic!("waited {PATIENCE:?} for “{what}”; on the screen: {}", self.screen().await);
            }
        }
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
        self.eventually(label, async || self.browser.find(By::XPath(&path)).await.ok()).await
    }
}

/// The words on buttons that stand on more than one line.
const BROKEN_WORDS: &str = r"
    const broken = [];
    for (const button of document.querySelectorAll('.button, .big-button')) {
        const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
        for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            for (const word of text.data.matchAll(/[\p{L}\p{N}]+/gu)) {
                const range = document.createRange();
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
                if (lines.size > 1) broken.push(word[0]);
            }
        }
    }
    return broken;";

/// One command of Chromium's own protocol.
#[derive(Debug)]
struct DevTools {
    method: &'static str,
    parameters: Value,
}

impl thirtyfour::common::command::ExtensionCommand for DevTools {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "cmd": self.method, "params": self.parameters }))
    }

    fn method(&self) -> http::Method {
        http::Method::POST
    }

    fn endpoint(&self) -> std::sync::Arc<str> {
        "/goog/cdp/execute".into()
    }
}

/// What the browser's console says, since the last time it was asked.
#[derive(Debug)]
struct BrowserLog;

impl thirtyfour::common::command::ExtensionCommand for BrowserLog {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "type": "browser" }))
    }

    fn method(&self) -> http::Method {
        http::Method::POST
    }

    fn endpoint(&self) -> std::sync::Arc<str> {
        "/se/log".into()
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
    env::var_os("FURGO_SCREENSHOTS")
        .map_or_else(|| project().join("target/screenshots"), PathBuf::from)
}

fn axe() -> PathBuf {
    env::var_os("AXE_CORE").map_or_else(
        || project().join("target/tools/node/node_modules/axe-core/axe.min.js"),
        PathBuf::from,
    )
}
