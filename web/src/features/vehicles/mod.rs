//! Vehicles: list, record, form.

mod activity;
mod detail_page;
mod draft;
mod drivers_card;
mod drivers_field;
mod edit_page;
mod facts;
mod fields;
mod list_page;
mod new_page;
mod routes_card;

pub use detail_page::VehiclePage;
pub use edit_page::EditVehiclePage;
pub use list_page::VehiclesPage;
pub use new_page::NewVehiclePage;
