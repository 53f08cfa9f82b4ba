//! The phones and browsers that keep a copy of somebody's day: who they belong to, when they were
//! seen, and that they can be sent away.

mod endpoints;
pub mod operations;
mod record;
mod store;

pub use endpoints::mount;
pub use record::DeviceRecord;
