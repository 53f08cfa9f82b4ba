//! Vehicles: record and form; the garage lists them.

mod activity;
mod detail_page;
mod draft;
mod drivers_card;
mod drivers_field;
mod edit_page;
mod facts;
mod fields;
mod new_page;
mod routes_card;

pub use detail_page::VehiclePage;
pub use edit_page::EditVehiclePage;
pub use new_page::NewVehiclePage;
