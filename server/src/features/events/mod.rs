//! Tells screens that stay open what has changed, as server-sent events.
//!
//! Storage decides who may know ([`crate::storage::feed`]); this folder only carries it out. A stream
//! ends with the session that opened it, and with the server.

pub mod endpoints;
mod hub;
mod stream;

pub use endpoints::mount;
pub use hub::{Events, STREAMS_OF_ONE_MAX};
