//! Odometer readings by themselves, and odometers that were replaced.

pub mod record;
pub mod store;

pub use record::ReadingRecord;
