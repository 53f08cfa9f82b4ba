//! Odometer readings: history, timeline and form.

mod draft;
mod edit_page;
mod fields;
mod filters;
mod new_page;
mod reading_table;
mod readings_page;

pub use edit_page::EditReadingPage;
pub use new_page::NewReadingPage;
pub use readings_page::ReadingsPage;
