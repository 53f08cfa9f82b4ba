//! Expenses of a vehicle that are neither fuel nor maintenance, once or again and again.

pub mod record;
mod spread;
pub mod store;

pub use record::ExpenseRecord;
