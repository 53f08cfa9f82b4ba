//! Odometer readings: history, timeline and form.

mod filters;
mod reading_table;
mod readings_page;

pub use readings_page::ReadingsPage;
