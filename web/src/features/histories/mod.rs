//! What the histories of refuels, maintenance, expenses and readings have in common: filters in the
//! URL, totals over the whole filter, deleting with a way back.

mod deletion;
mod filters;
mod list;
mod vehicle_field;
pub mod words;

pub use deletion::{Deletion, delete_button, use_deletion};
pub use filters::{filter_bar, sort_field, yes_field};
pub use list::{History, add_button, query_of, total, totals};
pub use vehicle_field::VehicleField;
