//! Roads: from an OpenStreetMap extract to times, distances and ways to drive, without internet.
//!
//! [`import`] reads an extract and prepares it; [`Roads`] answers: [`Roads::snap`] finds the road
//! at a place, [`Roads::matrix`] the times and distances between many places, [`Roads::path`] how
//! to drive from one to another. [`Roads::save`] and [`Roads::load`] keep the result in a file of
//! its own.
//!
//! Invariants: answers are exact for the network that was read, turn restrictions included; the
//! same extract gives the same bytes; no input, neither an extract nor a file of roads, makes the
//! crate panic. There are no threads, no clock and no network in here; the only input and output
//! are the two files.
//!
//! Deliberately absent: traffic by the hour, hours on signs, limits of height and weight, live updates.

mod ends;
mod expand;
mod file;
mod hierarchy;
mod import;
pub mod network;
mod path;
mod pbf;
mod place;
mod roads;
mod rules;
mod snap;
mod vehicle;
pub mod weight;

pub use file::{FileError, file_name};
pub use import::{ImportError, Progress, Summary, import, network_of, prepare};
pub use path::{Path, Step, Turn};
pub use pbf::ReadError;
pub use place::{Bounds, Place};
pub use roads::{Facts, Matrix, Roads, Source};
pub use rules::Rules;
pub use snap::{SNAP_METRES_MAX, SnapError, Snapped};
pub use vehicle::VehicleKind;
