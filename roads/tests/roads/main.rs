//! Tests through the crate's public face alone.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod oracle;
