//! Signing in and out, one's own profile, passwords and sessions.

pub mod ages;
pub mod device;
pub mod devices;
pub mod endpoints;
mod keeping;
pub mod links;
pub mod operations;
pub mod passwords;
pub mod record;
pub mod store;
pub mod ticket;
pub mod tokens;

pub use devices::DevicesRecord;
pub use endpoints::mount;
pub use keeping::{KEEPER, is_signed_in};
pub use record::{LinkRecord, SessionRecord};
