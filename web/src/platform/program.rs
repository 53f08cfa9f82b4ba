//! The two programs of the app, which `boot.js` loads and chooses.

use gloo_events::EventListener;
use web_sys::Event;

/// Asks `boot.js` to load the office's program and to start the page again with it. Where that fails
/// it tells [`Missed`].
pub fn fetch_office() {
    // `boot.js` listens for the name; an event without options cannot be malformed.
    let event = Event::new("furgo-office").expect("the name is plain ASCII");
    let heard = super::window().dispatch_event(&event);
    heard.expect("an event that was just made is not under way");
}

/// Hears that the office's program could not be loaded, as long as it lives.
#[derive(Debug)]
pub struct Missed {
    _heard: EventListener,
}

impl Missed {
    /// Tells each time.
    pub fn new(onmissed: impl Fn() + 'static) -> Self {
        Self {
            _heard: EventListener::new(&super::window(), "furgo-office-missed", move |_| {
                onmissed()
            }),
        }
    }
}
