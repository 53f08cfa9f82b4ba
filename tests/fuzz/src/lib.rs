//! Input from outside, mutated: whatever comes, it is answered or refused, within bounds of memory
//! and time.
//!
//! A target is a plain function of bytes that panics where a promise is broken; the runner makes the
//! bytes from seeds. It needs no special compiler: coverage does not lead it, the words of each
//! format do. `cargo test` runs each target for a fixed number of inputs, and every input that ever
//! broke something; `cargo xtask fuzz TARGET --seconds N` runs one for longer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a target says by a panic what is broken")]

mod map_reader;
mod mutation;
mod plan_file;
mod requests;
pub mod runner;

/// Something that reads bytes from outside.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    pub name: &'static str,
    /// Inputs to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// What its inputs are made of.
    pub words: &'static [&'static str],
    /// Panics where the input breaks a promise.
    pub run: fn(&[u8]),
    /// Inputs that a test tries.
    pub inputs: u32,
}

/// Every one.
pub const TARGETS: [Target; 4] =
    [map_reader::TARGET, plan_file::TARGET, requests::QUERIES, requests::HEADS];
