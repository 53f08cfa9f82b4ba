//! Tests through the HTTP API.

#![allow(clippy::unwrap_used, reason = "tests may fail")]

mod auth;
mod auth_limits;
mod auth_tokens;
mod authorization;
mod backup;
mod bad_input;
mod dashboard;
mod day;
mod expenses;
mod expenses_paid;
mod fixture;
mod fuel_efficiency;
mod histories;
mod hostile;
mod maintenance;
mod odometers;
mod openapi;
mod packages;
mod packages_lifecycle;
mod random_books;
mod random_days;
mod refuels;
mod refuels_lists;
mod routes_day;
mod routes_planning;
mod settings;
mod tracking;
mod users;
mod vehicles;
