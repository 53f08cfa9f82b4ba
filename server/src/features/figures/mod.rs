//! Figures of vehicles and of the fleet, from the sums that every write keeps and from searches in
//! indexes. It has no records of its own, and reads none to add them up.

pub mod analysis;
pub mod analytics;
pub mod endpoints;
pub mod garage;
pub mod health;
pub mod no_vehicle;
pub mod period;
pub mod report;
pub mod stats;
pub mod totals;

pub use endpoints::mount;
