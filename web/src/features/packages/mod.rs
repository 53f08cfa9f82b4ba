//! Packages: list with bulk steps, record with its log, quick entry, editing.

mod bulk_bar;
mod bulk_edit;
mod correct_dialog;
mod delete_dialog;
mod detail_page;
mod draft;
mod driver_field;
mod due_field;
mod edit_page;
mod facts_card;
mod fields;
mod filters;
mod list_page;
mod log_card;
mod mails_card;
mod new_page;
mod package_table;
mod recent_card;
mod status_card;
mod step_dialog;
mod steps;
#[cfg(test)]
pub mod test_package;
mod tracking_card;

pub use detail_page::PackagePage;
pub use edit_page::EditPackagePage;
pub use list_page::PackagesPage;
pub use new_page::NewPackagePage;
