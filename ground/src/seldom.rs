//! One line a minute where the same could be said a thousand times.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The pause between two lines.
const PAUSE: Duration = Duration::from_secs(60);

/// Lets one line through and holds the others back for a minute.
#[derive(Debug)]
pub struct Seldom(Mutex<State>);

#[derive(Debug)]
struct State {
    last: Option<Instant>,
    held_back: u64,
}

impl Default for Seldom {
    fn default() -> Self {
        Self::new()
    }
}

impl Seldom {
    /// Nothing was said yet.
    pub const fn new() -> Self {
        Self(Mutex::new(State { last: None, held_back: 0 }))
    }

    /// How many were held back since the last line, if this one may be written.
    pub fn pass(&self) -> Option<u64> {
        self.pass_at(Instant::now())
    }

    fn pass_at(&self, now: Instant) -> Option<u64> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.last.is_some_and(|last| now.saturating_duration_since(last) < PAUSE) {
            state.held_back += 1;
            return None;
        }
        state.last = Some(now);
        Some(std::mem::take(&mut state.held_back))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_a_minute_says_how_many_were_held_back() {
        let (seldom, start) = (Seldom::new(), Instant::now());
        let at = |seconds| seldom.pass_at(start + Duration::from_secs(seconds));
        assert_eq!([at(0), at(1), at(59)], [Some(0), None, None]);
        assert_eq!([at(60), at(61), at(200)], [Some(2), None, Some(1)]);
    }
}
