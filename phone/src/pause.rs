//! How long to wait before trying again.

/// The first pause after a failure.
const FIRST_MS: u32 = 1_000;
/// The longest pause: somebody may be looking at the screen.
const LONGEST_MS: u32 = 30_000;
/// No server keeps a phone away for longer, whatever it says.
const LONGEST_ASKED_S: u32 = 3_600;

/// Milliseconds before the next attempt: doubling with each that failed, and spread by `random` in
/// 0..1000 over the upper half, so that many phones do not come back in the same instant. What the
/// server asked for is kept, and spread over half as long again.
pub fn pause_ms(failed: u32, random: u32, retry_after_s: Option<u32>) -> u32 {
    if failed == 0 {
        return 0;
    }
    let doubled = FIRST_MS.saturating_mul(1 << (failed - 1).min(16)).min(LONGEST_MS);
    let spread = doubled / 2 + doubled / 2 * random.min(1000) / 1000;
    let asked = retry_after_s.unwrap_or(0).min(LONGEST_ASKED_S) * 1000;
    spread.max(asked + asked / 2 / 1000 * random.min(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_a_minute() {
        for (failed, random, asked, ms) in [
            (0, 500, None, 0),
            (1, 0, None, 500),
            (1, 1000, None, 1000),
            (3, 1000, None, 4000),
            (3, 0, None, 2000),
            (6, 1000, None, 30_000),
            (60, 1000, None, 30_000),
            (1, 0, Some(120), 120_000),
            (1, 500, Some(2), 2_500),
            (1, 1000, Some(2), 3_000),
            (1, 0, Some(u32::MAX), 3_600_000),
            (0, 0, Some(120), 0),
        ] {
            assert_eq!(pause_ms(failed, random, asked), ms, "{failed} {random} {asked:?}");
        }
    }
}
