//! Refuels: history and form.

mod filters;
mod refuel_table;
mod refuels_page;

pub use refuels_page::{RefuelHistory, RefuelsPage};
