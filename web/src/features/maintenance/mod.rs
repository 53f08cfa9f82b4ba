//! Maintenance: history and form.

mod filters;
mod maintenance_page;
mod maintenance_table;

pub use maintenance_page::{MaintenanceHistory, MaintenancePage};
