//! Refresh tokens: one session is a family, of which only the newest token is good.
//!
//! A token is `session.generation.mac`. It follows from the secret key, so nothing of it is
//! stored, and one that was used before is told from one that was made up.

use std::fmt;

use furgo_shared::{
    id::{SessionId, UserId},
    problem::ErrorCode,
};
use subtle::ConstantTimeEq;

use super::{SessionRecord, record::Proof};
use crate::{
    auth::{Gate, System},
    error::{Error, Result},
    features::users::UserRecord,
    storage::{Reads, WriteTx},
};

/// A refresh token that this installation made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RefreshToken {
    pub session: SessionId,
    pub generation: u64,
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RefreshToken({}, {})", self.session, self.generation)
    }
}

impl RefreshToken {
    /// The first token of a family.
    pub fn first(session: SessionId) -> Self {
        Self { session, generation: 0 }
    }

    /// As it stands in the cookie.
    pub fn to_text(self, gate: &Gate) -> String {
        let (session, generation) = (self.session.to_string(), self.generation.to_string());
        let mac: String = gate
            .keys
            .refresh
            .mac(&[&session, &generation])
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("{session}.{generation}.{mac}")
    }

    /// What a cookie says, if it is one of ours.
    pub fn read(gate: &Gate, text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let token =
            Self { session: parts.next()?.parse().ok()?, generation: parts.next()?.parse().ok()? };
        bool::from(token.to_text(gate).as_bytes().ct_eq(text.as_bytes())).then_some(token)
    }

    /// The token that follows when this one is spent.
    pub fn next(self) -> Self {
        Self { generation: self.generation + 1, ..self }
    }
}

/// Spends a token. It must be its family's newest, of a live session of an active person.
pub fn renew(tx: &mut WriteTx<'_, System>, token: RefreshToken) -> Result<UserId> {
    let refused = || Error::Code(ErrorCode::NotSignedIn);
    let now = tx.steady();
    let mut session = tx
        .find::<SessionRecord>(token.session)?
        .filter(|session| session.is_live(now))
        .ok_or_else(refused)?;
    tx.find::<UserRecord>(session.user)?.filter(UserRecord::is_active).ok_or_else(refused)?;
    match &session.proof {
        Proof::Tokens { generation, .. } if *generation == token.generation => {}
        Proof::Tokens { .. } | Proof::Cookie { .. } => return Err(refused()),
    }
    session.proof = Proof::Tokens { generation: token.next().generation, renewed_at: now };
    session.last_used_at = now;
    Ok(tx.put(session)?.user)
}

/// Ends the family of a token that was spent before: somebody else may hold the newest one.
pub fn end_if_spent(tx: &mut WriteTx<'_, System>, token: RefreshToken) -> Result<()> {
    let Some(session) = tx.find::<SessionRecord>(token.session)? else { return Ok(()) };
    match &session.proof {
        Proof::Tokens { generation, .. } if token.generation < *generation => {
            tracing::warn!(session = %session.id, "a spent refresh token came again; its family is ended");
            tx.delete(&session)
        }
        Proof::Tokens { .. } | Proof::Cookie { .. } => Ok(()),
    }
}
