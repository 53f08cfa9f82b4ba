//! A consistent copy of the data over HTTP, while writing goes on.

pub mod endpoints;

pub use endpoints::mount;
