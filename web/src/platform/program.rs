//! The two programs of the app, which `boot.js` loads and chooses.

use web_sys::Event;

/// Asks `boot.js` to load the office's program and to start the page again with it. Where that fails
/// it shows the card that offers to load the page again.
pub fn fetch_office() {
    // `boot.js` listens for the name; an event without options cannot be malformed.
    let event = Event::new("furgo-office").expect("the name is plain ASCII");
    let heard = super::window().dispatch_event(&event);
    heard.expect("an event that was just made is not under way");
}
