//! What waits, as a file that can be carried to the office.

use furgo_phone::Entry;
use yew::AttrValue;

use crate::{format, i18n::text, platform::download};

/// Gives the person a file with all that the server has not taken. False when the browser refuses.
pub fn export(entries: &[Entry]) -> bool {
    let untaken: Vec<&Entry> = entries
        .iter()
        .filter(|entry| !matches!(entry.state, furgo_phone::State::Taken { .. }))
        .collect();
    // Plain values with text keys always encode.
    let content = serde_json::to_string_pretty(&untaken).unwrap_or_default();
    download::save_text(&content, &format!("furgo-{}.json", format::today()))
}

/// What was said of it.
pub fn said(is_done: bool) -> AttrValue {
    text(if is_done { "waiting-exported" } else { "waiting-export-failed" })
}
