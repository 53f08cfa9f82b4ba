//! Maintenance: work on a vehicle, and when it is due again.

pub mod endpoints;
pub mod operations;
pub mod record;
pub mod store;
mod trash;

pub use endpoints::mount;
pub use record::MaintenanceRecord;
