//! Tests through the crate's public face alone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod drawing;
mod drawn;
mod extract;
mod file;
mod input;
mod oracle;
mod random;
mod snapping;
mod turns;
