//! Tests through the HTTP API.

#![allow(clippy::unwrap_used, reason = "tests may fail")]

mod auth;
