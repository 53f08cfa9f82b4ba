//! Maintenance: work on a vehicle, and when it is due again.

pub mod record;
pub mod store;

pub use record::MaintenanceRecord;
