//! By which door a field command comes in: asked for over HTTP, where the office's plans and the
//! rules may refuse it, or pushed by a phone as a fact that has happened already.

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{exceptions::ExceptionKind, id::ClientId, time::Timestamp, validate::FieldCode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, Result};

/// As long as a repeated request is remembered; older claims are mistakes.
const BEHIND_MAX: TimeDelta = TimeDelta::days(30);

/// How a field command comes in.
#[derive(Debug)]
pub enum Door {
    Asked,
    Pushed(Pushed),
}

/// What a phone says of a fact, and what came of it.
#[derive(Debug)]
pub struct Pushed {
    /// Kept with every exception.
    pub claim: Claim,
    /// Corrected by what the phone's clock is wrong by, and not ahead of the server's.
    pub occurred_at: Timestamp,
    /// Whoever says so drives no more.
    pub has_left: bool,
    /// Kinds of what did not go together, in the order in which they were found.
    noted: Vec<ExceptionKind>,
}

/// Which phone says so, and when it was by the phone's own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub client: ClientId,
    pub mutation: Uuid,
    pub at: Timestamp,
    /// How far that clock was ahead, in milliseconds.
    pub skew_ms: i64,
}

impl Door {
    /// A fact of a phone.
    pub fn pushed(claim: Claim, occurred_at: Timestamp, has_left: bool) -> Self {
        Self::Pushed(Pushed { claim, occurred_at, has_left, noted: Vec::new() })
    }

    /// What the phone says, if it is a fact.
    pub fn fact(&self) -> Option<&Pushed> {
        match self {
            Self::Asked => None,
            Self::Pushed(pushed) => Some(pushed),
        }
    }

    /// It is told by somebody who drives no more: what never was theirs they have read elsewhere.
    pub fn has_left(&self) -> bool {
        self.fact().is_some_and(|pushed| pushed.has_left)
    }

    /// Lets the phone know that something did not go together.
    pub fn note(&mut self, kind: ExceptionKind) {
        if let Self::Pushed(pushed) = self
            && !pushed.noted.contains(&kind)
        {
            pushed.noted.push(kind);
        }
    }

    /// What did not go together.
    pub fn noted(&self) -> &[ExceptionKind] {
        self.fact().map_or(&[], |pushed| &pushed.noted)
    }

    /// When something happened, as its author claims: phones send it hours after the fact. A phone
    /// whose clock runs ahead must not lose its work: what it claims for the future happened now.
    ///
    /// # Errors
    /// A request that claims something too far back is a mistake; a fact stands.
    pub fn occurred(&self, now: DateTime<Utc>, claimed: Option<Timestamp>) -> Result<Timestamp> {
        match (self, claimed) {
            (Self::Pushed(pushed), claimed) => Ok(claimed.unwrap_or(pushed.occurred_at).min(now)),
            (Self::Asked, None) => Ok(now),
            (Self::Asked, Some(at)) if at >= now - BEHIND_MAX => Ok(at.min(now)),
            (Self::Asked, Some(_)) => Err(Error::field("occurred_at", FieldCode::OutOfRange)),
        }
    }
}
