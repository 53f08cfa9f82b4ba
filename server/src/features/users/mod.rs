//! People: who may sign in, with which role.

pub mod endpoints;
pub mod operations;
pub mod record;
pub mod store;

pub use endpoints::mount;
pub use record::{AccountState, UserRecord};

pub use crate::auth::PasswordHash;
