//! Packages and their steps from the office to the door.

mod cut;
mod derivation;
pub mod endpoints;
pub mod facts;
pub mod listing;
pub mod operations;
pub mod particulars;
pub mod record;
pub mod store;
pub mod tracking_code;
mod trash;

pub use derivation::DERIVATION;
pub use endpoints::mount;
pub use record::PackageRecord;
