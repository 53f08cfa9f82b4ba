//! Tells screens that stay open what has changed, as server-sent events.

mod hub;

pub use hub::Events;
