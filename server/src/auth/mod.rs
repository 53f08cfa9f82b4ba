//! Who asks, and what they may.

mod identity;
mod permit;
mod viewer;

pub use permit::{Permit, System, permit};
pub use viewer::{Person, Viewer};
