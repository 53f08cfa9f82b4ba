//! Delivery routes and their stops.

pub mod day_plan;
pub mod endpoints;
pub mod hours;
mod listing;
pub mod operations;
pub mod planning;
pub mod record;
pub mod store;
pub mod timing;
pub mod trash;
pub mod view;

pub use endpoints::mount;
pub use record::{RouteRecord, StopRecord};
