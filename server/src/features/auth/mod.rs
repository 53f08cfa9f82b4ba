//! Signing in and out, one's own profile, passwords and sessions.

pub mod ages;
pub mod device;
pub mod endpoints;
pub mod links;
pub mod operations;
pub mod passwords;
pub mod record;
pub mod store;
pub mod tokens;

pub use endpoints::mount;
pub use record::{LinkRecord, SessionRecord};
