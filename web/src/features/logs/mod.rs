//! The log: every step of every package.

mod filters;
mod log_page;
mod log_table;

pub use log_page::LogPage;
