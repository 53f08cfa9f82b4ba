//! Refuels: energy put into a vehicle, also electric.

pub mod endpoints;
mod interval;
pub mod operations;
pub mod record;
pub mod store;
mod trash;

pub use endpoints::mount;
pub use interval::IntervalRecord;
pub use record::RefuelRecord;
