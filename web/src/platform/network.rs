//! Hints about the connection. They only ever cause another try: an answer is the truth.

use gloo_events::EventListener;

pub use web_sys::AbortSignal;

/// Calls back when the browser believes to be online again, or the page becomes visible again.
#[derive(Debug)]
pub struct Revival {
    _online: EventListener,
    _visible: EventListener,
}

impl Revival {
    /// Listens as long as it lives.
    pub fn new(on_revival: impl Fn() + Clone + 'static) -> Self {
        let again = on_revival.clone();
        Self {
            _online: EventListener::new(&super::window(), "online", move |_| on_revival()),
            _visible: EventListener::new(&super::document(), "visibilitychange", move |_| again()),
        }
    }
}

/// How long a request may take before it counts as unanswered: a slow mobile network, not a dead one.
const DEADLINE_MS: u32 = 30_000;

/// Ends a request that takes too long.
pub fn deadline() -> AbortSignal {
    AbortSignal::timeout_with_u32(DEADLINE_MS)
}
