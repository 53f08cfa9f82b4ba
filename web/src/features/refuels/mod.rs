//! Refuels: history and form.

mod amounts;
mod draft;
mod economy;
mod entry;
mod fields;
mod filters;
mod refuel_table;
mod refuels_page;

pub use refuels_page::{RefuelHistory, RefuelsPage};

use crate::features::entries::{EditPage, NewPage};

/// Corrects one, or deletes it.
pub type EditRefuelPage = EditPage<draft::Draft>;
/// Enters one.
pub type NewRefuelPage = NewPage<draft::Draft>;
