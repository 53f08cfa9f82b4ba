//! The only place that asks what time it is.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Tells the time; tests may set it forward.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Milliseconds to add to the system's time.
    offset_ms: Arc<AtomicI64>,
    /// Where the clock stands; `None` when it runs.
    stopped_at: Option<DateTime<Utc>>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still until it is set forward.
    pub fn stopped_at(instant: DateTime<Utc>) -> Self {
        Self { stopped_at: Some(instant), ..Self::default() }
    }

    /// Now, to the millisecond.
    #[allow(clippy::disallowed_methods, reason = "the one permitted place")]
    pub fn now(&self) -> DateTime<Utc> {
        let base = self.stopped_at.unwrap_or_else(Utc::now);
        let now = base + TimeDelta::milliseconds(self.offset_ms.load(Ordering::Relaxed));
        now.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(now)
    }

    /// Sets the clock forward (or back).
    pub fn advance(&self, by: TimeDelta) {
        self.offset_ms.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }

    /// Sets the clock to this instant; from there it runs on.
    pub fn set(&self, to: DateTime<Utc>) {
        self.reset();
        self.advance(to - self.now());
    }

    /// Back to the system's time.
    pub fn reset(&self) {
        self.offset_ms.store(0, Ordering::Relaxed);
    }
}
