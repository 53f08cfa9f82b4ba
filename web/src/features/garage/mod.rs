//! The garage: how the fleet is, and every vehicle at a glance.

mod garage_page;
mod health;
mod tile;

pub use garage_page::GaragePage;
pub use health::health;
pub use tile::average;
