//! Jobs as records: written in the transaction of the effect that wants them, seen, retried and
//! paused by admins. What runs them is [`crate::jobs`].

pub mod endpoints;
pub mod operations;
pub mod record;
pub mod store;

pub use endpoints::mount;
pub use record::{JobRecord, Task};
