//! Whether the person is in the middle of something that must not move under their hands.

use std::{cell::Cell, rc::Rc};

use gloo_events::EventListener;

use super::clock;

/// How long after a keystroke somebody is still typing.
const TYPING_MS: f64 = 2_000.0;

/// An open dialog, or a part of the page that holds changes of its own and says so.
const HOLDS: &str = "dialog[open], [data-unsaved]";

/// Watches the page as long as it lives.
#[derive(Debug)]
pub struct Attention {
    typed_ms: Rc<Cell<f64>>,
    _typing: EventListener,
}

impl Attention {
    /// Begins to watch.
    pub fn watch() -> Self {
        let typed_ms = Rc::new(Cell::new(0.0));
        let noted = Rc::clone(&typed_ms);
        let typing = EventListener::new(&super::document(), "input", move |_| {
            noted.set(clock::now_ms());
        });
        Self { typed_ms, _typing: typing }
    }

    /// Somebody types, has a dialog open or arranges something: it is not the time to refresh.
    pub fn is_taken(&self) -> bool {
        let holds = super::document().query_selector(HOLDS).ok().flatten();
        holds.is_some() || clock::now_ms() - self.typed_ms.get() < TYPING_MS
    }
}
