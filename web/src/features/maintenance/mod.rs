//! Maintenance: history and form.

mod draft;
mod edit_page;
mod fields;
mod filters;
mod maintenance_page;
mod maintenance_table;
mod new_page;

pub use edit_page::EditMaintenancePage;
pub use maintenance_page::{MaintenanceHistory, MaintenancePage};
pub use new_page::NewMaintenancePage;
