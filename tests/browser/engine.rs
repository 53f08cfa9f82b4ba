//! The three browser engines that people use Furgo with, and which story is told in which.

use std::{env, path::Path};

use serde_json::{Value, json};
use thirtyfour::Capabilities;

/// What draws the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chrome, Edge, and most of Android.
    Chromium,
    /// Firefox.
    Firefox,
    /// Safari, and every browser of an iPhone or iPad; here WebKitGTK. Its window is never narrower
    /// than 447 pixels, whatever is asked of it.
    WebKit,
}

/// Tells a story in these engines; each telling is a test of its own, such as
/// `day::a_whole_working_day::webkit`. The story is a function that takes an [`Engine`].
macro_rules! told {
    ($story:ident in $($engine:ident),+) => {
        mod $story {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $engine() {
                    super::$story($crate::engine::Engine::$engine()).await;
                }
            )+
        }
    };
}
pub(crate) use told;

impl Engine {
    pub const fn chromium() -> Self {
        Self::Chromium
    }

    pub const fn firefox() -> Self {
        Self::Firefox
    }

    pub const fn webkit() -> Self {
        Self::WebKit
    }

    /// What the names of pictures end with. Chromium's are the ones that people look at first.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Chromium => "",
            Self::Firefox => "-firefox",
            Self::WebKit => "-webkit",
        }
    }

    /// What a browser is asked for when it is opened. It takes every certificate: whether ours is a
    /// good one is asked elsewhere, and no test may change whom the machine trusts.
    ///
    /// Chromium and Firefox keep what they have in `profile`, if one is given; WebKit's driven windows
    /// forget.
    pub fn capabilities(self, device: Device, look: Look, profile: Option<&Path>) -> Capabilities {
        let mut wanted = match self {
            Self::Chromium => chromium(device, look),
            Self::Firefox => firefox(look),
            Self::WebKit => webkit(),
        };
        if let Some(profile) = profile {
            let profile = profile.to_string_lossy();
            let (options, kept) = match self {
                Self::Chromium => {
                    ("goog:chromeOptions", vec![format!("--user-data-dir={profile}")])
                }
                Self::Firefox => {
                    ("moz:firefoxOptions", vec!["-profile".to_owned(), profile.into_owned()])
                }
                Self::WebKit => panic!("WebKit's driven windows keep nothing"),
            };
            let flags = wanted[options]["args"].as_array_mut().expect("there are flags");
            flags.extend(kept.into_iter().map(Value::from));
        }
        serde_json::from_value(wanted).expect("capabilities are an object")
    }
}

/// The screen that somebody sits before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// 1440 × 900, with a mouse.
    Desktop,
    /// 390 × 844; in Chromium with a finger.
    Phone,
}

impl Device {
    /// Width and height of the page, in CSS pixels.
    pub const fn size(self) -> (u32, u32) {
        match self {
            Self::Desktop => (1440, 900),
            Self::Phone => (390, 844),
        }
    }
}

/// What the browser says of its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    EnglishByDay,
    BasqueByNight,
    /// Basque, whose words are long, in letters of twice the usual size.
    LargeLetters,
}

fn chromium(device: Device, look: Look) -> Value {
    let mut flags = vec![
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // A name that is not this machine's own, for what browsers allow on their own machine only.
        "--host-resolver-rules=MAP furgo.test 127.0.0.1",
        "--lang=en-GB",
        "--window-size=1440,900",
    ];
    if look == Look::BasqueByNight {
        // In Blink's settings 0 is dark.
        flags.push("--blink-settings=preferredColorScheme=0");
    }
    if look == Look::LargeLetters {
        flags.push("--blink-settings=defaultFontSize=32");
    }
    let mut options = json!({ "args": flags });
    if let Some(binary) = env::var_os("CHROMIUM") {
        options["binary"] = json!(binary.to_string_lossy());
    }
    if device == Device::Phone {
        let (width, height) = device.size();
        options["mobileEmulation"] = json!({ "deviceMetrics": {
            "width": width, "height": height, "pixelRatio": 2.0, "touch": true,
        } });
    }
    json!({
        "browserName": "chrome", "acceptInsecureCerts": true, "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

fn firefox(look: Look) -> Value {
    let binary = env::var_os("FIREFOX").map_or_else(
        || "/usr/bin/firefox-esr".to_owned(),
        |path| path.to_string_lossy().into_owned(),
    );
    json!({
        "browserName": "firefox",
        "acceptInsecureCerts": true,
        "moz:firefoxOptions": {
            "binary": binary,
            "args": ["-headless"],
            "prefs": {
                "intl.accept_languages": "en-GB, en",
                // A person's window is one that was opened by script: only such a one gets narrow.
                "dom.disable_open_during_load": false,
                // Here 0 is dark, and 2 follows the page.
                "layout.css.prefers-color-scheme.content-override":
                    if look == Look::BasqueByNight { 0 } else { 1 },
            },
        },
    })
}

/// Its language and its colours come from the environment of its driver.
fn webkit() -> Value {
    json!({ "browserName": "MiniBrowser", "acceptInsecureCerts": true })
}
