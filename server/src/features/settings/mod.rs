//! The fleet's settings, and what a stranger at the door may know.

pub mod endpoints;
pub mod operations;
pub mod record;
pub mod store;

pub use endpoints::mount;
pub use record::SettingsRecord;
