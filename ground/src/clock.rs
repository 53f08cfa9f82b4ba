//! The only place that asks what time it is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// A moment by all of a clock's times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// See [`Clock::now`].
    pub now: DateTime<Utc>,
    /// See [`Clock::steady`].
    pub steady: DateTime<Utc>,
    /// See [`Clock::has_been`].
    pub known: DateTime<Utc>,
}

impl Moment {
    /// The latest that it can be by any of its times: what is stamped so is not taken for older than
    /// it is.
    pub fn latest(&self) -> DateTime<Utc> {
        self.now.max(self.steady).max(self.known)
    }
}

impl From<DateTime<Utc>> for Moment {
    fn from(now: DateTime<Utc>) -> Self {
        Self { now, steady: now, known: now }
    }
}

/// Tells the time; tests may set it forward.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Milliseconds to add to the system's time.
    offset_ms: Arc<AtomicI64>,
    /// Milliseconds that were let pass.
    passed_ms: Arc<AtomicU64>,
    started: Instant,
    started_at: DateTime<Utc>,
    /// Milliseconds of the latest time that somebody knows it has been.
    known_ms: Arc<AtomicI64>,
    /// Where the clock stands; `None` when it runs.
    stopped_at: Option<DateTime<Utc>>,
}

impl Clock {
    /// The system's clock.
    #[allow(clippy::disallowed_methods, reason = "the one permitted place")]
    pub fn system() -> Self {
        Self {
            offset_ms: Arc::default(),
            passed_ms: Arc::default(),
            started: Instant::now(),
            started_at: Utc::now(),
            known_ms: Arc::new(AtomicI64::new(i64::MIN)),
            stopped_at: None,
        }
    }

    /// A clock that stands still until it is set forward.
    pub fn stopped_at(instant: DateTime<Utc>) -> Self {
        Self { stopped_at: Some(instant), started_at: instant, ..Self::system() }
    }

    /// Now, to the millisecond. Somebody may set the machine's clock, so this may jump.
    #[allow(clippy::disallowed_methods, reason = "the one permitted place")]
    pub fn now(&self) -> DateTime<Utc> {
        let base = self.stopped_at.unwrap_or_else(Utc::now);
        let now = base + TimeDelta::milliseconds(self.offset_ms.load(Ordering::Relaxed));
        now.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(now)
    }

    /// Time since the clock was made. It never jumps and never goes back.
    pub fn uptime(&self) -> Duration {
        let ran = if self.stopped_at.is_none() { self.started.elapsed() } else { Duration::ZERO };
        ran + Duration::from_millis(self.passed_ms.load(Ordering::Relaxed))
    }

    /// The time by which things grow old: what the clock said when it was made, and the time that
    /// has passed since. Setting the machine's clock makes nothing younger or older.
    pub fn steady(&self) -> DateTime<Utc> {
        let uptime = TimeDelta::from_std(self.uptime()).unwrap_or(TimeDelta::MAX);
        let steady = self.started_at.checked_add_signed(uptime).unwrap_or(self.started_at);
        steady.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(steady)
    }

    /// All times of this moment.
    pub fn moment(&self) -> Moment {
        let known = DateTime::from_timestamp_millis(self.known_ms.load(Ordering::Relaxed));
        let known = known.unwrap_or(DateTime::<Utc>::MIN_UTC);
        Moment { now: self.now(), steady: self.steady(), known }
    }

    /// It has been this time already, as a file says: a machine without a clock of its own starts in
    /// the past, until somebody tells it the time.
    pub fn has_been(&self, time: DateTime<Utc>) {
        self.known_ms.fetch_max(time.timestamp_millis(), Ordering::Relaxed);
    }

    /// Lets time pass. What is below zero passes for the machine's clock alone.
    pub fn advance(&self, by: TimeDelta) {
        self.shift(by);
        let passed = u64::try_from(by.num_milliseconds()).unwrap_or(0);
        self.passed_ms.fetch_add(passed, Ordering::Relaxed);
    }

    /// As if somebody had set the machine's clock: no time passes.
    pub fn shift(&self, by: TimeDelta) {
        self.offset_ms.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }

    /// Sets the clock to this instant; from there it runs on.
    pub fn set(&self, to: DateTime<Utc>) {
        self.reset();
        self.shift(to - self.now());
    }

    /// Back to the system's time.
    pub fn reset(&self) {
        self.offset_ms.store(0, Ordering::Relaxed);
    }
}
