//! When something happened, as its author claims: phones send it hours after the fact.

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{time::Timestamp, validate::FieldCode};

use crate::error::{Error, Result};

/// Phones' clocks run a little ahead.
const AHEAD_MAX: TimeDelta = TimeDelta::minutes(5);
/// As long as a repeated request is remembered; older claims are mistakes.
const BEHIND_MAX: TimeDelta = TimeDelta::days(30);

/// The claimed instant, or now. A claim outside what can be is a finding beside `occurred_at`.
pub fn at(now: DateTime<Utc>, claimed: Option<Timestamp>) -> Result<Timestamp> {
    match claimed {
        None => Ok(now),
        Some(at) if at <= now + AHEAD_MAX && at >= now - BEHIND_MAX => Ok(at),
        Some(_) => Err(Error::field("occurred_at", FieldCode::OutOfRange)),
    }
}
