//! Vehicles of the fleet.

mod check;
pub mod endpoints;
pub mod operations;
pub mod record;
pub mod store;

pub use endpoints::mount;
pub use record::VehicleRecord;
