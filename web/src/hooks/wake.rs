//! Something on the page is true only until some moment.

use furgo_shared::time::Timestamp;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::platform::clock;

/// Longest wait at once; timers of browsers overflow behind 24 days.
const WAIT_MS_MAX: i64 = 60 * 60 * 1000;

/// Renders again when the moment is over.
#[hook]
pub fn use_wake(at: Option<Timestamp>) {
    let (update, woken) = (use_force_update(), use_mut_ref(|| 0_u32));
    let turn = *woken.borrow();
    use_effect_with((at, turn), move |(at, _)| {
        let timeout = at.map(|at| {
            Timeout::new(wait_ms(at, clock::now()), move || {
                *woken.borrow_mut() += 1;
                update.force_update();
            })
        });
        move || drop(timeout)
    });
}

/// Until the moment is over, or as long as a timer goes.
fn wait_ms(at: Timestamp, now: Timestamp) -> u32 {
    let left = (at - now).num_milliseconds().saturating_add(1);
    u32::try_from(left.clamp(1, WAIT_MS_MAX)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn it_waits_until_the_moment_is_over() {
        let now = Timestamp::default();
        assert_eq!(wait_ms(now + TimeDelta::seconds(2), now), 2_001);
        assert_eq!(wait_ms(now - TimeDelta::seconds(2), now), 1);
        assert_eq!(wait_ms(now + TimeDelta::days(60), now), 3_600_000);
    }
}
