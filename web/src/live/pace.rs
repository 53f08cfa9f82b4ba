//! How long to wait: changes come in flocks, and a small server must not be asked at each of them.

/// Changes of one commit, and of a few in a row, make one refresh.
const FLOCK_MS: u32 = 300;
/// Between two refreshes of a screen, however much happens.
const REFRESH_MS: f64 = 2_000.0;
/// Before the stream is tried again, doubled with each failure.
const RETRY_MS: u32 = 5_000;
/// Six doublings: five minutes.
const DOUBLINGS_MAX: u32 = 6;

/// Milliseconds from a change until the refresh; `since_ms` have gone by since the last one.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between nothing and the pause"
)]
pub fn until_refresh_ms(since_ms: f64) -> u32 {
    let left = (REFRESH_MS - since_ms).clamp(0.0, REFRESH_MS) as u32;
    left.max(FLOCK_MS)
}

/// Milliseconds until the stream is opened again after this many failures in a row. `random` in
/// 0..1 spreads them by a quarter: a server that comes back must not meet everybody at once.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most a quarter of the pause"
)]
pub fn until_retry_ms(failures: u32, random: f64) -> u32 {
    let pause = RETRY_MS << failures.saturating_sub(1).min(DOUBLINGS_MAX);
    pause + (f64::from(pause) / 4.0 * random) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flock_makes_one_refresh_and_a_storm_few() {
        assert_eq!(until_refresh_ms(60_000.0), FLOCK_MS);
        assert_eq!(until_refresh_ms(1_900.0), FLOCK_MS);
        assert_eq!(until_refresh_ms(500.0), 1_500);
        // A clock that was set back.
        assert_eq!(until_refresh_ms(-60_000.0), 2_000);
    }

    #[test]
    fn a_server_that_stays_away_is_left_alone() {
        assert_eq!(until_retry_ms(1, 0.0), 5_000);
        assert_eq!(until_retry_ms(2, 0.0), 10_000);
        assert_eq!(until_retry_ms(7, 0.0), 320_000);
        assert_eq!(until_retry_ms(u32::MAX, 1.0), 400_000);
    }
}
