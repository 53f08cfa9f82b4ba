//! Delivery routes for the office: list, planning, and one route with its stops.

mod change_dialog;
mod close_dialogs;
mod detail_page;
mod edit_logged_page;
mod filters;
mod list_page;
mod load_summary;
mod logged_draft;
mod logged_fields;
mod new_logged_page;
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
pub use edit_logged_page::EditRoutePage;
pub use list_page::RoutesPage;
pub use new_logged_page::NewLoggedRoutePage;
pub use new_page::NewRoutePage;
pub use route_table::RouteTable;
