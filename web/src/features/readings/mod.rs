//! Odometer readings: history, timeline and form.

mod draft;
mod entry;
mod fields;
mod filters;
mod reading_table;
mod readings_page;

pub use readings_page::ReadingsPage;

use crate::features::entries::{EditPage, NewPage};

/// Corrects one, or deletes it.
pub type EditReadingPage = EditPage<draft::Draft>;
/// Enters one.
pub type NewReadingPage = NewPage<draft::Draft>;
