//! Fingers on the page: what lies where, when one comes down, and whether one is down.
//!
//! What must not be hit by accident says what it is about by the attribute `data-steady`.

use std::{cell::Cell, rc::Rc};

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent};
use yew::prelude::*;

use crate::hooks::{Finger, Frame, Place};

const MARK: &str = "[data-steady]";
/// How long after a finger was lifted its click may still come.
const CLICK_MS: u32 = 100;

/// Where everything stands that says what it is about.
pub fn places(node: &NodeRef) -> Vec<Place> {
    let marked = node.cast::<Element>().and_then(|node| node.query_selector_all(MARK).ok());
    let Some(marked) = marked else { return Vec::new() };
    let scrolled = scrolled();
    (0..marked.length())
        .filter_map(|index| place(&marked.item(index)?.dyn_into::<Element>().ok()?, scrolled))
        .collect()
}

fn place(element: &Element, scrolled: (f64, f64)) -> Option<Place> {
    let frame = element.get_bounding_client_rect();
    let (left, top) = (frame.left(), frame.top());
    let on_screen = Frame { left, top, right: frame.right(), bottom: frame.bottom() };
    Some(Place { about: about(element)?, on_screen, on_page: on_screen.moved(scrolled) })
}

fn about(element: &Element) -> Option<String> {
    element.closest(MARK).ok().flatten()?.get_attribute("data-steady")
}

fn scrolled() -> (f64, f64) {
    let window = super::window();
    (window.page_x_offset().unwrap_or_default(), window.page_y_offset().unwrap_or_default())
}

/// Hears of fingers before anything else does, and lets through only the presses that count, as
/// long as it lives.
#[derive(Debug)]
pub struct Guard {
    _heard: [EventListener; 2],
}

impl Guard {
    /// `ondown` gets every finger that comes down. `counts` is asked about each press of something
    /// inside the node that says what it is about; whether it came from a finger, or else from a
    /// key or a screen reader.
    pub fn new(
        node: &NodeRef,
        mut ondown: impl FnMut(Finger) + 'static,
        mut counts: impl FnMut(&str, bool) -> bool + 'static,
    ) -> Self {
        let down = first("pointerdown", move |event| {
            if let Some(event) = event.dyn_ref::<PointerEvent>() {
                ondown(finger(event));
            }
        });
        let node = node.clone();
        let click = first("click", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let inside = |target: &Element| {
                node.get().is_some_and(|node| node.contains(Some(target.as_ref())))
            };
            let Some(about) = target.filter(inside).as_ref().and_then(about) else { return };
            let by_finger = event.dyn_ref::<MouseEvent>().is_some_and(|event| event.detail() > 0);
            if !counts(&about, by_finger) {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        });
        Self { _heard: [down, click] }
    }
}

fn finger(event: &PointerEvent) -> Finger {
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let (across, along) = scrolled();
    Finger {
        at_ms: super::clock::monotonic_ms(),
        on_screen: (x, y),
        on_page: (x + across, y + along),
    }
}

/// Before any listener of the app: on the way down to the element.
fn first(name: &'static str, hear: impl FnMut(&Event) + 'static) -> EventListener {
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        ..EventListenerOptions::enable_prevent_default()
    };
    EventListener::new_with_options(&super::window(), name, options, hear)
}

/// Whether a finger is down, as long as it lives.
#[derive(Debug)]
pub struct Touch {
    down: Rc<Cell<bool>>,
    _heard: [EventListener; 4],
}

impl Touch {
    /// Tells when the finger is up again and its click has been heard.
    pub fn new(onup: impl Fn() + 'static) -> Self {
        let (down, onup) = (Rc::new(Cell::new(false)), Rc::new(onup));
        let came = down.clone();
        let heard_down = first("pointerdown", move |_| came.set(true));
        let ends = |name, after_ms| {
            let (down, onup) = (down.clone(), onup.clone());
            first(name, move |_| {
                let (down, onup) = (down.clone(), onup.clone());
                Timeout::new(after_ms, move || {
                    if down.replace(false) {
                        onup();
                    }
                })
                .forget();
            })
        };
        let heard = [
            heard_down,
            ends("pointerup", CLICK_MS),
            ends("pointercancel", CLICK_MS),
            ends("click", 0),
        ];
        Self { down, _heard: heard }
    }

    /// A finger is down now.
    pub fn is_down(&self) -> bool {
        self.down.get()
    }
}
