//! When something happened, as its author claims: phones send it hours after the fact.

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{time::Timestamp, validate::FieldCode};

use crate::error::{Error, Result};

/// As long as a repeated request is remembered; older claims are mistakes.
const BEHIND_MAX: TimeDelta = TimeDelta::days(30);

/// The claimed instant, or now. A phone whose clock runs ahead must not lose its work: what it
/// claims for the future happened now. A claim too far back is a finding beside `occurred_at`.
pub fn at(now: DateTime<Utc>, claimed: Option<Timestamp>) -> Result<Timestamp> {
    match claimed {
        None => Ok(now),
        Some(at) if at >= now - BEHIND_MAX => Ok(at.min(now)),
        Some(_) => Err(Error::field("occurred_at", FieldCode::OutOfRange)),
    }
}
