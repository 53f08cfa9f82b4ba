//! Today at a glance: what is to be done, what is under way, what needs somebody.

mod attention;
mod checklist;
mod dashboard_page;
mod figures;

pub use dashboard_page::DashboardPage;
