//! The data-quality inbox, over the records of all nouns.

mod endpoints;
mod operations;

pub use endpoints::mount;
pub use operations::count_findings;
