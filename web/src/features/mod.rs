//! Screens by noun. A page asks (`use_query`), composes `ui` components and writes through the outbox.

pub mod account;
pub mod attention;
pub mod dashboard;
pub mod day;
pub mod devices;
pub mod due;
pub mod entries;
pub mod expenses;
pub mod files;
pub mod findings;
pub mod garage;
pub mod histories;
pub mod logs;
pub mod maintenance;
pub mod packages;
pub mod plan_day;
pub mod readings;
pub mod refuels;
pub mod reports;
pub mod routes;
pub mod search;
pub mod settings;
pub mod trash;
pub mod users;
pub mod vehicles;
pub mod waiting;
