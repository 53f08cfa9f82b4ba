//! Delivery routes for the office: list, planning, and one route with its stops.

mod change_dialog;
mod close_dialogs;
mod detail_page;
mod filters;
mod list_page;
mod load_summary;
mod logged_draft;
mod logged_entry;
mod logged_fields;
mod new_page;
mod odometer_dialog;
mod package_picker;
mod plan_draft;
mod plan_form;
mod plan_selection;
mod route_actions;
mod route_facts;
mod route_table;
mod sketch;
mod sketch_geometry;
mod stop_list;
mod stop_order;

pub use close_dialogs::DriveDialog;
pub use detail_page::RouteDetailPage;
pub use list_page::RoutesPage;
pub use new_page::NewRoutePage;
pub use route_table::RouteTable;

use crate::features::entries::{EditPage, NewPage};

/// Corrects one, or deletes it.
pub type EditRoutePage = EditPage<logged_draft::LoggedDraft>;
/// Enters one.
pub type NewLoggedRoutePage = NewPage<logged_draft::LoggedDraft>;
