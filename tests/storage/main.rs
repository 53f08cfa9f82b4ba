//! Tests of the storage layer: nothing that was answered is lost, nothing is half there.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backlog;
mod backups;
mod blob_checks;
mod blob_cuts;
mod blobs;
mod catalogue;
mod change_log;
mod checks;
mod derived;
mod differential;
mod faulty;
mod feed;
mod io_errors;
mod keys;
mod kill;
mod migrations;
mod model;
mod note;
mod opening;
mod power_cut;
mod retention;
mod simulator;
mod spans;
mod sums;
mod support;
mod transactions;
mod trash;
