//! What work a person still has to do, over all nouns that give people work.

use furgo_shared::id::UserId;

use crate::{error::Result, storage::Reads};

/// Whether packages or routes of the person are still open.
pub fn has_open_work(_tx: &impl Reads, _user: UserId) -> Result<bool> {
    Ok(false)
}
