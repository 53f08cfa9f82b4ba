//! Jobs as people see them: retried and paused by admins. What keeps and runs them is
//! [`crate::jobs`].

pub mod endpoints;
pub mod operations;

pub use crate::jobs::{JobRecord, Task, record, store};
pub use endpoints::mount;
