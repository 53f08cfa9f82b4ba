//! What can be done with expenses: reading, editing, and paying those that come again.

pub mod editing;
pub mod paying;
pub mod reading;
mod recurring;
