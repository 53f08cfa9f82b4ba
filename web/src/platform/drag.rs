//! Rows that are taken at a handle and put down elsewhere, with a finger or a mouse. The handle keeps
//! the pointer, so nothing else hears of it until it is put down; rows stay where they are meanwhile.

use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

/// What a handle is marked with. Yew listens at the root of the page, so an event does not tell on
/// which element it is heard.
const HANDLE: &str = "[data-handle]";

fn handle(event: &PointerEvent) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(HANDLE).ok()?
}

/// Takes hold of the pointer that came down on the handle; not with a second finger, nor with another
/// button than the first.
pub fn take(event: &PointerEvent) -> bool {
    if !event.is_primary() || event.button() != 0 {
        return false;
    }
    // Otherwise the browser begins to mark text.
    event.prevent_default();
    handle(event).is_some_and(|handle| handle.set_pointer_capture(event.pointer_id()).is_ok())
}

/// Whether the handle has hold of this pointer.
pub fn holds(event: &PointerEvent) -> bool {
    handle(event).is_some_and(|handle| handle.has_pointer_capture(event.pointer_id()))
}

/// The middles of a list's rows, on the scale of the pointer's height.
pub fn middles(list: &NodeRef) -> Vec<f64> {
    let Some(list) = list.cast::<Element>() else { return Vec::new() };
    let rows = list.children();
    (0..rows.length())
        .filter_map(|index| rows.item(index))
        .map(|row| row.get_bounding_client_rect())
        .map(|frame| frame.top() + frame.height() / 2.0)
        .collect()
}
