//! Keys for the whole page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

/// What the listener calls `Ctrl K` (on a Mac `⌘ K`), which it hears in fields too.
pub const SEARCH: &str = "Ctrl+K";

/// Hears plain keys outside fields and dialogs as long as it lives.
#[derive(Debug)]
pub struct Listener {
    _events: EventListener,
}

impl Listener {
    /// `on_key` gets the key's name and says whether it used it.
    pub fn new(mut on_key: impl FnMut(String) -> bool + 'static) -> Self {
        let events = EventListener::new_with_options(
            &super::window(),
            "keydown",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let key = if is_search(event) { SEARCH.to_owned() } else { event.key() };
                if (key == SEARCH || is_plain(event)) && on_key(key) {
                    event.prevent_default();
                }
            },
        );
        Self { _events: events }
    }
}

fn is_search(event: &KeyboardEvent) -> bool {
    let plain = !(event.alt_key() || event.shift_key() || event.is_composing());
    plain
        && (event.ctrl_key() || event.meta_key())
        && event.key().eq_ignore_ascii_case("k")
        && !in_dialog()
}

fn in_dialog() -> bool {
    super::document().query_selector("dialog[open]").ok().flatten().is_some()
}

fn is_plain(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return true;
    };
    let typing = target.is_content_editable()
        || matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    !(typing
        || in_dialog()
        || event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || event.is_composing())
}

/// Presses or focuses the element on the page that carries the key; says whether there was one.
pub fn press(key: &str) -> bool {
    // Only single characters are shortcuts; this also keeps quotes out of the selector.
    if key.len() != 1 || !key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '+')) {
        return false;
    }
    let Ok(found) = super::document().query_selector_all(&format!("[data-shortcut='{key}']"))
    else {
        return false;
    };
    // What is not drawn, such as the phone's bar on a desktop, has no width.
    let mut elements = (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into::<HtmlElement>().ok())
        .filter(|element| element.offset_width() > 0);
    let Some(element) = elements.next() else { return false };
    if element.is_instance_of::<HtmlInputElement>()
        || element.is_instance_of::<HtmlTextAreaElement>()
    {
        element.focus().unwrap_or_default();
    } else {
        element.click();
    }
    true
}
