//! Furgo's server: the HTTP API and the rules of the fleet, over storage.

#![cfg_attr(
    not(test),
    deny(
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing,
        clippy::wildcard_enum_match_arm
    )
)]

pub mod app;
pub mod auth;
pub mod cli;
pub mod config;
pub mod demo;
pub mod entrance;
mod failure;
pub mod features;
pub mod http;
pub mod jobs;
pub mod mail;
pub mod metrics;
mod panics;
pub mod roads;
pub mod telemetry;
pub mod tls;
mod words;

// What lies below is named like the modules here.
use furgo_ground::hex;
pub use furgo_ground::{clock, error};
pub use furgo_storage as storage;
