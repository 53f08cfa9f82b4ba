//! What work a person still has to do, over all nouns that give people work.

use furgo_shared::{id::UserId, packages::PackageStatus};

use super::{packages, routes};
use crate::{error::Result, storage::Reads};

/// Whether packages or routes of the person are still open.
pub fn has_open_work(tx: &impl Reads, user: UserId) -> Result<bool> {
    for status in PackageStatus::ALL.into_iter().filter(|status| !status.is_finished()) {
        if packages::store::count(tx, Some(user), status)? > 0 {
            return Ok(true);
        }
    }
    routes::store::has_open(tx, user)
}
