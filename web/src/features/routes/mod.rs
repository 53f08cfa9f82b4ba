//! Delivery routes for the office: list, planning one, and one route with its stops. What the
//! planning of a whole day shares with that is public.

mod add_dialog;
mod change_dialog;
mod close_dialogs;
mod detail_page;
mod filters;
mod list_page;
mod load_summary;
mod logged_draft;
mod logged_entry;
mod logged_fields;
mod missing;
mod move_dialog;
mod new_page;
mod odometer_dialog;
mod ordering;
mod package_picker;
mod place;
mod plan_draft;
mod plan_form;
mod plan_selection;
mod punctuality;
mod route_actions;
mod route_facts;
mod route_table;
mod sketch;
mod sketch_geometry;
mod sketch_ground;
mod stop_list;
mod stop_order;
mod stop_row;
mod take_off_dialog;

pub use close_dialogs::DriveDialog;
pub use detail_page::RouteDetailPage;
pub use list_page::RoutesPage;
pub use load_summary::LoadSummary;
pub use missing::{Lack, Missing};
pub use new_page::{NewRoutePage, PlanStart};
pub use package_picker::PackagePicker;
pub use plan_form::{late_departure, vehicle_choice, without_places};
pub use plan_selection::{Load, is_due_by, is_plannable, next_day, sort as sort_packages};
pub use route_table::RouteTable;
pub use sketch_geometry::{Plane, Size, Spot};
pub use sketch_ground::{depot_mark, ground, line_through};

use crate::features::entries::{EditPage, NewPage};

/// Corrects one, or deletes it.
pub type EditRoutePage = EditPage<logged_draft::LoggedDraft>;
/// Enters one.
pub type NewLoggedRoutePage = NewPage<logged_draft::LoggedDraft>;
