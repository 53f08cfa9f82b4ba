//! What needs attention: facts that did not go together with what was planned, shown to the office
//! and to whoever told them, and settled by the office.

mod endpoints;
pub mod files;
pub mod forgetting;
mod odometer;
mod operations;
mod packages;
mod settling;

pub use endpoints::mount;
pub use operations::count_open;
