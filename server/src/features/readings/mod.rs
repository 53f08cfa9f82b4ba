//! Odometer readings by themselves, and odometers that were replaced.

pub mod endpoints;
pub mod operations;
pub mod record;
pub mod store;
mod trash;

pub use endpoints::mount;
pub use record::ReadingRecord;
