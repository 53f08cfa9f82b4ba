//! Screens by noun. A page asks (`use_query`), composes `ui` components and writes through the outbox.

pub mod account;
pub mod dashboard;
pub mod day;
pub mod logs;
pub mod packages;
pub mod routes;
pub mod settings;
pub mod users;
pub mod vehicles;
