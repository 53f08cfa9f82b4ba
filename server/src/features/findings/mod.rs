//! What looks wrong in the records of a vehicle, as kept: `economy` derives it, [`super::inbox`]
//! shows it.

pub mod record;
pub mod store;

pub use record::{FindingRecord, Subject};
