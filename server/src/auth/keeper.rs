//! What auth asks of the noun that keeps sessions. It knows none of its records: the app hands it
//! these functions ([`crate::app::App::keeper`]).

use chrono::{DateTime, Utc};
use furgo_shared::id::SessionId;

use super::{Person, System};
use crate::{
    error::Result,
    storage::{ReadTx, WriteTx},
};

/// A session that lives, as does its account.
#[derive(Clone, Copy, Debug)]
pub struct Living {
    pub person: Person,
    /// Its last use was noted too long ago.
    pub wants_touch: bool,
}

/// See the module.
#[derive(Clone, Copy, Debug)]
pub struct SessionKeeper {
    /// Whose session it is; the role is that of now.
    pub living: fn(&ReadTx<'_, System>, SessionId) -> Result<Option<Living>>,
    /// Notes that it was used then.
    pub touch: fn(&mut WriteTx<'_, System>, SessionId, DateTime<Utc>) -> Result<()>,
    /// The live session that a cookie was tied to, by the fingerprint of its key.
    pub of_cookie: fn(&ReadTx<'_, System>, &str) -> Result<Option<SessionId>>,
    /// Ties a session to a cookie.
    pub tie: fn(&mut WriteTx<'_, System>, SessionId, String) -> Result<()>,
    /// Ends the session that a cookie was tied to.
    pub end: fn(&mut WriteTx<'_, System>, &str) -> Result<()>,
}
