//! Title, language and theme of the document, and the address bar.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The browser's title: the screen first, because tabs are narrow.
pub fn set_title(screen: &str) {
    super::document().set_title(&format!("{screen} · Furgo"));
}

/// The element of `index.html` that the app is drawn into.
pub fn app_root() -> web_sys::Element {
    super::document().get_element_by_id("app").expect("index.html has an element for the app")
}

/// Whether nobody can see the page: another tab is in front, or the window is put away.
pub fn is_hidden() -> bool {
    super::document().hidden()
}

/// For screen readers and hyphenation.
pub fn set_language(tag: &str) {
    set_root_attribute("lang", Some(tag));
}

/// `light` or `dark`; `None` follows the system.
pub fn set_theme(theme: Option<&str>) {
    set_root_attribute("data-theme", theme);
}

fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = super::document().document_element() else { return };
    let changed = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
    // Only an invalid attribute name fails, and the names are ours.
    changed.unwrap_or_default();
}

/// What follows `#` in the address bar.
pub fn fragment() -> String {
    let hash = super::window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Calls back when what follows `#` becomes another: a link to the page that is open already was
/// opened, which loads nothing.
#[derive(Debug)]
pub struct FragmentListener {
    _changed: EventListener,
}

impl FragmentListener {
    /// Listens as long as it lives.
    pub fn new(on_change: impl Fn() + 'static) -> Self {
        let window = super::window();
        Self { _changed: EventListener::new(&window, "hashchange", move |_| on_change()) }
    }
}

/// Moves the focus to the field that the address bar names with `?field=`, once the screen has
/// drawn itself and its heading had the focus.
pub fn focus_field_of_link() {
    let query = super::window().location().search().unwrap_or_default();
    let Some(field) = field_of_link(&query).map(str::to_owned) else { return };
    gloo_timers::callback::Timeout::new(0, move || {
        let input = super::document().query_selector(&format!("form [name='{field}']"));
        let input = input.ok().flatten().and_then(|input| input.dyn_into::<HtmlElement>().ok());
        if let Some(input) = input {
            // Refused only for an element that is gone.
            input.focus().unwrap_or_default();
        }
    })
    .forget();
}

/// Only what a name on the wire may be: it becomes part of a selector.
fn field_of_link(query: &str) -> Option<&str> {
    let field =
        query.trim_start_matches('?').split('&').find_map(|part| part.strip_prefix("field="))?;
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
    (!field.is_empty() && field.chars().all(is_name)).then_some(field)
}

/// Takes the fragment out of the address bar and the history: it may hold a secret.
pub fn forget_fragment() {
    let window = super::window();
    let Ok(path) = window.location().pathname() else { return };
    if let Ok(history) = window.history() {
        // Refused only for a foreign origin, and the path is our own.
        history
            .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path))
            .unwrap_or_default();
    }
}

/// A path of this server as a link to hand over.
pub fn absolute(path: &str) -> String {
    // What is absolute already stays as it is.
    if path.starts_with("http://") || path.starts_with("https://") {
        return path.to_owned();
    }
    format!("{}{path}", super::window().location().origin().unwrap_or_default())
}

/// The browser's languages, most wanted first, as an `Accept-Language` header.
pub fn languages() -> String {
    let languages = super::window().navigator().languages();
    languages.iter().filter_map(|language| language.as_string()).collect::<Vec<_>>().join(",")
}

/// Puts a text on the clipboard; browsers allow it only after a press, and not over plain HTTP.
pub async fn copy(text: &str) -> bool {
    let clipboard = super::window().navigator().clipboard();
    if wasm_bindgen::JsValue::from(clipboard.clone()).is_undefined() {
        return false;
    }
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Opens the browser's print dialogue.
/// Starts the page again.
pub fn reload() {
    super::window().location().reload().unwrap_or_default();
}

pub fn print() {
    // Refused only inside frames, where nobody shows the app.
    super::window().print().unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_asks_not_to_be_translated() {
        let page = include_str!("../../index.html");
        for wish in [r#"translate="no""#, r#"<meta name="google" content="notranslate" />"#] {
            assert!(page.contains(wish), "{wish}");
        }
    }

    #[test]
    fn a_link_names_a_field_and_nothing_else() {
        assert_eq!(field_of_link("?vehicle=van-1&field=odometer_km"), Some("odometer_km"));
        for query in ["", "?field=", "?field=x%27%5D", "?field=a']", "?fields=date"] {
            assert_eq!(field_of_link(query), None, "{query}");
        }
    }
}
