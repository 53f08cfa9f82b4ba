//! Vehicles: record and form; the garage lists them.

mod activity;
mod detail_page;
mod draft;
mod drivers_card;
mod drivers_field;
mod edit_page;
mod expenses_tab;
mod facts;
mod fields;
mod fuel_charts;
mod fuel_tab;
mod new_page;
mod odometer_tab;
mod overview_tab;
mod query;
mod routes_tab;

pub use detail_page::VehiclePage;
pub use edit_page::EditVehiclePage;
pub use new_page::NewVehiclePage;
