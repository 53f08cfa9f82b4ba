//! The one odometer timeline of a vehicle, over all records with a reading, and what follows from
//! it: where the odometer stands, whether a new reading fits, fuel economy, and what looks wrong.
//!
//! **Invariant:** intervals and findings are what [`furgo_shared::fuel`] and
//! [`furgo_shared::odometer`] say of the records. Whoever writes a record with a day calls
//! [`refresh()`] after its `put` or `delete`, in the same transaction.

mod anchor;
mod before;
mod check;
mod derivation;
mod derive;
mod distance;
pub mod efficiency;
mod endpoints;
mod finding;
mod foundation;
mod hints;
mod inbox;
mod interval;
mod listing;
mod near;
mod odometer;
mod refresh;
mod rows;
pub mod store;
mod stretch;

pub use before::odometer_before;
pub use check::{check_reading, check_reading_beside, check_replacement};
pub use derivation::DERIVATION;
pub use derive::Derived;
pub use distance::{Driven, distance};
pub use endpoints::mount;
pub use finding::FindingRecord;
pub use foundation::FoundationRecord;
pub use inbox::count_findings;
pub use interval::IntervalRecord;
pub use odometer::odometer_m;
pub use refresh::{recompute_all, refresh, refresh_moved, stored_and_derived};
pub use rows::{Walk, of_vehicle, reading, sort};
