//! The trash: what was deleted, who may bring it back, and when it is gone for good.
//!
//! What lies there is storage's ([`crate::storage::trash`]), how a record comes back is its noun's
//! ([`super::trashable`]).

pub mod endpoints;
mod kinds;
pub mod operations;
pub mod purging;

pub use endpoints::mount;
