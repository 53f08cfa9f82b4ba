//! What the browser asks before a reload or a closed window takes what is not saved.

use gloo_events::{EventListener, EventListenerOptions};

/// While it lives, the browser asks in its own words whether the page shall really be left.
#[derive(Debug)]
pub struct AskBeforeLeaving {
    _leaving: EventListener,
}

impl AskBeforeLeaving {
    /// Listens as long as it lives.
    pub fn while_it_lives() -> Self {
        let options = EventListenerOptions::enable_prevent_default();
        let ask = |event: &web_sys::Event| {
            event.prevent_default();
            // What Chrome asked for before 119; where nobody looks at it, it says nothing.
            drop(js_sys::Reflect::set(event, &"returnValue".into(), &true.into()));
        };
        let window = super::window();
        Self { _leaving: EventListener::new_with_options(&window, "beforeunload", options, ask) }
    }
}
