//! Packages and their steps from the office to the door.

mod derivation;
pub mod endpoints;
pub mod facts;
pub mod listing;
pub mod operations;
pub mod record;
pub mod store;
pub mod tracking_code;
mod trash;

pub use derivation::DERIVATION;
pub use endpoints::mount;
pub use record::PackageRecord;
