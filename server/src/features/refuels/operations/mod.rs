//! What can be done with refuels: reading and editing.

pub mod editing;
pub mod reading;
