//! The page's markup. Every text that is filled in is escaped by the macro.

use furgo_shared::text::Locale;
use maud::{DOCTYPE, Markup, html};

use crate::words;

/// Steps on one kind of device: the key of its heading, where its file is, the keys of the steps.
type Steps = (&'static str, &'static str, &'static [&'static str]);

const DEVICES: [Steps; 3] = [
    ("ca-android", "/ca.crt", &["ca-android-open", "ca-android-choose", "ca-android-firefox"]),
    ("ca-apple", "/ca.mobileconfig", &["ca-apple-allow", "ca-apple-install", "ca-apple-trust"]),
    ("ca-computer", "/ca.crt", &["ca-windows", "ca-mac", "ca-firefox"]),
];

/// What the page is filled in with.
#[derive(Debug)]
pub struct Page<'a> {
    pub locale: Locale,
    /// Where the app is.
    pub address: Option<String>,
    /// For whom the authority speaks, and for what is below them.
    pub names: Vec<String>,
    pub fingerprint: &'a str,
}

impl Page<'_> {
    /// The whole page.
    pub fn to_html(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang=(self.locale.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex, nofollow";
                    meta name="color-scheme" content="light dark";
                    title { (self.say("ca-title")) " · Furgo" }
                    link rel="stylesheet" href="/ca.css";
                }
                body {
                    header { "Furgo" }
                    main { (self.body()) }
                }
            }
        };
        page.into_string()
    }

    fn body(&self) -> Markup {
        html! {
            h1 { (self.say("ca-title")) }
            p { (self.say("ca-why")) }
            p { (self.say("ca-scope")) }
            ul class="names" { @for name in &self.names { li { (name) } } }
            p id="compare" { (self.say("ca-compare")) }
            p class="print" aria-labelledby="compare" { (self.fingerprint) }
            @for device in &DEVICES { (self.steps(device)) }
            @if let Some(address) = &self.address {
                p class="done" { (self.say("ca-done")) " " a href=(address) { (address) } }
            }
            h2 { (self.say("ca-remove")) }
            ul {
                @for key in ["ca-remove-android", "ca-remove-apple", "ca-remove-computer"] {
                    li { (self.say(key)) }
                }
            }
        }
    }

    fn steps(&self, (heading, file, steps): &Steps) -> Markup {
        html! {
            section {
                h2 { (self.say(heading)) }
                ol {
                    li { a class="button" href=(file) { (self.say("ca-download")) } }
                    @for key in *steps { li { (self.say(key)) } }
                }
            }
        }
    }

    fn say(&self, key: &str) -> String {
        words::say(self.locale, key, &[])
    }
}
