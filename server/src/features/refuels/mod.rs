//! Refuels: energy put into a vehicle, also electric.

pub mod record;
pub mod store;

pub use record::RefuelRecord;
