//! What can be done with packages: reading, editing, steps by hand, and the moves that steps and
//! routes share.

pub mod editing;
pub mod facts;
pub mod moves;
pub mod reading;
mod standing;
pub mod steps;
