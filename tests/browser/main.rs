//! A whole working day in a real browser, against the real binary: the office on a desktop, the
//! driver on a phone, the recipient wherever. `told!` says in which engines a story is told.
#![allow(clippy::panic, reason = "a test says why it fails")]

mod also_drives;
mod attention;
mod colours;
mod day;
mod days;
mod demo_data;
mod devices;
mod driver;
mod engine;
mod everywhere;
mod first_hour;
mod follow;
mod front;
mod impostor;
mod installed;
mod letterbox;
mod mail;
mod no_signal;
mod offline;
mod package_list;
mod person;
mod plan_day;
mod power_cuts;
mod receipts;
mod records;
mod replan;
mod route_changes;
mod screens;
mod second_thoughts;
mod shared_phone;
mod sizes;
mod stage;
mod tabs;
mod taps;
mod tls;
mod touch;
mod trash;
mod waiting;
