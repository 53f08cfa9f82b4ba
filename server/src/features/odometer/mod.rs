//! The one odometer of a vehicle, over all records with a reading: where they lie ([`rows`]), what a
//! few of them say of the days around ([`stretch`]), whether a new one fits, how far a vehicle went.
//!
//! It knows no noun: nouns with readings write them as rows in the spaces that [`rows`] names, and
//! whoever asks says what is known of the vehicle besides, its [`Course`].

mod check;
mod distance;
pub mod listing;
pub mod rows;
pub mod stretch;

use furgo_shared::id::VehicleId;

pub use check::{
    DAY_MAX_M, check_reading, check_reading_beside, check_replacement, is_in_question,
};
pub use distance::{Came, Driven};
pub use rows::{Walk, of_vehicle, reading, replacements, sort};

/// What readings of a vehicle are judged by, besides each other.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    pub vehicle: VehicleId,
    /// What the odometer showed when the vehicle came to the fleet, in metres.
    pub initial_m: i64,
    /// Some readings contradict each other, as of the last change: then only all of them tell which.
    pub has_conflicts: bool,
}
