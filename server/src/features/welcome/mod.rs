//! What anybody may ask before they sign in: the welcome screen, and whether all is well.

mod endpoints;
mod operations;
pub mod sheet;

pub use endpoints::mount;
