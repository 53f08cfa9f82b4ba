//! Brings a machine to where it can build and test. Every piece looks first and does nothing when
//! its work is done, so that calling it again costs milliseconds.

pub mod browser;
pub mod cargo_tools;
pub mod compiler;
pub mod debian_packages;
pub mod debian_wasm;
pub mod node_tools;
pub mod python;
pub mod rivals;
pub mod wasm_target;
pub mod web_tools;
