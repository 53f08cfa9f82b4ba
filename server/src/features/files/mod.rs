//! Files beside records: how they come, who may have them, what they take. Where they lie is
//! [`crate::storage::blobs`]; a record's own files stand in the record.

mod endpoints;
pub mod operations;
mod receiving;
pub mod sweeping;

pub use endpoints::mount;
