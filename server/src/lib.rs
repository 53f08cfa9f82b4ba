//! Furgo's server: the HTTP API, storage and the rules of the fleet.

pub mod app;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod error;
pub mod features;
mod hex;
pub mod http;
pub mod jobs;
pub mod mail;
pub mod metrics;
mod panics;
pub mod roads;
pub mod storage;
pub mod telemetry;
