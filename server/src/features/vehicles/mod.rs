//! Vehicles of the fleet.

mod check;
pub mod endpoints;
mod foundation;
pub mod odometer;
pub mod operations;
pub mod record;
pub mod store;

pub use endpoints::mount;
pub use foundation::{FOUNDATIONS, FoundationRecord};
pub use record::VehicleRecord;
