//! Maintenance: history and form.

mod draft;
mod entry;
mod fields;
mod filters;
mod maintenance_page;
mod maintenance_table;
mod new_page;

pub use maintenance_page::{MaintenanceHistory, MaintenancePage};
pub use new_page::NewMaintenancePage;

use crate::features::entries::EditPage;

/// Corrects one, or deletes it.
pub type EditMaintenancePage = EditPage<draft::Draft>;
