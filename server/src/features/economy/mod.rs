//! Fuel economy: what was burned between refuels, what looks wrong about it, and the figures and
//! hints that follow.
//!
//! **Invariant:** kept intervals and findings are what [`furgo_shared::fuel`] and
//! [`furgo_shared::odometer`] say of the records. A noun that writes something about a vehicle on a
//! day says so ([`crate::storage::WriteTx::changed`]), and storage asks the rule that is named in
//! the schema, [`DERIVATION`]. So no noun knows this module but the ones that only read.

mod anchor;
mod derivation;
mod derive;
pub mod efficiency;
mod endpoints;
pub mod foundation;
pub mod hints;
mod near;
mod refresh;

pub use derivation::DERIVATION;
pub use derive::Derived;
pub use endpoints::mount;
pub use refresh::{recompute_all, stored_and_derived};
