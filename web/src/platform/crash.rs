//! The last line of defence: when the program itself fails, the page says so and offers a reload.

use crate::i18n::text;

/// Shows the card of `index.html` that waits for this, in the current language.
pub fn watch() {
    std::panic::set_hook(Box::new(|panic| {
        let document = super::document();
        for (id, key) in [
            ("crash-title", "crash-title"),
            ("crash-text", "crash-text"),
            ("crash-reload", "crash-reload"),
        ] {
            if let Some(element) = document.get_element_by_id(id) {
                element.set_text_content(Some(&text(key)));
            }
        }
        show(&panic.to_string());
    }));
}

/// Shows the card in the words that it has.
pub fn show(detail: &str) {
    let document = super::document();
    if let Some(element) = document.get_element_by_id("crash-detail") {
        element.set_text_content(Some(detail));
    }
    if let Some(card) = document.get_element_by_id("crash") {
        // A failure to unhide leaves nothing else to try.
        card.remove_attribute("hidden").unwrap_or_default();
    }
}
