//! When something happened, by a clock that may be wrong.

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{
    exceptions::ExceptionKind, field::FieldCommand, sync::JOURNAL_DAYS, time::Timestamp,
};

/// A clock that is off by no more is right: so long an answer may take.
const RIGHT_WITHIN: TimeDelta = TimeDelta::seconds(30);
/// What a clock claims of the future beyond this is told the office.
const AHEAD_MAX: TimeDelta = TimeDelta::minutes(5);

/// The clock of a phone, as it was when it sent.
#[derive(Clone, Copy, Debug)]
pub struct PhoneClock {
    now: DateTime<Utc>,
    /// How far it is ahead.
    skew: TimeDelta,
}

impl PhoneClock {
    /// Of a phone that said `sent_at` when it was `now`.
    pub fn of(sent_at: Timestamp, now: DateTime<Utc>) -> Self {
        Self { now, skew: sent_at.signed_duration_since(now) }
    }

    /// How far it is ahead, in milliseconds.
    pub fn skew_ms(self) -> i64 {
        self.skew.num_milliseconds()
    }

    /// When it was, of what the phone claims; never in the future.
    pub fn right(self, claimed: Timestamp) -> Timestamp {
        self.corrected(claimed).min(self.now)
    }

    fn corrected(self, claimed: Timestamp) -> Timestamp {
        match self.skew.abs() <= RIGHT_WITHIN {
            true => claimed,
            false => claimed.checked_sub_signed(self.skew).unwrap_or(self.now),
        }
    }

    /// What the office is to be told of such a claim.
    pub fn exceptions(self, claimed: Timestamp) -> Vec<ExceptionKind> {
        let corrected = self.corrected(claimed);
        let is_ahead = corrected > self.now + AHEAD_MAX;
        let is_old = self.now - corrected > TimeDelta::days(JOURNAL_DAYS);
        let kinds = [(is_ahead, ExceptionKind::ClockAhead), (is_old, ExceptionKind::LongAgo)];
        kinds.into_iter().filter(|(holds, _)| *holds).map(|(_, kind)| kind).collect()
    }

    /// The command with the instant that is written put right.
    pub fn put_right(self, mut command: FieldCommand, claimed: Timestamp) -> FieldCommand {
        if let Some(written) = instant_of(&mut command) {
            *written = Some(self.right(claimed));
        }
        command
    }
}

/// When it happened, as the command claims; it happened when it was given where it claims nothing.
pub fn claimed(command: &mut FieldCommand, given_at: Timestamp) -> Timestamp {
    instant_of(command).and_then(|claimed| *claimed).unwrap_or(given_at)
}

/// The instant that a command writes.
fn instant_of(command: &mut FieldCommand) -> Option<&mut Option<Timestamp>> {
    match command {
        FieldCommand::StepRoute { step, .. } => Some(&mut step.occurred_at),
        FieldCommand::StepPackages(step) => Some(&mut step.occurred_at),
        FieldCommand::RecordArrival(arrival) => Some(&mut arrival.occurred_at),
        // Those say a day, which is the fleet's, or nothing.
        FieldCommand::ReorderStops(_)
        | FieldCommand::LogRoute(_)
        | FieldCommand::CreateRefuel(_)
        | FieldCommand::CreateMaintenance(_)
        | FieldCommand::CreateExpense(_)
        | FieldCommand::PayExpense { .. }
        | FieldCommand::CreateReading(_) => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    fn at(hours: i64, seconds: i64) -> DateTime<Utc> {
        let noon: DateTime<Utc> = "2026-11-30T12:00:00Z".parse().unwrap();
        noon + TimeDelta::hours(hours) + TimeDelta::seconds(seconds)
    }

    #[test]
    fn a_wrong_clock_is_put_right_and_a_right_one_is_believed() {
        let now = at(0, 0);
        for (ahead_h, ahead_s) in [(26, 0), (-26, 0), (0, 31), (0, -31)] {
            let clock = PhoneClock::of(at(ahead_h, ahead_s), now);
            let claimed = at(ahead_h - 1, ahead_s);
            assert_eq!(clock.right(claimed), at(-1, 0), "{ahead_h} {ahead_s}");
            assert_eq!(clock.exceptions(claimed), []);
        }
        for ahead_s in [-30, 0, 30] {
            let clock = PhoneClock::of(at(0, ahead_s), now);
            assert_eq!(clock.right(at(-1, 0)), at(-1, 0));
            assert_eq!(clock.right(at(0, ahead_s)), at(0, ahead_s.min(0)));
        }
    }

    #[test]
    fn the_future_is_now_and_what_is_long_ago_is_believed() {
        let clock = PhoneClock::of(at(0, 0), at(0, 0));
        assert_eq!(clock.right(at(2, 0)), at(0, 0));
        assert_eq!(clock.exceptions(at(2, 0)), [ExceptionKind::ClockAhead]);
        assert_eq!(clock.exceptions(at(0, 300)), []);
        let long_ago = at(-24 * 31, 0);
        assert_eq!(clock.right(long_ago), long_ago);
        assert_eq!(clock.exceptions(long_ago), [ExceptionKind::LongAgo]);
        assert_eq!(clock.right(DateTime::<Utc>::MIN_UTC), DateTime::<Utc>::MIN_UTC);
        let wrong = PhoneClock::of(DateTime::<Utc>::MAX_UTC, at(0, 0));
        assert_eq!(wrong.right(DateTime::<Utc>::MIN_UTC), at(0, 0));
    }
}
