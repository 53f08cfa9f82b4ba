//! The browser's own calendar, behind a field that says the day in the app's language.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::NodeRef;

/// Opens the calendar of an input of type `date`. A browser without the means to gets the input
/// itself: it opens at a press.
pub fn open(input: &NodeRef) {
    let Some(input) = input.cast::<HtmlInputElement>() else { return };
    let show = Reflect::get(&input, &"showPicker".into()).unwrap_or_default();
    let shown = show.dyn_ref::<Function>().is_some_and(|show| show.call0(&input).is_ok());
    if !shown {
        input.focus().unwrap_or_default();
        input.click();
    }
}
