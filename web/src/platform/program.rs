//! The program as a whole, which `boot.js` starts and lets the browser keep.

use gloo_events::EventListener;
use web_sys::Event;

/// Says that the first screen is there: what is needed later may have the connection now.
pub fn shown() {
    tell_boot("furgo-shown");
}

/// Starts the page again with the new version.
pub fn update() {
    tell_boot("furgo-update");
}

fn tell_boot(name: &str) {
    // `boot.js` listens for the name; an event without options cannot be malformed.
    let event = Event::new(name).expect("the name is plain ASCII");
    let heard = super::window().dispatch_event(&event);
    heard.expect("an event that was just made is not under way");
}

/// Whether a new version is on the device and waits to be asked for.
pub fn has_new_version() -> bool {
    let root = super::document().document_element();
    root.is_some_and(|root| root.has_attribute("data-new-version"))
}

/// Hears that a new version has come, as long as it lives.
#[derive(Debug)]
pub struct NewVersion {
    _heard: EventListener,
}

impl NewVersion {
    /// Tells each time.
    pub fn new(oncome: impl Fn() + 'static) -> Self {
        Self {
            _heard: EventListener::new(&super::window(), "furgo-new-version", move |_| oncome()),
        }
    }
}
