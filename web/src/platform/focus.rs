//! Focus, and what events carry. Nothing here fails loudly: an element that is gone needs no focus.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement,
};
use yew::prelude::*;

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.focus().unwrap_or_default();
    }
}

fn find(node: &NodeRef, selector: &str) -> Option<Element> {
    node.cast::<Element>()?.query_selector(selector).ok()?
}

/// Focuses the element itself.
pub fn node(node: &NodeRef) {
    focus(node.cast());
}

/// Focuses the n-th child of the element with this id.
pub fn child_of_id(id: &str, index: u32) {
    let parent = super::document().get_element_by_id(id);
    focus(parent.and_then(|parent| parent.children().item(index)));
}

/// Focuses the first button inside the element with this id, else the element itself.
pub fn first_in_id(id: &str) {
    let element = super::document().get_element_by_id(id);
    let button = element.as_ref().and_then(|element| element.query_selector("button").ok()?);
    focus(button.or(element));
}

/// Whether no control has the focus, for example because its element was moved.
pub fn nothing_has_it() -> bool {
    super::document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

thread_local! {
    static OPENED: Cell<bool> = const { Cell::new(false) };
}

/// Notes that a screen is shown; whether it is the first one since the page was loaded.
pub fn is_first_screen() -> bool {
    !OPENED.replace(true)
}

/// Moves on from a figure to the next empty one inside `node` that is not folded away; false if
/// there is none, or if no figure has the focus.
pub fn next_figure(node: &NodeRef) -> bool {
    let selector = "input[inputmode='decimal']:not(details input)";
    let Some(figures) =
        node.cast::<Element>().and_then(|node| node.query_selector_all(selector).ok())
    else {
        return false;
    };
    let active = super::document().active_element();
    let mut after = (0..figures.length())
        .filter_map(|index| figures.item(index)?.dyn_into::<HtmlInputElement>().ok())
        .skip_while(|figure| Some(figure.as_ref()) != active.as_ref())
        .skip(1);
    let next = after.find(|figure| figure.value().is_empty());
    let moved = next.is_some();
    focus(next.map(Into::into));
    moved
}

/// Focuses the heading of a new screen, unless a field on it took the focus already. The first
/// screen leaves it where a fresh page has it, before the skip link.
pub fn heading(heading: &NodeRef) {
    if is_first_screen() {
        return;
    }
    let active = super::document().active_element();
    let in_a_field = active.is_some_and(|element| {
        element.is_instance_of::<HtmlInputElement>() && element.is_connected()
    });
    if !in_a_field {
        focus(heading.cast());
    }
    super::window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Focuses what has taken the place of everything below the heading, and shows its beginning.
pub fn new_content(node: &NodeRef) {
    focus(node.cast());
    super::window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Focuses the first invalid field of a form, else the sentence above it. Waits for the fields to
/// show their errors: they render after the form.
pub fn first_problem(form: &NodeRef) {
    let form = form.clone();
    gloo_timers::callback::Timeout::new(0, move || {
        focus(find(&form, "[aria-invalid='true']").or_else(|| find(&form, ".form__problem")));
    })
    .forget();
}

/// Focuses the n-th child element.
pub fn child(parent: &NodeRef, index: usize) {
    let Ok(index) = u32::try_from(index) else { return };
    focus(parent.cast::<Element>().and_then(|parent| parent.children().item(index)));
}

/// Scrolls a strip sideways until its n-th child stands in the middle, as far as that goes.
pub fn reveal_child(strip: &NodeRef, index: usize) {
    let Some(strip) = strip.cast::<HtmlElement>() else { return };
    let child = u32::try_from(index).ok().and_then(|index| strip.children().item(index));
    if let Some(child) = child.and_then(|child| child.dyn_into::<HtmlElement>().ok()) {
        let space = strip.client_width() - child.offset_width();
        strip.set_scroll_left(child.offset_left() - strip.offset_left() - space / 2);
    }
}

/// Moves the focus among `count` children, round and round.
pub fn step(parent: &NodeRef, by: usize, count: usize) {
    let (Some(list), Some(active)) = (parent.cast::<Element>(), super::document().active_element())
    else {
        return;
    };
    let children = list.children();
    let at = (0..children.length()).find(|index| children.item(*index).as_ref() == Some(&active));
    if let (Some(at), true) = (at.and_then(|at| usize::try_from(at).ok()), count > 0) {
        child(parent, (at + by) % count);
    }
}

/// Focuses the button that opened something.
pub fn first_button(node: &NodeRef) {
    focus(find(node, "button"));
}

/// Whether the focus goes to something outside the node. Some browsers give a pressed button no
/// focus: going nowhere is not leaving.
pub fn leaves(event: &FocusEvent, node: &NodeRef) -> bool {
    let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    next.is_some() && !node.get().is_some_and(|node| node.contains(next.as_ref()))
}

/// Whether the press hit exactly this element, not one inside it.
pub fn is_target(event: &MouseEvent, node: &NodeRef) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    target.is_some() && target == node.get()
}

/// What somebody does first in a dialog: type into its first field, else press its first button. The
/// browser alone would take the cross that closes it.
const FIRST_IN_DIALOG: [&str; 2] = [
    ".dialog__body :is(input, select, textarea):not(:disabled)",
    ".dialog__body :is(button, a[href]):not(:disabled)",
];

/// Opens or closes a dialog. The browser gives the focus back on closing.
pub fn show_dialog(node: &NodeRef, open: bool) {
    let Some(dialog) = node.cast::<HtmlDialogElement>() else { return };
    if open && !dialog.open() {
        // Fails only for a dialog outside the document, and this one is rendered.
        dialog.show_modal().unwrap_or_default();
        focus(FIRST_IN_DIALOG.iter().find_map(|selector| find(node, selector)));
    } else if !open && dialog.open() {
        dialog.close();
    }
}

/// The text of the field that an input event came from.
pub fn typed(event: &InputEvent) -> String {
    let target = event.target();
    let input = target
        .as_ref()
        .and_then(|target| target.dyn_ref::<HtmlInputElement>())
        .map(HtmlInputElement::value);
    let area = || {
        target
            .as_ref()
            .and_then(|target| target.dyn_ref::<HtmlTextAreaElement>())
            .map(HtmlTextAreaElement::value)
    };
    input.or_else(area).unwrap_or_default()
}

/// The value of the list that a change event came from.
pub fn chosen(event: &Event) -> String {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok())
        .map(|list| list.value())
        .unwrap_or_default()
}

/// Shows a choice in a list: the attribute of an option only counts until somebody chose by hand.
pub fn choose(list: &NodeRef, value: &str) {
    if let Some(list) = list.cast::<HtmlSelectElement>()
        && list.value() != value
    {
        list.set_value(value);
    }
}

/// Whether the box that a change event came from is ticked.
pub fn checked(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.checked())
}
