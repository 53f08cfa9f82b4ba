//! What every layer of the server stands on: on whose behalf something happens ([`Viewer`]), the
//! proof that they may ([`Permit`]), what a write says of itself ([`Once`]), what may come instead of
//! success ([`Error`]), and what time it is ([`Clock`]).
//!
//! Here is no HTTP, no data and no noun. `storage`, `auth`, `http` and the nouns depend on this
//! crate, and it on `shared` alone: the compiler keeps arrows from running up.

#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing,
        clippy::wildcard_enum_match_arm
    )
)]

pub mod cause;
pub mod clock;
pub mod error;
pub mod hex;
mod once;
pub mod permit;
mod seldom;
mod storage_error;
mod viewer;

pub use cause::{Author, Cause};
pub use clock::{Clock, Moment};
pub use error::{Error, Result};
pub use hex::fingerprint;
pub use once::Once;
pub use permit::{Permit, System};
pub use seldom::Seldom;
pub use storage_error::{Result as StorageResult, StorageError};
pub use viewer::{Person, Viewer};
