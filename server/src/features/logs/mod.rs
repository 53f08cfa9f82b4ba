//! The log: one row for every step of a package, written in the transaction of the step.

mod derivation;
pub mod endpoints;
pub mod operations;
pub mod record;
pub mod store;

pub use derivation::DERIVATION;
pub use endpoints::mount;
pub use record::{LogRecord, Mark};
