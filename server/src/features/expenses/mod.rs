//! Expenses of a vehicle that are neither fuel nor maintenance, once or again and again.

pub mod endpoints;
pub mod operations;
pub mod record;
mod spread;
pub mod store;
mod trash;

pub use endpoints::mount;
pub use record::ExpenseRecord;
