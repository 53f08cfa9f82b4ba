//! Who asks, and what they may.
//!
//! A browser is known by its session cookie, any other client by its bearer token; both lead to
//! the same stored session, so that ending it ends both at once.

pub mod address;
mod argon;
pub mod bearer;
pub(crate) mod buckets;
pub mod cookies;
pub mod gate;
mod guessing;
mod identity;
mod keeper;
pub mod keys;
pub mod origin;
pub mod password;
mod password_hash;
mod permit;
pub mod seal;
pub mod session_store;
pub mod throttle;

pub use furgo_ground::{Permit, Person, System, Viewer};
pub use gate::{Gate, GateSettings};
pub use identity::{SESSION_ENTRY, is_signed_in_office};
pub use keeper::{Living, SessionKeeper};
pub use password_hash::PasswordHash;
pub use permit::{is_known, permit};
pub(crate) use permit::{permit_as_driver, permit_for_demo};
