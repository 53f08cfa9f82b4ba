//! Refuels: history and form.

mod amounts;
mod draft;
mod economy;
mod edit_page;
mod fields;
mod filters;
mod new_page;
mod refuel_table;
mod refuels_page;

pub use edit_page::EditRefuelPage;
pub use new_page::NewRefuelPage;
pub use refuels_page::{RefuelHistory, RefuelsPage};
