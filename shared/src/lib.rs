//! What the server and the app agree on: DTOs, rules, the endpoint table.
//!
//! Compiles natively and to WASM. Deliberately absent: I/O, clocks, randomness, async.

#![cfg_attr(
    not(test),
    deny(
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing,
        clippy::wildcard_enum_match_arm
    )
)]

pub mod access;
pub mod api;
pub mod auth;
pub mod change;
pub mod dashboard;
pub mod demo_data;
pub mod due;
pub mod due_work;
pub mod effects;
pub mod events;
pub mod exceptions;
pub mod expenses;
pub mod field;
pub mod figures;
pub mod files;
pub mod fuel;
pub mod geo;
pub mod id;
pub mod jobs;
pub mod lifecycle;
pub mod logs;
pub mod mail;
pub mod maintenance;
pub mod measures;
pub mod money;
pub mod odometer;
pub mod packages;
pub mod page;
pub mod problem;
pub mod readings;
pub mod refuels;
pub mod rounding;
pub mod routes;
pub mod settings;
pub mod stats;
pub mod sync;
pub mod text;
pub mod time;
pub mod tls;
pub mod tracking;
pub mod trash;
pub mod typed;
pub mod units;
pub mod users;
pub mod validate;
pub mod vehicles;
pub mod view;
