//! What can be done with maintenance: reading, editing, and planning the next time.

pub mod editing;
pub mod planning;
pub mod reading;
