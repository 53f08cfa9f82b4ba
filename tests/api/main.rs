//! Tests through the HTTP API.

#![allow(clippy::unwrap_used, reason = "tests may fail")]

mod analytics;
mod auth;
mod auth_limits;
mod auth_tokens;
mod authorization;
mod backup;
mod bad_input;
mod calendar;
mod dashboard;
mod day;
mod demo;
mod due;
mod expenses;
mod expenses_paid;
mod findings;
mod fixture;
mod fuel_efficiency;
mod garage;
mod histories;
mod hostile;
mod hostile_books;
mod logged_routes;
mod maintenance;
mod notices;
mod odometers;
mod openapi;
mod packages;
mod packages_lifecycle;
mod random_books;
mod random_days;
mod random_entries;
mod readings;
mod refuels;
mod refuels_lists;
mod reports;
mod roads;
mod routes_day;
mod routes_planning;
mod settings;
mod stats;
mod timeline;
mod tracking;
mod users;
mod vehicles;
