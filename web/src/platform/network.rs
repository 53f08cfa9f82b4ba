//! Hints about the connection. They only ever cause another try: an answer is the truth.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use web_sys::AbortController;

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

/// Whether the browser trusts the connection with what it keeps from others: work without a
/// network, the camera. It trusts TLS, and the own machine.
pub fn is_trusted() -> bool {
    super::window().is_secure_context()
}

/// Ends a request that takes too long.
pub fn deadline() -> AbortSignal {
    AbortSignal::timeout_with_u32(DEADLINE_MS)
}

/// Ends a request by hand, or when it has taken too long.
#[derive(Debug)]
pub struct Stopper {
    controller: AbortController,
    _deadline: Timeout,
}

impl Stopper {
    /// Stops by itself after so long.
    pub fn after(deadline_ms: u32) -> Self {
        let controller =
            AbortController::new().expect("every browser that runs the app has the class");
        let late = controller.clone();
        Self { controller, _deadline: Timeout::new(deadline_ms, move || late.abort()) }
    }

    /// What the request listens to.
    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Ends the request, if it is still under way.
    pub fn stop(&self) {
        self.controller.abort();
    }
}
