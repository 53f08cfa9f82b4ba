//! Tests through the crate's public face alone.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod balance;
mod by_chance;
mod by_hand;
mod checker;
mod conformance;
mod constraints;
mod generator;
mod json;
mod oracle;
mod portability;
mod properties;
mod refusals;
mod set_up_windows;
mod trips;
mod under_way;
