//! Today at a glance. It has no records of its own and reads counts and sums, not lists.

pub mod endpoints;
pub mod operations;

pub use endpoints::mount;
