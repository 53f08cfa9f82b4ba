//! Tests through the HTTP API.
