//! How large elements are, now and later.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// Tells of the width as long as it lives.
#[derive(Debug)]
pub struct WidthObserver {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
}

impl WidthObserver {
    /// Tells the element's inner width in CSS pixels, at once and after each change. `None` where
    /// there is no such element.
    pub fn new(node: &NodeRef, onwidth: Callback<u32>) -> Option<Self> {
        let element = node.cast::<Element>()?;
        let observed = element.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let width = u32::try_from(element.client_width()).unwrap_or_default();
            // An element that is hidden has no width; it keeps the one it had.
            if width > 0 {
                onwidth.emit(width);
            }
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        observer.observe(&observed);
        Some(Self { observer, _changed: changed })
    }
}

/// Tells of every change of the page's size as long as it lives.
#[derive(Debug)]
pub struct PageObserver {
    observer: Option<ResizeObserver>,
    _changed: Closure<dyn FnMut()>,
}

impl PageObserver {
    /// Tells at once, and after each change.
    pub fn new(onchange: impl FnMut() + 'static) -> Self {
        let changed = Closure::<dyn FnMut()>::new(onchange);
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(body)) = (&observer, super::document().body()) {
            observer.observe(&body);
        }
        Self { observer, _changed: changed }
    }
}

impl Drop for PageObserver {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Drop for WidthObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
