//! What can be done with maintenance: reading, editing, and planning the next time.

pub mod editing;
mod planning;
pub mod reading;
