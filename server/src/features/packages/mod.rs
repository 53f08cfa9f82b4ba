//! Packages and their steps from the office to the door.

pub mod endpoints;
pub mod operations;
pub mod record;
pub mod store;
pub mod tracking_code;

pub use endpoints::mount;
pub use record::PackageRecord;
