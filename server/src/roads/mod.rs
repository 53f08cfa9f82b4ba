//! The imported roads, as far as the server needs them: where they are kept, and what a route's
//! legs take with or without them.
//!
//! Deliberately absent: importing (`furgo roads import` does it beside the server) and roads for
//! anything but vans, since a route's vehicle may not be known when it is planned.

mod file;
mod ways;

pub use file::RoadsFile;
pub use ways::{Kerb, Travel, Ways};
